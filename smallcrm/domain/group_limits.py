"""What groups mean in money: the net sales of twelve months from which a customer is in one."""

from collections.abc import Mapping

from sqlmodel import Session

from smallcrm.domain.settings import value_of
from smallcrm.errors import Refused
from smallcrm.models.enums import Group
from smallcrm.parsing.money import FINE, read_money

LIMITED = (Group.SMALL, Group.MEDIUM, Group.LARGE, Group.TOP)
SETTING = "group.{group}"


def group_limits(session: Session) -> dict[Group, int]:
    """The least net sales of each group that has a limit, in thousandths of a cent."""
    return {
        group: read_money(value_of(session, SETTING.format(group=group))) * FINE
        for group in LIMITED
    }


def check_limit(session: Session, name: str) -> None:
    """Refused if the setting is the limit of a group, and a lower group's is above a higher one's.

    A group whose limit is that of the next one is nobody's, which the owner may want.
    """
    limits = group_limits(session)
    changed = next((group for group in LIMITED if SETTING.format(group=group) == name), None)
    if changed is None:
        return
    own = LIMITED.index(changed)
    for place, group in enumerate(LIMITED):
        if (limits[group] - limits[changed]) * (place - own) < 0:
            side = "above" if place > own else "below"
            other = SETTING.format(group=group)
            raise Refused(
                f"{name} cannot be {side} {other}, which is {value_of(session, other)};"
                f" change {other} first"
            )


def loyalty_limits(session: Session) -> list[int]:
    """What the scores 2 to 5 for money begin at where there are few customers."""
    limits = group_limits(session)
    medium = limits[Group.MEDIUM]
    return [medium // 5, medium, limits[Group.LARGE], limits[Group.TOP]]


def group_of(net: int, limits: Mapping[Group, int]) -> Group | None:
    """The highest group whose limit was reached; None below them all."""
    reached = [group for group in LIMITED if net >= limits[group]]
    return reached[-1] if reached else None
