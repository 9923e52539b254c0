"""Rows that follow from their number alone, so that a database makes a million of them by itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import BigInteger, ColumnElement, String, Table, case, cast, literal

from benchmarks.database_size import MEMBERS, PEOPLE, DatabaseSize
from storage.base import Base

HERE: Final = "T0001"
ELSEWHERE: Final = "T0002"
"""Every tenth ten of sets is in another workspace."""
FIRST: Final = 100_000
"""From where people and channels are counted, so that all have the same length."""
SCATTERED: Final = 982_451_653
KEYS: Final = 899_999_999_981
"""Primes: a number times the one, modulo the other, is scattered as a random key is, and none comes twice."""

SECONDS_FROM: Final = 1000
SECONDS: Final = 500
"""Behind the moments of a set's meetings, so many seconds after the last of them."""

Value = ColumnElement[Any]
Columns = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Moments:
    """When the meeting of a set with that place in it began and closed, as expressions; and something far ahead."""

    began: Value
    closed: Value
    ahead: Value


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a table: `many` of them, of each of which `columns` are set. `meeting` picks its moments."""

    table: Table
    many: int
    meeting: Value
    columns: Columns


@dataclass(frozen=True, slots=True)
class Numbered:
    """A row of a table by its number, from 0; `id` is one more. Each kind has so many rows a set, or a closed meeting."""

    size: DatabaseSize
    number: Value

    @property
    def id(self) -> Value:
        return self.number + 1

    def rows(self, table: str, a_meeting: int, columns: Columns, *, keyed: bool = True) -> Rows:
        """So many rows a closed meeting."""
        many = self.size.sets * self.size.meetings * a_meeting
        meeting = self.closed_meeting(a_meeting) % self.size.meetings
        return self.plain(table, many, meeting, self.set(a_meeting * self.size.meetings), columns, keyed=keyed)

    def plain(
        self, table: str, many: int, meeting: Value, the_set: Value, columns: Columns, *, keyed: bool = True
    ) -> Rows:
        """So many rows, each of that meeting and set."""
        always = {"id": self.id} if keyed else {}
        return Rows(
            Base.metadata.tables[table], many, meeting, {**always, "workspace": self._workspace(the_set), **columns}
        )

    def _workspace(self, the_set: Value) -> Value:
        return case((the_set // 10 % 10 == 9, ELSEWHERE if self.size.elsewhere else HERE), else_=HERE)

    def set(self, a_set: int) -> Value:
        """Which set, from 0, where each has so many rows."""
        return self.number // a_set

    def closed_meeting(self, a_meeting: int) -> Value:
        """Which closed meeting of all sets, from 0, where each has so many rows."""
        return self.number // a_meeting

    def meeting_id(self, a_meeting: int) -> Value:
        meeting = self.closed_meeting(a_meeting)
        return meeting // self.size.meetings * self.size.all_meetings + meeting % self.size.meetings + 1

    def member_id(self, a_set: int, nth: Value) -> Value:
        return self.set(a_set) * MEMBERS + nth + 1

    def person_id(self, the_set: Value, nth: Value) -> Value:
        return the_set // self.size.together * PEOPLE + nth + 1


def text_of(number: Value) -> Value:
    return cast(number, String)


def key_of(number: Value) -> Value:
    """Twelve digits that look as random ids do, another one for each number."""
    return cast(100_000_000_000 + cast(number, BigInteger) * SCATTERED % KEYS, String)


def one_of(value: Value, choices: Sequence[Any], kind: Any) -> Value:
    """The choice with that number; the last one for all others."""
    return case(
        *((value == nth, literal(one, kind)) for nth, one in enumerate(choices[:-1])), else_=literal(choices[-1], kind)
    )


def ts_of(number: Value) -> Value:
    """A moment of 2020 or later, as Slack writes it."""
    return text_of(1_600_000_000 + number) + ".000100"
