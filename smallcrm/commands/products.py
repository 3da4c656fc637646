"""Products: add, edit, list, archive, restore."""

from typing import Annotated

import typer

from smallcrm.commands.app import (
    App,
    Csv,
    EditCommand,
    Json,
    Quiet,
    complete_code,
    desk_of,
)
from smallcrm.commands.saying import finish
from smallcrm.output.listing import show as show_list
from smallcrm.output.terminal import say
from smallcrm.parsing.text import one_line, words

app = App()
group = App(name="product", help="What is sold: its code, name, category, unit and price.")
app.add_typer(group, name="product")

Words = Annotated[
    list[str],
    typer.Argument(
        help="A code, a name or the start of its words; no quotes needed.",
        metavar="PRODUCT",
        autocompletion=complete_code,
    ),
]


@group.command("add")
def add(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(help="The whole name.")],
    code: Annotated[str, typer.Option(help="A short word to type, such as coffee-1kg.")] = "",
    category: Annotated[str, typer.Option(help="Any word; crm product list filters by it.")] = "",
    unit: Annotated[str, typer.Option(help="Kg, m, h ...; without it, pieces.")] = "",
    price: Annotated[str, typer.Option(help="Of one unit: 12,50.")] = "",
    quiet: Quiet = False,
) -> None:
    """Add a product."""
    from smallcrm.domain import products, settings
    from smallcrm.output.amounts import say_price
    from smallcrm.parsing.money import read_unit_price

    desk = desk_of(ctx)
    with desk.writing("product add", begins=True, unsaved=desk.typed) as session:
        currency = settings.value_of(session, "currency")
        cost = read_unit_price(price, currency=currency) if price else None
        product = products.add(session, name, code=code, category=category, unit=unit, price=cost)
        doubles = products.namesakes(session, product)
    if quiet:
        say(one_line(product.code or product.name))
        return
    costs = "without a price" if product.price is None else say_price(product.price, currency)
    per = f" / {one_line(product.unit)}" if product.unit and product.price is not None else ""
    say(f"Added {products.say_product(product)}, {costs}{per}")
    finish(*(f"note: {products.say_product(other)} has the same name" for other in doubles))


@group.command("edit", cls=EditCommand)
def edit(
    ctx: typer.Context,
    which: Words,
    name: Annotated[str | None, typer.Option(help="The new name.")] = None,
    code: Annotated[str | None, typer.Option(help="The short word to type.")] = None,
    category: Annotated[str | None, typer.Option()] = None,
    unit: Annotated[str | None, typer.Option(help="Kg, m, h ...")] = None,
    price: Annotated[str | None, typer.Option(help="Of one unit; old orders keep theirs.")] = None,
) -> None:
    """Change a product; an empty value clears the field."""
    from smallcrm.domain import products, settings
    from smallcrm.output.products import facts, say_changes
    from smallcrm.parsing.money import read_unit_price

    given = {"name": name, "code": code, "category": category, "unit": unit}
    changes: dict[str, str | int | None] = {
        field: value for field, value in given.items() if value is not None
    }
    desk = desk_of(ctx)
    with desk.writing("product edit", unsaved=desk.typed) as session:
        currency = settings.value_of(session, "currency")
        if price is not None:
            changes["price"] = read_unit_price(price, currency=currency) if price else None
        product = products.resolve(session, " ".join(which), archived=True, uncoded=True)
        before = facts(product, currency)
        products.change(session, product, **changes)
    if not desk.changed:
        say(f"Nothing changed for {products.say_product(product)}")
        return
    say(f"Changed {products.say_product(product)}")
    finish(*say_changes(before, facts(product, currency)))


@group.command("list")
def list_(
    ctx: typer.Context,
    text: Annotated[
        list[str] | None,
        typer.Argument(
            help="Starts of words in the name or the code.",
            metavar="TEXT",
            autocompletion=complete_code,
        ),
    ] = None,
    category: Annotated[str, typer.Option(help="Only in this category.")] = "",
    every: Annotated[bool, typer.Option("--all", help="Those put aside too.")] = False,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """List products by name, with how much of each was sold."""
    from smallcrm.domain import settings
    from smallcrm.output.products import product_listing
    from smallcrm.reports.products import ProductFilter, list_products

    which = ProductFilter(tuple(words(" ".join(text or ()))), category, archived=every)
    with desk_of(ctx).reading() as session:
        lines = list_products(session, which)
        currency = settings.value_of(session, "currency")
    narrowed = which != ProductFilter(archived=every)
    empty = "No product is like that." if narrowed else "No product yet; crm product add adds one."
    show_list(product_listing(lines, currency, empty=empty), as_json=as_json, as_csv=as_csv)


@group.command("archive")
def archive(ctx: typer.Context, which: Words) -> None:
    """Put a product aside: it is sold no more, and orders keep it."""
    from smallcrm.domain import products

    with desk_of(ctx).writing("product archive") as session:
        product = products.resolve(session, " ".join(which))
        products.set_archived(session, product, True)
    say(
        f"Archived {products.say_product(product)}; {products.say_restoring(product)} takes it back"
    )


@group.command("restore")
def restore(ctx: typer.Context, which: Words) -> None:
    """Take an archived product back into the lists."""
    from smallcrm.domain import products

    with desk_of(ctx).writing("product restore") as session:
        product = products.resolve(session, " ".join(which), archived=True)
        products.set_archived(session, product, False)
    say(f"Restored {products.say_product(product)}")
    finish()
