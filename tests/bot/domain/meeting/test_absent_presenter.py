"""A presenter who is silent, or gone: what is offered, and what becomes of the turn that waits for them."""

from dataclasses import replace
from typing import Any

import pytest

from bot.domain.channel_messages import Tone
from bot.domain.errors import Refused
from bot.domain.meeting import absent_presenter
from bot.domain.meeting.absent_presenter import AWAY, SILENT, offer_key
from bot.domain.meeting.events import (
    BoxOver,
    Came,
    Extended,
    GraceOver,
    Paused,
    Resumed,
    Switched,
    Waited,
    WentToReview,
)
from bot.domain.meeting.log_entries import Entry
from bot.domain.meeting.turn_events import DoneAsking, PresenterSilent
from bot.domain.meeting.value import Meeting
from bot.domain.message_and_timer_kinds import Later, Says
from bot.domain.refusals import Refusal
from bot.domain.states import MeetingState, TurnState
from bot.domain.step_kinds import StepKind
from tests.bot.domain.meeting.cases import (
    ANA,
    BEN,
    CAT,
    DAN,
    asking,
    at_step,
    by,
    clock,
    hears,
    open_turn,
    silences,
    then,
)


def offered() -> Meeting:
    """BEN has asked at 14:21, and ANA has been silent for three minutes."""
    meeting = hears(asking(), BEN, "14:21")
    return then(meeting, PresenterSilent(turn=open_turn(meeting).id), "14:24")


def waited() -> Meeting:
    meeting = offered()
    return then(meeting, Waited(step=meeting.step.id, by=by(CAT)), "14:24:30")


def of_the_offer(m: Meeting) -> Entry:
    entry = m.entry(offer_key("slot1"))
    assert entry is not None
    return entry


def facts(m: Meeting, *names: str) -> list[Any]:
    return [of_the_offer(m).facts[name] for name in names]


def test_the_offer_stands_in_the_thread_and_says_of_whom() -> None:
    meeting = offered()
    assert of_the_offer(meeting).under == meeting.head_key
    assert of_the_offer(meeting).facts == {
        "name": "presenter_silent",
        "step": meeting.step.id,
        "presenter": "U1",
        "settled": False,
        "back": False,
        "waited_by": "",
        "waits": "",
    }


def test_who_goes_away_is_offered_in_a_message_of_its_own_and_the_older_one_stays_what_it_is() -> None:
    before = offered()
    before = before.with_entry(of_the_offer(before), number=77, sent=True)
    meeting = absent_presenter.offer(before, AWAY)
    notices = [(one.key.nth, one.facts["name"]) for one in meeting.log if one.key.kind is Says.NOTICE]
    assert notices == [("slot1:77", "presenter_silent"), ("slot1", "presenter_away")]
    assert [one.key.nth for one in absent_presenter.offer(meeting, SILENT).log if one.key.kind is Says.NOTICE] == [
        "slot1:77",
        "slot1",
    ]


def test_where_there_is_no_room_for_a_second_offer_the_first_one_says_it() -> None:
    meeting = offered()
    more = tuple(Entry(replace(offer_key("slot1"), nth=f"more{one}"), under=meeting.head_key) for one in range(12))
    meeting = absent_presenter.offer(replace(meeting, log=(*meeting.log, *more)), AWAY)
    assert len([one for one in meeting.log if one.key.nth.startswith("slot1")]) == 1
    assert facts(meeting, "name") == ["presenter_away"]


@pytest.mark.parametrize("kind", [StepKind.SLOT_REVIEW, StepKind.REVIEW, StepKind.BIDS])
def test_nothing_is_offered_in_a_review_or_outside_of_slots(kind: StepKind) -> None:
    assert absent_presenter.offer(at_step(kind), SILENT) == at_step(kind)


def test_the_open_question_waits_until_somebody_ends_it() -> None:
    meeting = waited()
    assert facts(meeting, "waited_by", "waits") == ["U3", open_turn(meeting).id]
    assert open_turn(meeting).interrupted
    assert silences(meeting) == {}


def test_a_silence_of_which_the_set_was_told_is_told_no_more() -> None:
    meeting = replace(waited(), now=clock("14:27"))
    assert then(meeting, PresenterSilent(turn=open_turn(meeting).id), "14:27") == meeting


def test_nothing_waits_before_the_question_is_asked() -> None:
    meeting = absent_presenter.offer(asking(), AWAY)
    meeting = then(meeting, Waited(step=meeting.step.id, by=by(CAT)), "14:20:30")
    assert facts(meeting, "waited_by", "waits") == ["U3", ""]
    assert not open_turn(meeting).interrupted
    assert silences(meeting) == {Later.TURN_SILENT: clock("14:21:30")}


