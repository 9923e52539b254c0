"""A presenter's slot: its card in the channel, and its steps in the thread below."""

from collections.abc import Callable, Mapping
from typing import Final

from bot.domain.controls import Carried
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
    until = "over"
    if shown.until:
        until = "paused" if shown.paused else f"until {clock_time(shown.until)}"
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
        *_ending(shown),
    )


def _ending(shown: SlotCard) -> list[Block]:
    """Whoever moves a slot ends it here, before its last step and without a reason."""
    if shown.until is None or shown.paused:
        return []
    sure = (
        "What is left of this slot is skipped, and the meeting goes on with what comes after it. No reason is needed."
    )
    return [buttons(Button("End this slot", ids.END_SLOT, "slot", shown.slot_id, sure=sure))]


def slot_step(shown: SlotStep) -> Message:
    """A step of a slot in the thread. The first mentions everyone present, once, since Slack notifies nobody else."""
    if not shown.open:
        stays = _details(shown) if shown.kind is StepKind.PRESENT else _may_still_be_restated(shown)
        return told(hint(_OVER[shown.kind](shown)), *stays)
    calling = [section(_calling(shown))] if shown.first else []
    return told(*calling, section(shown.says), *_details(shown), _time_left(shown), *_controls(shown))


def _may_still_be_restated(shown: SlotStep) -> list[Block]:
    """Whoever finds the real question later in their slot can still write it down."""
    if shown.kind is not StepKind.RESTATE or shown.restated.strip() or not shown.slot_runs:
        return []
    return [buttons(*own_buttons(StepKind.RESTATE, shown.step_id))]


def _calling(shown: SlotStep) -> str:
    others = [user for user in shown.everyone if user != shown.presenter]
    return f"{mentions(others, 'All of you')}: this thread is where we meet for the whole slot."


def _details(shown: SlotStep) -> list[Block]:
    if shown.kind is StepKind.PRESENT:
        return _issue(shown)
    lines = []
    if shown.kind is StepKind.QUESTION and not shown.calling:
        lines.append("Just now nobody is left to call: whoever has a question writes it here.")
    if shown.prompt:
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
    """They stand on the latest message of the bot in the thread; one that is not has lost them to it."""
    return carried(Carried(shown.step_id, shown.kind, shown.paused, calling=False)) if shown.latest else []


def carried(shown: Carried | None) -> list[Block]:
    """The row of the open step, wherever it stands; in a call to ask, whose own buttons stay with it, the menu alone."""
    if shown is None:
        return []
    step_id = shown.step_id
    if shown.paused:
        return [resume("step", step_id)]
    if shown.calling:
        return [buttons(more(step_id))]
    own = own_buttons(shown.kind, step_id)
    up = [hint(time_is_up(shown.ended))] if shown.ended is not None else []
    if shown.kind in _CROWDED:
        return [*up, buttons(*own, more(step_id))]
    return [*up, controls(step_id, *own, onward=shown.kind not in _ENDED_BY_THEIR_OWN)]


def own_buttons(kind: StepKind, step_id: str) -> list[Button]:
    """What a step of a slot has besides the controls that all have."""
    return [Button(label, action_id, "step", step_id) for label, action_id in _OWN.get(kind, ())]


def _restated(shown: SlotStep) -> str:
    if not shown.restated.strip():
        return "Restating: over."
    return f"The real question now, for {mention(shown.presenter)}: {in_a_line(shown.restated)}"


def _committed(shown: SlotStep) -> str:
    who = mention(shown.presenter)
    if shown.actions:
        return f"Committing: over. {who} takes on {counted(shown.actions, 'action')}."
    if shown.said_none:
        return f"Committing: over. {who} takes on no action this time."
    return f"Committing: over. What {who} will do is *not said yet*: I ask again at the closing."


def _slot_over(shown: SlotStep) -> str:
    following = f" There is time for another: {mention(shown.following)} has the next slot, in the channel."
    thanks = f"The slot of {mention(shown.presenter)} is over. Thank you all."
    return f"{thanks}{following if shown.following else ''}"


_OWN: Final[Mapping[StepKind, tuple[tuple[str, str], ...]]] = {
    StepKind.PRESENT: (("That's it", ids.THATS_IT), ("Write my question down", ids.WRITE_QUESTION)),
    StepKind.QUESTION: (("That's it", ids.THATS_IT),),
    StepKind.RESTATE: (("Write it down", ids.WRITE_RESTATED),),
    StepKind.COMMIT: (
        ("Add an action", ids.ADD_ACTION),
        ("That's all", ids.THATS_ALL),
        ("None this time", ids.NONE_THIS_TIME),
    ),
    StepKind.SLOT_REVIEW: (("Which question helped most?", ids.HELPED_MOST), ("Keep this", ids.KEEP_LEARNING)),
}
_ENDED_BY_THEIR_OWN: Final = frozenset({StepKind.PRESENT, StepKind.QUESTION})
_CROWDED: Final = frozenset({StepKind.COMMIT, StepKind.SLOT_REVIEW})
"""Where there is a menu for the controls that all steps have."""
_OVER: Final[Mapping[StepKind, Callable[[SlotStep], str]]] = {
    StepKind.PRESENT: lambda _: "Presenting: over.",
    StepKind.CLARIFY: lambda _: "Clarifying: over.",
    StepKind.QUESTION: lambda _: "Questions: over.",
    StepKind.RESTATE: _restated,
    StepKind.COMMIT: lambda shown: _committed(shown),
    StepKind.SLOT_REVIEW: lambda shown: _slot_over(shown),
}
