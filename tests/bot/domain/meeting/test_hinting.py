"""Who is hinted at, when, and what becomes of a hint."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.channel_messages import Hinted, tone_of
from bot.domain.errors import Refused
from bot.domain.hint_settings import Stands
from bot.domain.meeting import log, tallies
from bot.domain.meeting.events import EndedSlot, MovedOn, Paused, Switched
from bot.domain.meeting.hinting import LATEST, QUIET
from bot.domain.meeting.log_entries import Entry, Key
from bot.domain.meeting.parts import Member, Tally
from bot.domain.meeting.timers import Timer, timers_of
from bot.domain.meeting.turn_events import (
    AskedInstead,
    DoneAsking,
    ParkedMessage,
    ParkedQuestion,
    PassedTurn,
    PeerSilent,
    Said,
    SaidItAsked,
    ThoughtOver,
)
from bot.domain.meeting.turns import question_ts
from bot.domain.meeting.value import Meeting
from bot.domain.message_and_timer_kinds import Later, Says
from bot.domain.questions.hints import noticed
from bot.domain.refusals import Refusal
from bot.domain.states import HintsGiven, TurnState
from bot.domain.step_kinds import StepKind
from tests.bot.domain.meeting.cases import (
    ANA,
    BEN,
    CAT,
    DAN,
    SET,
    asking,
    at_step,
    by,
    clock,
    decided,
    members,
    open_turn,
    said,
    said_since,
    then,
)

ADVICE = "You should ask the governors"
IN_DISGUISE = "Have you tried asking the governors?"
THOUGHT = "The two heads are both proud of their labs"
QUESTION = "What would each of them lose?"
CLOSED = "Is it a big team?"


def writes(member: int, at: str, text: str, **how: Any) -> Said:
    """Somebody writes that in the thread of the slot."""
    event = said(member, at, tone=tone_of(text), **how)
    return replace(event, words=replace(event.words, noticed=noticed(text)))


def hears(m: Meeting, member: int, at: str, text: str, **how: Any) -> tuple[Meeting, Any]:
    found = decided(m, writes(member, at, text, **how), at)
    return found.meeting, found.answer


def tally(m: Meeting) -> Tally:
    """What is counted in the slot once the step ends."""
    slot = tallies.step_ended(m).slot
    assert slot is not None
    return slot.tally


def is_refused(m: Meeting, event: Any, at: str) -> Refusal:
    with pytest.raises(Refused) as refused:
        then(m, event, at)
    return refused.value.kind


# Who is hinted at


def test_advice_is_hinted_at_where_peers_are_called() -> None:
    m, told = hears(asking(), BEN, "14:21", ADVICE)
    assert isinstance(told, Hinted)
    assert (told.user, told.channel, told.thread_ts, told.step) == ("U2", "C", "503.0", m.step.id)
    assert (told.hint.noticed.habit, told.hint.rewrite) == ("advice", "advice:1")
    assert tally(m) == Tally(hints=1)


def test_advice_is_no_question_and_the_call_waits_for_one() -> None:
    m, _told = hears(asking(), BEN, "14:21:20", ADVICE)
    assert open_turn(m).state is TurnState.CALLED
    assert timers_of(m)[Timer(Later.TURN_SILENT, open_turn(m).id)] >= clock("14:22:20")


def test_advice_in_disguise_uses_the_turn_and_is_hinted_at_all_the_same() -> None:
    m, told = hears(asking(), BEN, "14:21", IN_DISGUISE)
    assert isinstance(told, Hinted)
    assert open_turn(m).state is TurnState.ASKED
    assert tally(m) == Tally(hints=1, turns=1)


@pytest.mark.parametrize(
    ("given", "text", "is_hinted_at"),
    [
        (HintsGiven.ON, CLOSED, False),
        (HintsGiven.CLOSED_TOO, CLOSED, True),
        (HintsGiven.CLOSED_TOO, QUESTION, False),
        (HintsGiven.OFF, ADVICE, False),
        (HintsGiven.ON, "What have you tried? And who else knows of it?", True),
        (HintsGiven.ON, "It's the rota, isn't it?", True),
        (HintsGiven.ON, "Thank you, that was brave", False),
    ],
)
def test_a_set_chooses_at_what_it_is_hinted_at(given: HintsGiven, text: str, is_hinted_at: bool) -> None:
    _m, told = hears(asking(of=replace(SET, hints=given)), BEN, "14:21", text)
    assert (told is not None) is is_hinted_at


@pytest.mark.parametrize("text", [THOUGHT, CLOSED, "It's the rota, isn't it?", "Who knows? And what do they say?"])
@pytest.mark.parametrize("given", list(HintsGiven))
def test_while_facts_are_clarified_nothing_but_advice_is_hinted_at(text: str, given: HintsGiven) -> None:
    m = at_step(StepKind.CLARIFY, at=clock("14:20"), of=replace(SET, hints=given))
    assert hears(m, CAT, "14:21", text)[1] is None


def test_while_facts_are_clarified_anybody_is_hinted_at_and_offered_a_question_of_fact() -> None:
    m = at_step(StepKind.CLARIFY, at=clock("14:20"))
    m, told = hears(m, CAT, "14:21", ADVICE)
    assert told.hint.rewrite == "clarifying:1"
    assert tally(m) == Tally(hints=1)


@pytest.mark.parametrize(
    "kind", [kind for kind in StepKind if kind.in_slot and kind not in {StepKind.CLARIFY, StepKind.QUESTION}]
)
def test_in_no_other_step_of_a_slot_is_anybody_hinted_at(kind: StepKind) -> None:
    assert not isinstance(hears(at_step(kind, at=clock("14:20")), BEN, "14:21", ADVICE)[1], Hinted)


@pytest.mark.parametrize(
    ("member", "changes"),
    [
        pytest.param(ANA, {}, id="the presenter"),
        pytest.param(CAT, {}, id="who is not called"),
        pytest.param(BEN, {"spoken": True}, id="a spoken meeting"),
        pytest.param(BEN, {"members": members(Member(BEN, 102, "U2", wants_hints=False))}, id="who wants none"),
    ],
)
def test_nobody_else_is_hinted_at(member: int, changes: dict[str, Any]) -> None:
    m = replace(asking(), **changes)
    assert not isinstance(hears(m, member, "14:21", ADVICE)[1], Hinted)


def test_an_adviser_who_is_a_member_is_not_hinted_at() -> None:
    m = at_step(
        StepKind.CLARIFY, at=clock("14:20"), members=members(Member(CAT, 103, "U3", is_adviser=True))
    )  # fmt: skip
    assert hears(m, CAT, "14:21", ADVICE)[1] is None


def test_what_arrives_late_is_not_hinted_at() -> None:
    m = asking()
    late = decided(m, writes(BEN, "14:21", ADVICE), "14:22:30")
    assert late.answer is None


def test_what_is_said_in_another_thread_is_not_hinted_at() -> None:
    assert hears(asking(), BEN, "14:21", ADVICE, thread="999.0")[1] is None


# How often


def test_a_person_is_hinted_at_once_a_step() -> None:
    m, first = hears(asking(), BEN, "14:21", ADVICE)
    m, second = hears(m, BEN, "14:21:10", IN_DISGUISE)
    assert (first is not None, second) == (True, None)
    assert tally(m).hints == 1


def test_a_slot_has_three_hints_at_most_each_with_another_question() -> None:
    m = at_step(StepKind.CLARIFY, at=clock("14:20"))
    m, first = hears(m, BEN, "14:20:10", ADVICE)
    m, second = hears(m, CAT, "14:20:20", ADVICE)
    m = then(m, MovedOn(by=by(ANA)), "14:24")
    m, third = hears(m, open_turn(m).member, "14:24:10", ADVICE)
    m = then(m, PassedTurn(by=by(open_turn(m).member), turn=open_turn(m).id), "14:24:20")
    m, fourth = hears(m, open_turn(m).member, "14:24:30", ADVICE)
    assert [one.hint.rewrite for one in (first, second, third)] == ["clarifying:1", "clarifying:2", "advice:3"]
    assert fourth is None


def test_who_was_hinted_at_is_forgotten_with_the_step() -> None:
    m, _told = hears(at_step(StepKind.CLARIFY, at=clock("14:20")), BEN, "14:20:10", ADVICE)
    before = m.step
    assert before.hinted == {BEN}
    m = then(m, MovedOn(by=by(ANA)), "14:24")
    left = m.step_of(before.id)
    assert left is not None
    assert (left.hinted, left.hint_answered, left.thoughts) == (frozenset(), frozenset(), {})
    assert tally(m).hints == 1


def test_of_a_slot_that_its_presenter_has_ended_no_name_is_left() -> None:
    m, _told = hears(asking(), BEN, "14:21", ADVICE)
    m = then(m, EndedSlot(by=by(ANA)), "14:22")
    assert not any(step.hinted or step.thoughts for step in m.steps)


def test_a_hint_and_the_question_that_comes_of_it_take_no_room_from_the_bots_own_messages() -> None:
    m, told = hears(asking(), BEN, "14:21", ADVICE)
    assert isinstance(told, Hinted)
    free = room(m)
    m = then(m, AskedInstead(by=by(BEN), step=m.step.id, rewrite=told.hint.rewrite), "14:21:20")
    assert (room(m), room(asking())) == (free, free)
    full, told = hears(filled(asking(), free), BEN, "14:21", ADVICE)
    assert not log.has_room(full)
    assert isinstance(told, Hinted), "three a slot are three, however much else was said"


def filled(m: Meeting, number: int) -> Meeting:
    """So many more messages of the bot's own stand in the thread."""
    own = (Entry(Key(Says.NOTICE, "reading", f"x{nth}"), under=m.head_key, number=900 + nth) for nth in range(number))
    return replace(m, log=(*m.log, *own))


