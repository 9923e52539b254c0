"""What is said of questions in writing, given what people typed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Final, TypeVar

from bot.domain.channel_messages import Untimely
from bot.domain.controls import Standing, StepControls
from bot.domain.questions.hints import Habit, Hint, Noticed, Place, rewrite_of
from bot.domain.states import TurnState
from bot.domain.step_kinds import StepKind
from bot.domain.turn_order import Call
from bot.domain.written_questions import LeftQuestion, QuestionsLeft, WritingCard, WrittenQuestion
from prompts import meetings, more, turns, written_questions

NOW: Final = datetime(2026, 11, 24, 14, 8, tzinfo=UTC)
OURS: Final = "UOURS"
PEERS: Final = ("UPEER1", "UPEER2", "UPEER3")
CARD: Final = WritingCard("st1", OURS, PEERS, "", 15, 0, NOW, True, None, False, True)
CARRIED: Final = StepControls("st1", StepKind.QUESTION, paused=False, calling=False)


def released(typed: str, state: TurnState, *, is_open: bool = False) -> WrittenQuestion:
    return WrittenQuestion("t1", 1, PEERS[0], OURS, typed, state, is_open)


def left(typed: str, count: int = 3, **more: Any) -> QuestionsLeft:
    waiting = tuple(LeftQuestion(f"t{n}", n, PEERS[n % 3], typed) for n in range(1, count + 1))
    none = QuestionsLeft("st1", OURS, waiting, False, True, False, NOW, 0, False, False, Standing.PAUSED, CARRIED)
    return replace(none, **more)


def on_one(typed: str, state: TurnState = TurnState.ASKED, **more: Any) -> Call:
    call = Call("t1", "st1", PEERS[0], OURS, "", state, False, False, None, True, False, NOW, 3)
    return replace(call, number=2, words=typed, **more)


def follow_up(state: TurnState, **more: Any) -> Call:
    return replace(on_one("", state), number=0, follow_ups=True, **more)


def hint_at(typed: str, habit: Habit = Habit.ADVICE, nth: int = 0) -> Hint:
    return Hint(Noticed(habit, typed[:40], Place.BEGINS), rewrite_of(habit, nth))


_Value = TypeVar("_Value")


def in_state(
    say: Callable[[_Value], dict[str, Any]], value: Callable[..., _Value], state: TurnState
) -> Callable[[str], dict[str, Any]]:
    return lambda typed: say(value(typed, state))


SAID: Final[dict[str, Callable[[str], dict[str, Any]]]] = {
    "writing": lambda t: written_questions.writing(CARD),
    "writing, one has": lambda t: written_questions.writing(replace(CARD, written=1)),
    "writing, as a format says": lambda t: written_questions.writing(replace(CARD, written=2, says="{peers}, write.")),
    "writing, with nobody there": lambda t: written_questions.writing(replace(CARD, peers=())),
    "writing, paused": lambda t: written_questions.writing(replace(CARD, paused=True)),
    "writing, not the latest": lambda t: written_questions.writing(replace(CARD, latest=False)),
    "written": lambda t: written_questions.writing(replace(CARD, open=False, released=4)),
    "written, none": lambda t: written_questions.writing(replace(CARD, open=False, released=0)),
    "written, for nobody": lambda t: written_questions.writing(replace(CARD, open=False)),
    "written, and kept": lambda t: written_questions.kept(),
    "asked while others write": lambda t: written_questions.write_it("st1"),
    "asked while others are answered": lambda t: turns.not_your_turn(OURS, Untimely.ANSWERING),
    "written, over in words": lambda t: meetings.moved_on(None),
    "question released": lambda t: written_questions.question(released(t, TurnState.WAITING, is_open=True)),
    **{
        f"question released, {state}": in_state(written_questions.question, released, state)
        for state in (TurnState.WAITING, *written_questions.NOW)
    },
    "questions left, first": lambda t: written_questions.questions_left(left(t, first=True)),
    "question left, first": lambda t: written_questions.questions_left(left(t, 1, first=True)),
    "questions left": lambda t: written_questions.questions_left(left(t, minutes_left=3)),
    "questions left, many": lambda t: written_questions.questions_left(left(t, 22)),
    "questions left, paused": lambda t: written_questions.questions_left(
        left(t, paused=True, carried=replace(CARRIED, paused=True))
    ),
    "questions left, time up": lambda t: written_questions.questions_left(left(t, time_up=True)),
    "questions left, aloud": lambda t: written_questions.questions_left(left(t, 1, spoken=True)),
    "questions left, none": lambda t: written_questions.questions_left(left(t, 0)),
    "questions left, elsewhere": lambda t: written_questions.questions_left(left(t, elsewhere=True)),
    "questions left, over": lambda t: written_questions.questions_left(left(t, 0, open=False)),
    "written one taken up": lambda t: turns.call(on_one(t)),
    "written one taken up, aloud": lambda t: turns.call(on_one(t, spoken=True)),
    "written one taken up, still": lambda t: turns.call(on_one(t, spoken=True, still=True)),
    "written one taken up, shown again": lambda t: turns.call(on_one(t, shown_again=True)),
    **{
        f"written one, {state}": in_state(turns.call, on_one, state)
        for state in (TurnState.DONE, TurnState.PARKED, TurnState.DECLINED, TurnState.WAITING, TurnState.CUT)
    },
    "follow-up, first": lambda t: turns.call(follow_up(TurnState.CALLED, intro_minutes=15)),
    "follow-up": lambda t: turns.call(follow_up(TurnState.CALLED)),
    "follow-up, asked": lambda t: turns.call(follow_up(TurnState.ASKED)),
    "parked, and nobody's turn": lambda t: turns.parked(turn_is_over=None),
}
FORMS: Final[dict[str, Callable[[str], dict[str, Any]]]] = {
    "my questions": lambda t: written_questions.form("st1"),
    "my questions, again": lambda t: written_questions.form("st1", (t, t)),
    "my questions, before sending": lambda t: written_questions.before_sending("st1", (t, ""), (hint_at(t),)),
    "my questions, second before sending": lambda t: written_questions.before_sending(
        "st1", (t, t), (None, hint_at(t, Habit.EXPECTS))
    ),
    "my questions, both before sending": lambda t: written_questions.before_sending(
        "st1", (t, t), (hint_at(t), hint_at(t, Habit.SEVERAL, 1))
    ),
    "more, past the writing": lambda t: more.over(more.moved_on(None)),
}
