"""A presenter's slot: its card in the channel, and its steps in the thread below."""

from collections.abc import Callable, Mapping
from typing import Final

from bot.domain.formats import StepKind
from bot.domain.meetings import SlotCard, SlotStep
from prompts import ids
from prompts.blocks import Block, Button, Message, buttons, hint, section, told
from prompts.controls import controls, more, resume, time_is_up
from prompts.issues import CHALLENGE
from prompts.wording import clock_time, counted, in_a_line, mention, mentions, said

_LONGEST_DETAIL: Final = 700


def slot_card(shown: SlotCard) -> Message:
    """The slot in the channel; everything happens in its thread."""
    until = f"until {clock_time(shown.until)}" if shown.until else "over"
    blocks = [section(f"*Slot {shown.position}, {mention(shown.presenter)}* · {until}\n_{in_a_line(shown.sentence)}_")]
    kept = [
        f"*{label}:* {in_a_line(typed)}"
        for label, typed in (("The question brought", shown.question), ("The real question now", shown.restated))
        if typed.strip()
    ]
    if shown.actions:
        kept.append(f"Takes on {counted(shown.actions, 'action')}.")
    if kept:
        blocks.append(section("\n".join(kept)))
    return told(
        *blocks,
        hint("It is all in this thread." if shown.until is None else "Open this thread: the slot happens there."),
    )


def slot_step(shown: SlotStep) -> Message:
    """A step of a slot in the thread. The first mentions everyone present, once, since Slack notifies nobody else."""
    if not shown.open:
        stays = _details(shown) if shown.kind is StepKind.PRESENT else []
        return told(hint(_OVER[shown.kind](shown)), *stays)
    calling = [section(_calling(shown))] if shown.first else []
    return told(*calling, section(shown.says), *_details(shown), _time_left(shown), *_controls(shown))


def _calling(shown: SlotStep) -> str:
    others = [user for user in shown.everyone if user != shown.presenter]
    return f"{mentions(others, 'All of you')}: this thread is where we meet for the whole slot."


def _details(shown: SlotStep) -> list[Block]:
    if shown.kind is StepKind.PRESENT:
        return _issue(shown)
    lines = []
    if shown.prompt and shown.kind in _PROMPTED:
        lines.append(f"If it helps: _{in_a_line(shown.prompt)}_")
    if shown.restated and shown.kind in (StepKind.RESTATE, StepKind.COMMIT):
        lines.append(f"*The real question now:* {in_a_line(shown.restated)}")
    return [section("\n".join(lines))] if lines else []


def _issue(shown: SlotStep) -> list[Block]:
    given = [
        f"*{label}:* {said(typed, _LONGEST_DETAIL)}"
        for label, typed in (
            ("Why it matters", shown.why),
            ("Tried so far", shown.tried),
            ("Wanted from the set", shown.wanted),
            ("The question brought", shown.question),
        )
        if typed.strip()
    ]
    given.append(f"*Challenge welcome:* {CHALLENGE.get(shown.challenge, CHALLENGE[2])}")
    return [section(line) for line in given]


def _time_left(shown: SlotStep) -> Block:
    if shown.paused:
        return hint("Paused: the clock stands still until one of you presses *Resume*.")
    if shown.time_up:
        return hint(time_is_up(shown.until))
    warned = " A fifth of the time is left." if shown.warned else ""
    aloud = " You talk on the call; the buttons move us on." if shown.spoken else ""
    return hint(f"Until {clock_time(shown.until)}.{warned}{aloud}")


def _controls(shown: SlotStep) -> list[Block]:
    if shown.paused:
        return [resume("step", shown.step_id)]
    return [_CONTROLS[shown.kind](shown)]


def _presenting(shown: SlotStep) -> Block:
    done, write = (
        _button("That's it", ids.THATS_IT, shown),
        _button("Write my question down", ids.WRITE_QUESTION, shown),
    )
    return controls(shown.step_id, done, write, onward=False)


def _clarifying(shown: SlotStep) -> Block:
    return controls(shown.step_id)


def _questioning(shown: SlotStep) -> Block:
    return controls(shown.step_id, _button("That's it", ids.THATS_IT, shown), onward=False)


def _restating(shown: SlotStep) -> Block:
    return controls(shown.step_id, _button("Write it down", ids.WRITE_RESTATED, shown))


def _committing(shown: SlotStep) -> Block:
    add, all_said = _button("Add an action", ids.ADD_ACTION, shown), _button("That's all", ids.THATS_ALL, shown)
    return buttons(add, all_said, _button("None this time", ids.NONE_THIS_TIME, shown), more(shown.step_id))


def _reviewing(shown: SlotStep) -> Block:
    helped = _button("Which question helped most?", ids.HELPED_MOST, shown)
    return buttons(helped, _button("Keep this", ids.KEEP_LEARNING, shown), more(shown.step_id))


def _button(label: str, action_id: str, shown: SlotStep) -> Button:
    return Button(label, action_id, "step", shown.step_id)


def _presented(shown: SlotStep) -> str:
    question = f" The question brought: {in_a_line(shown.question)}" if shown.question.strip() else ""
    return f"{mention(shown.presenter)} has presented.{question}"


def _restated(shown: SlotStep) -> str:
    if not shown.restated.strip():
        return "Restating: over."
    return f"The real question now, for {mention(shown.presenter)}: {in_a_line(shown.restated)}"


_PROMPTED: Final = frozenset({StepKind.CLARIFY, StepKind.QUESTION, StepKind.RESTATE, StepKind.SLOT_REVIEW})
_CONTROLS: Final[Mapping[StepKind, Callable[[SlotStep], Block]]] = {
    StepKind.PRESENT: _presenting,
    StepKind.CLARIFY: _clarifying,
    StepKind.QUESTION: _questioning,
    StepKind.RESTATE: _restating,
    StepKind.COMMIT: _committing,
    StepKind.SLOT_REVIEW: _reviewing,
}
_OVER: Final[Mapping[StepKind, Callable[[SlotStep], str]]] = {
    StepKind.PRESENT: _presented,
    StepKind.CLARIFY: lambda _: "Clarifying: over.",
    StepKind.QUESTION: lambda _: "Questions: over.",
    StepKind.RESTATE: _restated,
    StepKind.COMMIT: lambda _: "Committing: over.",
    StepKind.SLOT_REVIEW: lambda shown: f"The slot of {mention(shown.presenter)} is over. Thank you all.",
}