def room(m: Meeting) -> int:
    """For how many messages more there is room in the thread."""
    return next(number for number in range(13) if not log.has_room(filled(m, number)))


# What is no question may lead up to one


def test_a_thought_is_hinted_at_once_nothing_has_followed() -> None:
    m, told = hears(asking(), BEN, "14:21", THOUGHT)
    assert told is None
    turn = open_turn(m)
    assert timers_of(m)[Timer(Later.HINT, turn.id)] == clock("14:21") + QUIET
    found = decided(m, ThoughtOver(turn=turn.id), "14:21:20")
    assert isinstance(found.answer, Hinted)
    assert (found.answer.user, found.answer.hint.rewrite) == ("U2", "statement:1")
    assert Timer(Later.HINT, turn.id) not in timers_of(found.meeting)


def test_a_thought_that_leads_up_to_a_question_is_not_hinted_at() -> None:
    m, _told = hears(asking(), BEN, "14:21", THOUGHT)
    m, told = hears(m, BEN, "14:21:15", QUESTION)
    assert told is None
    assert Later.HINT not in {timer.kind for timer in timers_of(m)}
    assert decided(m, ThoughtOver(turn=open_turn(m).id), "14:21:20").answer is None
    assert tally(m) == Tally(turns=1, questions=1)