def test_it_is_not_said_who_waits_where_nobody_is_named() -> None:
    meeting = offered()
    assert facts(then(meeting, Waited(step=meeting.step.id), "14:24:30"), "waited_by") == [""]


def test_an_offer_that_is_not_in_the_log_is_said_in_the_thread() -> None:
    meeting = offered()
    meeting = replace(meeting, log=tuple(one for one in meeting.log if one is not of_the_offer(meeting)))
    waits = then(meeting, Waited(step=meeting.step.id, by=by(CAT)), "14:25")
    back = then(meeting, Came(by=by(ANA)), "14:25")
    assert {of_the_offer(one).under for one in (waits, back)} == {meeting.head_key}


def test_there_is_nothing_to_wait_for_once_the_presenter_is_back() -> None:
    meeting = hears(offered(), ANA, "14:25")
    with pytest.raises(Refused, match=Refusal.NOTHING_TO_WAIT_FOR):
        then(meeting, Waited(step=meeting.step.id, by=by(CAT)), "14:26")


def test_an_answer_of_the_presenter_settles_the_offer_and_the_turn_ends_as_any_other() -> None:
    meeting = hears(waited(), ANA, "14:30")
    assert facts(meeting, "settled", "back") == [True, True]
    assert meeting.slot is not None
    assert not meeting.slot.away_offered
    assert not open_turn(meeting).interrupted
    assert silences(meeting) == {Later.TURN_QUIET: clock("14:32")}


@pytest.mark.parametrize(("waits", "holds"), [(77, False), (0, True), (78, True)])
def test_an_earlier_release_named_the_turn_that_waits_by_its_number(waits: int, holds: bool) -> None:
    meeting = waited()
    meeting = meeting.with_turn(open_turn(meeting).id, number=77)
    written = {**of_the_offer(meeting).facts, "waits": waits}
    meeting = hears(meeting.with_entry(of_the_offer(meeting), facts=written), ANA, "14:30", tone=Tone.SOUND)
    assert open_turn(meeting).interrupted is holds


def test_a_question_that_waits_goes_on_waiting_over_a_pause() -> None:
    paused = then(waited(), Paused(by=by(CAT)), "14:31")
    resumed = then(paused, Resumed(by=by(CAT)), "14:35")
    assert facts(resumed, "waits", "settled") == [open_turn(resumed).id, False]
    assert silences(resumed) == {}


def is_back() -> Meeting:
    """The presenter is back by a button, and has not answered."""
    return then(waited(), Came(by=by(ANA)), "14:30")


def test_a_presenter_who_is_back_has_the_time_to_answer_the_question_that_waited() -> None:
    meeting = is_back()
    assert facts(meeting, "settled", "back") == [True, True]
    assert not open_turn(meeting).interrupted
    assert silences(meeting) == {}
    assert silences(hears(meeting, ANA, "14:34")) == {Later.TURN_QUIET: clock("14:36")}


def test_a_question_that_waited_is_listened_to_again_once_its_asker_goes_on() -> None:
    found = silences(hears(is_back(), BEN, "14:31"))
    assert found == {Later.TURN_QUIET: clock("14:35"), Later.PRESENTER_SILENT: clock("14:33")}


def test_a_question_that_waited_is_listened_to_again_after_a_pause_or_a_switch() -> None:
    paused = then(is_back(), Paused(by=by(CAT)), "14:31")
    resumed = then(paused, Resumed(by=by(ANA)), "14:35")
    assert silences(resumed)[Later.TURN_QUIET] == clock("14:29")  # the word of 14:21, four minutes later, and four more
    assert facts(resumed, "waits") == [""]
    switched = then(then(is_back(), Switched(by=by(CAT)), "14:31"), Switched(by=by(CAT)), "14:32")
    assert silences(switched) == {Later.TURN_QUIET: clock("14:36"), Later.PRESENTER_SILENT: clock("14:35")}


def test_a_question_that_waited_does_not_hold_its_step_beyond_the_grace() -> None:
    meeting = then(is_back(), BoxOver(step=is_back().step.id), "14:40")
    assert silences(meeting) == {}
    meeting = then(meeting, GraceOver(step=meeting.step.id), "14:41")
    assert meeting.step.kind is StepKind.QUESTION
    assert silences(meeting)[Later.TURN_QUIET] == clock("14:25")


