"""A moment inside a slot, and a slot that its presenter ends."""

from dataclasses import replace
from typing import Any

import pytest

from bot.domain.controls import EndsAnothersSlot
from bot.domain.errors import Refused
from bot.domain.meeting import moments
from bot.domain.meeting.effects import ActionsSetAside, IssueSetAside, IssueUsedUp, NotSaid, Presented
from bot.domain.meeting.events import (
    Actor,
    Closed,
    Ended,
    EndedSlot,
    Event,
    ForPresenter,
    LeftOpen,
    MovedOn,
    OnlyListened,
    Paused,
    Resumed,
)
from bot.domain.meeting.log_entries import Key
from bot.domain.meeting.messages import messages_of
from bot.domain.meeting.parts import Taken
from bot.domain.meeting.people_events import Committed, KeptQuestion, WentAway
from bot.domain.meeting.presenting import slot_for_action
from bot.domain.meeting.timers import timers_of
from bot.domain.meeting.value import Meeting
from bot.domain.meetings import LEFT_OPEN, SlotCard
from bot.domain.message_and_timer_kinds import Later, Says
from bot.domain.refusals import Refusal
from bot.domain.states import ActionStatus, IssueState, MeetingState, TurnState
from bot.domain.step_kinds import StepKind
from tests.bot.domain.meeting.cases import (
    ANA,
    BANK,
    BEN,
    CAT,
    DAN,
    asking,
    at_step,
    by,
    clock,
    decided,
    hears,
    then,
)
from tests.bot.domain.meeting.message_views import line

THANKS = Key(Says.NOTICE, "slot_ended", "slot1")


def moment(m: Meeting | None = None, at: str = "14:21") -> Meeting:
    """CAT has asked for a moment in ANA's slot."""
    return then(m or asking(), Paused(by=by(CAT)), at)


def said_of_the_clock(m: Meeting) -> list[str]:
    return [str(one.facts["name"]) for one in m.log if one.key.kind is Says.CLOCK]


def test_inside_a_slot_the_clock_stands_and_nobody_is_named() -> None:
    m = moment()
    assert (m.state, said_of_the_clock(m)) == (MeetingState.PAUSED, ["moment"])
    assert "by" not in m.log[-1].facts
    assert {kind.kind for kind in timers_of(m)} == {Later.MEETING_LEFT_OPEN}


def test_the_presenter_is_offered_privately_what_only_they_may_choose() -> None:
    assert decided(asking(), Paused(by=by(CAT)), "14:21").answer == ForPresenter("U1", "503.0", "slot1")
    assert decided(at_step(StepKind.REVIEW), Paused(by=by(CAT))).answer is None


def test_nobody_is_called_and_talk_moves_nothing() -> None:
    m = hears(hears(moment(), BEN, "14:22"), DAN, "14:23")
    assert m.turns == moment().turns


@pytest.mark.parametrize(
    ("who", "at", "goes_on"),
    [
        pytest.param(ANA, "14:21:10", True, id="the presenter, at once"),
        pytest.param(CAT, "14:30:59", False, id="who asked for it, before ten minutes"),
        pytest.param(CAT, "14:31", True, id="anybody after ten minutes"),
    ],
)
def test_going_on_is_the_presenter_s(who: int, at: str, goes_on: bool) -> None:
    m = moment(asking().with_presence(ANA, sign_at=clock("14:20")))
    if goes_on:
        after = then(m, Resumed(by=by(who)), at)
        assert (after.state, said_of_the_clock(after)) == (MeetingState.RUNNING, ["moment", "went_on"])
        return
    with pytest.raises(Refused, match=Refusal.MOMENT_OF_PRESENTER):
        then(m, Resumed(by=by(who)), at)


def test_a_word_of_the_presenter_lets_the_ten_minutes_begin_anew() -> None:
    m = hears(moment(), ANA, "14:29")
    with pytest.raises(Refused):
        then(m, Resumed(by=by(CAT)), "14:38:59")
    assert then(m, Resumed(by=by(CAT)), "14:39").is_running


def test_where_the_presenter_is_gone_anybody_goes_on_at_once() -> None:
    m = then(moment(), WentAway(by=by(ANA), members=asking().members), "14:22")
    assert then(m, Resumed(by=by(CAT)), "14:22:10").is_running


def test_the_step_has_what_it_had_left() -> None:
    assert asking().step.ends_at == clock("14:40")
    assert then(moment(), Resumed(by=by(ANA)), "14:26").step.ends_at == clock("14:45")