def test_what_is_added_to_a_thought_puts_off_the_hint() -> None:
    m, _told = hears(asking(), BEN, "14:21", THOUGHT)
    m, _told = hears(m, BEN, "14:21:15", "And neither of them says so")
    assert decided(m, ThoughtOver(turn=open_turn(m).id), "14:21:20").answer is None
    assert timers_of(m)[Timer(Later.HINT, open_turn(m).id)] == clock("14:21:15") + QUIET


def test_a_hint_that_could_not_be_given_in_time_is_not_given() -> None:
    m, _told = hears(asking(), BEN, "14:21", THOUGHT)
    at = clock("14:21") + QUIET + LATEST + timedelta(seconds=1)
    assert decided(replace(m, now=at), ThoughtOver(turn=open_turn(m).id)).answer is None


def test_a_thought_is_not_hinted_at_while_there_is_a_moment() -> None:
    m, _told = hears(asking(), BEN, "14:21", THOUGHT)
    m = then(m, Paused(by=by(DAN)), "14:21:05")
    assert Later.HINT not in {timer.kind for timer in timers_of(m)}


# What becomes of a hint


def rewritten(m: Meeting, at: str, member: int = BEN, rewrite: str = "advice:1") -> Meeting:
    return then(m, AskedInstead(by=by(member), step=m.step.id, rewrite=rewrite), at)


def test_the_question_that_was_offered_is_the_question_of_the_call() -> None:
    m, _told = hears(asking(), BEN, "14:21", ADVICE)
    after = rewritten(m, "14:21:30")
    turn = open_turn(after)
    assert (turn.member, turn.state, turn.asked_at) == (BEN, TurnState.ASKED, clock("14:21:30"))
    key = Key(Says.NOTICE, "asks", f"{m.step.id}:{BEN}")
    assert said_since(m, after) == [(key, m.head_key)]
    entry = after.entry(key)
    assert entry is not None
    assert entry.facts == {"name": "asks", "step": m.step.id, "by": "U2", "rewrite": "advice:1"}
    assert tally(after) == Tally(hints=1, fair=1, turns=1, questions=1)