def test_a_question_that_only_done_ends_is_offered_a_way_on_again_once_somebody_has_spoken() -> None:
    meeting = hears(hears(asking(), BEN, "14:21"), DAN, "14:21:30")
    meeting = then(meeting, PresenterSilent(turn=open_turn(meeting).id), "14:24")
    meeting = then(meeting, Came(by=by(ANA)), "14:25")
    assert open_turn(meeting).interrupted
    assert silences(meeting) == {}
    assert silences(hears(meeting, BEN, "14:26")) == {Later.PRESENTER_SILENT: clock("14:28")}


def test_a_presenter_who_is_back_before_anybody_waited_has_no_turn_that_waited() -> None:
    meeting = then(offered(), Came(by=by(ANA)), "14:25")
    assert facts(meeting, "settled", "back", "waits") == [True, True, ""]
    assert meeting.slot is not None
    assert meeting.slot.away_offered is False


def test_a_presenter_who_was_away_finds_a_turn_that_only_done_ends_as_it_was() -> None:
    meeting = hears(hears(asking(), BEN, "14:21"), DAN, "14:21:30")
    meeting = then(absent_presenter.offer(meeting, AWAY), Came(by=by(ANA)), "14:25")
    assert facts(meeting, "back", "waits") == [True, ""]
    assert open_turn(meeting).interrupted


def test_a_presenter_who_is_back_between_turns_finds_none_that_waited() -> None:
    asked = offered()
    turn = open_turn(asked)
    between = asked.with_turn(turn.id, state=TurnState.DONE, ended_at=clock("14:24:30"))
    back = absent_presenter.presenter_is_back(between)
    assert facts(back, "settled", "back", "waits") == [True, True, ""]
    assert absent_presenter.goes_on(back) == back


def test_outside_of_slots_nothing_is_offered_settled_or_waited_for() -> None:
    meeting = at_step(StepKind.REVIEW)
    for rule in (absent_presenter.settle_offer, absent_presenter.presenter_is_back, absent_presenter.goes_on):
        assert rule(meeting) == meeting


def test_nothing_is_offered_in_the_slot_of_somebody_who_has_left() -> None:
    meeting = at_step(StepKind.PRESENT)
    meeting = replace(meeting, members=meeting.members[1:])
    assert absent_presenter.offer(meeting, SILENT) == meeting


def test_whoever_waits_for_nobody_goes_to_the_review_and_the_offer_is_settled() -> None:
    meeting = then(offered(), WentToReview(step=offered().step.id, by=by(DAN)), "14:25")
    assert meeting.step.kind is StepKind.SLOT_REVIEW
    assert facts(meeting, "settled", "back") == [True, False]
    assert meeting.slot is not None
    assert meeting.slot.away_offered is False


# When a way on is offered


def test_a_way_on_past_a_question_is_offered_three_minutes_after_the_presenter_was_last_heard() -> None:
    meeting = hears(asking(), BEN, "14:21")
    assert silences(meeting)[Later.PRESENTER_SILENT] == clock("14:24")
    meeting = then(meeting, Came(by=by(ANA)), "14:22")
    assert silences(meeting)[Later.PRESENTER_SILENT] == clock("14:25")


def test_the_silence_of_an_earlier_turn_counts() -> None:
    meeting = hears(asking(), BEN, "14:21")
    meeting = then(meeting, DoneAsking(turn=open_turn(meeting).id, by=by(BEN)), "14:21:30")
    assert silences(meeting) == {Later.TURN_SILENT: clock("14:23")}
    meeting = hears(meeting, CAT, "14:22")
    assert silences(meeting)[Later.PRESENTER_SILENT] == clock("14:24")


def test_a_turn_that_only_people_can_end_is_offered_a_way_on_after_the_grace_of_its_step() -> None:
    held = hears(hears(hears(hears(asking(), BEN, "14:21"), ANA, "14:22"), BEN, "14:23"), DAN, "14:23:30")
    assert silences(held) == {}
    up = then(held, BoxOver(step=held.step.id), "14:40")
    assert silences(up) == {Later.PRESENTER_SILENT: clock("14:44")}
    assert silences(then(up, Extended(minutes=5, by=by(ANA)), "14:40:30")) == {}


@pytest.mark.parametrize("changes", [{"spoken": True}, {"state": MeetingState.PAUSED}])
def test_aloud_and_in_a_pause_nobody_is_silent(changes: dict[str, Any]) -> None:
    assert silences(replace(hears(asking(), BEN, "14:21"), **changes)) == {}
