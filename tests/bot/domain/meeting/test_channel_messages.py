"""What talk does to a meeting: who wrote when, and never what."""

from dataclasses import replace
from datetime import timedelta
from operator import itemgetter
from typing import Any, Final

import pytest

from bot.domain.channel_messages import OutOfTurn, Tone, Untimely
from bot.domain.errors import Refused
from bot.domain.meeting import turns
from bot.domain.meeting.effects import ReplyKept
from bot.domain.meeting.events import Came
from bot.domain.meeting.given import Decided
from bot.domain.meeting.log_entries import Key
from bot.domain.meeting.timers import Timer, timers_of
from bot.domain.meeting.turn_events import DoneAsking, PassedTurn, PeerSilent, StillWriting, Thinks, TurnQuiet
from bot.domain.meeting.value import Meeting
from bot.domain.message_and_timer_kinds import Later, Says
from bot.domain.states import MeetingState, TurnState
from bot.domain.step_kinds import StepKind
from bot.domain.turn_order import FollowsQuiet
from tests.bot.domain.meeting.cases import (
    ANA,
    BEN,
    CAT,
    DAN,
    FORMAT,
    SET,
    START,
    asked_whether_writing,
    asking,
    at_step,
    by,
    clock,
    decided,
    hears,
    members,
    on_time,
    open_turn,
    said,
    silences,
    then,
)

SLOT: Final = "503.0"


def asked(at: str = "14:21", **changes: Any) -> Meeting:
    """BEN has been called at 14:20, and asks."""
    return hears(asking(**changes), BEN, at)


def silent(m: Meeting, at: str) -> Meeting:
    return then(m, PeerSilent(turn=open_turn(m).id), at)


# A question and its answer


def test_a_question_is_asked_by_whoever_is_called_and_then_waits_for_the_quiet() -> None:
    meeting = asked("14:21")
    turn = open_turn(meeting)
    assert (turn.member, turn.state, turn.asked_at, turn.answered) == (BEN, TurnState.ASKED, clock("14:21"), False)
    assert turn.asked_ts == said(BEN, "14:21").words.ts
    assert silences(meeting) == {Later.TURN_QUIET: clock("14:25"), Later.PRESENTER_SILENT: clock("14:24")}


def test_an_answer_lets_the_quiet_begin_anew_and_nobody_waits_for_the_presenter() -> None:
    meeting = hears(asked("14:21"), ANA, "14:22")
    assert open_turn(meeting).answered
    assert silences(meeting) == {Later.TURN_QUIET: clock("14:24")}


def test_a_third_voice_between_question_and_answer_leaves_the_end_of_the_turn_to_done_until_the_answer_comes() -> None:
    meeting = hears(asked("14:20:30"), DAN, "14:21")
    assert open_turn(meeting).interrupted
    assert silences(meeting) == {Later.PRESENTER_SILENT: clock("14:23:30")}
    answered = hears(meeting, ANA, "14:22")
    assert (open_turn(answered).answered, open_turn(answered).interrupted) == (True, False)
    assert silences(answered) == {Later.TURN_QUIET: clock("14:24")}


@pytest.mark.parametrize("tone", [Tone.SOUND, Tone.COURTESY])
def test_thanks_and_emoji_between_question_and_answer_change_nothing(tone: Tone) -> None:
    turn = open_turn(asked("14:20:30"))
    assert hears(asked("14:20:30"), DAN, "14:21", tone=tone).turns == (replace(turn, below=1),)


@pytest.mark.parametrize("tone", [Tone.SOUND, Tone.COURTESY, Tone.WORDS])
def test_kind_words_of_whoever_is_called_are_no_question_and_they_are_waited_for(tone: Tone) -> None:
    meeting = hears(asking(), BEN, "14:21", tone=tone)
    assert (open_turn(meeting).member, open_turn(meeting).state) == (BEN, TurnState.CALLED)
    assert open_turn(hears(meeting, BEN, "14:21:50")).asked_at == clock("14:21:50")


@pytest.mark.parametrize(
    ("said_at", "tone", "until"),
    [
        pytest.param((), Tone.WORDS, "14:21:30", id="called at 14:20, and silent"),
        pytest.param(("14:20:05",), Tone.WORDS, "14:22:30", id="a thought: a minute longer"),
        pytest.param(("14:21:25",), Tone.WORDS, "14:22:30", id="the same at the last moment"),
        pytest.param(("14:20:05", "14:20:20", "14:20:50"), Tone.WORDS, "14:22:30", id="several are one thought"),
        pytest.param(("14:20:05", "14:22:20"), Tone.WORDS, "14:23:20", id="a minute at least from the last word"),
        pytest.param(("14:20:05",), Tone.SOUND, "14:21:30", id="hmm: as long as before"),
        pytest.param(("14:21:20",), Tone.SOUND, "14:22:20", id="hmm: a minute from then"),
        pytest.param(("14:21",), Tone.COURTESY, "14:22", id="thanks: a minute from then"),
    ],
)
def test_after_what_is_no_question_the_call_waits_a_minute_longer_for_one(
    said_at: tuple[str, ...], tone: Tone, until: str
) -> None:
    meeting = asking("14:20")
    for at in said_at:
        meeting = hears(meeting, BEN, at, tone=tone)
    assert silences(meeting) == {Later.TURN_SILENT: clock(until)}


