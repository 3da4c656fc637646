"""The goods that are sold: adding and changing them, and which one the owner means."""

from collections.abc import Sequence
from difflib import get_close_matches

from sqlmodel import Session, col, select

from smallcrm import same_book
from smallcrm.errors import Ambiguous, NoProduct, Refused, Unreadable
from smallcrm.models.sales import Product
from smallcrm.parsing.text import clean_line, fold, one_line, words

MOST_LISTED = 8
MOST_NEAR = 3
LIKELY_WRONG = 0.6  # below this likeness a near name is no suggestion
WAY_OUT = "crm product add creates one"


def add(
    session: Session,
    name: str,
    *,
    code: str = "",
    category: str = "",
    unit: str = "",
    price: int | None = None,
) -> Product:
    """A new product; `price` of one unit is in thousandths of a cent. Refused as `change` is."""
    product = Product(
        code=clean_line(code, "product code"),
        name=clean_line(name, "product name"),
        folded="",
        category=clean_line(category, "category"),
        unit=clean_line(unit, "unit"),
    )
    change(session, product, price=price)
    return product


def change(session: Session, product: Product, **values: str | int | bool | None) -> None:
    """Give a product other values of its columns.

    Refused if another has the code, or cannot be told from it: of one without a code the whole
    name is all that can be typed.
    """
    for name, value in values.items():
        text = clean_line(value, name) if isinstance(value, str) else value
        setattr(product, name, text)
    product.name = product.name or product.code
    product.code_folded, product.folded = fold(product.code), fold(product.name)
    if not product.folded:
        raise Unreadable("a product needs a name")
    if product.code and not product.code_folded:
        raise Unreadable("a product's code needs a letter, a digit or a sign that can be typed")
    if (product.price or 0) < 0:
        raise Unreadable("a price is not below zero")
    _check_unique(session, product)
    session.add(product)
    session.flush()


def resolve(
    session: Session,
    text: str,
    *,
    archived: bool = False,
    uncoded: bool = False,
    way_out: str = WAY_OUT,
) -> Product:
    """The one product meant: by its code, else its whole name, else by how its words begin.

    NoProduct names the nearest, Ambiguous all that fit; Refused if it is `archived` and may not be.
    Of namesakes it is the one without a code if `uncoded`, so that it can be given one.
    """
    found = shortlist(session, text, archived=archived)
    bare = [product for product in found if not product.code_folded]
    if uncoded and len(bare) == 1:
        found = bare
    if len(found) > 1:
        raise Ambiguous(_fitting(text, found))
    if found:
        return found[0]
    for hidden in _called(session, text):
        raise Refused(f"{say_product(hidden)} is archived ({say_restoring(hidden)})")
    raise NoProduct(_not_found(session, text, way_out), text)


def _fitting(text: str, found: Sequence[Product]) -> str:
    """`"coffee" fits 2 products; say more, or the code: Coffee beans (c1); Coffee mug (c2)`."""
    names = [product.folded for product in found]
    listed = "; ".join(
        f"{say_product(product)}, without a code (crm product edit {product.name} --code)"
        if not product.code_folded and names.count(product.folded) > 1
        else say_product(product)
        for product in found[:MOST_LISTED]
    )
    more = f"; and {len(found) - MOST_LISTED} more" if len(found) > MOST_LISTED else ""
    shown = one_line(text, longest=60)
    return f'"{shown}" fits {len(found)} products; say more, or the code: {listed}{more}'


def shortlist(session: Session, text: str, *, archived: bool = False) -> list[Product]:
    """All products that fit equally well; none if the text is all of an archived one's."""
    called = _called(session, text, archived=archived)
    if called or _called(session, text):
        return called
    return _beginning(session, words(text), archived=archived)


def is_product(session: Session, text: str) -> bool:
    """Whether the text is the code or the whole name of a product, archived or not."""
    return bool(_called(session, text))


def say_product(product: Product) -> str:
    """`Coffee beans (coffee-1kg)`: the name, and the code as far as it differs."""
    code, name = one_line(product.code, longest=40), one_line(product.name, longest=60)
    return f"{name} ({code})" if code and product.code_folded != product.folded else name


