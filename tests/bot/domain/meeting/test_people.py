"""Who comes, goes away or leaves, and what the meeting does then."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.domain.errors import Refused
from bot.domain.meeting import people
from bot.domain.meeting.events import Actor, Came
from bot.domain.meeting.log_entries import Key
from bot.domain.meeting.parts import Member, Presence, SetDetails, Turn
from bot.domain.meeting.people_events import DateFixed, MembersChanged, WentAway
from bot.domain.meeting.value import Meeting
from bot.domain.message_and_timer_kinds import Says
from bot.domain.states import MeetingState, TurnState
from bot.domain.step_kinds import StepKind
from tests.bot.domain.meeting.cases import (
    ANA,
    BEN,
    CAT,
    DAN,
    SET,
    START,
    at_step,
    by,
    clock,
    given,
    happens,
    members,
)

ALL = frozenset({ANA, BEN, CAT, DAN})
AWAY_UNTIL = date(2026, 11, 30)


def here(*those: int) -> tuple[Presence, ...]:
    return tuple(Presence(one, START, START) for one in those)


def away(member: int) -> tuple[Member, ...]:
    known = next(one for one in members() if one.number == member)
    return members(replace(known, away_until=AWAY_UNTIL))


def called(member: int, state: TurnState = TurnState.CALLED) -> Meeting:
    """The questions run, and that peer's turn is open."""
    m = at_step(StepKind.QUESTION)
    turn = Turn("turn", m.step.id, member, state, m.now, asked_at=m.now if state is TurnState.ASKED else None)
    return replace(m, turns=(turn,))


def goes_away(m: Meeting, member: int) -> Meeting:
    return happens(m, WentAway(by=by(member), members=away(member))).meeting


# Who is waited for


@pytest.mark.parametrize(
    ("kind", "done", "over"),
    [
        (StepKind.OPENING, {}, True),
        (StepKind.REPORT_BACK, {}, True),
        (StepKind.SLOT_REVIEW, {"answered": ALL}, True),
        (StepKind.SLOT_REVIEW, {"answered": ALL - {DAN}}, False),
        (StepKind.REVIEW, {"answered": ALL, "pulsed": ALL}, False),  # nothing was shown yet that could be talked about
        (StepKind.BIDS, {}, False),
        (StepKind.PRESENT, {"answered": ALL}, False),
        (StepKind.CLARIFY, {"answered": ALL}, False),
        (StepKind.RESTATE, {"answered": ALL}, False),
        (StepKind.COMMIT, {"answered": ALL}, False),
        (StepKind.CLOSING, {"answered": ALL, "pulsed": ALL}, False),
    ],
)
def test_where_nobody_is_waited_for_the_step_is_over(kind: StepKind, done: dict[str, Any], over: bool) -> None:
    """Everybody is here, and nobody has an action to report on."""
    m = at_step(kind).with_step(**done)
    assert (people.go_on(m, given()).step.id != m.step.id) is over
    paused = replace(m, state=MeetingState.PAUSED, paused_at=clock("14:30"))
    assert people.go_on(paused, given()) == paused


def test_the_last_to_come_ends_the_opening() -> None:
    m = replace(at_step(StepKind.OPENING), here=here(ANA, BEN))
    m = happens(m, Came(by=by(CAT))).meeting
    assert m.step.kind is StepKind.OPENING
    assert happens(m, Came(by=by(DAN))).meeting.step.kind is not StepKind.OPENING


def test_an_adviser_who_is_no_member_comes_and_is_not_counted() -> None:
    m = replace(at_step(StepKind.OPENING), here=here(ANA, BEN, CAT))
    after = happens(m, Came(by=Actor("UADV", None, is_adviser=True))).meeting
    assert after.step.kind is StepKind.OPENING
    assert after.adviser_sign_at == m.now
    assert after.here == m.here


# Going away


def test_whoever_goes_away_is_not_here_and_ends_what_waited_for_them_alone() -> None:
    m = replace(at_step(StepKind.OPENING), here=here(ANA, BEN, CAT))
    after = goes_away(m, DAN)
    assert not after.is_here(DAN)
    assert after.step.kind is not StepKind.OPENING


