"""Where in its meeting a message is: which meeting, which thread, and of what kind of step."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Integer, Select, bindparam, false, select
from sqlalchemy.orm import Session

from bot.domain.meeting.log_entries import Key
from bot.domain.message_and_timer_kinds import Says, WantedMessage
from bot.domain.step_kinds import StepKind
from storage.meeting_rows import actions, slots, steps, turns


@dataclass(frozen=True, slots=True)
class MessagePlace:
    """The number of the meeting; the head of the thread, None at the top; the kind of step that it is about, if it is of one.

    `whole` where more of the meeting is needed than what is going on: for a turn of a step that is over, or a card in whose place
    a newer one stands.
    """

    meeting: int
    head: Key | None = None
    step: StepKind | None = None
    whole: bool = False


_NUMBER: Final = bindparam("number", type_=Integer)
_OF_SLOT: Final = (slots.c.meeting_id, slots.c.public_id)
_STEP: Final = (
    select(steps.c.meeting_id, steps.c.kind, steps.c.public_id, slots.c.public_id.label("slot"))
    .select_from(steps.outerjoin(slots, slots.c.id == steps.c.slot_id))
    .where(steps.c.id == _NUMBER)
)
_TURN: Final = (
    select(*_OF_SLOT, steps.c.ended_at.is_not(None))
    .select_from(turns.join(steps, steps.c.id == turns.c.step_id).join(slots, slots.c.id == steps.c.slot_id))
    .where(turns.c.id == _NUMBER)
)
_OF_ACTION: Final = actions.join(slots, slots.c.id == actions.c.slot_id)
_ACTION: Final = select(*_OF_SLOT, false()).select_from(_OF_ACTION).where(actions.c.id == _NUMBER)
_SLOT: Final = select(*_OF_SLOT, false()).where(slots.c.id == _NUMBER)


def place_of(db: Session, wanted: WantedMessage) -> MessagePlace | None:
    """Where a message is that belongs to a meeting; None where that is gone."""
    return _PLACES[wanted.kind](db, wanted)


def _of_meeting(_: Session, wanted: WantedMessage) -> MessagePlace:
    return MessagePlace(_first(wanted.subject), whole=not wanted.subject.isdecimal())


def _of_step(db: Session, wanted: WantedMessage) -> MessagePlace | None:
    row = _one(db, _STEP, _first(wanted.subject))
    if row is None:
        return None
    meeting, kind, step, slot = row
    if slot is not None:
        return MessagePlace(meeting, Key(Says.SLOT_CARD, slot), StepKind(kind))
    return MessagePlace(meeting, Key(Says.STEP_CARD, step) if wanted.kind is Says.OWNER else None, StepKind(kind))


def _in_slot(statement: Select[Any, Any]) -> Callable[[Session, WantedMessage], MessagePlace | None]:
    def place(db: Session, wanted: WantedMessage) -> MessagePlace | None:
        row = _one(db, statement, _first(wanted.subject))
        return MessagePlace(row[0], Key(Says.SLOT_CARD, row[1]), whole=bool(row[2])) if row is not None else None

    return place


def _of_clock(db: Session, wanted: WantedMessage) -> MessagePlace | None:
    slot = wanted.facts["slot"]
    row = _one(db, _SLOT, int(slot)) if slot is not None else None
    return MessagePlace(int(wanted.facts["meeting"]), Key(Says.SLOT_CARD, row[1]) if row is not None else None)


def _one(db: Session, statement: Select[Any, Any], number: int) -> Any:
    return db.connection().execute(statement, {"number": number}).first()


def _first(subject: str) -> int:
    return int(subject.partition(":")[0])


_PLACES: Final[Mapping[Says, Callable[[Session, WantedMessage], MessagePlace | None]]] = {
    Says.AGENDA: _of_meeting,
    Says.STEP_CARD: _of_step,
    Says.STEP: _of_step,
    Says.WRITING: _of_step,
    Says.QUESTIONS_LEFT: _of_step,
    Says.TIME_UP: _of_step,
    Says.OWNER: _of_step,
    Says.SLOT_CARD: _in_slot(_SLOT),
    Says.CALL: _in_slot(_TURN),
    Says.WRITTEN_QUESTION: _in_slot(_TURN),
    Says.ACTION: _in_slot(_ACTION),
    Says.CLOCK: _of_clock,
}