def test_the_third_moment_and_what_follows_it_are_told_in_the_last_message() -> None:
    m, told = at_step(StepKind.SLOT_REVIEW), ["moment", "went_on", "moment", "went_on"]
    m = replace(m, log=tuple(one for one in m.log if one.key.kind is not Says.STEP))  # there is room in its thread
    for at in ("14:31", "14:32", "14:33"):
        m = then(then(m, Paused(by=by(CAT)), at), Resumed(by=by(ANA)), f"{at}:10")
    assert said_of_the_clock(m) == told
    assert said_of_the_clock(then(m, Paused(by=by(CAT)), "14:34")) == [*told[:3], "moment"]


def test_a_clock_that_stands_stands() -> None:
    for event in (Paused(by=by(DAN)), MovedOn(by=by(ANA))):
        with pytest.raises(Refused):
            then(moment(), event)


def test_the_presenter_would_only_be_listened_to() -> None:
    for m in (asking(), moment()):
        after = then(m, OnlyListened(by=by(ANA), slot="slot1"), "14:22")
        assert (after.is_paused, said_of_the_clock(after)[-1]) == (True, "listening")
        assert after.paused_at == (m.paused_at or clock("14:22"))
        aloud = then(replace(m, spoken=True), OnlyListened(by=by(ANA), slot="slot1"), "14:22")
        assert [one.log[-1].facts["spoken"] for one in (after, aloud)] == [False, True]
        with pytest.raises(Refused):
            then(after, Resumed(by=by(CAT)), "14:23")
        assert then(after, Resumed(by=by(ANA)), "14:23").is_running


@pytest.mark.parametrize(("who", "slot"), [(CAT, "slot1"), (ANA, "slot9")])
def test_only_the_presenter_says_so_of_their_own_slot(who: int, slot: str) -> None:
    with pytest.raises(Refused):
        then(asking(), OnlyListened(by=by(who), slot=slot))


# A slot that is ended early


def ended(m: Meeting | None = None, event: Event[Any] | None = None) -> Meeting:
    return then(m or asking(), event or EndedSlot(by=by(ANA), slot="slot1"), "14:25")


@pytest.mark.parametrize("paused", [False, True])
def test_the_thread_is_thanked_and_nothing_begins_before_somebody_is_ready(paused: bool) -> None:
    m = ended(moment() if paused else asking())
    assert (m.is_paused, m.step.is_open, m.step.slot) == (True, False, "slot1")
    assert m.log[-1].key == THANKS
    assert m.turn is None
    assert {kind.kind for kind in timers_of(m)} == {Later.MEETING_LEFT_OPEN}
    m = then(m, Resumed(by=by(DAN)), "14:40")
    assert (m.state, m.step.slot, m.step.began_at) == (MeetingState.RUNNING, "slot2", clock("14:40"))
    thanks = m.entry(THANKS)
    assert thanks is not None
    assert thanks.facts["settled"]


@pytest.mark.parametrize("event", [EndedSlot(by=by(ANA)), EndedSlot(by=by(ANA), slot="slot1")])
def test_it_is_ended_by_button_and_by_command(event: Event[Any]) -> None:
    assert ended(event=event).slots[0].ended_early


def test_whether_it_was_one_s_own_is_answered() -> None:
    assert decided(asking(), EndedSlot(by=by(ANA))).answer is True
    adviser = replace(asking(), of=replace(asking().of, adviser="U9"))
    facilitator = Actor("U9", None, is_adviser=True)
    assert decided(adviser, EndedSlot(by=facilitator, slot="slot1"), "14:21").answer is False


def test_whoever_types_that_another_s_slot_is_over_is_asked_first() -> None:
    m = replace(asking(), of=replace(asking().of, adviser="U9"))
    with pytest.raises(EndsAnothersSlot) as asked:
        then(m, EndedSlot(by=Actor("U9", None, is_adviser=True)), "14:21")
    assert (asked.value.slot_id, asked.value.presenter) == ("slot1", "U1")


def test_whoever_ends_their_slot_before_they_have_presented_has_not() -> None:
    presenting = at_step(StepKind.PRESENT, at=clock("14:20"))
    m = ended(presenting)
    assert (m.members[0].presented_in, m.effects_of(Presented)) == (0, ())
    m = then(m, Resumed(by=by(DAN)), "14:26")
    assert [one.presented_in for one in m.members[:2]] == [0, 0]
    outcome = decided(presenting, MovedOn(by=by(ANA)), "14:25")
    assert Presented(ANA, 2) in outcome.effects
    assert ended(outcome.meeting).members[0].presented_in == 2
    assert Presented(ANA, 2) not in decided(outcome.meeting, MovedOn(by=by(ANA), sure=True), "14:26").effects