def test_going_away_is_no_sign_of_life() -> None:
    m = at_step(StepKind.BIDS)
    after = goes_away(m, BEN)
    assert not after.is_here(BEN)
    assert not after.step.human


@pytest.mark.parametrize(("state", "ends_as"), [(TurnState.CALLED, TurnState.GONE), (TurnState.ASKED, TurnState.DONE)])
def test_a_turn_of_whoever_goes_away_is_passed_on(state: TurnState, ends_as: TurnState) -> None:
    after = goes_away(called(BEN, state), BEN)
    assert (after.turns_now[0].member, after.turns_now[0].state) == (BEN, ends_as)
    assert after.turn is not None
    assert after.turn.member in (CAT, DAN)


def test_in_a_pause_their_turn_ends_and_nobody_is_called() -> None:
    m = replace(called(BEN), state=MeetingState.PAUSED, paused_at=clock("14:30"))
    assert [one.state for one in goes_away(m, BEN).turns_now] == [TurnState.GONE]


@pytest.mark.parametrize("gone", [CAT, ANA])
def test_the_turn_of_another_stays(gone: int) -> None:
    m = called(BEN)
    assert goes_away(m, gone).turns == m.turns


def test_a_presenter_who_goes_away_keeps_the_slot_and_the_others_are_asked() -> None:
    m = at_step(StepKind.CLARIFY)
    after = goes_away(m, ANA)
    assert after.step.id == m.step.id
    assert after.slot is not None
    assert after.slot.away_offered
    offered = after.entry(Key(Says.NOTICE, "presenter_gone", after.slot.id))
    assert offered is not None
    assert offered.facts["name"] == "presenter_away"
    assert offered.under == after.head_key


def test_in_the_review_of_their_slot_nothing_is_offered_and_it_ends_without_them() -> None:
    m = at_step(StepKind.SLOT_REVIEW).with_step(answered=ALL - {ANA})
    after = goes_away(m, ANA)
    assert after.step.kind is StepKind.PRESENT
    assert after.slot is not None
    assert after.slot.member == BEN
    assert not any(slot.away_offered for slot in after.slots)


def test_whoever_leaves_the_channel_is_as_gone_as_whoever_says_so() -> None:
    m = at_step(StepKind.SLOT_REVIEW).with_step(answered=ALL - {DAN})
    after = happens(m, WentAway(by=by(DAN), members=m.members)).meeting
    assert after.step.id != m.step.id
    assert [one.number for one in after.missing] == [DAN]


# What the meeting knows of its set


def test_whoever_declines_is_not_waited_for() -> None:
    m = replace(at_step(StepKind.OPENING), here=here(ANA, BEN, CAT))
    unagreed = members(Member(DAN, 104, "U4", agreed=False))
    after = happens(m, MembersChanged(by=by(DAN), members=unagreed)).meeting
    assert after.step.kind is not StepKind.OPENING
    assert after.members == unagreed


def test_a_change_that_nobody_made_in_the_meeting_moves_nothing() -> None:
    m = replace(at_step(StepKind.OPENING), here=here(ANA, BEN, CAT))
    after = happens(m, MembersChanged(members=away(DAN))).meeting
    assert after == replace(m, members=away(DAN))


def test_the_closing_knows_the_next_date_once_it_is_fixed() -> None:
    m = at_step(StepKind.CLOSING).with_known(next_meeting=())
    next_at = clock("16:00")
    after = happens(m, DateFixed(next_meeting=(next_at,))).meeting
    assert after == m.with_known(next_meeting=(next_at,))
    assert happens(after, DateFixed(next_meeting=())).meeting == m


def test_nobody_but_a_member_goes_away() -> None:
    with pytest.raises(Refused):
        happens(at_step(StepKind.BIDS), WentAway(by=Actor("UADV", None, is_adviser=True), members=members()))


@pytest.mark.parametrize("of", [None, replace(SET, rules=("Listen",))])
def test_rules_that_have_changed_with_the_members_are_those_of_the_meeting(of: SetDetails | None) -> None:
    m = at_step(StepKind.BIDS)
    assert happens(m, MembersChanged(members=members(), of=of)).meeting.of == (of or m.of)
