"""The calls of one file, each once, in little room: a hundred thousand take a few megabytes."""

import datetime as dt
from array import array
from collections.abc import Iterator

from smallcrm.domain.calls import Call, normal_of
from smallcrm.formats.calllog import CallRecord
from smallcrm.formats.calllog_fields import KINDS

_START = dt.datetime(1970, 1, 1)
_SECOND = dt.timedelta(seconds=1)


class CallLog:
    """Calls to be gone through from the newest to the oldest; numbers and names are kept once."""

    def __init__(self, country: str) -> None:
        self._country = country
        self._texts: dict[str, int] = {}
        self._normals: dict[int, str] = {}
        self._at = array("q")  # seconds
        self._kinds = array("B")
        self._seconds = array("l")
        self._numbers = array("l")
        self._names = array("l")

    def __len__(self) -> int:
        return len(self._at)

    def add(self, record: CallRecord | Call) -> None:
        """A call that has a number."""
        number = self._place(record.number)
        if number not in self._normals:
            self._normals[number] = normal_of(record.number, self._country)
        self._at.append((record.at - _START) // _SECOND)
        self._kinds.append(KINDS.index(record.kind))
        self._seconds.append(record.seconds)
        self._numbers.append(number)
        self._names.append(self._place(record.name))

    def _place(self, text: str) -> int:
        return self._texts.setdefault(text, len(self._texts))

    def newest_first(self) -> Iterator[Call]:
        """Each call once; of entries for the same one, the first of the file."""
        texts = list(self._texts)
        moment: int | None = None
        met: set[tuple[str, int]] = set()
        for place in sorted(range(len(self)), key=self._at.__getitem__, reverse=True):
            if self._at[place] != moment:
                met = set()
            moment = self._at[place]
            number, kind = self._numbers[place], self._kinds[place]
            if (self._normals[number], kind) not in met:
                met.add((self._normals[number], kind))
                yield Call(
                    texts[number],
                    self._normals[number],
                    _START + moment * _SECOND,
                    KINDS[kind],
                    self._seconds[place],
                    texts[self._names[place]],
                )
