"""Asking in writing: unseen until the release, then answered in any order, then one round of follow-ups."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import permutations
from typing import Any, Final

import pytest

from bot.domain.channel_messages import Untimely
from bot.domain.controls import Standing
from bot.domain.errors import Refused
from bot.domain.formats import Format, FormatStep
from bot.domain.meeting import log, written
from bot.domain.meeting.events import (
    Came,
    EndedSlot,
    Extended,
    Finished,
    MovedOn,
    NobodyWasThere,
    Paused,
    Resumed,
    Switched,
)
from bot.domain.meeting.log_entries import Entry, Key
from bot.domain.meeting.messages import messages_of
from bot.domain.meeting.people_events import WentAway
from bot.domain.meeting.round_robin import may_choose
from bot.domain.meeting.timers import Timer, timers_of
from bot.domain.meeting.turn_events import (
    AskedAloud,
    Declined,
    DoneAsking,
    ParkedMessage,
    ParkedQuestion,
    PassedTurn,
    PeerSilent,
)
from bot.domain.meeting.value import Meeting
from bot.domain.meeting.views import UNKNOWN
from bot.domain.meeting.written_events import (
    ChoseAsking,
    LookedAtWritten,
    ReleasedQuestions,
    TookUpQuestion,
    WritingOver,
    WroteQuestions,
)
from bot.domain.message_and_timer_kinds import Later, Says
from bot.domain.refusals import Refusal
from bot.domain.states import Asking, AskingPhase, TurnState
from bot.domain.step_kinds import StepKind
from bot.domain.written_questions import QuestionsLeft, WritingCard
from tests.bot.domain.meeting.cases import (
    ANA,
    BANK,
    BEN,
    CAT,
    DAN,
    FORMAT,
    SET,
    at_step,
    away,
    by,
    clock,
    decided,
    hears,
    members,
    said,
    said_since,
    then,
)

WORDS: Final = {
    BEN: ("Who gains?",),
    CAT: ("What is not said?", "Who else knows?"),
    DAN: ("What would be enough?",),
}


def in_writing() -> Format:
    """The small format, whose questions are put in writing."""
    slot = [
        replace(one, says="Write.", asking=Asking.WRITTEN) if one.kind is StepKind.QUESTION else one
        for one in FORMAT.slot
    ]
    return replace(FORMAT, slot=tuple(slot))


def writing(at: str = "14:20", **changes: Any) -> Meeting:
    """Peers write, from then on for five minutes, in ANA's slot of a set that asks in writing."""
    m = at_step(StepKind.CLARIFY, at=clock(at), of=replace(SET, asking=Asking.WRITTEN), **changes)
    return then(m, MovedOn(by=by(ANA), step=m.step.id), at)


def writes(m: Meeting, member: int, *questions: str, at: str = "14:21") -> Meeting:
    words = questions or WORDS[member]
    return then(m, WroteQuestions(by=by(member), step=m.step.id, questions=words), at)


def released(at: str = "14:22") -> Meeting:
    """All have written: four questions, BEN's, two of CAT's and DAN's."""
    m = writing()
    for member in (BEN, CAT, DAN):
        m = writes(m, member, at=at)
    return sent(m)


def sent(m: Meeting) -> Meeting:
    """The same once its messages are in Slack."""
    found = [
        replace(one, number=one.number or 9000 + place, sent=True, threads=one.threads or (f"{9000 + place}.0",))
        for place, one in enumerate(m.log)
    ]
    return replace(m, log=tuple(found))


def of(m: Meeting, words: str) -> str:
    """The turn with these words."""
    return next(one.id for one in m.turns_now if one.words == words)


def take_up(m: Meeting, words: str, at: str = "14:23") -> Meeting:
    return then(m, TookUpQuestion(by=by(ANA), turn=of(m, words)), at)


def states(m: Meeting) -> dict[str, TurnState]:
    return {one.words: one.state for one in m.turns_now if one.is_written}


def card(m: Meeting) -> WritingCard:
    return next(one.view for one in messages_of(m, BANK) if isinstance(one.view, WritingCard))


def queue(m: Meeting) -> QuestionsLeft:
    found = [one.view for one in messages_of(m, BANK) if isinstance(one.view, QuestionsLeft)]
    return found[-1]