def test_nothing_is_remembered_of_what_it_takes_the_place_of() -> None:
    m, _told = hears(asking(), BEN, "14:21", ADVICE)
    assert m.step.thoughts == {BEN: clock("14:21")}
    assert rewritten(m, "14:21:30").step.thoughts == {}


def test_it_takes_the_place_of_advice_in_disguise() -> None:
    m, _told = hears(asking(), BEN, "14:21", IN_DISGUISE)
    assert tally(m).questions == 0
    after = rewritten(m, "14:21:30", rewrite="tried:1")
    assert (open_turn(after).asked_at, open_turn(after).asked_ts) == (clock("14:21:30"), None)
    assert tally(after) == Tally(hints=1, fair=1, turns=1, questions=1)


def test_once_the_other_was_answered_it_is_the_follow_up() -> None:
    m, _told = hears(asking(), BEN, "14:21", IN_DISGUISE)
    m, _told = hears(m, ANA, "14:21:20", "Yes, twice")
    turn = open_turn(rewritten(m, "14:21:30", rewrite="tried:1"))
    assert (turn.followed_up, turn.answered) == (True, False)


def test_in_the_clarifying_it_is_posted_and_nobody_is_called() -> None:
    m, _told = hears(at_step(StepKind.CLARIFY, at=clock("14:20")), CAT, "14:20:10", ADVICE)
    after = rewritten(m, "14:20:30", CAT, "clarifying:1")
    assert said_since(m, after) == [(Key(Says.NOTICE, "asks", f"{m.step.id}:{CAT}"), m.head_key)]
    assert after.turns == ()
    assert tally(after) == Tally(hints=1, fair=1)


def test_in_the_clarifying_what_was_fair_enough_stands_and_is_nobodys_turn() -> None:
    m, _told = hears(at_step(StepKind.CLARIFY, at=clock("14:20")), CAT, "14:20:10", ADVICE)
    found = decided(m, SaidItAsked(by=by(CAT), step=m.step.id, rewrite="clarifying:1"), "14:20:30")
    assert (found.answer, found.meeting.turns, said_since(m, found.meeting)) == (Stands.ASKED, (), [])
    assert tally(found.meeting) == Tally(hints=1, unfair=1)


def test_what_was_a_question_after_all_is_the_question_of_the_call() -> None:
    m, _told = hears(asking(), BEN, "14:21", ADVICE)
    written = open_turn(m).asked_ts
    after = then(m, SaidItAsked(by=by(BEN), step=m.step.id, rewrite="advice:1"), "14:21:30")
    turn = open_turn(after)
    assert (turn.state, turn.asked_at, turn.asked_ts) == (TurnState.ASKED, clock("14:21:30"), written)
    assert said_since(m, after) == []
    assert tally(after) == Tally(hints=1, unfair=1, turns=1, questions=1)


def passed_over() -> Meeting:
    """BEN was hinted at, and CAT is called."""
    m, _told = hears(asking(), BEN, "14:21", ADVICE)
    return then(m, PeerSilent(turn=open_turn(m).id), "14:22:30")


def it_was(m: Meeting, at: str = "14:22:40") -> tuple[Meeting, Stands]:
    found = decided(m, SaidItAsked(by=by(BEN), step=m.step.id, rewrite="advice:1"), at)
    return found.meeting, found.answer


def test_their_turn_is_theirs_again_where_nobody_has_said_anything_since() -> None:
    m, stands = it_was(passed_over())
    assert [(one.member, one.state) for one in m.turns_now] == [(BEN, TurnState.ASKED), (CAT, TurnState.PUT_OFF)]
    assert (stands, open_turn(m).asked_ts, open_turn(m).ended_at) == (
        Stands.ASKED,
        said(BEN, "14:21").words.ts,
        None,
    )
    assert tally(m) == Tally(hints=1, unfair=1, turns=1, questions=1)


@pytest.mark.parametrize(("who", "text"), [(CAT, QUESTION), (CAT, THOUGHT), (ANA, THOUGHT)])
def test_once_somebody_has_spoken_it_counts_and_they_are_called_again(who: int, text: str) -> None:
    before, _told = hears(passed_over(), who, "14:22:35", text)
    m, stands = it_was(before)
    assert (stands, open_turn(m).member, m.turns_now[0].state) == (Stands.AGAIN, CAT, TurnState.DONE)
    asked_in = [one.member for one in m.turns_now if one.asked_at is not None and not one.no_question]
    assert BEN in asked_in
    before_them, after = tally(before), tally(m)
    assert (after.turns, after.questions) == (before_them.turns, before_them.questions + 1)


