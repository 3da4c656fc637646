"""The filters of `crm list`, for every command that takes a selection of contacts."""

import inspect
from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Annotated, Any

import typer

from smallcrm.commands.app import InGroup, Tags, desk_of
from smallcrm.parsing.dates import read_span

if TYPE_CHECKING:
    import datetime as dt

    from smallcrm.reports.people import ContactFilter

City = Annotated[str, typer.Option(help="Only in this town.")]
Kind = Annotated[str, typer.Option(help="Only persons, or only companies.")]
Company = Annotated[str, typer.Option(help="Only those who work there.")]
QuietFor = Annotated[str, typer.Option("--quiet-for", help="No talk for so long: 60d, 3m.")]
NoCallback = Annotated[bool, typer.Option("--no-callback", help="Nothing planned with them.")]
Archived = Annotated[bool, typer.Option("--archived", help="Those put aside.")]

OPTIONS: dict[str, tuple[Any, Any]] = {
    "tag": (Tags, None),
    "group": (InGroup, ""),
    "city": (City, ""),
    "kind": (Kind, ""),
    "company": (Company, ""),
    "quiet_for": (QuietFor, ""),
    "no_callback": (NoCallback, False),
    "archived": (Archived, False),
}


def filtered(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the filter options in the place of its parameter `which`."""

    @wraps(command)
    def wrapper(ctx: typer.Context, **given: Any) -> None:
        chosen = {name: given.pop(name) for name in OPTIONS}
        command(ctx, which=_filter(desk_of(ctx).today, **chosen), **given)

    own = inspect.signature(command).parameters
    options = [
        inspect.Parameter(
            name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation
        )
        for name, (annotation, default) in OPTIONS.items()
    ]
    first, *rest = (parameter for name, parameter in own.items() if name != "which")
    rest = [parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY) for parameter in rest]
    signature = inspect.Signature([first, *options, *rest])
    wrapper.__signature__ = signature  # type: ignore[attr-defined]
    wrapper.__annotations__ = {
        name: parameter.annotation for name, parameter in signature.parameters.items()
    }
    return wrapper


def _filter(
    today: "dt.date",
    *,
    tag: list[str] | None,
    group: str,
    city: str,
    kind: str,
    company: str,
    quiet_for: str,
    no_callback: bool,
    archived: bool,
) -> "ContactFilter":
    from smallcrm.domain.contacts import read_group_filter, read_kind
    from smallcrm.reports.people import ContactFilter

    return ContactFilter(
        tags=tuple(tag or ()),
        group=read_group_filter(group),
        city=city,
        kind=read_kind(kind) if kind else "",
        company=company,
        quiet_since=today - read_span(quiet_for) if quiet_for else None,
        no_callback=no_callback,
        archived=archived,
    )