def to_follow_ups() -> Meeting:
    """All four were left, and the follow-ups begin: BEN is called."""
    m = released()
    for one in written.waiting(m):
        m = then(m, Declined(by=by(ANA), turn=one.id), "14:24")
    return m


# Writing


def test_peers_write_where_the_set_asks_in_writing_and_nobody_is_called() -> None:
    m = writing()
    assert (m.step.kind, m.step.phase, m.turn) == (StepKind.QUESTION, AskingPhase.WRITING, None)
    assert [key.kind for key, _ in said_since(at_step(StepKind.CLARIFY), m)][-1] is Says.WRITING
    assert (card(m).written, card(m).peers, card(m).until) == (0, ("U2", "U3", "U4"), clock("14:25"))
    assert (card(m).presenter, card(m).minutes, card(m).paused) == ("U1", 20, False)
    stands = then(m, Paused(by=by(CAT)), "14:21")
    assert (card(stands).paused, card(stands).standing) == (True, Standing.MOMENT)


def test_the_words_of_a_format_that_asks_in_writing_are_said_until_the_release() -> None:
    m = writing(format=in_writing())
    assert card(m).says == "Write."
    over = then(then(m, WritingOver(step=m.step.id), "14:25"), Paused(by=by(CAT)), "14:26")
    assert (card(over).open, card(over).says, card(over).paused, card(over).standing) == (
        False,
        "",
        False,
        Standing.PAUSED,
    )


@pytest.mark.parametrize(
    ("in_meeting", "in_format", "of_set", "is_written"),
    [
        (None, None, Asking.ROUNDS, False),
        (None, None, Asking.WRITTEN, True),
        (None, Asking.WRITTEN, Asking.ROUNDS, True),
        (None, Asking.ROUNDS, Asking.WRITTEN, False),
        (Asking.ROUNDS, Asking.WRITTEN, Asking.WRITTEN, False),
        (Asking.WRITTEN, Asking.ROUNDS, Asking.ROUNDS, True),
    ],
)
def test_the_meeting_knows_better_than_its_format_and_that_better_than_the_set(
    in_meeting: Asking | None, in_format: Asking | None, of_set: Asking, is_written: bool
) -> None:
    slot = tuple(replace(one, asking=in_format) if one.kind is StepKind.QUESTION else one for one in FORMAT.slot)
    m = at_step(StepKind.CLARIFY, at=clock("14:20"), of=replace(SET, asking=of_set), format=replace(FORMAT, slot=slot))
    m = then(replace(m, asking=in_meeting), MovedOn(by=by(ANA), step=m.step.id))
    assert (m.step.phase is AskingPhase.WRITING, m.turn is None) == (is_written, is_written)


@pytest.mark.parametrize(("minutes", "until"), [(20, "14:25"), (15, "14:25"), (12, "14:24"), (6, "14:22")])
def test_a_third_of_the_step_is_for_writing_and_five_minutes_at_most(minutes: float, until: str) -> None:
    slot = (FormatStep(StepKind.CLARIFY, 5, "Clarify."), FormatStep(StepKind.QUESTION, minutes, "Ask."))
    plan = Format("short", "Short", FORMAT.before, slot, FORMAT.after)
    m = at_step(StepKind.CLARIFY, at=clock("14:20"), of=replace(SET, asking=Asking.WRITTEN))
    position = next(n for n, one in enumerate(replace(m, format=plan).agenda) if one.step.kind is StepKind.CLARIFY)
    m = then(replace(m, format=plan).with_step(position=position), MovedOn(by=by(ANA)))
    assert m.step.writing_until == clock(until)


def test_how_many_have_written_is_shown_and_never_who_or_what() -> None:
    m = writes(writing(), CAT)
    assert card(m).written == 1
    shown = [one.view for one in messages_of(m, BANK) if one.view is not UNKNOWN]
    assert all(words not in repr(shown) for words in WORDS[CAT])
    assert not any(one.asked_at for one in m.turns_now)


def test_what_was_written_can_be_changed_until_the_release() -> None:
    m = writes(writes(writing(), CAT), CAT, "Who knows that?")
    answer = decided(m, LookedAtWritten(by=by(CAT), step=m.step.id)).answer
    assert answer == ("Who knows that?",)
    m = writes(m, CAT, "What now?", "And then?")
    assert decided(m, LookedAtWritten(by=by(CAT), step=m.step.id)).answer == ("What now?", "And then?")
    assert len([one for one in m.turns_now if one.member == CAT]) == 2
    assert decided(m, LookedAtWritten(by=by(BEN), step=m.step.id)).answer == ()


