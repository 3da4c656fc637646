"""Numbers and addresses as tests write them: `phone mobile 5551 2345`, `-` for no label."""

from smallcrm.formats.records import PointRecord


def points(*written: str) -> tuple[PointRecord, ...]:
    """Points from `kind label value`."""
    split = (text.split(" ", 2) for text in written)
    return tuple(PointRecord(kind, value, label.strip("-")) for kind, label, value in split)
