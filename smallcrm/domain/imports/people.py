"""Which contacts the rows of a table name: by a handle, or by a whole name."""

from collections.abc import Mapping

from sqlmodel import Session, select

from smallcrm.domain.resolving import shortlist
from smallcrm.errors import Ambiguous, NotFound, Unreadable
from smallcrm.models.contacts import Contact, FormerHandle
from smallcrm.parsing.text import fold, one_line

_LONGEST = 60
_MOST_NAMED = 4


class People:
    """The contacts of the book, archived ones too, as a table names them."""

    def __init__(self, session: Session, by_handle: Mapping[str, int] | None = None) -> None:
        """`by_handle` says of some handles whose they are, whatever the book says."""
        self._session = session
        former = session.exec(select(FormerHandle.handle, FormerHandle.contact_id)).all()
        present = session.exec(select(Contact.handle, Contact.id)).all()
        self._by_handle = dict(former) | dict(present) | dict(by_handle or {})
        self._by_name: dict[str, int] = {}

    def find(self, handle: str, name: str = "") -> int:
        """The id of the contact with the handle, else of that name.

        Raises NotFound, or Ambiguous where several have the name. A part of a name will not do: no
        contact is chosen silently.
        """
        if found := self._by_handle.get(fold(handle)):
            return found
        text = name or handle
        if text not in self._by_name:
            self._by_name[text] = self._named(text)
        return self._by_name[text]

    def _named(self, text: str) -> int:
        if not text.strip():
            raise Unreadable("it names no contact")
        listed = shortlist(self._session, text, archived=True)
        whole = [one for one in listed.contacts if _is_called(one, text)]
        if not whole and listed.by_number:
            whole = listed.contacts
        shown = one_line(text, longest=_LONGEST)
        if len(whole) > 1:
            handles = ", ".join(one.handle for one in whole[:_MOST_NAMED])
            raise Ambiguous(f'"{shown}" fits {len(whole)} contacts; write a handle: {handles}')
        if not whole:
            raise NotFound(f'no contact is called "{shown}"{_near(listed.contacts)}')
        return whole[0].id


def _is_called(contact: Contact, text: str) -> bool:
    return fold(text) in (fold(contact.name), fold(contact.nickname), contact.handle)


def _near(found: list[Contact]) -> str:
    names = (f"{one_line(one.name, longest=_LONGEST)} ({one.handle})" for one in found)
    near = " or ".join(list(names)[:_MOST_NAMED])
    return f"; write the whole name if it is {near}" if near else ""