def test_a_minute_to_think_and_a_minute_for_a_question_are_two() -> None:
    meeting = asking("14:20")
    meeting = then(meeting, Thinks(by=by(BEN), turn=open_turn(meeting).id), "14:20:10")
    assert silences(meeting) == {Later.TURN_SILENT: clock("14:22:30")}
    assert silences(hears(meeting, BEN, "14:21", tone=Tone.WORDS)) == {Later.TURN_SILENT: clock("14:23:30")}


@pytest.mark.parametrize("tone", [Tone.QUESTION, Tone.REQUEST])
def test_a_question_and_a_request_ask(tone: Tone) -> None:
    assert open_turn(hears(asking(), BEN, "14:21", tone=tone)).asked_at == clock("14:21")


WITHOUT_AN_ANSWER = TurnState.CALLED
ANSWERED = ASKED = TurnState.ASKED


@pytest.mark.parametrize(
    ("peers", "presenters", "state"),
    [
        pytest.param(Tone.WORDS, Tone.WORDS, ANSWERED, id="told more"),
        pytest.param(Tone.WORDS, Tone.QUESTION, ANSWERED, id="asked back"),
        pytest.param(Tone.WORDS, Tone.COURTESY, WITHOUT_AN_ANSWER, id="thanked"),
        pytest.param(Tone.WORDS, Tone.SOUND, WITHOUT_AN_ANSWER, id="nodded at"),
        pytest.param(Tone.COURTESY, Tone.WORDS, WITHOUT_AN_ANSWER, id="kind words alone"),
    ],
)
def test_what_the_presenter_answers_has_the_quiet_of_a_question(
    peers: Tone, presenters: Tone, state: TurnState
) -> None:
    meeting = hears(hears(asking("14:20"), BEN, "14:21", tone=peers), ANA, "14:22", tone=presenters)
    turn = open_turn(meeting)
    assert (turn.member, turn.state, turn.answered) == (BEN, state, state is ANSWERED)
    if state is ANSWERED:
        assert (turn.asked_at, turn.asked_ts) == (clock("14:21"), said(BEN, "14:21").words.ts)
        assert silences(meeting) == {Later.TURN_QUIET: clock("14:24")}
        assert asked_whether_writing(meeting) == clock("14:23")


def test_words_of_the_presenter_that_came_before_them_answer_nothing() -> None:
    meeting = then(hears(asking("14:20"), BEN, "14:21", tone=Tone.WORDS), said(ANA, "14:20:50"), "14:21:10")
    assert open_turn(meeting).state is TurnState.CALLED


def test_whoever_has_spoken_was_not_silent_however_often_and_is_called_round_after_round() -> None:
    meeting, called = asking("14:20"), []
    for minute in range(21, 36, 3):
        turn = open_turn(meeting)
        called.append(turn.member)
        meeting = silent(hears(meeting, turn.member, f"14:{minute}", tone=Tone.WORDS), f"14:{minute + 2}")
    assert called == [BEN, CAT, DAN, BEN, CAT]
    assert {one.state for one in meeting.turns_now if not one.is_open} == {TurnState.SPOKE}
    assert open_turn(meeting).member == DAN


def test_a_question_in_time_opens_the_turn_of_whoever_had_spoken() -> None:
    meeting = silent(hears(asking(), BEN, "14:21", tone=Tone.WORDS), "14:22:30")
    meeting = then(meeting, said(BEN, "14:22:29"), "14:22:40")
    assert [(one.member, one.state) for one in meeting.turns_now] == [(BEN, ASKED), (CAT, TurnState.PUT_OFF)]


def test_whoever_is_called_and_has_spoken_is_not_put_off_for_it() -> None:
    meeting = hears(silent(asking(), "14:21:30"), CAT, "14:21:35", tone=Tone.WORDS)
    assert told(meeting, BEN, "14:21:29") is Untimely.LATE


# An answer that comes once the next peer has asked


def next_asked(at: str = "14:25") -> Meeting:
    """BEN was answered in a word, quiet ended their turn at 14:23, and CAT has asked."""
    meeting = hears(hears(asking("14:20"), BEN, "14:20:30"), ANA, "14:21")
    meeting = then(meeting, TurnQuiet(turn=open_turn(meeting).id), "14:23")
    return hears(meeting, CAT, at)