def test_no_more_than_two_are_taken_and_none_without_words() -> None:
    m = writes(writing(), BEN, "One?", "  ", "Two?", "Three?")
    assert [one.words for one in written.drafts_of(m, BEN)] == ["One?", "Two?"]
    with pytest.raises(Refused, match="no_words"):
        writes(writing(), BEN, "  ", "")


@pytest.mark.parametrize("who", [ANA, 5])
def test_whoever_presents_or_advises_writes_none(who: int) -> None:
    adviser = replace(members()[3], number=5, user="U5", is_adviser=True)
    m = writing(members=(*members(), adviser))
    with pytest.raises(Refused, match="peers_write"):
        writes(m, who, "Mine?")


def test_whoever_has_not_agreed_writes_once_they_have() -> None:
    m = writing(members=members(replace(members()[1], agreed=False)))
    with pytest.raises(Refused, match="agreed_write"):
        writes(m, BEN)
    assert card(m).peers == ("U3", "U4")


def test_a_question_in_the_thread_is_shown_where_to_write() -> None:
    told = decided(writing(), said(CAT, "14:21"), "14:21").answer
    assert (told.why, told.about) == (Untimely.WRITING, writing().step.id)
    assert decided(writing(), said(ANA, "14:21"), "14:21").answer is None


# The release


@pytest.mark.parametrize("order", list(permutations((BEN, CAT, DAN))))
def test_all_are_released_once_the_last_who_is_here_has_written(order: Sequence[int]) -> None:
    m = writing()
    for member in order[:-1]:
        m = writes(m, member)
        assert m.step.phase is AskingPhase.WRITING
    m = writes(m, order[-1], at="14:22")
    assert set(states(m).values()) == {TurnState.WAITING}
    assert sorted(one.place or 0 for one in m.turns_now) == [1, 2, 3, 4]
    assert {one.asked_at for one in m.turns_now} == {clock("14:22")}


def test_their_order_is_that_of_chance_and_each_has_a_message_with_whoever_asks() -> None:
    m = released()
    in_order = [one.id for one in written.waiting(m)]
    said = [one.key.of for one in m.log if one.key.kind is Says.WRITTEN_QUESTION]
    assert said == in_order
    assert in_order != [one.id for one in m.turns_now]
    assert m.log[-1].key == Key(Says.QUESTIONS_LEFT, m.step.id)


def test_next_releases_what_there_is() -> None:
    m = writes(writing(), BEN)
    m = then(m, ReleasedQuestions(by=by(ANA), step=m.step.id), "14:22")
    assert states(m) == {"Who gains?": TurnState.WAITING}
    with pytest.raises(Refused, match="moved_on"):
        then(m, ReleasedQuestions(by=by(ANA), step=m.step.id), "14:23")


def test_typed_next_does_the_same_and_does_not_end_the_questions() -> None:
    done = decided(writes(writing(), BEN), MovedOn(by=by(ANA)), "14:22")
    assert (done.meeting.step.kind, done.answer) == (StepKind.QUESTION, None)
    assert done.meeting.step.phase is AskingPhase.ANSWERING


def test_a_peer_cannot_release_in_the_presenters_slot() -> None:
    with pytest.raises(Refused, match="presenter_moves"):
        then(writing(), ReleasedQuestions(by=by(BEN), step=writing().step.id), "14:22")


def test_the_clock_releases_them() -> None:
    m = writes(writing(), BEN)
    assert timers_of(m)[Timer(Later.WRITING_ENDS, m.step.id)] == clock("14:25")
    m = then(m, WritingOver(step=m.step.id), "14:25")
    assert states(m) == {"Who gains?": TurnState.WAITING}
    assert Timer(Later.WRITING_ENDS, m.step.id) not in timers_of(m)


def test_where_nobody_wrote_peers_are_called_and_no_text_says_that_there_were_questions() -> None:
    m = then(writing(), WritingOver(step=writing().step.id), "14:25")
    assert (m.step.phase, m.turn is not None) == (None, True)
    assert card(m).released == 0
    assert not any(one.key.kind in (Says.WRITTEN_QUESTION, Says.QUESTIONS_LEFT) for one in m.log)
    assert m.step.says == "Ask."


