"""What the messages of a meeting show, for tests of it: with an eye on one message, or on what differs."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any, Final

from bot.domain.actions import ActionLine, Listing
from bot.domain.meeting.log_entries import Entry, Key
from bot.domain.meeting.messages import messages_of
from bot.domain.meeting.parts import Known, Turn
from bot.domain.meeting.value import Meeting
from bot.domain.meeting.views import UNKNOWN, View
from bot.domain.message_and_timer_kinds import Says
from bot.domain.states import ActionStatus, MeetingState, TurnState
from bot.domain.step_kinds import StepKind
from tests.bot.domain.meeting.cases import BANK, at_step, clock

CARD: Final = Key(Says.SLOT_CARD, "slot1")
AGENDA: Final = Key(Says.AGENDA, "meeting")
ALL_KNOWN: Final = Known((), (), (), Listing(), ())


def view(meeting: Meeting, key: Key) -> View:
    """What the message of that key shows."""
    return next(one.view for one in messages_of(meeting, BANK) if one.entry.key == key)


def seen(meeting: Meeting, key: Key) -> Any:
    found = view(meeting, key)
    assert found is not None
    assert found is not UNKNOWN
    return found


def shown(meeting: Meeting, key: Key) -> Mapping[str, Any]:
    """Every field, those as well that are no reason to say it anew."""
    return asdict(seen(meeting, key))


def holds(found: Mapping[str, Any], **fields: object) -> None:
    assert {name: found[name] for name in fields} == fields


def changed(before: Meeting, after: Meeting) -> set[Key]:
    """The messages that look otherwise now."""
    was = {one.entry.key: one.view for one in messages_of(before, BANK)}
    return {one.entry.key for one in messages_of(after, BANK) if one.view != was.get(one.entry.key)}


def with_said(meeting: Meeting, key: Key, under: Key | None = CARD, **facts: object) -> Meeting:
    entry = Entry(key, under=under, facts=facts, number=len(meeting.log) + 9000, sent=True, tried=True)
    return replace(meeting, log=(*meeting.log, entry))


def unsent(meeting: Meeting, key: Key) -> Meeting:
    entry = meeting.entry(key)
    assert entry is not None
    return meeting.with_entry(entry, sent=False, tried=False)


def paused(meeting: Meeting) -> Meeting:
    return replace(meeting, state=MeetingState.PAUSED, paused_at=meeting.now)


def line(number: int, **changes: Any) -> ActionLine:
    return replace(ActionLine(f"action{number}", "U1", f"Do {number}", "", None, None, ActionStatus.OPEN), **changes)


def turn(number: int, member: int, state: TurnState, step: str = "step5", **changes: Any) -> Turn:
    return replace(Turn(f"turn{number}", step, member, state, clock("14:30"), number=number), **changes)


def asking(*turns: Turn) -> Meeting:
    """The questions of the first slot, with these turns and their calls."""
    meeting = at_step(StepKind.QUESTION, turns=turns)
    assert meeting.step.id == "step5"
    for one in turns:
        meeting = with_said(meeting, call_of(one))
    return meeting


def call_of(one: Turn) -> Key:
    return Key(Says.CALL, one.id)