def test_the_first_words_after_the_next_question_may_answer_the_one_before() -> None:
    meeting = hears(next_asked("14:25"), ANA, "14:25:50")
    turn = open_turn(meeting)
    assert (turn.member, turn.answered) == (CAT, False)
    before = meeting.turns[0]
    assert (before.member, before.answered, before.word_at) == (BEN, True, clock("14:25:50"))
    assert silences(meeting) == {Later.TURN_QUIET: clock("14:29:50")}
    assert asked_whether_writing(meeting) == clock("14:26:50")
    assert turns.follows_quiet(meeting, turn) is FollowsQuiet.WAIT
    answered = hears(meeting, ANA, "14:26:30")
    assert (open_turn(answered).answered, silences(answered)) == (True, {Later.TURN_QUIET: clock("14:28:30")})
    assert turns.follows_quiet(answered, open_turn(answered)) is FollowsQuiet.NEXT_PERSON


def test_a_question_that_quiet_had_ended_is_answered_by_them() -> None:
    meeting = hears(asking("14:20"), BEN, "14:20:30")
    meeting = hears(then(meeting, TurnQuiet(turn=open_turn(meeting).id), "14:24:30"), CAT, "14:25")
    before = hears(meeting, ANA, "14:25:40").turns[0]
    assert (before.state, before.answered, before.word_at) == (TurnState.DONE, True, clock("14:25:40"))


@pytest.mark.parametrize("third", ["14:25:20", "14:26"])
def test_a_third_voice_beside_such_words_leaves_nobody_waiting(third: str) -> None:
    """The presenter may have answered all the same: before their words or after them, it changes nothing."""
    meeting = next_asked("14:25")
    for member, at in sorted([(ANA, "14:25:40"), (DAN, third)], key=itemgetter(1)):
        meeting = hears(meeting, member, at)
    turn = open_turn(meeting)
    assert (turn.member, turn.answered, turn.interrupted) == (CAT, False, False)
    assert silences(meeting) == {Later.TURN_QUIET: clock("14:29:40")}
    assert asked_whether_writing(meeting) == clock("14:26:40")


def test_what_was_said_before_the_next_question_was_that_answer() -> None:
    meeting = hears(hears(asking("14:20"), BEN, "14:20:30"), ANA, "14:21")
    meeting = then(meeting, TurnQuiet(turn=open_turn(meeting).id), "14:23")
    meeting = hears(hears(meeting, ANA, "14:23:40"), CAT, "14:24:30")
    assert open_turn(hears(meeting, ANA, "14:25")).answered


@pytest.mark.parametrize("tone", [Tone.WORDS, Tone.COURTESY])
def test_after_a_while_they_answer_the_question(tone: Tone) -> None:
    assert open_turn(hears(next_asked("14:25"), ANA, "14:25:51", tone=tone)).answered


def test_after_a_turn_that_was_ended_by_a_press_they_answer_the_question() -> None:
    meeting = hears(hears(asking("14:20"), BEN, "14:20:30"), ANA, "14:21")
    meeting = then(meeting, DoneAsking(turn=open_turn(meeting).id, by=by(BEN)), "14:22")
    meeting = hears(hears(meeting, CAT, "14:22:30"), ANA, "14:23")
    assert open_turn(meeting).answered


def test_after_a_turn_that_waited_long_for_its_press_they_answer_the_question() -> None:
    """A third voice had made it wait: what ended it is the press, however quiet it was before that."""
    meeting = hears(hears(asking("14:20"), BEN, "14:20:30"), DAN, "14:21")
    meeting = then(meeting, DoneAsking(turn=open_turn(meeting).id, by=by(ANA)), "14:26")
    meeting = hears(hears(meeting, CAT, "14:26:20"), ANA, "14:26:40")
    assert open_turn(meeting).answered


def test_a_thought_and_an_answer_to_the_question_before_are_no_question_and_answer() -> None:
    meeting = hears(hears(asking("14:20"), BEN, "14:20:30"), ANA, "14:21")
    meeting = then(meeting, TurnQuiet(turn=open_turn(meeting).id), "14:23")
    meeting = hears(hears(meeting, CAT, "14:23:30", tone=Tone.WORDS), ANA, "14:24")
    assert (open_turn(meeting).member, open_turn(meeting).state) == (CAT, TurnState.CALLED)


def test_whoever_is_answered_without_having_asked_can_still_ask_and_is_called_again() -> None:
    """*I don't know enough yet*, says the peer, and the presenter tells more: nobody is cut short, and nobody is stuck."""
    meeting = hears(asking("14:20"), BEN, "14:21", tone=Tone.WORDS)
    meeting = hears(meeting, ANA, "14:22")
    over = then(meeting, TurnQuiet(turn=open_turn(meeting).id), "14:24")
    assert [(one.member, one.state) for one in over.turns_now] == [(BEN, TurnState.DONE), (CAT, TurnState.CALLED)]
    assert told(over, BEN, "14:24:30") is Untimely.ASKING


def test_an_answer_that_comes_after_the_next_call_gives_that_peer_their_whole_time_again() -> None:
    assert silences(hears(asking("14:20"), ANA, "14:21")) == {Later.TURN_SILENT: clock("14:22:30")}
    assert silences(hears(asking("14:20"), ANA, "14:21", tone=Tone.SOUND)) == {Later.TURN_SILENT: clock("14:21:30")}