def test_once_they_are_out_nothing_is_written_any_more() -> None:
    m = released()
    for event in (
        WroteQuestions(by=by(BEN), step=m.step.id, questions=("Late?",)),
        LookedAtWritten(by=by(BEN), step=m.step.id),
    ):
        with pytest.raises(Refused, match="writing_over"):
            then(m, event, "14:24")


def test_a_latecomer_is_waited_for_and_whoever_goes_away_is_not() -> None:
    m = away(writing(), DAN)
    assert writes(writes(m, BEN), CAT).step.phase is AskingPhase.ANSWERING
    m = writes(writes(then(m, LookedAtWritten(by=by(DAN), step=m.step.id)), BEN), CAT)
    assert m.step.phase is AskingPhase.WRITING
    m = then(m, WentAway(by=by(DAN), members=m.members), "14:23")
    assert m.step.phase is AskingPhase.ANSWERING


def test_what_somebody_wrote_is_asked_though_they_went_away() -> None:
    m = writes(writing(), DAN)
    m = then(m, WentAway(by=by(DAN), members=m.members), "14:22")
    m = writes(writes(m, BEN), CAT)
    assert "What would be enough?" in states(m)


def test_a_pause_gives_the_time_to_write_back_and_words_are_kept_in_it() -> None:
    m = writes(writes(writing(), BEN), CAT)
    m = then(m, Paused(by=by(ANA)), "14:22")
    assert Timer(Later.WRITING_ENDS, m.step.id) not in timers_of(m)
    m = writes(m, DAN, at="14:23")
    assert m.step.phase is AskingPhase.WRITING
    m = then(m, Resumed(by=by(ANA)), "14:26")
    assert m.step.phase is AskingPhase.ANSWERING
    again = then(then(writing(), Paused(by=by(ANA)), "14:22"), Resumed(by=by(ANA)), "14:26")
    assert again.step.writing_until == clock("14:29")


def test_more_time_is_more_time_to_write_and_so_is_time_in_which_nobody_was_there() -> None:
    m = writing()
    assert then(m, Extended(by=by(ANA), minutes=5), "14:21").step.writing_until == clock("14:30")
    back = then(m, NobodyWasThere(began=clock("14:20:30"), ended=clock("14:24")), "14:24")
    assert back.step.writing_until == clock("14:28:30")


def test_a_timer_of_before_does_nothing_where_there_is_more_time() -> None:
    m = then(writing(), Extended(by=by(ANA), minutes=5), "14:21")
    assert then(m, WritingOver(step=m.step.id), "14:25").step.phase is AskingPhase.WRITING


@pytest.mark.parametrize("how", ["finished", "ended"])
def test_a_step_that_ends_in_the_writing_shows_nothing_of_it(how: str) -> None:
    m = sent(writes(writing(), BEN))
    event = Finished(by=by(ANA), step=m.step.id) if how == "finished" else EndedSlot(by=by(ANA), slot="slot1")
    after = then(m, event, "14:22")
    drafts = [one for one in after.turns if one.is_written]
    assert [(one.state, one.words, one.asked_at) for one in drafts] == [(TurnState.PUT_OFF, "", None)]
    assert card(after).released is None


# Answering


def test_the_presenter_takes_them_in_any_order_and_answers_in_the_thread() -> None:
    m = take_up(released(), "Who else knows?")
    assert m.turn is not None
    assert (m.turn.words, m.turn.state, m.turn.answered) == ("Who else knows?", TurnState.ASKED, False)
    m = hears(m, ANA, "14:24")
    assert m.turn is not None
    assert m.turn.answered
    assert {Later.TURN_QUIET, Later.STILL_WRITING} <= {one.kind for one in timers_of(m)}
    m = then(m, DoneAsking(by=by(CAT), turn=m.turn.id), "14:25")
    assert (m.turn, states(m)["Who else knows?"]) == (None, TurnState.DONE)
    assert len(queue(m).left) == 3


@pytest.mark.parametrize(
    ("member", "at", "answered", "word_at"),
    [
        pytest.param(ANA, "14:23", True, "14:23", id="answered at once"),
        pytest.param(ANA, "14:22:59", False, "14:23", id="said before they took it up"),
        pytest.param(BEN, "14:24", False, "14:24", id="its asker adds something"),
        pytest.param(CAT, "14:24", False, "14:23", id="somebody else"),
    ],
)
def test_words_below_a_question_that_was_taken_up(member: int, at: str, answered: bool, word_at: str) -> None:
    m = take_up(released(), "Who gains?")
    assert m.turn is not None
    assert m.turn.word_at == clock("14:23")
    m = then(m, said(member, at), "14:24")
    assert m.turn is not None
    assert (m.turn.answered, m.turn.word_at) == (answered, clock(word_at))


