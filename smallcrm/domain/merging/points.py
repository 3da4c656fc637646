"""The numbers and addresses of two contacts that become one: which are the same."""

from collections.abc import Iterable, Mapping, Sequence

from smallcrm.models.contacts import ContactPoint
from smallcrm.models.enums import PointKind


def fold_points(
    ours: Sequence[ContactPoint], theirs: Sequence[ContactPoint]
) -> tuple[list[ContactPoint], dict[int, str]]:
    """Those of theirs that we do not have, and new labels for ours, by id, where theirs differ."""
    known = {_key(point): point for point in ours}
    kept: list[ContactPoint] = []
    labels: dict[int, str] = {}
    for point in theirs:
        same = known.setdefault(_key(point), point)
        if same is point:
            kept.append(point)
        elif same.id is not None:
            labels[same.id] = _both(labels.get(same.id, same.label), point.label)
    return kept, labels


def _both(first: str, second: str) -> str:
    """Two labels as one: `work, mobile`."""
    same = second in first.split(", ")
    return first if same else ", ".join(filter(None, (first, second)))


def _key(point: ContactPoint) -> tuple[str, str]:
    """What is equal for the same number or address, and for no other.

    A cell with two numbers or an extension keeps to itself, though its first number be ours.
    """
    if point.kind == PointKind.PHONE:
        short = point.digits.lstrip("0")
        plain = bool(short) and point.normal.endswith(short)
        return point.kind, point.normal if plain else point.digits or point.value
    value = point.value.strip()
    return point.kind, value.casefold() if point.kind == PointKind.EMAIL else value


def point_texts(
    points: Iterable[ContactPoint], kind: str, labels: Mapping[int, str] | None = None
) -> list[str]:
    """The points of a kind as texts: `5551 2345 (work)`."""
    return [
        f"{point.value} ({label})" if label else point.value
        for point in points
        if point.kind == kind
        for label in ((labels or {}).get(point.id, point.label),)
    ]