def test_a_minute_after_their_last_word_the_presenter_is_asked_whether_they_are_still_writing() -> None:
    assert asked_whether_writing(asked("14:21")) is None, "nothing is said yet that could go on"
    answered = hears(asked("14:21"), ANA, "14:22")
    assert asked_whether_writing(answered) == clock("14:23")
    assert asked_whether_writing(hears(answered, ANA, "14:22:40")) == clock("14:23:40")
    goes_on = then(answered, StillWriting(turn=open_turn(answered).id, by=by(ANA)), "14:23:20")
    assert (asked_whether_writing(goes_on), silences(goes_on)) == (
        clock("14:24:20"),
        {Later.TURN_QUIET: clock("14:25:20")},
    )
    hasty = replace(answered, of=replace(answered.of, quiet=timedelta(minutes=1)))
    assert asked_whether_writing(hasty) == clock("14:22:30"), "before the quiet ends the turn"
    with pytest.raises(Refused):
        then(answered, StillWriting(turn=open_turn(answered).id, by=by(BEN)), "14:23")


@pytest.mark.parametrize(
    ("tone", "answered"), [(Tone.SOUND, False), (Tone.COURTESY, True), (Tone.WORDS, True), (Tone.QUESTION, True)]
)
def test_hmm_is_no_answer_yet_and_a_plain_yes_is_one(tone: Tone, answered: bool) -> None:
    meeting = hears(asked("14:21"), ANA, "14:22", tone=tone)
    assert open_turn(meeting).answered is answered
    assert silences(meeting)[Later.TURN_QUIET] == clock("14:24" if answered else "14:26")


def test_a_cheer_after_the_answer_does_not_hold_the_turn() -> None:
    meeting = hears(hears(asked("14:20:30"), ANA, "14:21"), DAN, "14:21:30")
    assert not open_turn(meeting).interrupted
    assert silences(meeting) == {Later.TURN_QUIET: clock("14:23")}


def test_words_of_the_moment_of_the_question_do_not_come_after_it() -> None:
    assert not open_turn(hears(asked("14:21"), DAN, "14:21")).interrupted


def test_an_answer_may_arrive_before_its_question() -> None:
    early = then(asking(), said(ANA, "14:21:30"), "14:21:31")
    assert open_turn(early).state is TurnState.CALLED
    meeting = then(early, said(BEN, "14:21"), "14:21:32")
    turn = open_turn(meeting)
    assert (turn.asked_at, turn.answered) == (clock("14:21"), True)
    assert silences(meeting) == {Later.TURN_QUIET: clock("14:23:30")}


def test_several_messages_of_one_person_are_one_question_and_the_first_of_them_is_its_link() -> None:
    meeting = then(asked("14:21"), said(BEN, "14:20:50"), "14:21:10")
    turn = open_turn(meeting)
    assert (turn.asked_at, turn.asked_ts) == (clock("14:20:50"), said(BEN, "14:20:50").words.ts)
    assert silences(meeting)[Later.TURN_QUIET] == clock("14:25")


def test_one_follow_up_is_theirs_and_what_they_add_to_that_holds_the_turn_no_more() -> None:
    meeting = hears(hears(asked("14:21"), ANA, "14:22"), BEN, "14:23")
    assert (open_turn(meeting).followed_up, open_turn(meeting).answered) == (True, False)
    assert silences(meeting) == {Later.TURN_QUIET: clock("14:27")}
    meeting = hears(hears(meeting, ANA, "14:23:30"), BEN, "14:24")
    assert (open_turn(meeting).spent, open_turn(meeting).word_at) == (True, clock("14:23:30"))
    assert silences(hears(meeting, BEN, "14:24:30"))[Later.TURN_QUIET] == clock("14:25:30")


@pytest.mark.parametrize("tone", [Tone.SOUND, Tone.COURTESY, Tone.WORDS])
def test_thanks_for_the_answer_are_no_follow_up(tone: Tone) -> None:
    turn = open_turn(hears(hears(asked("14:21"), ANA, "14:22"), BEN, "14:23", tone=tone))
    assert (turn.followed_up, turn.answered, turn.word_at) == (False, True, clock("14:23"))


@pytest.mark.parametrize(
    ("at", "spent"),
    [
        pytest.param("14:36", False, id="two others have two minutes each"),
        pytest.param("14:36:01", True, id="a second less"),
    ],
)
def test_where_the_round_is_short_there_is_no_follow_up(at: str, spent: bool) -> None:
    called = asking("14:20")
    late = replace(called, turns=(replace(open_turn(called), called_at=clock("14:34:30")),))
    meeting = hears(hears(hears(late, BEN, "14:35"), ANA, "14:35:30"), BEN, at)
    assert (open_turn(meeting).spent, open_turn(meeting).followed_up) == (spent, not spent)