def test_below_four_messages_and_an_answer_the_row_of_buttons_stands_again() -> None:
    m = sent(take_up(released(), "Who gains?"))
    for member, at in ((CAT, "14:24"), (DAN, "14:25"), (CAT, "14:26"), (ANA, "14:27")):
        m = hears(m, member, at)
    assert m.turn is not None
    assert m.turn.shown_again


def test_once_the_last_is_answered_the_choice_stands_where_it_stood() -> None:
    m = released()
    for one in written.waiting(m)[:-1]:
        m = sent(then(m, Declined(by=by(ANA), turn=one.id), "14:23"))
    (last,) = written.waiting(m)
    m = sent(then(m, TookUpQuestion(by=by(ANA), turn=last.id), "14:24"))
    choices = [one.key for one in m.log if one.key.kind is Says.QUESTIONS_LEFT]
    m = then(m, Declined(by=by(ANA), turn=last.id), "14:25")
    assert [one.key for one in m.log if one.key.kind is Says.QUESTIONS_LEFT] == choices


def test_what_is_left_stands_below_each_answer_and_only_there() -> None:
    assert queue(released()).first
    m = sent(take_up(released(), "Who gains?"))
    assert m.turn is not None
    m = then(m, DoneAsking(by=by(ANA), turn=m.turn.id), "14:25")

    def found(m: Meeting) -> list[QuestionsLeft]:
        return [one.view for one in messages_of(m, BANK) if isinstance(one.view, QuestionsLeft)]

    assert [(one.elsewhere, len(one.left), one.first) for one in found(m)] == [(True, 0, False), (False, 3, False)]
    moment = then(m, Paused(by=by(CAT)), "14:26")
    assert [one.standing for one in found(moment)] == [Standing.PAUSED, Standing.MOMENT]
    assert [one.time_up for one in found(m.with_step(time_up=True))] == [False, True]


@pytest.mark.parametrize("who", [BEN, CAT])
def test_only_the_presenter_chooses(who: int) -> None:
    m = released()
    for event in (TookUpQuestion, ParkedQuestion, Declined):
        with pytest.raises(Refused, match="turn_of_another"):
            then(m, event(by=by(who), turn=of(m, "Who gains?")), "14:23")


def test_what_is_no_longer_to_be_answered_is_not_taken_up() -> None:
    done = then(released(), Declined(by=by(ANA), turn=of(released(), "Who gains?")), "14:23")
    for m, turn in ((done, of(released(), "Who gains?")), (released(), "turn99")):
        with pytest.raises(Refused, match=Refusal.TURN_OVER):
            then(m, TookUpQuestion(by=by(ANA), turn=turn), "14:24")


def test_while_they_type_nobody_chooses_for_a_presenter_who_is_away() -> None:
    m = away(released(), ANA)
    with pytest.raises(Refused, match=Refusal.TURN_OF_ANOTHER):
        then(m, TookUpQuestion(by=by(CAT), turn=of(m, "Who gains?")), "14:23")


def test_one_that_is_parked_joins_those_that_are_by_its_own_message() -> None:
    m = released()
    turn = of(m, "Who gains?")
    entry = m.entry(Key(Says.WRITTEN_QUESTION, turn))
    assert entry is not None
    done = decided(m, ParkedQuestion(by=by(ANA), turn=turn), "14:23")
    assert (done.meeting.slots[0].parked, done.answer) == (entry.threads[-1:], False)
    assert states(done.meeting)["Who gains?"] is TurnState.PARKED
    by_message = decided(m, ParkedMessage(by=by(ANA), ts=entry.threads[-1]), "14:23").meeting
    assert (by_message.slots[0].parked, states(by_message)) == (done.meeting.slots[0].parked, states(done.meeting))


