"""A call to ask, and what is said privately about turns."""

from collections.abc import Mapping
from typing import Final

from bot.domain.states import TurnState
from bot.domain.turns import Call, is_open
from prompts import ids
from prompts.blocks import Block, Button, Message, buttons, hint, section, told
from prompts.controls import more, resume
from prompts.wording import clock_time, in_a_line, mention

_OVER: Final[Mapping[TurnState, str]] = {
    TurnState.DONE: "{peer} asked.",
    TurnState.PASSED: "{peer} passed.",
    TurnState.SILENT: "{peer}, later.",
    TurnState.PARKED: "{peer} asked; the question is parked.",
    TurnState.DECLINED: "{peer} asked; {presenter} leaves the question open.",
    TurnState.CUT: "{peer} was called as the questions ended.",
}


def call(shown: Call) -> Message:
    """A call to one peer; it carries the controls while it is the latest message of the bot in the thread."""
    if not is_open(shown.state):
        over = _OVER[shown.state].format(peer=mention(shown.peer), presenter=mention(shown.presenter))
        return told(hint(over))
    blocks = [section(_invitation(shown)), *_small_print(shown)]
    if shown.latest:
        blocks.append(resume("step", shown.step_id) if shown.paused else buttons(*_own(shown), more(shown.step_id)))
    return told(*blocks)


def not_your_turn(whose: str, *, presenting: bool = False) -> Message:
    """For somebody who wrote when it was another's turn: a peer's to ask, or the presenter's to tell."""
    if presenting:
        return told(hint(f"{mention(whose)} is presenting just now. Keep your question: asking comes right after."))
    return told(hint(f"It is {mention(whose)}'s turn to ask just now. Keep your question: I call you in your turn."))


def parked() -> Message:
    return told(hint("Parked: a link to the question is kept. The turn is over and I call the next peer."))


def _invitation(shown: Call) -> str:
    peer, presenter = mention(shown.peer), mention(shown.presenter)
    if shown.state is TurnState.ASKED:
        ends = "Asked, next peer" if shown.spoken else "Done"
        follow_up = f"{peer} may follow up once" if shown.follow_up else "The round is short of time, so no follow-up"
        return f"{peer} has asked; {presenter} answers. {follow_up}; then *{ends}* ends the turn."
    offer = f" If it helps: _{in_a_line(shown.prompt)}_" if shown.prompt else ""
    if shown.intro_minutes is None:
        return f"{peer}, your turn to ask {presenter}.{offer}"
    return f"*Questions*, {shown.intro_minutes:g} minutes, in turn. {peer}, you ask {presenter} first.{offer}"


def _small_print(shown: Call) -> list[Block]:
    if shown.paused:
        return [hint("Paused: the clock stands still until one of you presses *Resume*.")]
    notes = []
    if shown.thinking and shown.state is TurnState.CALLED:
        notes.append("Thinking: there is a minute more.")
    if shown.spoken and shown.state is TurnState.CALLED:
        notes.append("Ask aloud; then one of you presses *Asked, next peer*.")
    if shown.state is TurnState.ASKED and shown.intro_minutes is not None:
        notes.append(f"{mention(shown.presenter)} may *Park* a question for later or *Decline* it, no reason needed.")
    if shown.time_up:
        notes.append("The time is up: this turn may finish, then *Next* moves on.")
    elif shown.warned:
        notes.append(f"The questions end at {clock_time(shown.until)}; a fifth of their time is left.")
    return [hint(" ".join(notes))] if notes else []


def _own(shown: Call) -> list[Button]:
    asked_aloud = [_button("Asked, next peer", ids.ASKED_NEXT, shown)] if shown.spoken else []
    if shown.state is TurnState.ASKED:
        done = [] if shown.spoken else [_button("Done", ids.DONE_TURN, shown)]
        return [*asked_aloud, *done, _button("Park", ids.PARK, shown), _button("Decline", ids.DECLINE, shown)]
    thinking = [] if shown.spoken or shown.thinking else [_button("Thinking", ids.THINKING, shown)]
    others = [_button("Another prompt", ids.ANOTHER_PROMPT, shown), _button("Pass", ids.PASS_TURN, shown)]
    return [*asked_aloud, *others, *thinking]


def _button(label: str, action_id: str, shown: Call) -> Button:
    return Button(label, action_id, "turn", shown.turn_id)