def namesakes(session: Session, product: Product) -> list[Product]:
    """Other products with the same name, case and accents aside."""
    same = select(Product).where(Product.folded == product.folded, Product.id != product.id)
    return list(session.exec(same.order_by(col(Product.id))))


def set_archived(session: Session, product: Product, archived: bool) -> None:
    """Put the product aside, or take it back; Refused if it is so already."""
    if product.archived == archived:
        state = "archived already" if archived else "not archived"
        raise Refused(f"{say_product(product)} is {state}")
    product.archived = archived
    session.add(product)
    session.flush()


def _called(session: Session, text: str, *, archived: bool = True) -> list[Product]:
    """Whose code it is, else whose whole name."""
    wanted = fold(clean_line(text, "product"))
    if not wanted:
        return []
    query = select(Product).order_by(col(Product.id))
    if not archived:
        query = query.where(col(Product.archived).is_(False))
    coded = session.exec(query.where(Product.code_folded == wanted)).all()
    return list(coded or session.exec(query.where(Product.folded == wanted)))


def _beginning(session: Session, wanted: list[str], *, archived: bool) -> list[Product]:
    """Those of which every word that is wanted begins a word of the name or the code."""
    holding = (
        col(Product.folded).contains(word, autoescape=True)
        | col(Product.code_folded).contains(word, autoescape=True)
        for word in wanted
    )
    query = select(Product).where(*holding).order_by(col(Product.folded), col(Product.id))
    if not archived:
        query = query.where(col(Product.archived).is_(False))
    return [
        product
        for product in (session.exec(query) if wanted else ())
        if _begins_all(wanted, words(f"{product.name} {product.code}"))
    ]


def _begins_all(wanted: Sequence[str], name: Sequence[str]) -> bool:
    return all(any(word.startswith(part) for word in name) for part in wanted)


def _check_unique(session: Session, product: Product) -> None:
    """Refused if something that is typed could not tell the product from another."""
    code, name = product.code_folded, product.folded
    others = select(Product).where(col(Product.id).is_not(product.id))
    uncoded = others.where(Product.code_folded == "")
    with session.no_autoflush:
        for known in session.exec(others.where(Product.code_folded == (code or name))):
            shown = one_line(product.code or product.name, longest=60)
            raise Refused(f"the code {shown} belongs to {say_product(known)}{_aside(known)}")
        for known in session.exec(uncoded.where(col(Product.folded).in_({code, name}))):
            there = f"{say_product(known)} is among the products already"
            raise Refused(f"{there}, without a code{_aside(known)}; crm product edit gives it one")
        if not code:
            for known in session.exec(others.where(Product.folded == name)):
                raise Refused(
                    f"{say_product(known)} is among the products already{_aside(known)}"
                    "; a second one of that name needs a --code"
                )


def _aside(product: Product) -> str:
    return f", archived ({say_restoring(product)})" if product.archived else ""


def say_restoring(product: Product) -> str:
    """The command that takes an archived product back."""
    named = one_line(product.code or product.name, longest=60)
    return same_book.crm(f"product restore {named}")


def _not_found(session: Session, text: str, way_out: str) -> str:
    shown = one_line(text, longest=60)
    for hidden in _beginning(session, words(text), archived=True):
        named = f"{say_product(hidden)} is archived ({say_restoring(hidden)})"
        return f'no product matches "{shown}", but {named}'
    near = _nearest(session, text)
    if near:
        return f'no product matches "{shown}"; did you mean {" or ".join(near)}? ({way_out})'
    return f'no product matches "{shown}" ({way_out}, crm product list shows all)'


def _nearest(session: Session, text: str) -> list[str]:
    query = select(Product.folded, Product.code_folded, Product.name, Product.code)
    by_text: dict[str, str] = {}
    for folded, code_folded, name, code in session.exec(
        query.where(col(Product.archived).is_(False))
    ):
        by_text |= {folded: name} | ({code_folded: code} if code_folded else {})
    near = get_close_matches(fold(text), by_text, n=MOST_NEAR, cutoff=LIKELY_WRONG)
    return [one_line(by_text[one], longest=60) for one in near]