def test_another_taken_up_puts_one_without_an_answer_back_and_ends_one_that_has_one() -> None:
    m = take_up(released(), "Who gains?")
    m = m.with_turn(of(m, "Who gains?"), below=4, shown_again=True)
    m = take_up(m, "Who else knows?")
    assert (states(m)["Who gains?"], states(m)["Who else knows?"]) == (TurnState.WAITING, TurnState.ASKED)
    m = take_up(hears(m, ANA, "14:24"), "Who gains?", "14:25")
    assert m.turn is not None
    assert (m.turn.below, m.turn.shown_again) == (0, False)
    assert (states(m)["Who gains?"], states(m)["Who else knows?"]) == (TurnState.ASKED, TurnState.DONE)


def test_others_are_asked_to_wait_for_the_follow_ups() -> None:
    m = take_up(released(), "Who gains?")
    told = decided(m, said(DAN, "14:24"), "14:24").answer
    assert (told.why, told.whose) == (Untimely.ANSWERING, "U1")
    assert decided(m, said(BEN, "14:24"), "14:24").answer is None


def test_the_asker_who_goes_away_is_answered_all_the_same() -> None:
    m = take_up(released(), "Who gains?")
    m = then(m, WentAway(by=by(BEN), members=m.members), "14:24")
    assert m.turn is not None
    assert m.turn.words == "Who gains?"


def test_aloud_anybody_presses_for_the_room() -> None:
    m = then(released(), Switched(by=by(ANA), spoken=True), "14:22")
    m = then(m, TookUpQuestion(by=by(DAN), turn=of(m, "Who gains?")), "14:23")
    assert m.turn is not None
    assert m.turn.word_at is None
    m = then(m, AskedAloud(by=by(DAN), turn=m.turn.id), "14:26")
    assert states(m)["Who gains?"] is TurnState.DONE


def test_what_there_was_no_time_for_was_not_heard_and_its_asker_is_called_first_in_the_next_slot() -> None:
    m = take_up(released(), "Who gains?")
    assert m.turn is not None
    m = then(hears(m, ANA, "14:24"), DoneAsking(by=by(ANA), turn=m.turn.id), "14:25")
    m = then(m, Finished(by=by(ANA), step=m.step.id), "14:26")
    cut = {one.words: one.state for one in m.turns if one.is_written}
    assert [words for words, state in cut.items() if state is TurnState.CUT] == [
        "What is not said?",
        "Who else knows?",
        "What would be enough?",
    ]
    assert {one.ended_at for one in m.turns if one.state is TurnState.CUT} == {clock("14:26")}
    assert [one.number for one in m.members if one.missed_call] == [CAT, DAN]


# Follow-ups


def test_follow_ups_come_once_none_is_left_one_call_each() -> None:
    m = to_follow_ups()
    assert m.step.phase is AskingPhase.FOLLOW_UPS
    called = []
    while m.turn is not None:
        called.append(m.turn.member)
        m = then(m, PassedTurn(by=by(m.turn.member), turn=m.turn.id), "14:25")
    assert called == [BEN, CAT, DAN]
    assert m.log[-1].key == Key(Says.STEP, m.step.id)


def test_a_follow_up_that_was_asked_does_not_bring_a_second_round() -> None:
    m = to_follow_ups()
    called = []
    for minute in range(25, 34):
        if m.turn is None:
            break
        called.append(m.turn.member)
        m = hears(hears(m, m.turn.member, f"14:{minute}"), ANA, f"14:{minute}:30")
        m = then(m, DoneAsking(by=by(ANA), turn=m.turn.id if m.turn else ""), f"14:{minute}:40")
    assert called == [BEN, CAT, DAN]


def test_whoever_is_silent_is_not_called_a_second_time_and_whoever_comes_now_is_called_too() -> None:
    m = away(to_follow_ups(), DAN)
    assert m.turn is not None
    m = then(m, PeerSilent(turn=m.turn.id), "14:26")
    m = then(then(m, Came(by=by(DAN)), "14:26:30"), Came(by=by(BEN)), "14:26:40")
    called = []
    while m.turn is not None:
        called.append(m.turn.member)
        m = then(m, PassedTurn(by=by(m.turn.member), turn=m.turn.id), "14:27")
    assert called == [CAT, DAN]


def test_words_of_before_count_for_no_follow_up() -> None:
    m = replace(to_follow_ups(), now=clock("14:25"))
    m = then(m, said(BEN, "14:23"), "14:25")
    assert m.turn is not None
    assert m.turn.state is TurnState.CALLED


# The way of asking, changed in the meeting


