"""An organisation whose people are all to be written a letter at one minute: its rows, and its people in the stand-in workspace."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Final

from sqlalchemy import Connection, String, bindparam, case, cast, delete, insert, literal, select, update

from benchmarks.database_size import MEMBERS, DatabaseSize
from benchmarks.filling import fill
from benchmarks.generated_rows import FIRST
from bot.domain.message_and_timer_kinds import Later
from bot.domain.states import MeetingState
from rehearsal.people import Channel, Person
from rehearsal.workspace import Workspace
from storage import schema
from storage.database import Database
from storage.delivery_models import Conversation, Timer
from storage.models import Meeting, Member, Set
from storage.models import Person as PersonRow

AHEAD: Final = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Organisation:
    """Sets of eight, each with its channel, and everybody's open actions; `people` in the order of their sets."""

    people: Sequence[Person]
    rooms: Sequence[Channel]
    dms: Sequence[Channel]

    @property
    def asked(self) -> Sequence[Channel]:
        """The DMs of those who are members; advisers are asked for nothing."""
        return [dm for number, dm in enumerate(self.dms) if number % (MEMBERS + 1) < MEMBERS]


def with_actions(sets: int) -> DatabaseSize:
    """Sets that have met once, after which each of their members has three actions to report on."""
    return DatabaseSize(sets, meetings=1, actions=25, open_every=1, elsewhere=False)


def organised(ws: Workspace, url: str, size: DatabaseSize, now: datetime) -> Organisation:
    """Fill a fresh database, and the workspace with the people: they meet again in two days, and any hour suits them."""
    people = [ws.person(f"Person {number}", user_id=f"F{FIRST + number}") for number in range(size.people)]
    rooms = [
        ws.channel(f"set-{number}", members=_of_set(people, number // size.together)) for number in range(size.sets)
    ]
    organisation = Organisation(people, rooms, [ws.dm_channel(one) for one in people])
    database = Database(url)
    try:
        schema.upgrade(database.engine)
        fill(database.engine, size, now)
        with database.engine.begin() as connection:
            _meet_soon(connection, now, size, organisation)
    finally:
        database.close()
    return organisation


def _of_set(people: Sequence[Person], group: int) -> Sequence[Person]:
    return people[group * (MEMBERS + 1) :][: MEMBERS + 1]


def _meet_soon(connection: Connection, now: datetime, size: DatabaseSize, organisation: Organisation) -> None:
    """The next meeting of all is in two days; timers are put by `all_due`, which has everybody open at that moment."""
    is_next = Meeting.number == size.meetings + 1
    connection.execute(delete(Timer))
    planned = case((is_next, literal(now + AHEAD, Meeting.planned_at.type)), else_=Meeting.planned_at)
    connection.execute(update(Meeting).where(Meeting.state == MeetingState.PLANNED).values(planned_at=planned))
    channels = [{"row": number, "to": room.id} for number, room in enumerate(organisation.rooms, start=1)]
    dms = [{"row": len(channels) + number, "to": dm.id} for number, dm in enumerate(organisation.dms, start=1)]
    moved = update(Conversation).where(Conversation.id == bindparam("row")).values(channel=bindparam("to"))
    connection.execute(moved, [*channels, *dms])
    lives_in = update(Set).where(Set.id == bindparam("row")).values(channel=bindparam("to"), private=True)
    connection.execute(lives_in, channels)  # private, as the channels of the stand-in workspace are


def all_due(url: str, at: datetime) -> None:
    """Everybody's letter falls due at that moment (UTC): it is when they open, on any day."""
    database = Database(url)
    columns: Mapping[str, object] = {
        "workspace": Member.workspace,
        "kind": literal(Later.LETTER.value),
        "subject": cast(Member.person_id, String),
        "due_at": literal(at, Timer.due_at.type),
    }
    due = select(*columns.values()).distinct()  # type: ignore[call-overload]
    opening = {"works_on": "0123456", "zone": "UTC", "opens": at.time(), "closes": time(23, 59, 59, 999999)}
    with database.engine.begin() as connection:
        connection.execute(update(PersonRow).values(**opening))
        connection.execute(delete(Timer).where(Timer.kind == Later.LETTER))  # whoever has typed has one already
        connection.execute(insert(Timer).from_select([*columns], due))
    database.close()