@pytest.mark.parametrize(
    ("m", "event"),
    [
        pytest.param(asking(), EndedSlot(by=by(CAT)), id="somebody else's"),
        pytest.param(ended(), EndedSlot(by=by(ANA), slot="slot1"), id="twice"),
        pytest.param(at_step(StepKind.REVIEW), EndedSlot(by=by(ANA)), id="outside of a slot"),
        pytest.param(asking(), EndedSlot(by=by(ANA), slot="slot2"), id="one that does not run"),
        pytest.param(ended(), OnlyListened(by=by(ANA), slot="slot1"), id="then listened to"),
        pytest.param(ended(), Paused(by=by(ANA)), id="then paused"),
        pytest.param(ended(), MovedOn(by=by(ANA)), id="then moved on"),
        pytest.param(ended(), KeptQuestion(by=by(ANA), step="step5", words="What?"), id="then kept"),
    ],
)
def test_what_may_not_be(m: Meeting, event: Event[Any]) -> None:
    with pytest.raises(Refused):
        then(m, event)


def test_its_issue_is_its_presenter_s_alone() -> None:
    outcome = decided(asking(), EndedSlot(by=by(ANA)), "14:25")
    slot = outcome.meeting.slots[0]
    assert IssueSetAside(slot.issue.number) in outcome.effects
    assert slot.issue.state is IssueState.SET_ASIDE
    assert not any(isinstance(one, IssueUsedUp) for one in outcome.effects)


def test_an_open_turn_ends_with_it() -> None:
    m = ended(hears(asking(), BEN, "14:21"))
    assert [one.state for one in m.turns] == [TurnState.DONE]


def test_nothing_of_it_is_shown_asked_or_listed_afterwards() -> None:
    m = asking().with_slot("slot1", question="What?", restated="Why?")
    m = then(ended(m), Resumed(by=by(DAN)), "14:26")
    card = next(one.view for one in messages_of(m, BANK) if one.entry.key == Key(Says.SLOT_CARD, "slot1"))
    assert isinstance(card, SlotCard)
    assert (card.sentence, card.question, card.restated, card.until) == ("", "", "", None)
    m = then(m, EndedSlot(by=by(BEN)), "14:27")
    m = then(m, Resumed(by=by(DAN)), "14:28")
    m = then(m, Ended(by=by(DAN)), "14:29") if m.step.kind is not StepKind.CLOSING else m
    outcome = decided(m, Closed(by=by(DAN), step=m.step.id, was_last=True), "14:30")
    assert not [one for one in outcome.effects if isinstance(one, NotSaid) and one.slot == "slot1"]


def test_what_its_presenter_commits_then_belongs_to_no_slot() -> None:
    m = ended(at_step(StepKind.COMMIT, at=clock("14:20")))
    assert slot_for_action(m, ANA) is None
    assert then(m, Committed(by=by(ANA)), "14:30").slots[0].brought == 0


def test_one_that_is_left_open_closes_after_a_day() -> None:
    m = replace(ended(), now=ended().last_sign + LEFT_OPEN)
    after = decided(m, LeftOpen()).meeting
    assert (after.state, after.steps[-1].kind) == (MeetingState.CLOSED, StepKind.CLOSING)


def test_a_presenter_who_goes_away_then_is_not_offered_to_be_waited_for() -> None:
    m = then(ended(), WentAway(by=by(ANA), members=asking().members), "14:26")
    assert m.entry(Key(Says.NOTICE, "presenter_gone", "slot1")) is None


@pytest.mark.parametrize("by_presenter", [True, False])
def test_what_is_open_of_its_actions_is_theirs_alone_where_its_presenter_ends_it(by_presenter: bool) -> None:
    lines = [line(1), line(2, status=ActionStatus.PARTLY), line(3, status=ActionStatus.DONE)]
    taken = tuple(Taken(number, one) for number, one in enumerate(lines, start=1))
    m = moments.end_slot(at_step(StepKind.COMMIT).with_slot("slot1", actions=taken), by_presenter=by_presenter)
    aside = ActionStatus.ASIDE
    found = [one.line.status for one in m.slots[0].actions or ()]
    assert found == ([aside, aside, ActionStatus.DONE] if by_presenter else [one.status for one in lines])
    assert bool(m.effects_of(ActionsSetAside)) is by_presenter
    assert [(one.number, one.line.what) for one in m.slots[0].actions or ()] == [(1, "Do 1"), (2, "Do 2"), (3, "Do 3")]


def test_a_slot_whose_actions_were_not_looked_up_has_none_at_hand() -> None:
    m = moments.end_slot(at_step(StepKind.COMMIT), by_presenter=True)
    assert m.slots[0].actions is None