def test_where_nobody_is_called_any_more_it_is_left_in_the_thread() -> None:
    m, _told = hears(passed_over(), CAT, "14:22:35", QUESTION)
    _m, stands = it_was(m.with_step(time_up=True, ends_at=clock("14:22:36")))
    assert stands is Stands.LEFT


def test_a_thought_that_was_answered_is_no_question_and_one_may_follow() -> None:
    m, _told = hears(asking(), BEN, "14:21", THOUGHT)
    m, _told = hears(m, ANA, "14:21:15", "So they are, and it costs us a year")
    assert tally(m) == Tally(turns=1)
    asked, _told = hears(m, BEN, "14:21:40", QUESTION)
    turn = open_turn(asked)
    assert (turn.asked_at, turn.answered, turn.followed_up) == (clock("14:21:40"), False, False)
    assert tally(asked) == Tally(turns=1, questions=1)
    answered, _told = hears(asked, ANA, "14:22", "Their labs")
    follows, _told = hears(answered, BEN, "14:22:20", QUESTION)
    assert open_turn(follows).followed_up


def test_whoever_does_not_know_enough_yet_and_is_told_more_has_asked_nothing() -> None:
    m, _told = hears(asking(), BEN, "14:21", "I don't know enough yet")
    m, _told = hears(m, ANA, "14:21:15", "They have shared her since May")
    assert open_turn(m).state is TurnState.ASKED
    asked, _told = hears(m, BEN, "14:21:40", QUESTION)
    assert (open_turn(asked).followed_up, open_turn(asked).answered) == (False, False)


def test_nothing_is_remembered_of_a_thought_that_was_answered() -> None:
    m, _told = hears(asking(), BEN, "14:21", THOUGHT)
    m, _told = hears(m, ANA, "14:21:15", "So they are, and it costs us a year")
    m = then(m, DoneAsking(by=by(ANA), turn=open_turn(m).id), "14:22")
    assert m.step.thoughts == {}


def test_what_was_counted_as_no_question_is_counted_as_one() -> None:
    m, _told = hears(asking(), BEN, "14:21", IN_DISGUISE)
    after = then(m, SaidItAsked(by=by(BEN), step=m.step.id, rewrite="tried:1"), "14:21:30")
    assert open_turn(after) == replace(open_turn(m), no_question=False)
    assert tally(after) == Tally(hints=1, unfair=1, turns=1, questions=1)


def test_whoever_has_asked_since_and_says_that_the_other_asked_as_well_has_one_turn() -> None:
    m, _told = hears(asking(), BEN, "14:21", ADVICE)
    m, _told = hears(m, BEN, "14:21:20", QUESTION)
    after, stands = it_was(m, "14:21:30")
    assert (after.turns, stands) == (m.turns, Stands.ASKED)
    assert tally(after) == Tally(hints=1, unfair=1, turns=1, questions=1)


def test_a_question_that_stands_is_nothing_to_an_earlier_turn_without_one() -> None:
    m, _told = hears(asking(), BEN, "14:21", THOUGHT)
    m = then(m, PeerSilent(turn=open_turn(m).id), "14:22:30")
    for member in (CAT, DAN):
        m = then(m, PassedTurn(by=by(member), turn=open_turn(m).id), "14:22:40")
    m, told = hears(m, BEN, "14:23", "What have you tried? And who else knows of it?")
    assert told is not None
    after = then(m, SaidItAsked(by=by(BEN), step=m.step.id, rewrite="several:1"), "14:23:30")
    assert tally(after) == Tally(hints=1, unfair=1, turns=2, questions=1)


def test_several_questions_at_once_were_questions_before() -> None:
    m, _told = hears(asking(), BEN, "14:21", "What have you tried? And who else knows of it?")
    assert tally(m) == Tally(hints=1, turns=1, questions=1)
    assert tally(rewritten(m, "14:21:30", rewrite="several:1")) == Tally(hints=1, fair=1, turns=1, questions=1)


@pytest.mark.parametrize("again", [AskedInstead, SaidItAsked])
def test_a_hint_is_answered_once(again: type[AskedInstead | SaidItAsked]) -> None:
    m, _told = hears(asking(), BEN, "14:21", ADVICE)
    m = rewritten(m, "14:21:30")
    event = again(by=by(BEN), step=m.step.id, rewrite="advice:1")
    assert is_refused(m, event, "14:21:40") is Refusal.HINT_ANSWERED


