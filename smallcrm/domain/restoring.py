"""A whole book taken in from its JSON: new rows are added, those that are there stay."""

from sqlmodel import Session

from smallcrm.domain.counting import Counted
from smallcrm.domain.restored_calls import take_calls
from smallcrm.domain.restored_contacts import RestoredContacts
from smallcrm.domain.restored_handles import take_distinct, take_former
from smallcrm.domain.restored_settings import take_mappings, take_settings
from smallcrm.domain.restored_sheets import take_sheets
from smallcrm.domain.table_callbacks import Callbacks
from smallcrm.domain.table_people import People
from smallcrm.domain.table_talks import Talks
from smallcrm.formats.book_json import Whole


def restore(session: Session, whole: Whole) -> dict[str, Counted]:
    """Take every part in that the file has; what became of its rows, by the part's name.

    In a transaction that is not kept, this is the rehearsal.
    """
    counted = {
        "settings": take_settings(session, whole.rows("settings")),
        "import_mappings": take_mappings(session, whole.rows("import_mappings")),
    }
    restored = RestoredContacts(session)
    counted["contacts"] = restored.take(whole.rows("contacts"))
    handles = People(session, restored.id_of)
    counted["former_handles"] = take_former(session, handles, whole.rows("former_handles"))
    people = People(session, restored.id_of)
    talks = Talks(session, people)
    counted["interactions"] = talks.take(whole.rows("interactions"))
    callbacks = Callbacks(session, people, talks.id_of)
    counted["callbacks"] = callbacks.take(whole.rows("callbacks"))
    counted["sheets"] = take_sheets(session, people, callbacks.id_of, whole.rows("sheets"))
    counted["distinct"] = take_distinct(session, people, whole.rows("distinct"))
    counted["calls"] = take_calls(
        session, people, whole.rows("calls"), talks=talks.id_of, callbacks=callbacks.id_of
    )
    return {part: found for part, found in counted.items() if part in whole.parts}