# Between turns


def test_a_question_that_was_written_in_time_opens_the_turn_again() -> None:
    meeting = silent(asking(), "14:21:30")
    assert open_turn(meeting).member == CAT
    meeting = then(meeting, said(BEN, "14:21:29"), "14:21:40")
    states = [(one.member, one.state) for one in meeting.turns_now]
    assert states == [(BEN, TurnState.ASKED), (CAT, TurnState.PUT_OFF)]
    turn = open_turn(meeting)
    assert (turn.asked_at, turn.word_at, turn.ended_at) == (clock("14:21:29"), clock("14:21:40"), None)


def test_a_question_that_comes_after_the_next_one_is_told_of_once() -> None:
    meeting = hears(silent(asking(), "14:21:30"), CAT, "14:21:35")
    late = decided(meeting, said(BEN, "14:21:29", tone=Tone.QUESTION), "14:21:40")
    assert late.answer == OutOfTurn("U2", "C", SLOT, "U3", Untimely.LATE)
    assert (late.meeting.step.told_late, late.meeting.step.told_turn) == (frozenset({BEN}), frozenset())
    assert decided(late.meeting, said(BEN, "14:21:28", tone=Tone.QUESTION), "14:21:45").answer is None


def test_whoever_was_told_whose_turn_it_is_is_told_as_well_that_they_were_late() -> None:
    meeting = hears(silent(asking(), "14:21:30"), CAT, "14:21:35").with_step(told_turn=frozenset({BEN, DAN}))
    late = decided(meeting, said(BEN, "14:21:29", tone=Tone.QUESTION), "14:21:40")
    assert late.answer.why is Untimely.LATE
    assert (late.meeting.step.told_late, late.meeting.step.told_turn) == (frozenset({BEN}), frozenset({BEN, DAN}))


def test_the_turn_of_the_second_is_opened_again_as_that_of_the_first() -> None:
    meeting = then(asked("14:21"), DoneAsking(turn=open_turn(asked()).id, by=by(BEN)), "14:21:30")
    meeting = then(silent(meeting, "14:23"), said(CAT, "14:22:59"), "14:23:10")
    states = [(one.member, one.state) for one in meeting.turns_now]
    assert states == [(BEN, TurnState.DONE), (CAT, TurnState.ASKED), (DAN, TurnState.PUT_OFF)]


def test_a_question_that_comes_after_a_word_of_the_presenter_is_late() -> None:
    meeting = hears(silent(asking(), "14:21:30"), ANA, "14:21:35")
    assert told(meeting, BEN, "14:21:29") is Untimely.LATE


def test_whoever_was_late_with_nobody_called_is_called_again() -> None:
    """Passed over without a sign of life since the step began, they were not: their late words are one."""
    meeting = silent(asking().with_presence(BEN, sign_at=START), "14:21:30")
    for at in ("14:22", "14:22:10"):
        turn = open_turn(meeting)
        meeting = then(meeting, PassedTurn(turn=turn.id, by=by(turn.member)), at)
    assert meeting.turn is None
    late = decided(meeting, said(BEN, "14:21:29", tone=Tone.QUESTION), "14:22:20")
    assert open_turn(late.meeting).member == BEN
    assert late.answer == OutOfTurn("U2", "C", SLOT, "U2", Untimely.LATE)
    assert open_turn(hears(meeting, BEN, "14:22:20", tone=Tone.COURTESY)).member == BEN


def test_once_time_is_up_a_late_question_is_in_nobody_s_turn() -> None:
    meeting = silent(asking(), "14:21:30")
    cut = meeting.with_turn(open_turn(meeting).id, state=TurnState.PASSED, ended_at=clock("14:22"))
    cut = cut.with_step(time_up=True)
    late = decided(cut, said(BEN, "14:21:29", tone=Tone.QUESTION), "14:40:30")
    assert late.answer == OutOfTurn("U2", "C", SLOT, "", Untimely.LATE)
    assert late.meeting.turn is None


@pytest.mark.parametrize("tone", [Tone.COURTESY, Tone.WORDS])
def test_thanks_that_were_written_in_time_open_nothing(tone: Tone) -> None:
    meeting = silent(asking(), "14:21:30")
    assert then(meeting, said(BEN, "14:21:29", tone=tone), "14:21:40").turns == meeting.turns


def test_nobody_is_left_to_call_and_whoever_asks_then_has_a_turn() -> None:
    meeting = asking()
    for at in ("14:21", "14:22", "14:23"):
        turn = open_turn(meeting)
        meeting = then(meeting, PassedTurn(turn=turn.id, by=by(turn.member)), at)
    assert meeting.turn is None
    assert meeting.log[-1].key == Key(Says.STEP, meeting.step.id)
    assert hears(meeting, CAT, "14:24", tone=Tone.COURTESY).turn is None
    assert hears(meeting, CAT, "14:24", tone=Tone.WORDS).turn is None
    turn = open_turn(hears(meeting, CAT, "14:24"))
    assert (turn.member, turn.state, turn.called_at, turn.prompt) == (CAT, TurnState.ASKED, clock("14:24"), None)
    assert hears(meeting, ANA, "14:24").turn is None


