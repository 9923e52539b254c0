"""A call to ask, and what is said privately about turns."""

from collections.abc import Mapping
from typing import Final

from bot.domain.channel_messages import Untimely
from bot.domain.controls import StepControls
from bot.domain.states import TurnState
from bot.domain.step_kinds import StepKind
from bot.domain.turn_order import Call, is_open
from prompts import ids
from prompts.blocks import Block, Button, Message, buttons, hint, section, told
from prompts.controls import resume, stands, stopping
from prompts.slots import carried
from prompts.wording import clock_time, in_a_line, mention, opening_a_sentence

_OVER: Final[Mapping[TurnState, str]] = {
    TurnState.DONE: "{peer} asked.",
    TurnState.PASSED: "{peer} passed.",
    TurnState.SILENT: "{peer}: I'll come back to you.",
    TurnState.PARKED: "{peer} asked; the question is parked.",
    TurnState.DECLINED: "{peer} asked; {presenter} leaves the question open.",
    TurnState.CUT: "{peer} was called as the questions ended.",
    TurnState.GONE: "{peer} was called, and is not here any more.",
    TurnState.PUT_OFF: "{peer}, right after this: a question came in late, written in time.",
}


_NOT_AGAIN: Final = "{peer} was called."
_UNTIMELY: Final[Mapping[Untimely, str]] = {
    Untimely.PRESENTING: "{whose} is presenting just now. Keep your question: asking comes right after.",
    Untimely.ASKING: "It is {whose}'s turn to ask just now. Keep your question: I call you in your turn.",
    Untimely.NOT_CALLED: "It is {whose}'s turn to ask just now. Keep your question: once I call nobody, write it here.",
    Untimely.LATE: "Your question reached me late, when the turn had gone on{to}. It stands in the thread; ask it again in your turn.",
    Untimely.ELSEWHERE: "We're in the thread{there}: ask it there. Your turn waits for you.",
}


def call(shown: Call) -> Message:
    """A call to one peer; it carries the controls while it is the latest message of the bot in the thread."""
    if shown.elsewhere and is_open(shown.state):
        return told(hint(opening_a_sentence(_NOT_AGAIN.format(peer=mention(shown.peer)))))
    if not is_open(shown.state):
        words = _OVER[shown.state] if shown.again or shown.state is not TurnState.SILENT else _NOT_AGAIN
        over = words.format(peer=mention(shown.peer), presenter=mention(shown.presenter))
        return told(hint(opening_a_sentence(over)), *_left_behind(shown))
    blocks = [section(_invitation(shown)), *_small_print(shown)]
    if shown.latest:
        blocks += _row(shown)
    return told(*blocks)


def _left_behind(shown: Call) -> list[Block]:
    """The controls of the step, where a call that is over is the latest message all the same."""
    if not (shown.latest and shown.controls):
        return []
    row = StepControls(shown.step_id, StepKind.QUESTION, shown.paused, calling=shown.calling, standing=shown.standing)
    return carried(row)


def _row(shown: Call) -> list[Block]:
    """The turn's own buttons; with them what all rows end in, unless a message below has it."""
    if shown.paused:
        return [resume("step", shown.step_id, shown.standing)] if shown.controls else []
    return [buttons(*_own(shown), *(stopping(shown.step_id) if shown.controls else ()))]


def not_your_turn(whose: str, why: Untimely = Untimely.ASKING, link: str | None = None) -> Message:
    """For somebody who wrote when it was another's turn: a peer's to ask, or the presenter's to tell. `whose` may be nobody's.

    `link` leads to the thread where whoever asked in the channel is called.
    """
    to = f" to {mention(whose)}" if whose else ""
    there = f" <{link}|under the slot's card>" if link else " under the slot's card"
    return told(hint(_UNTIMELY[why].format(whose=mention(whose), to=to, there=there)))


def bid_said(step_id: str) -> Message:
    """For somebody who has said that they have an issue, which is no bid yet."""
    return told(
        section("That sounds like a bid. It isn't one yet: *Bid* asks for it in a sentence, and puts you in line."),
        buttons(Button("Bid", ids.RAISE_ISSUE, "step", step_id, primary=True)),
    )


def parked(*, turn_is_over: bool = True) -> Message:
    then = " The turn is over." if turn_is_over else " The turn that is open goes on."
    return told(hint(f"Parked: a link to the message is kept for you, on your Home tab.{then}"))


def _invitation(shown: Call) -> str:
    peer, presenter = mention(shown.peer), mention(shown.presenter)
    if shown.still:
        return f"Still with {peer}? *Next person* goes on."
    if shown.state is TurnState.ASKED:
        if shown.shown_again:
            return f"We're on {peer}'s question; *Done* moves us on."
        if shown.spoken:
            return f"{peer} has asked; {presenter} answers; then *Next person* ends the turn."
        return f"{_asked(shown)} then *Done* ends the turn."
    offer = f" If it helps: _{in_a_line(shown.prompt)}_" if shown.prompt else ""
    if shown.intro_minutes is None:
        return f"{peer}, your turn to ask {presenter}.{offer}"
    return f"*Questions*, {shown.intro_minutes:g} minutes, in turn. {peer}, you ask {presenter} first.{offer}"


def _asked(shown: Call) -> str:
    peer, presenter = mention(shown.peer), mention(shown.presenter)
    if shown.followed_up:
        return f"{peer} has asked and followed up; {presenter} answers;"
    follow_up = f"{peer} may follow up once" if shown.follow_up else "The round is short of time, so no follow-up"
    return f"{peer} has asked; {presenter} answers. {follow_up};"


def _small_print(shown: Call) -> list[Block]:
    if shown.paused:
        return [hint(stands(shown.standing))]
    notes = []
    if shown.thinking and shown.state is TurnState.CALLED:
        notes.append("Thinking: there is a minute more.")
    if shown.spoken and shown.state is TurnState.CALLED and not shown.still:
        notes.append("Ask aloud; then anyone presses *Next person*.")
    if shown.interrupted and not shown.spoken and shown.state is TurnState.ASKED:
        notes.append("This turn waits for the answer: only *Done* ends it.")
    if shown.state is TurnState.ASKED and shown.intro_minutes is not None and not shown.shown_again:
        notes.append(f"{mention(shown.presenter)} may *Park* a question for later or *Decline* it, no reason needed.")
    if shown.time_up:
        notes.append("The time is up: this turn may finish, then we move on.")
    elif shown.warned:
        notes.append(f"The questions end at {clock_time(shown.until)}; a fifth of their time is left.")
    return [hint(" ".join(notes))] if notes else []


def _own(shown: Call) -> list[Button]:
    """What is needed now; *Another prompt* is behind *More*."""
    asked_aloud = [_button("Next person", ids.ASKED_NEXT, shown)] if shown.spoken else []
    if shown.state is TurnState.ASKED:
        done = [] if shown.spoken else [_button("Done", ids.DONE_TURN, shown)]
        return [*asked_aloud, *done, _button("Park", ids.PARK, shown), _button("Decline", ids.DECLINE, shown)]
    thinking = [] if shown.spoken or shown.thinking else [_button("Thinking", ids.THINKING, shown)]
    return [*asked_aloud, _button("Pass", ids.PASS_TURN, shown), *thinking]


def _button(label: str, action_id: str, shown: Call) -> Button:
    return Button(label, action_id, "turn", shown.turn_id)