def test_nobody_answers_the_hint_of_another() -> None:
    m, _told = hears(asking(), BEN, "14:21", ADVICE)
    for member in (ANA, CAT):
        event = AskedInstead(by=by(member), step=m.step.id, rewrite="advice:1")
        assert is_refused(m, event, "14:21:30") is Refusal.HINT_ANSWERED


def test_once_the_turn_is_anothers_the_question_is_not_posted() -> None:
    m, _told = hears(asking(), BEN, "14:21", IN_DISGUISE)
    m = then(m, DoneAsking(by=by(BEN), turn=open_turn(m).id), "14:21:30")
    assert open_turn(m).member != BEN
    event = AskedInstead(by=by(BEN), step=m.step.id, rewrite="tried:1")
    assert is_refused(m, event, "14:21:40") is Refusal.TURN_OVER


def test_a_hint_of_a_step_that_is_over_changes_nothing() -> None:
    m, _told = hears(at_step(StepKind.CLARIFY, at=clock("14:20")), CAT, "14:20:10", ADVICE)
    event = AskedInstead(by=by(CAT), step=m.step.id, rewrite="clarifying:1")
    m = then(m, MovedOn(by=by(ANA)), "14:24")
    assert is_refused(m, event, "14:24:10") is Refusal.MOVED_ON


@pytest.mark.parametrize("rewrite", ["", "advice", "advice:9", "nothing:1"])
def test_a_button_of_no_question_that_there_is_is_an_old_one(rewrite: str) -> None:
    m, _told = hears(asking(), BEN, "14:21", ADVICE)
    assert is_refused(m, AskedInstead(by=by(BEN), step=m.step.id, rewrite=rewrite), "14:21:30") is Refusal.OLD_BUTTON


def test_on_a_call_nothing_is_posted_any_more() -> None:
    m, _told = hears(asking(), BEN, "14:21", ADVICE)
    m = then(m, Switched(by=by(DAN), spoken=True), "14:21:10")
    event = AskedInstead(by=by(BEN), step=m.step.id, rewrite="advice:1")
    assert is_refused(m, event, "14:21:30") is Refusal.MOVED_ON


# A question of ours is one like any other


def posted(m: Meeting, ts: str = "777.0") -> Meeting:
    entry = m.entry(Key(Says.NOTICE, "asks", f"{m.step.id}:{BEN}"))
    assert entry is not None
    return m.with_entry(entry, sent=True, threads=(ts,))


def test_it_is_parked_by_its_own_message() -> None:
    m, _told = hears(asking(), BEN, "14:21", ADVICE)
    m = posted(rewritten(m, "14:21:30"))
    assert question_ts(m, open_turn(m)) == "777.0"
    after = then(m, ParkedQuestion(by=by(ANA), turn=open_turn(m).id), "14:22")
    assert after.slot is not None
    assert after.slot.parked == ("777.0",)
    found = decided(m, ParkedMessage(by=by(ANA), ts="777.0"), "14:22")
    assert found.answer is True


def test_parked_before_it_stands_there_it_ends_the_turn_without_a_link() -> None:
    m, _told = hears(asking(), BEN, "14:21", ADVICE)
    m = rewritten(m, "14:21:30")
    after = then(m, ParkedQuestion(by=by(ANA), turn=open_turn(m).id), "14:22")
    assert after.slot is not None
    assert after.slot.parked == ()


# What is counted


def test_a_turn_of_advice_alone_counts_as_no_question() -> None:
    m, _told = hears(asking(), BEN, "14:21", ADVICE)
    m = then(m, PassedTurn(by=by(BEN), turn=open_turn(m).id), "14:21:30")
    assert tally(m) == Tally(hints=1, turns=1)


def test_who_passes_without_a_word_has_used_no_turn() -> None:
    m = asking()
    m = then(m, PassedTurn(by=by(BEN), turn=open_turn(m).id), "14:21:30")
    assert tally(m) == Tally()


def test_a_turn_counts_once_whatever_follows_its_question() -> None:
    m, _told = hears(asking(), BEN, "14:21", QUESTION)
    m, _told = hears(m, ANA, "14:21:20", "Their pride, I think")
    m, _told = hears(m, BEN, "14:21:40", "You should tell them so")
    assert tally(m) == Tally(hints=1, turns=1, questions=1)