# Where and when


def test_a_reply_in_another_thread_asks_nothing_and_may_yet_turn_out_to_be_ours() -> None:
    reply = said(BEN, "14:21", thread="9.9")
    outcome = decided(asking(), reply, "14:21")
    assert open_turn(outcome.meeting).state is TurnState.CALLED
    assert outcome.effects == (ReplyKept("9.9", "U2", reply.words.ts, for_certain=False),)


def test_where_the_head_is_not_there_yet_every_reply_is_kept() -> None:
    meeting = asking()
    head = meeting.head
    assert head is not None
    outcome = decided(meeting.with_entry(head, threads=(), sent=False), said(BEN, "14:21"), "14:21")
    assert outcome.effects == (ReplyKept(SLOT, "U2", said(BEN, "14:21").words.ts, for_certain=True),)


@pytest.mark.parametrize(
    ("changes", "thread", "state"),
    [
        pytest.param({}, None, TurnState.CALLED, id="at the top beside the thread"),
        pytest.param({"threads": ("8.0", SLOT)}, "8.0", TurnState.ASKED, id="in the thread of a deleted card"),
        pytest.param({"has_no_thread": True, "threads": ()}, None, TurnState.ASKED, id="at the top without a thread"),
    ],
)
def test_a_slot_is_where_its_card_stands(changes: dict[str, Any], thread: str | None, state: TurnState) -> None:
    meeting = asking()
    head = meeting.head
    assert head is not None
    outcome = decided(meeting.with_entry(head, **changes), said(BEN, "14:21", thread=thread), "14:21")
    assert open_turn(outcome.meeting).state is state
    assert outcome.effects == ()


@pytest.mark.parametrize(
    ("at", "state"),
    [
        pytest.param("14:20", TurnState.ASKED, id="as the step before ended"),
        pytest.param("14:19:59", TurnState.CALLED, id="in the step before"),
    ],
)
def test_words_count_for_the_step_in_which_they_were_written(at: str, state: TurnState) -> None:
    assert open_turn(then(asking("14:20"), said(BEN, at), "14:20:30")).state is state


@pytest.mark.parametrize(
    "changes",
    [pytest.param({"spoken": True}, id="aloud"), pytest.param({"state": MeetingState.PAUSED}, id="in a pause")],
)
def test_what_is_written_aloud_or_in_a_pause_is_a_sign_of_life_and_no_more(changes: dict[str, Any]) -> None:
    before = replace(asking(), **changes)
    after = hears(before, BEN, "14:21")
    assert (after.turns, after.log) == (before.turns, before.log)
    presence = after.presence(BEN)
    assert presence is not None
    assert presence.sign_at == clock("14:21")


# Out of turn


def told(m: Meeting, member: int, at: str = "14:20:30", **how: Any) -> Untimely | None:
    answer = decided(m, said(member, at, **{"tone": Tone.QUESTION, **how}), at).answer
    assert answer is None or isinstance(answer, OutOfTurn)
    return answer.why if answer else None


def test_talk_out_of_turn_is_told_of_once_a_slot() -> None:
    presenting = at_step(StepKind.PRESENT, at=clock("14:20"))
    first = decided(presenting, said(DAN, "14:21", tone=Tone.QUESTION), "14:21")
    assert first.answer == OutOfTurn("U4", "C", SLOT, "U1", Untimely.PRESENTING)
    assert first.meeting.step.told_turn == {DAN}
    assert told(first.meeting, DAN, "14:22") is None
    assert told(first.meeting, CAT, "14:22") is Untimely.PRESENTING
    meeting = asking()
    before = replace(meeting.steps[-3], told_turn=frozenset({DAN}))
    assert before.kind is StepKind.PRESENT
    assert told(replace(meeting, steps=(*meeting.steps[:-3], before, *meeting.steps[-2:])), DAN) is None


@pytest.mark.parametrize(
    ("member", "how"),
    [
        pytest.param(ANA, {}, id="the presenter"),
        pytest.param(BEN, {}, id="whose turn it is"),
        pytest.param(DAN, {"tone": Tone.COURTESY}, id="thanks"),
        pytest.param(DAN, {"tone": Tone.WORDS}, id="kind words, or advice"),
        pytest.param(DAN, {"tone": Tone.SOUND}, id="an emoji"),
        pytest.param(DAN, {"thread": "9.9"}, id="in another thread"),
    ],
)
def test_nobody_is_told_for(member: int, how: dict[str, Any]) -> None:
    assert told(asking(), DAN) is Untimely.ASKING
    assert told(asking(), member, **how) is None


