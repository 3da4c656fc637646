"""What the practice shop sells, and what its customers bought in a year."""

import datetime as dt
from dataclasses import dataclass

from sqlmodel import Session

from smallcrm.domain import baskets, orders, products
from smallcrm.domain.demo.workdays import working_day
from smallcrm.models.contacts import Contact
from smallcrm.models.enums import OrderState
from smallcrm.parsing.money import read_unit_price


@dataclass(frozen=True)
class Goods:
    """A product; the price is that of one unit."""

    code: str
    name: str
    category: str
    price: str
    unit: str = ""


@dataclass(frozen=True)
class Bought:
    """An order, its days in working days from today; `basket` is as `crm sell` takes it.

    `handle` is "" for a walk-in.
    """

    handle: str
    day: int
    time: str
    basket: str
    source: str = "shop"
    delivered: int | None = None
    paid: int | None = None
    quote: bool = False


GOODS = (
    Goods("bentwood", "Bentwood chair", "seats", "89"),
    Goods("oak-chair", "Oak chair", "seats", "124"),
    Goods("small-chair", "Small chair, round corners", "seats", "52"),
    Goods("stool", "Birch stool", "seats", "45"),
    Goods("bar-stool", "Bar stool", "seats", "78"),
    Goods("low-table", "Low table, beech", "tables", "159"),
    Goods("round-table", "Round table, ash", "tables", "690"),
    Goods("oak-table", "Big oak table", "tables", "1240"),
    Goods("room", "Room set, oak", "sets", "1645"),
    Goods("flat", "Flat set, pine", "sets", "980"),
    Goods("lamp", "Reading lamp", "lamps", "64"),
    Goods("oil", "Hard oil", "care", "18,50", "l"),
)
SALES = (
    Bought("annika-kask", -209, "13:45", "7 room@2580", "phone", delivered=-159, paid=-152),
    Bought("kadri-pold", -193, "10:15", "24 small-chair 4 low-table", "mail", -155, -150),
    Bought("kaarel-magi", -187, "12:10", "9 bar-stool 40 oak-chair@112,50", "mail", -145, -140),
    Bought("tonu-smidt", -170, "11:00", "4 flat", "phone", delivered=-140, paid=-133),
    Bought("peeter-luik", -162, "09:50", "4 oak-chair", "phone", delivered=-128, paid=-128),
    Bought("peeter-luik", -90, "10:40", "30 stool@41", "phone", delivered=-52, paid=-52),
    Bought("liis-vaher", -86, "16:40", "1 round-table", "phone", delivered=-49, paid=-49),
    Bought("urmas-hein", -66, "12:40", "1 oak-table 0,5 oil", delivered=-64, paid=-66),
    Bought("kadri-pold", -60, "12:30", "2 low-table", "mail", paid=-55),
    Bought("fjordglimt", -34, "11:30", "20 lamp@57,60", "mail", paid=-20),
    Bought("", -12, "15:20", "1 stool 1,5 oil", delivered=-12, paid=-12),
    Bought("", -7, "12:05", "2 lamp 1 oil@0", delivered=-7, paid=-7),
    Bought("mara-liepina", -5, "15:10", "60 oak-chair@109 12 lamp", "mail", quote=True),
    Bought("onne-sepp", -3, "11:45", "6 room", "phone"),
)


def sell(session: Session, people: dict[str, Contact], today: dt.date) -> None:
    """Write down the products and the orders; `people` are the contacts by handle."""
    for goods in GOODS:
        products.add(
            session,
            goods.name,
            code=goods.code,
            category=goods.category,
            unit=goods.unit,
            price=read_unit_price(goods.price),
        )
    for bought in SALES:
        _place(session, people, bought, today)


def _place(session: Session, people: dict[str, Contact], bought: Bought, today: dt.date) -> None:
    wanted, _ = baskets.fill(session, baskets.read(session, bought.basket.split()))
    day = working_day(today, bought.day)
    orders.place(
        session,
        people[bought.handle] if bought.handle else None,
        wanted,
        at=dt.datetime.combine(day, dt.time.fromisoformat(bought.time)),
        state=OrderState.QUOTE if bought.quote else OrderState.PLACED,
        source=bought.source,
        delivered=None if bought.delivered is None else working_day(today, bought.delivered),
        paid=None if bought.paid is None else working_day(today, bought.paid),
    )
