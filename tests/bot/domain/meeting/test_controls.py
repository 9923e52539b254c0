"""What people do to the course of a meeting."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.domain.errors import Refused
from bot.domain.formats import FormatStep
from bot.domain.issues import Comes
from bot.domain.meeting.decide import decide
from bot.domain.meeting.effects import ChannelTriedAgain, KeptInLine, MeetingClosed
from bot.domain.meeting.events import (
    Actor,
    Chose,
    Closed,
    Ended,
    EndedSlot,
    Event,
    Extended,
    Finished,
    MovedOn,
    Paused,
    Resumed,
    Started,
    Switched,
    Waited,
    WentToReview,
)
from bot.domain.meeting.log_entries import Entry, Key
from bot.domain.meeting.parts import Member, Presence
from bot.domain.meeting.people_events import IssuesChanged
from bot.domain.meeting.value import Meeting
from bot.domain.message_and_timer_kinds import Says
from bot.domain.refusals import Refusal
from bot.domain.states import MeetingState
from bot.domain.step_kinds import StepKind
from tests.bot.domain.meeting.cases import (
    ANA,
    BEN,
    CAT,
    DAN,
    FORMAT,
    START,
    at_step,
    away,
    by,
    clock,
    given,
    issue_of,
    members,
    on_time,
)

K = StepKind
NEXT = (START + timedelta(days=30),)
ADVISER = Actor("UA", None, is_adviser=True)
WAITING = (issue_of(ANA), issue_of(BEN), issue_of(CAT))


def paused(m: Meeting) -> Meeting:
    """Since ten minutes ago."""
    return replace(m, state=MeetingState.PAUSED, paused_at=m.now - timedelta(minutes=10))


def after(m: Meeting, event: Event[Any], **around: Any) -> Meeting:
    return decide(m, event, given(**around)).meeting


def step_of(m: Meeting) -> str:
    return m.step.id


# Start


def planned() -> Meeting:
    return Meeting(
        id="meeting",
        number=40,
        nth=2,
        of=at_step(K.OPENING).of,
        members=members(),
        now=clock("14:03"),
        planned_at=START,
        format=replace(FORMAT, name="another"),
    )


def test_a_meeting_that_starts_opens_with_whoever_starts_it() -> None:
    m = after(planned(), Started(by=by(CAT, clock("14:02")), format=FORMAT, spoken=True))
    assert (m.state, m.started_at, m.spoken, m.format.name) == (MeetingState.RUNNING, clock("14:03"), True, "test")
    assert (m.step.kind, m.step.position, m.step.human) == (K.OPENING, 0, True)
    assert [one.key for one in m.log] == [Key(Says.AGENDA, "meeting"), Key(Says.STEP_CARD, m.step.id)]
    assert m.here == (Presence(CAT, clock("14:03"), clock("14:03")),)


@pytest.mark.parametrize(
    ("told", "keys"),
    [
        pytest.param(clock("00:00"), [Key(Says.AGENDA, "meeting")], id="of today"),
        pytest.param(
            clock("00:00") - timedelta(seconds=1),
            [Key(Says.AGENDA, "meeting", "7"), Key(Says.AGENDA, "meeting")],
            id="of yesterday",
        ),
    ],
)
def test_the_card_of_an_earlier_day_gives_way_to_a_new_one(told: datetime, keys: list[Key]) -> None:
    card = Entry(Key(Says.AGENDA, "meeting"), number=7, sent=True, due_at=told)
    m = after(replace(planned(), log=(card,)), Started(by=by(CAT), format=FORMAT, spoken=True))
    assert [one.key for one in m.log] == [*keys, Key(Says.STEP_CARD, m.step.id)]


def test_an_adviser_who_starts_it_is_no_member_who_is_here() -> None:
    m = after(planned(), Started(by=ADVISER, format=FORMAT, spoken=False))
    assert (m.here, m.adviser_sign_at) == ((), clock("14:03"))


# Moving on


def test_next_moves_on_and_says_from_where() -> None:
    m = at_step(K.CLARIFY)
    decided = decide(m, MovedOn(by=by(ANA), step=step_of(m)), given())
    assert (decided.answer, decided.meeting.step.kind) == (K.CLARIFY, K.QUESTION)


def test_behind_the_slots_none_is_given_however_much_time_is_left() -> None:
    m = on_time(K.REVIEW, slots=(ANA,))
    m = after(replace(m, of=replace(m.of, minutes=600)), MovedOn(by=by(ANA)), waiting=WAITING)
    assert (m.step.kind, [slot.member for slot in m.slots]) == (K.CLOSING, [ANA])


def test_next_by_command_moves_on_from_whichever_step_is_open() -> None:
    assert after(at_step(K.CLARIFY), MovedOn(by=by(ANA))).step.kind is K.QUESTION


@pytest.mark.parametrize(
    ("here", "enough"),
    [
        pytest.param([ANA, BEN], False, id="two"),
        pytest.param([ANA, BEN, CAT], True, id="a quorum"),
        pytest.param([ANA, BEN, DAN], False, id="one has not agreed"),
    ],
)
def test_the_opening_is_left_with_a_quorum(here: Sequence[int], enough: bool) -> None:
    m = at_step(K.OPENING, members=members(Member(DAN, 104, "U4", agreed=False)))
    m = away(m, *({ANA, BEN, CAT, DAN} - set(here)))
    if enough:
        assert after(m, MovedOn(by=by(ANA))).step.kind is K.BIDS
        return
    with pytest.raises(Refused) as refused:
        after(m, MovedOn(by=by(ANA)))
    assert (refused.value.kind, refused.value.facts) == (Refusal.TOO_FEW_HERE, {"here": 2, "needed": 3})


@pytest.mark.parametrize(("others", "here", "needed"), [([], [], 1), ([BEN], [ANA], 2)])
def test_a_small_set_needs_all_of_those_who_agreed(others: Sequence[int], here: Sequence[int], needed: int) -> None:
    m = at_step(K.OPENING)
    for one in {BEN, CAT, DAN} - set(others):
        m = m.with_member(one, agreed=False)
    m = away(m, *({ANA, BEN} - set(here)))
    with pytest.raises(Refused) as refused:
        after(m, MovedOn(by=by(CAT)))
    assert (refused.value.kind, refused.value.facts) == (Refusal.TOO_FEW_HERE, {"here": len(here), "needed": needed})


@pytest.mark.parametrize("kind", [K.PRESENT, K.QUESTION, K.RESTATE, K.COMMIT])
def test_a_presenter_is_finished(kind: StepKind) -> None:
    m = at_step(kind)
    assert after(m, Finished(by=by(ANA), step=step_of(m))).step.position == m.step.position + 1


@pytest.mark.parametrize(("minutes", "until"), [(1, clock("14:36")), (60, clock("15:35"))])
def test_more_time(minutes: int, until: datetime) -> None:
    m = at_step(K.CLARIFY)
    assert after(m, Extended(by=by(ANA), minutes=minutes, step=step_of(m))).step.ends_at == until


def test_with_more_time_the_next_peer_is_called() -> None:
    m = at_step(K.QUESTION).with_step(time_up=True, ends_at=clock("14:30"))
    assert after(m, Extended(by=by(ANA), minutes=5)).turn is not None


# The bids


def test_whoever_is_chosen_goes_first() -> None:
    decided = decide(on_time(K.BIDS), Chose(by=by(DAN), issue="issue2"), given(waiting=WAITING))
    m = decided.meeting
    assert [slot.member for slot in m.slots] == [BEN, ANA]
    assert (m.step.kind, m.step.slot) == (K.PRESENT, m.slots[0].id)
    assert KeptInLine(("issue2", "issue1", "issue3")) in decided.effects
    assert m.effects == ()


@pytest.mark.parametrize(
    ("issue", "why"),
    [
        pytest.param("issue9", Refusal.ISSUE_NOT_WAITING, id="it does not wait"),
        pytest.param("issue2", Refusal.BIDDER_NOT_HERE, id="away"),
        pytest.param("issue3", Refusal.BIDDER_NOT_AGREED, id="not agreed"),
    ],
)
def test_who_cannot_be_chosen(issue: str, why: Refusal) -> None:
    m = away(at_step(K.BIDS, members=members(Member(CAT, 103, "U3", agreed=False))), BEN)
    with pytest.raises(Refused) as refused:
        after(m, Chose(by=by(DAN), issue=issue), waiting=WAITING)
    assert refused.value.kind is why


@pytest.mark.parametrize(
    ("m", "comes"),
    [
        pytest.param(at_step(K.BIDS), Comes.BIDS_NOW, id="at the bids"),
        pytest.param(on_time(K.PRESENT, slots=(ANA,)), Comes.FREE_SLOT, id="in a slot with time behind it"),
    ],
)
def test_whoever_raises_an_issue_hears_when_it_comes_up(m: Meeting, comes: Comes) -> None:
    decided = decide(m, IssuesChanged(by=by(CAT), waiting=WAITING), given())
    assert decided.answer is comes
    assert decided.meeting.known.waiting == WAITING


def test_an_issue_that_is_withdrawn_before_its_slot_gives_that_back() -> None:
    m = after(at_step(K.PRESENT), IssuesChanged(by=by(BEN), waiting=WAITING[2:]))
    assert [slot.member for slot in m.slots] == [ANA]


def test_whoever_raises_an_issue_is_here_and_the_opening_may_be_over() -> None:
    m = away(at_step(K.OPENING), CAT)
    assert after(m, IssuesChanged(by=by(CAT), waiting=WAITING)).step.kind is K.BIDS


# Pause, resume, switch


def test_any_member_may_pause_and_it_is_told() -> None:
    m = after(at_step(K.REVIEW), Paused(by=by(CAT)))
    assert m.is_paused
    assert (m.log[-1].key.kind, m.log[-1].facts["name"], m.log[-1].facts["by"]) == (Says.CLOCK, "paused", "U3")


def test_where_the_channel_is_lost_nobody_is_told_of_the_pause() -> None:
    m = at_step(K.CLARIFY)
    assert after(m, Paused()) == replace(m, state=MeetingState.PAUSED, paused_at=m.now)


def test_any_member_may_resume_and_it_is_told_until_when() -> None:
    decided = decide(paused(at_step(K.CLARIFY)), Resumed(by=by(CAT)), given())
    m, facts = decided.meeting, decided.meeting.log[-1].facts
    assert (m.state, m.step.ends_at) == (MeetingState.RUNNING, clock("14:45"))
    assert [facts[one] for one in ("name", "by", "until", "over")] == [
        "resumed",
        "U3",
        clock("14:45").timestamp(),
        False,
    ]
    assert ChannelTriedAgain() in decided.effects


def test_where_the_channel_is_there_again_the_meeting_resumes_by_nobody() -> None:
    m = after(paused(at_step(K.CLARIFY)), Resumed())
    assert (m.is_running, m.log[-1].facts["by"]) == (True, "")


def test_as_a_meeting_resumes_the_next_peer_is_called() -> None:
    assert after(paused(at_step(K.QUESTION)), Resumed(by=by(CAT))).turn is not None


def test_a_review_that_everybody_has_answered_meanwhile_is_over_once_it_is_resumed() -> None:
    everybody = frozenset({ANA, BEN, CAT, DAN})
    m = paused(at_step(K.SLOT_REVIEW)).with_step(answered=everybody)
    assert after(m, Resumed(by=by(CAT))).step.kind is K.PRESENT


@pytest.mark.parametrize("spoken", [True, False])
def test_any_member_may_switch_between_spoken_and_typed(spoken: bool) -> None:
    assert after(at_step(K.CLARIFY, spoken=spoken), Switched(by=by(CAT))).spoken is not spoken


def test_a_switch_says_the_open_step_in_the_words_of_how_the_set_meets() -> None:
    typed, aloud = FormatStep(K.OPENING, 5, "Write, {minutes} minutes."), "Speak, {minutes} minutes."
    known = replace(FORMAT, before=(replace(typed, aloud=aloud), *FORMAT.before[1:]))
    m = replace(at_step(K.OPENING), format=known).with_step(says="Write, {minutes} minutes.")
    spoken = after(m, Switched(by=by(CAT)))
    assert spoken.step.says == "Speak, {minutes} minutes."
    assert after(spoken, Switched(by=by(CAT))).step.says == "Write, {minutes} minutes."
    of_old = m.with_step(says="Words of an older format.")
    assert after(of_old, Switched(by=by(CAT))).step.says == "Words of an older format."


# The end


def test_a_presenter_ends_their_slot_and_a_mover_goes_to_the_closing() -> None:
    m = after(at_step(K.CLARIFY), Ended(by=by(ANA)))
    assert (m.step.slot, m.step.is_open, m.slots[0].ended_early, m.is_paused) == ("slot1", False, True, True)
    assert after(away(at_step(K.CLARIFY), ANA), Ended(by=by(CAT))).step.kind is K.CLOSING
    assert after(at_step(K.CLARIFY), Ended(by=ADVISER)).step.kind is K.CLOSING


@pytest.mark.parametrize(
    "m",
    [
        pytest.param(at_step(K.PRESENT), id="presenting"),
        pytest.param(at_step(K.COMMIT), id="committing"),
        pytest.param(at_step(K.SLOT_REVIEW), id="in its review, with nothing said"),
        pytest.param(paused(at_step(K.CLARIFY)), id="in a moment"),
    ],
)
def test_a_presenter_who_types_no_more_than_end_is_left_in_peace_as_by_the_button(m: Meeting) -> None:
    typed = decide(m, Ended(by=by(ANA)), given())
    assert (typed.answer, typed) == (True, decide(m, EndedSlot(by=by(ANA)), given()))


@pytest.mark.parametrize("said", [{"none_this_time": True}, {"brought": 2}])
def test_a_slot_that_has_said_all_is_over_with_its_review_as_any_other(said: dict[str, Any]) -> None:
    m = at_step(K.SLOT_REVIEW).with_slot("slot1", **said)
    for state in (m, paused(m)):
        decided = decide(state, Ended(by=by(ANA)), given())
        assert (decided.answer, decided.meeting.step.slot, decided.meeting.is_running) == (False, "slot2", True)
        assert not decided.meeting.slots[0].ended_early


def test_typing_end_twice_ends_no_meeting() -> None:
    m = after(at_step(K.CLARIFY), Ended(by=by(ANA)))
    with pytest.raises(Refused, match=Refusal.SLOT_OVER_FOR_PRESENTER):
        decide(m, Ended(by=by(ANA)), given())


def test_a_meeting_that_is_ended_in_a_pause_runs_again() -> None:
    decided = decide(paused(at_step(K.BIDS)), Ended(by=by(ANA)), given())
    assert (decided.answer, decided.meeting.state, decided.meeting.step.kind) == (
        False,
        MeetingState.RUNNING,
        K.CLOSING,
    )
    assert ChannelTriedAgain() in decided.effects


def test_by_the_button_of_a_meeting_a_mover_goes_to_the_closing() -> None:
    m = away(at_step(K.CLARIFY), ANA)
    assert after(m, Ended(by=by(CAT), meeting="meeting")).step.kind is K.CLOSING


def test_an_adviser_who_presents_ends_the_slot_by_typing_and_the_meeting_by_its_button() -> None:
    m = at_step(K.CLARIFY, members=members(Member(ANA, 101, "U1", is_adviser=True)))
    m, advising = replace(m, of=replace(m.of, adviser="U1")), replace(by(ANA), is_adviser=True)
    assert after(m, Ended(by=advising, meeting="meeting")).step.kind is K.CLOSING
    ended = after(m, Ended(by=advising))
    assert ended.slots[0].ended_early
    assert after(ended, Ended(by=advising)).step.kind is K.CLOSING


@pytest.mark.parametrize(
    ("event", "was_last"),
    [
        pytest.param(lambda m: Ended(by=by(CAT)), False, id="at its end"),
        pytest.param(lambda m: MovedOn(by=by(CAT)), False, id="by Next"),
        pytest.param(lambda m: Closed(by=by(CAT), step=m.step.id), False, id="by Close"),
        pytest.param(lambda m: Closed(by=by(CAT), step=m.step.id, was_last=True), True, id="as the last"),
    ],
)
def test_from_the_closing_a_mover_closes(event: Any, was_last: bool) -> None:
    m = at_step(K.CLOSING)
    decided = decide(m, event(m), given(next_meeting=() if was_last else NEXT))
    assert decided.meeting.state is MeetingState.CLOSED
    assert decided.effects[-1] == MeetingClosed(was_last)


def test_a_word_that_it_was_the_last_closes_nothing_but_the_closing() -> None:
    m = at_step(K.REVIEW)
    assert after(m, Closed(by=by(CAT), step=step_of(m), was_last=True)).step == replace(m.step, human=True)


# Without the presenter


def offered() -> Meeting:
    return away(at_step(K.QUESTION).with_slot("slot1", away_offered=True), ANA)


def test_whoever_is_here_takes_the_slot_to_its_review() -> None:
    m = offered()
    m = after(m, WentToReview(by=by(CAT), step="step3"))
    assert (m.step.kind, m.step.slot) == (K.SLOT_REVIEW, "slot1")


def test_while_that_is_offered_it_needs_no_mover() -> None:
    m = at_step(K.QUESTION)
    stands = m.with_slot("slot1", away_offered=True)
    assert after(stands, WentToReview(by=by(CAT), step=step_of(m))).step.kind is K.SLOT_REVIEW
    assert after(m, WentToReview(by=by(ANA), step=step_of(m))).step.kind is K.SLOT_REVIEW
    with pytest.raises(Refused):
        after(m, WentToReview(by=by(CAT), step=step_of(m)))


def test_whoever_is_here_waits_for_the_presenter() -> None:
    m = after(offered(), Waited(by=by(CAT), step="step5"))
    assert m.step.kind is K.QUESTION
    assert m.log[-1].facts["waited_by"] == "U3"