def test_whoever_presents_is_told_nothing_and_is_here() -> None:
    presenting = at_step(StepKind.PRESENT, at=clock("14:20"))
    outcome = decided(presenting, said(ANA, "14:21"), "14:21")
    assert outcome.answer is None
    assert outcome.meeting == replace(then(presenting, Came(by=by(ANA)), "14:21"), now=clock("14:21"))


def test_an_adviser_is_never_told() -> None:
    cat = replace(members()[2], is_adviser=True)
    meeting = asking(members=members(cat), of=replace(SET, adviser="U3"))
    event = said(CAT, "14:21")
    assert event.by is not None
    assert decided(meeting, replace(event, by=replace(event.by, is_adviser=True)), "14:21").answer is None


def test_whoever_is_not_called_again_is_told_so() -> None:
    silent_twice = replace(open_turn(asking()), member=DAN, state=TurnState.SILENT, ended_at=clock("14:20"))
    called = asking()
    turns = (replace(silent_twice, id="a"), replace(silent_twice, id="b"), *called.turns)
    assert told(replace(called, turns=turns), DAN) is Untimely.NOT_CALLED


@pytest.mark.parametrize("kind", [StepKind.PRESENT, StepKind.QUESTION])
def test_whoever_has_not_agreed_is_told_that_they_must_first_and_not_whose_turn_it_is(kind: StepKind) -> None:
    all_but_dan = members(replace(members()[3], agreed=False))
    presenting = at_step(kind, at=clock("14:20"), members=all_but_dan)
    meeting = asking(members=all_but_dan) if kind is StepKind.QUESTION else presenting
    outcome = decided(meeting, said(DAN, "14:21", tone=Tone.QUESTION), "14:21")
    assert outcome.answer is not None
    assert (outcome.answer.why, outcome.answer.about) == (Untimely.NOT_AGREED, "set")
    assert told(outcome.meeting, DAN, "14:22") is None


@pytest.mark.parametrize("kind", [plan.kind for plan in FORMAT.slot])
def test_a_presenter_who_writes_beside_the_thread_of_their_slot_is_told_where_it_is_once_a_step(kind: StepKind) -> None:
    meeting = at_step(kind, at=clock("14:20"))
    outcome = decided(meeting, said(ANA, "14:21", thread=None), "14:21")
    assert outcome.answer == OutOfTurn("U1", "C", None, "U1", Untimely.OWN_SLOT, meets_in=SLOT)
    assert told(outcome.meeting, ANA, "14:22", thread=None, tone=Tone.WORDS) is None


@pytest.mark.parametrize(
    ("member", "how", "changes"),
    [
        pytest.param(BEN, {}, {}, id="a peer"),
        pytest.param(ANA, {"tone": Tone.COURTESY}, {}, id="thanks"),
        pytest.param(ANA, {"tone": Tone.SOUND}, {}, id="an emoji"),
        pytest.param(ANA, {"at": "14:19:59"}, {}, id="before the slot began"),
        pytest.param(ANA, {"thread": SLOT}, {}, id="in the thread"),
        pytest.param(ANA, {}, {"spoken": True}, id="aloud"),
        pytest.param(ANA, {}, {"state": MeetingState.PAUSED}, id="in a moment"),
    ],
)
def test_nobody_is_sent_to_the_thread_for(member: int, how: dict[str, Any], changes: dict[str, Any]) -> None:
    meeting = at_step(StepKind.PRESENT, at=clock("14:20"), **changes)
    assert told(meeting, member, **{"thread": None, "tone": Tone.WORDS, **how}) is None


def test_where_the_slot_has_no_thread_a_presenter_is_sent_nowhere() -> None:
    meeting = at_step(StepKind.PRESENT, at=clock("14:20"))
    head = meeting.head
    assert head is not None
    at_the_top = meeting.with_entry(head, has_no_thread=True, threads=())
    assert told(at_the_top, ANA, thread=None, tone=Tone.WORDS) is None


def test_whoever_was_silent_once_is_called_again_and_told_whose_turn_it_is() -> None:
    assert told(silent(asking(), "14:21:30"), BEN, "14:22") is Untimely.ASKING


# Restating, and the reviews


def test_the_real_question_is_said_once_its_presenter_has_been_quiet_a_while() -> None:
    meeting = hears(at_step(StepKind.RESTATE, at=clock("14:20")), ANA, "14:21")
    assert meeting.step.restated == {ANA}
    assert timers_of(meeting)[quiet_of(meeting)] == clock("14:23")
    meeting = hears(meeting, ANA, "14:21:30", tone=Tone.COURTESY)
    assert timers_of(meeting)[quiet_of(meeting)] == clock("14:23:30")


@pytest.mark.parametrize(("at", "counts"), [("14:50", True), ("14:49:59", False)])
def test_what_was_said_before_the_restating_is_not_the_real_question(at: str, counts: bool) -> None:
    restating = on_time(StepKind.RESTATE)
    assert restating.now == clock("14:50")
    assert bool(then(restating, said(ANA, at), "14:50:10").step.restated) is counts


