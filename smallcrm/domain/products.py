"""The goods that are sold: adding and changing them, and which one the owner means."""

from collections.abc import Sequence
from difflib import get_close_matches

from sqlmodel import Session, col, select

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
    """A new product; `price` is in thousandths of a cent. Refused if the code or name is known."""
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
    """Give a product other values of its columns. Refused if another has the code or the name."""
    for name, value in values.items():
        text = clean_line(value, name) if isinstance(value, str) else value
        setattr(product, name, text)
    product.name = product.name or product.code
    if not product.name:
        raise Unreadable("a product needs a name")
    product.code_folded, product.folded = fold(product.code), fold(product.name)
    _check_unique(session, product)
    session.add(product)
    session.flush()


def resolve(
    session: Session, text: str, *, archived: bool = False, way_out: str = WAY_OUT
) -> Product:
    """The one product meant; NoProduct with the nearest names, or Ambiguous with all that fit.

    Its code, else its whole name, else words that begin those of its name or code.
    """
    found = shortlist(session, text, archived=archived)
    shown = one_line(text, longest=60)
    if len(found) > 1:
        listed = "; ".join(say_product(product) for product in found[:MOST_LISTED])
        more = f"; and {len(found) - MOST_LISTED} more" if len(found) > MOST_LISTED else ""
        raise Ambiguous(f'"{shown}" fits {len(found)} products; write a code: {listed}{more}')
    if not found:
        raise NoProduct(_not_found(session, text, shown, way_out), text)
    return found[0]


def shortlist(session: Session, text: str, *, archived: bool = False) -> list[Product]:
    """All products that fit equally well."""
    clean_line(text, "product")
    wanted = fold(text)
    if not wanted:
        return []
    query = select(Product) if archived else select(Product).where(col(Product.archived).is_(False))
    query = query.order_by(col(Product.folded), col(Product.id))
    for same in (Product.code_folded == wanted, Product.folded == wanted):
        if found := session.exec(query.where(same)).all():
            return list(found)
    parts = words(text)
    holding = (col(Product.folded).contains(part, autoescape=True) for part in parts)
    likely = session.exec(query.where(*holding)).all() if parts else []
    fitting = [product for product in likely if _begins_all(parts, words(product.name))]
    starting = query.where(col(Product.code_folded).startswith(wanted, autoescape=True))
    return fitting or list(session.exec(starting))


def say_product(product: Product) -> str:
    """`coffee-1kg Coffee beans`: the code and the name, as far as they differ."""
    code, name = one_line(product.code, longest=40), one_line(product.name, longest=60)
    return f"{code} {name}" if code and product.code_folded != product.folded else name


def _begins_all(wanted: Sequence[str], name: Sequence[str]) -> bool:
    return all(any(word.startswith(part) for word in name) for part in wanted)


def _check_unique(session: Session, product: Product) -> None:
    others = select(Product).where(col(Product.id).is_not(product.id))
    with session.no_autoflush:
        if product.code_folded:
            known = session.exec(others.where(Product.code_folded == product.code_folded)).first()
            if known:
                raise Refused(f"the code {product.code} belongs to {say_product(known)}")
        named = others.where(Product.folded == product.folded, Product.code_folded == "")
        known = session.exec(named).first() if not product.code_folded else None
        if known:
            raise Refused(f"{say_product(known)} is among the products already")


def _not_found(session: Session, text: str, shown: str, way_out: str) -> str:
    hidden = shortlist(session, text, archived=True)
    if hidden:
        named = say_product(hidden[0])
        return f'no product matches "{shown}", but {named} is archived'
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
