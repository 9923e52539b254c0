"""Which messages of a meeting show what, and which of them an event changes."""

from dataclasses import replace
from datetime import timedelta
from typing import Any, Final

import pytest

from bot.domain.meeting.log_entries import Key
from bot.domain.meeting.messages import READERS, messages_of
from bot.domain.meeting.parts import Taken
from bot.domain.meeting.value import Meeting
from bot.domain.meeting.views import UNKNOWN
from bot.domain.message_and_timer_kinds import Says
from bot.domain.states import TurnState
from bot.domain.step_kinds import StepKind
from tests.bot.domain.meeting.cases import BANK, BEN, at_step, clock
from tests.bot.domain.meeting.message_views import (
    AGENDA,
    ALL_KNOWN,
    CARD,
    call_of,
    changed,
    line,
    paused,
    seen,
    turn,
    view,
    with_said,
)

OTHERS: Final = {
    Says.CHARTER,
    Says.RULES,
    Says.REPORT_ASK,
    Says.DUE_NUDGE,
    Says.NOT_SAID,
    Says.LETTER,
    Says.JOINED,
    Says.ASKED_TO_LEAVE,
    Says.TOLD_ADVISER,
    Says.REGRETS,
    Says.OTHER_DATES,
}
"""What belongs to a set, or to one of its members."""


def test_every_kind_of_message_of_a_meeting_is_read() -> None:
    assert READERS.keys() == set(Says) - OTHERS


@pytest.mark.parametrize("kind", list(Says))
def test_what_belongs_to_others_or_was_not_loaded_is_not_known(kind: Says) -> None:
    assert view(with_said(at_step(StepKind.PRESENT), Key(kind, "", "123:4")), Key(kind, "", "123:4")) is UNKNOWN


@pytest.mark.parametrize("kind", sorted(READERS.keys() - {Says.NOTICE, Says.CLOCK}))
def test_what_is_about_something_else_is_not_known(kind: Says) -> None:
    assert view(with_said(at_step(StepKind.PRESENT), Key(kind, "other", "1")), Key(kind, "other", "1")) is UNKNOWN


def test_the_log_is_shown_whole_and_in_its_order() -> None:
    meeting = at_step(StepKind.CLOSING)
    assert tuple(one.entry for one in messages_of(meeting, BANK)) == meeting.log


@pytest.mark.parametrize(
    ("facts", "sent", "shows"), [({}, False, True), ({"settled": True}, False, False), ({"settled": True}, True, True)]
)
def test_a_notice_shows_its_facts_unless_it_was_settled_before_it_was_sent(
    facts: dict[str, Any], sent: bool, shows: bool
) -> None:
    key = Key(Says.NOTICE, "presenter_gone", "slot1")
    meeting = with_said(at_step(StepKind.PRESENT), key, CARD, name="presenter_silent", **facts)
    shown = view(meeting.with_entry(meeting.log[-1], sent=sent), key)
    assert shown == ({"name": "presenter_silent", **facts} if shows else None)


def long_thread() -> Meeting:
    """The committing of the second slot, after all that can stand above it; the time was up once in every step before."""
    meeting = at_step(StepKind.COMMIT, slot=1, known=ALL_KNOWN)
    question = next(step for step in meeting.steps if step.kind is StepKind.QUESTION and step.slot == "slot2")
    done = [turn(number, BEN + number, TurnState.DONE, question.id, ended_at=clock("14:29")) for number in (1, 2)]
    meeting = replace(meeting, turns=tuple(done))
    for step in meeting.steps[:-1]:
        under = Key(Says.SLOT_CARD, step.slot) if step.slot else None
        meeting = with_said(meeting, Key(Says.TIME_UP, step.id), under)
    head = Key(Says.SLOT_CARD, "slot2")
    for one in done:
        meeting = with_said(meeting, call_of(one), head)
    meeting = with_said(meeting, Key(Says.CLOCK, "slot:slot1", "1"), name="paused", step="step3")
    meeting = with_said(meeting, Key(Says.CLOCK, "slot:slot2", "1"), head, name="resumed", step="step10")
    meeting = with_said(meeting, Key(Says.ACTION, "slot2", "1"), head)
    own = meeting.entry(Key(Says.STEP, meeting.step.id))
    assert own is not None
    meeting = replace(meeting, log=(*(one for one in meeting.log if one is not own), own))
    return meeting.with_slot("slot2", actions=(Taken(1, line(1)),), brought=1)


OPEN: Final = {AGENDA, Key(Says.SLOT_CARD, "slot2"), Key(Says.STEP, "step13")}


def test_a_pause_and_an_extension_change_what_is_open_and_nothing_above_it() -> None:
    meeting = long_thread()
    assert changed(meeting, paused(meeting)) == OPEN
    assert changed(meeting, meeting.with_step(ends_at=clock("14:50"), minutes=15)) == OPEN
    assert changed(meeting, meeting.with_step(warned=True)) == {Key(Says.STEP, "step13")}
    assert changed(meeting, meeting.with_step(began_at=clock("14:31"), human=True)) == set()
    switched = replace(meeting, spoken=True)
    assert changed(meeting, switched) == {AGENDA, Key(Says.STEP, "step13"), Key(Says.SLOT_CARD, "slot2")}


def test_who_comes_and_goes_changes_the_agenda_and_nothing_that_named_them() -> None:
    meeting = long_thread()
    assert changed(meeting, replace(meeting, here=meeting.here[:-1])) == {AGENDA}
    assert changed(meeting, replace(meeting, members=meeting.members[:-1])) == {AGENDA}
    assert changed(meeting, replace(meeting, members=meeting.members[1:])) == {AGENDA}
    assert changed(meeting, replace(meeting, now=meeting.now + timedelta(minutes=2))) == set()


def test_an_action_changes_the_card_and_hands_the_controls_on() -> None:
    meeting = long_thread()
    brought = meeting.with_slot("slot2", actions=(Taken(1, line(1)), Taken(2, line(2))), brought=2)
    new = Key(Says.ACTION, "slot2", "2")
    after = with_said(brought, new, Key(Says.SLOT_CARD, "slot2"))
    assert changed(meeting, after) == {Key(Says.SLOT_CARD, "slot2"), Key(Says.STEP, "step13"), new}
    assert seen(after, new).carried is not None


def test_the_end_of_a_step_changes_its_own_message_and_hands_the_controls_on() -> None:
    meeting = long_thread()
    ended = meeting.with_step(ended_at=meeting.now)
    following = replace(meeting.step, id="step14", kind=StepKind.SLOT_REVIEW, position=14)
    after = with_said(
        replace(ended, steps=(*ended.steps, following)), Key(Says.STEP, "step14"), Key(Says.SLOT_CARD, "slot2")
    )
    card = Key(Says.SLOT_CARD, "slot2")
    assert changed(meeting, after) == {AGENDA, card, Key(Says.STEP, "step13"), Key(Says.STEP, "step14")}