def test_thanks_are_no_question_and_neither_is_what_a_peer_says() -> None:
    meeting = at_step(StepKind.RESTATE, at=clock("14:20"))
    for after in (hears(meeting, ANA, "14:21", tone=Tone.COURTESY), hears(meeting, BEN, "14:21")):
        assert (after.step.restated, after.step.ready_at) == (frozenset(), None)
        assert quiet_of(after) not in timers_of(after)


def quiet_of(m: Meeting) -> Timer:
    return Timer(Later.STEP_QUIET, m.step.id)


@pytest.mark.parametrize(
    ("thread", "answers"),
    [
        pytest.param(None, True, id="at the top"),
        pytest.param("512.0", True, id="in its thread"),
        pytest.param("9.9", False, id="in another thread"),
    ],
)
def test_a_line_of_learning_counts_in_the_review_and_beside_its_thread(thread: str | None, answers: bool) -> None:
    meeting = at_step(StepKind.REVIEW, at=clock("14:20")).with_step(pulsed=frozenset({BEN}))
    head = meeting.head
    assert head is not None
    meeting = meeting.with_entry(head, threads=("512.0",))
    assert (BEN in hears(meeting, BEN, "14:21", thread=thread).step.answered) is answers
    before = then(meeting, said(BEN, "14:19", thread=None), "14:21")
    assert BEN not in before.step.answered


def test_in_the_review_of_a_slot_everybody_answers_in_its_thread() -> None:
    meeting = at_step(StepKind.SLOT_REVIEW, at=clock("14:20"))
    for member in (ANA, BEN, CAT):
        meeting = hears(meeting, member, "14:21")
    assert meeting.step.kind is StepKind.SLOT_REVIEW
    assert hears(meeting, DAN, "14:21", thread=None).step.kind is StepKind.SLOT_REVIEW
    assert hears(meeting, DAN, "14:21").step.kind is not StepKind.SLOT_REVIEW


def test_a_latecomer_of_an_opening_is_the_last_one_missing() -> None:
    meeting = at_step(StepKind.OPENING, at=clock("14:01"))
    meeting = replace(meeting, here=meeting.here[:3])
    assert hears(meeting, DAN, "14:02", thread=None).step.kind is not StepKind.OPENING


def test_what_was_written_before_a_turn_ended_counts_for_that_turn() -> None:
    meeting = then(asked("14:21"), DoneAsking(turn=open_turn(asked()).id, by=by(BEN)), "14:22")
    assert open_turn(meeting).member == CAT
    assert open_turn(then(meeting, said(CAT, "14:21:50"), "14:22:10")).state is TurnState.CALLED
    assert open_turn(hears(meeting, CAT, "14:22:10")).state is TurnState.ASKED


# Asked in the channel instead


def beside(m: Meeting, member: int, at: str, tone: Tone = Tone.QUESTION) -> Decided[Any]:
    return decided(m, said(member, at, thread=None, tone=tone), at)


def test_whoever_is_called_and_asks_in_the_channel_is_told_where_and_their_turn_waits() -> None:
    outcome = beside(asking(), BEN, "14:21")
    assert outcome.answer == OutOfTurn("U2", "C", None, "U2", Untimely.ELSEWHERE, meets_in=SLOT)
    assert (open_turn(outcome.meeting).member, open_turn(outcome.meeting).state) == (BEN, TurnState.CALLED)
    assert silences(outcome.meeting) == {Later.TURN_SILENT: clock("14:26")}
    assert silent(outcome.meeting, "14:25:59").turns == outcome.meeting.turns
    assert silent(outcome.meeting, "14:26").turns_now[0].state is TurnState.SILENT


def test_asked_in_the_thread_after_all_the_turn_is_as_any_other() -> None:
    meeting = hears(beside(asking(), BEN, "14:21").meeting, BEN, "14:22")
    assert (open_turn(meeting).state, open_turn(meeting).interrupted) == (TurnState.ASKED, False)
    assert silences(meeting) == {Later.TURN_QUIET: clock("14:26"), Later.PRESENTER_SILENT: clock("14:25")}


@pytest.mark.parametrize(
    ("member", "tone", "spoken"),
    [
        pytest.param(DAN, Tone.QUESTION, False, id="by somebody else"),
        pytest.param(BEN, Tone.WORDS, False, id="no question"),
        pytest.param(BEN, Tone.QUESTION, True, id="while they talk aloud"),
    ],
)
def test_talk_in_the_channel_is_a_sign_of_life_only(member: int, tone: Tone, spoken: bool) -> None:
    meeting = asking(spoken=spoken)
    outcome = beside(meeting, member, "14:21", tone)
    assert (outcome.answer, outcome.meeting.turns) == (None, meeting.turns)


def test_what_is_asked_in_the_channel_once_it_is_asked_in_the_thread_moves_nothing() -> None:
    meeting = asked("14:21")
    outcome = beside(meeting, BEN, "14:22")
    assert (outcome.answer, outcome.meeting.turns) == (None, meeting.turns)
