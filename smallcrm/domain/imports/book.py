"""A whole book taken in from its JSON: new rows are added, those that are there stay."""

from collections.abc import Callable, Collection

from sqlmodel import Session

from smallcrm.domain.imports.book_calls import take_calls
from smallcrm.domain.imports.book_contacts import RestoredContacts
from smallcrm.domain.imports.book_handles import take_distinct, take_former
from smallcrm.domain.imports.book_settings import take_mappings, take_settings
from smallcrm.domain.imports.book_sheets import take_sheets
from smallcrm.domain.imports.callbacks import Callbacks
from smallcrm.domain.imports.cases import Cases
from smallcrm.domain.imports.counting import Counted
from smallcrm.domain.imports.own_orders import Orders
from smallcrm.domain.imports.people import People
from smallcrm.domain.imports.products import Products
from smallcrm.domain.imports.tables import Rows
from smallcrm.domain.imports.talks import Talks
from smallcrm.formats.order_rows import with_lines


def restore(
    session: Session, parts: Collection[str], rows_of: Callable[[str], Rows]
) -> dict[str, Counted]:
    """Take in the parts that the file has; what became of their rows, by the part's name.

    In a transaction that is not kept, this is the rehearsal.
    """
    counted = {
        "settings": take_settings(session, rows_of("settings")),
        "import_mappings": take_mappings(session, rows_of("import_mappings")),
    }
    restored = RestoredContacts(session)
    counted["contacts"] = restored.take(rows_of("contacts"))
    handles = People(session, restored.id_of)
    counted["former_handles"] = take_former(session, handles, rows_of("former_handles"))
    people = People(session, restored.id_of)
    talks = Talks(session, people)
    counted["interactions"] = talks.take(rows_of("interactions"))
    callbacks = Callbacks(session, people, talks.id_of)
    counted["callbacks"] = callbacks.take(rows_of("callbacks"))
    counted["sheets"] = take_sheets(session, people, callbacks.id_of, rows_of("sheets"))
    counted["distinct"] = take_distinct(session, people, rows_of("distinct"))
    counted["calls"] = take_calls(
        session, people, rows_of("calls"), talks=talks.id_of, callbacks=callbacks.id_of
    )
    counted["products"] = Products(session).take(rows_of("products"))
    orders = Orders(session, people)
    counted["orders"] = orders.take(with_lines(rows_of("orders")))
    cases = Cases(session, people, talks=talks.id_of, numbers=orders.id_of)
    counted["cases"] = cases.take(rows_of("cases"))
    return {part: found for part, found in counted.items() if part in parts}