def test_a_round_that_has_begun_is_put_aside_for_writing() -> None:
    m = at_step(StepKind.CLARIFY, at=clock("14:20"))
    m = then(m, MovedOn(by=by(ANA)))
    assert m.turn is not None
    m = then(m, ChoseAsking(by=by(ANA), asking=Asking.WRITTEN), "14:21")
    assert (m.step.phase, m.turn, m.asking) == (AskingPhase.WRITING, None, Asking.WRITTEN)
    assert m.turns_now[0].state is TurnState.PUT_OFF
    m = then(m, ChoseAsking(by=by(ANA), asking=Asking.ROUNDS), "14:22")
    assert (m.step.phase, m.turn is not None) == (None, True)


def test_whoever_is_to_write_once_more_is_told_in_a_new_message() -> None:
    began = writing()
    before = sent(then(began, WritingOver(step=began.step.id), "14:25"))
    assert (before.step.phase, before.turn is not None) == (None, True)
    m = then(before, ChoseAsking(by=by(ANA), asking=Asking.WRITTEN), "14:26")
    assert [key for key, _under in said_since(before, m)] == [Key(Says.WRITING, m.step.id)]
    cards = [one.view for one in messages_of(m, BANK) if isinstance(one.view, WritingCard)]
    assert [(one.open, one.latest, one.released) for one in cards] == [(False, False, 0), (True, True, None)]


@pytest.mark.parametrize("asking", list(Asking))
def test_once_somebody_has_written_or_waits_for_an_answer_it_is_too_late(asking: Asking) -> None:
    m = writes(writing(), BEN) if asking is Asking.ROUNDS else _asked_in_rounds()
    with pytest.raises(Refused, match="asking_stands"):
        then(m, ChoseAsking(by=by(ANA), asking=asking), "14:23")


def _asked_in_rounds() -> Meeting:
    m = then(at_step(StepKind.CLARIFY, at=clock("14:20")), MovedOn(by=by(ANA)))
    return hears(m, BEN, "14:21")


@pytest.mark.parametrize(
    ("kind", "slot", "may"),
    [
        pytest.param(StepKind.OPENING, 0, False, id="before the bids"),
        pytest.param(StepKind.BIDS, 0, True, id="with the bids"),
        pytest.param(StepKind.CLARIFY, 0, True, id="before the questions"),
        pytest.param(StepKind.RESTATE, 0, False, id="after them, though there is another slot"),
        pytest.param(StepKind.PRESENT, 1, True, id="before the questions of the last slot"),
        pytest.param(StepKind.REVIEW, 0, False, id="after the slots"),
    ],
)
def test_how_to_ask_is_chosen_before_it_is_asked(kind: StepKind, slot: int, may: bool) -> None:
    m = at_step(kind, slot=slot)
    assert may_choose(m, Asking.WRITTEN) is may
    assert not may_choose(m, Asking.ROUNDS), "as they ask anyway"


def test_what_was_chosen_holds_for_the_next_slot() -> None:
    m = at_step(StepKind.CLARIFY, slot=1, at=clock("15:00"), asking=Asking.WRITTEN)
    m = then(m, MovedOn(by=by(BEN)))
    assert m.step.phase is AskingPhase.WRITING


# What is left


def test_the_words_are_forgotten_with_the_talk_of_the_slot_and_the_messages_stay_as_they_are() -> None:
    m = then(released(), EndedSlot(by=by(ANA), slot="slot1"), "14:24")
    m = then(m, Resumed(by=by(BEN)), "14:25")
    assert {one.words for one in m.turns} == {""}
    views = [one.view for one in messages_of(m, BANK) if one.entry.key.kind is Says.WRITTEN_QUESTION]
    assert set(views) <= {UNKNOWN}


def test_questions_cost_no_room_in_the_thread() -> None:
    m = replace(released(), log=(*released().log, *(_said(one) for one in range(20))))
    assert log.has_room(m)
    assert not log.has_room(replace(m, log=tuple(replace(one, key=_of_the_clock(one)) for one in m.log)))


def _said(number: int) -> Entry:
    return Entry(Key(Says.WRITTEN_QUESTION, f"other{number}"), under=Key(Says.SLOT_CARD, "slot1"))


def _of_the_clock(entry: Entry) -> Key:
    return Key(Says.CLOCK, entry.key.of) if entry.key.kind is Says.WRITTEN_QUESTION else entry.key
