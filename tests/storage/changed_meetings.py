"""What may become of a meeting: values beside which the rules are of no matter."""

from dataclasses import replace
from datetime import timedelta
from typing import Any, Final

from bot.domain.meeting import log
from bot.domain.meeting.log_entries import Key
from bot.domain.meeting.parts import Presence, Slot, Step, Turn
from bot.domain.meeting.value import Meeting
from bot.domain.message_and_timer_kinds import Says
from bot.domain.states import MeetingState, TurnState
from bot.domain.step_kinds import StepKind
from tests.bot.domain.meeting import cases
from tests.bot.domain.meeting.cases import ANA, BEN, CAT, DAN

SOON: Final = timedelta(minutes=1)


def a_step(m: Meeting, name: str) -> Step:
    """One more step, of which all but the last have ended."""
    kind, place = (StepKind.PRESENT, 8) if name == "s8" else (StepKind.REVIEW, 9)
    step = Step(name, kind, place, 5, "", m.now, m.now, slot="slot1" if name == "s8" else None)
    return replace(step, ended_at=m.now if name == "s8" else None)


def a_turn(m: Meeting, number: int, **changes: Any) -> Turn:
    return replace(Turn(f"turn{number}", m.step.id, CAT, TurnState.CALLED, m.now), **changes)


def called(m: Meeting) -> Meeting:
    """A peer is called, after one who was silent."""
    silent = a_turn(m, 1, member=BEN, state=TurnState.SILENT, ended_at=m.now)
    asked = a_turn(
        m, 2, prompt="p", thinking=True, asked_at=m.now, asked_ts="9.1", word_at=m.now, state=TurnState.ASKED
    )
    counted = replace(asked, followed_up=True, spent=True, below=3, shown_again=True)
    m = replace(m, turns=(silent, replace(counted, answered=True, interrupted=True)))
    return log.say(log.say(m, Key(Says.CALL, "turn1"), m.head_key), Key(Says.CALL, "turn2"), m.head_key)


def signs(m: Meeting) -> Meeting:
    """One gave a sign, one came, one is gone; somebody is called first next time."""
    there = (replace(m.here[0], sign_at=m.now + SOON), *m.here[2:], Presence(BEN, m.now + SOON, m.now + SOON))
    return replace(m.with_member(CAT, missed_call=True), here=there)


def lines(m: Meeting) -> Meeting:
    who = {
        name: frozenset({ANA, BEN}) for name in ("answered", "pulsed", "passed", "restated", "told_turn", "told_late")
    }
    return m.with_step(**who, writing={CAT: m.now + SOON, DAN: None}, ready_at=m.now)


def kept(m: Meeting) -> Meeting:
    words = {"question": "How?", "restated": "Why?", "none_this_time": True, "none_because": "Enough"}
    return m.with_slot(m.slots[0].id, **words, away_offered=True, parked=("8.1", "8.2"))


def advanced(m: Meeting) -> Meeting:
    """The step ended, and the next one began."""
    step = m.step
    following = Step("next", StepKind.CLARIFY, step.position + 1, 5, "Clarify", m.now, m.now + SOON, slot=step.slot)
    m = m.with_step(ended_at=m.now, warned=True, time_up=True, human=True, prompt="p", minutes=7.0, says="Said anew.")
    m = replace(m, steps=(*m.steps, replace(following, prompt="q")))
    return log.say(m, Key(Says.STEP, "next"), m.head_key)


def slots_given(m: Meeting) -> Meeting:
    """The second slot will never begin, and another one is given."""
    return replace(m, slots=(m.slots[0], Slot("new", cases.issue_of(CAT), actions=())))


def paused(m: Meeting) -> Meeting:
    m = replace(m, state=MeetingState.PAUSED, paused_at=m.now, spoken=True, unattended=1, adviser_sign_at=m.now)
    m = log.tell_of_the_clock(m, "paused", by="U1")
    return log.tell_of_the_clock(m, "paused", by="U2")


def closed(m: Meeting) -> Meeting:
    m = replace(m.with_step(ended_at=m.now), state=MeetingState.CLOSED, closed_at=m.now)
    return log.notice(m, "left_open", m.id)


def offered(m: Meeting) -> Meeting:
    """The presenter went away after they had been silent: two notices in the slot's thread, the older one retired."""
    key = Key(Says.NOTICE, "presenter_gone", m.slots[0].id)
    return log.say(m, key, m.head_key, name="presenter_silent", waits=0)


def retired(m: Meeting) -> Meeting:
    key = Key(Says.NOTICE, "presenter_gone", m.slots[0].id)
    return offered(log.retire(log.settle(m, key), key))


CHANGES: Final = [called, signs, lines, kept, advanced, slots_given, paused, closed, offered]
