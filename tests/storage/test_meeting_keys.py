"""Names of messages and timers in their rows: today's, both ways."""

from dataclasses import replace

import pytest

from bot.domain.meeting.log_entries import Key
from bot.domain.meeting.parts import Taken, Turn
from bot.domain.meeting.value import Meeting
from bot.domain.message_and_timer_kinds import Later, Says
from bot.domain.states import TurnState
from bot.domain.step_kinds import StepKind
from storage.meeting_keys import TIMER_OF, Names
from tests.bot.domain.meeting import cases
from tests.bot.domain.meeting.cases import ANA, CAT

SLOT = Key(Says.SLOT_CARD, "slot1")
KEYS = [
    (Key(Says.AGENDA, "meeting"), None, "40"),
    (Key(Says.AGENDA, "meeting", "77"), None, "40:77"),
    (Key(Says.PULSE_SUMMARY, "meeting"), None, "40"),
    (Key(Says.CONCERNS, "meeting"), None, "40"),
    (Key(Says.STEP_CARD, "step0"), None, "500"),
    (Key(Says.STEP, "step5"), SLOT, "505"),
    (Key(Says.TIME_UP, "step5"), SLOT, "505"),
    (Key(Says.TIME_UP, "step5", "77"), SLOT, "505:77"),
    (Key(Says.OWNER, "step1", "3"), Key(Says.STEP_CARD, "step1"), "501:3"),
    (SLOT, None, "301"),
    (Key(Says.CALL, "turn1"), SLOT, "900"),
    (Key(Says.ACTION, "slot1", "12"), SLOT, "12"),
    (Key(Says.ACTION, "slot2", "13"), None, "13"),
    (Key(Says.CLOCK, "slot:slot1", "2"), SLOT, "slot:301:2"),
    (Key(Says.CLOCK, "meeting:meeting", "1"), None, "meeting:40:1"),
    (Key(Says.NOTICE, "presenter_gone", "slot1"), SLOT, "presenter_gone:301"),
    (Key(Says.NOTICE, "presenter_gone", "slot1:77"), SLOT, "presenter_gone:301:77"),
    (Key(Says.NOTICE, "presenter_left", "step5"), SLOT, "presenter_left:505"),
    (Key(Says.NOTICE, "left_open", "meeting"), None, "left_open:40"),
]
OF_OTHERS = [
    (Says.CHARTER, "7"),
    (Says.AGENDA, "39"),
    (Says.CALL, "899"),
    (Says.ACTION, "99"),
    (Says.CLOCK, "meeting:39:1"),
    (Says.NOTICE, "moved:40:1763992800"),
    (Says.NOTICE, "presenter_left:12"),
]


def a_meeting() -> Meeting:
    m = cases.at_step(StepKind.QUESTION)
    line = cases.owned(CAT, told=False).line if hasattr(cases, "owned") else None
    turn = Turn("turn1", m.step.id, CAT, TurnState.CALLED, m.now, number=900)
    m = m.with_slot("slot2", actions=(Taken(13, line),))  # type: ignore[arg-type]
    return replace(m, turns=(turn, replace(turn, id="new", number=0)))


@pytest.mark.parametrize(("key", "under", "subject"), KEYS)
def test_a_message_is_named_as_it_always_was(key: Key, under: Key | None, subject: str) -> None:
    names = Names(a_meeting())
    assert names.subject(key) == subject
    assert names.key(key.kind, subject, under) == key


@pytest.mark.parametrize(("kind", "subject"), OF_OTHERS)
def test_what_is_not_of_the_meeting_or_not_loaded_keeps_its_name(kind: Says, subject: str) -> None:
    names = Names(a_meeting())
    key = names.key(kind, subject)
    assert key == Key(kind, "", subject)
    assert names.subject(key) == subject


def test_what_has_no_row_has_no_name() -> None:
    with pytest.raises(KeyError):
        Names(a_meeting()).subject(Key(Says.CALL, "new"))


@pytest.mark.parametrize("kind", sorted(TIMER_OF))
def test_a_timer_is_named_as_it_always_was(kind: Later) -> None:
    names = Names(a_meeting())
    of, number = {"step": ("step5", 505), "turn": ("turn1", 900), "meeting": ("meeting", 40)}[TIMER_OF[kind]]
    member = ANA if kind is Later.REPORT_FORM else None
    subject = f"{number}:{ANA}" if member else str(number)
    assert names.timer(kind, of, member) == (kind, subject)
    assert names.timer_of(kind, subject) == (of, member)
    assert names.timer_of(kind, "1") is None
