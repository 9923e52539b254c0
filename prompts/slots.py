"""A presenter's slot: its card in the channel, and its steps in the thread below."""

from typing import Final

from bot.domain.controls import StepControls
from bot.domain.meetings import SlotCard, SlotStep
from bot.domain.step_kinds import StepKind
from prompts import ids
from prompts.blocks import Block, Button, Message, buttons, hint, section, told
from prompts.controls import A_MOMENT, SURE, controls, going_on, more, nearly_all, resume, stands, stopping, time_is_up
from prompts.issues import CHALLENGE
from prompts.step_word_types import SlotWords, slot_words, words_of
from prompts.wording import begun, clock_time, counted, in_a_line, link, mention, mentions, opening_a_sentence, said

_LONGEST_DETAIL: Final = 700
_NOBODY_WAITING: Final = "Nobody is waiting for a turn just now. If you have a question, ask it{where}."


def slot_card(shown: SlotCard) -> Message:
    """The slot in the channel; everything happens in its thread."""
    until = "over"
    if shown.until:
        until = "paused" if shown.paused else f"until {clock_time(shown.until)}"
    sentence = f"\n_{in_a_line(shown.sentence)}_" if shown.sentence else ""
    blocks = [section(f"*Slot {shown.position}, {mention(shown.presenter)}* · {until}{sentence}")]
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
        *_where(shown),
        *_ending(shown),
    )


def _where(shown: SlotCard) -> list[Block]:
    """Where the slot happens, or what came of it; nobody is sent to look at one that its presenter has ended."""
    if shown.until is None:
        return [] if shown.ended_early else [hint("What came of it is below this card.")]
    if shown.spoken:
        return [hint("You talk on the call; the buttons are below this card.")]
    return [hint("Open this thread: the slot happens there.")]


def _ending(shown: SlotCard) -> list[Block]:
    """Anyone stops the clock of a slot here; what its presenter may do besides, paused or not, is behind *More*."""
    if shown.until is None:
        return []
    stops, goes_on = Button(A_MOMENT, ids.PAUSE, "slot", shown.slot_id), going_on("slot", shown.slot_id, shown.standing)
    return [buttons(goes_on if shown.paused else stops, more("slot", shown.slot_id))]


def moment_for_you(slot_id: str) -> Message:
    """For the presenter alone, while the clock stands."""
    return told(
        section("Take whatever time you need. Nobody is waiting for anything."),
        hint("*Go on* is yours. Only you see these, and they're behind *More* as well:"),
        buttons(
            Button("Only listen to me", ids.ONLY_LISTEN, "slot", slot_id),
            Button("End my slot", ids.END_SLOT, "slot", slot_id, sure=SURE),
        ),
    )


def ended_for_you() -> Message:
    """For the presenter alone, once they have ended their slot."""
    return told(
        section("Your slot is over. I won't ask you about it, now or later."),
        hint("Your issue is on your Home tab, where only you see it: keep it there, raise it again, or let it go."),
        hint("So is whatever you took on in it, if you did: nobody asks you about that either."),
    )


def slot_step(shown: SlotStep) -> Message:
    """A step of a slot in the thread. The first mentions everyone present, once, since Slack notifies nobody else."""
    words = slot_words(shown.kind)
    if shown.ended_early:
        return told(hint(f"{words.name}: over."))
    if not shown.open:
        return told(hint(words.over(shown)), *words.still(shown))
    calling = [section(_calling(shown))] if shown.first else []
    details = (words.open or _if_it_helps)(shown)
    return told(
        *calling,
        section(begun(shown.says, shown.minutes, shown.presenter, shown.peers)),
        *details,
        _time_left(shown),
        *_controls(shown),
    )


def may_still_be_restated(shown: SlotStep) -> list[Block]:
    """Whoever finds the real question later in their slot can still write it down."""
    if shown.restated.strip() or not shown.slot_runs:
        return []
    return [buttons(*own_buttons(StepKind.RESTATE, shown.step_id))]


def _calling(shown: SlotStep) -> str:
    others = [user for user in shown.everyone if user != shown.presenter]
    if shown.spoken:
        return f"{mentions(others, 'All of you')}: here are the buttons for this slot. Anyone can press for the room."
    return f"{mentions(others, 'All of you')}: this thread is where we meet for the whole slot."


def questions(shown: SlotStep) -> list[Block]:
    """Peers are called in messages of their own; once there is nobody left to call, that is said here."""
    return _if_it_helps(
        shown, before="" if shown.calling else _NOBODY_WAITING.format(where="" if shown.spoken else " here")
    )


def real_question(shown: SlotStep) -> list[Block]:
    """The prompt, and the real question once it was said."""
    said_so_far = f"*The real question now:* {in_a_line(shown.restated)}" if shown.restated else ""
    return _if_it_helps(shown, after=said_so_far)


def _if_it_helps(shown: SlotStep, *, before: str = "", after: str = "") -> list[Block]:
    prompt = f"If it helps: _{in_a_line(shown.prompt)}_" if shown.prompt else ""
    lines = [line for line in (before, prompt, after) if line]
    return [section("\n".join(lines))] if lines else []


def issue(shown: SlotStep) -> list[Block]:
    """What its presenter wrote of the issue, and the question brought."""
    given = [
        f"*{label}:* {said(typed, _LONGEST_DETAIL)}"
        for label, typed in (
            ("Why it matters", shown.why),
            ("Tried so far", shown.tried),
            ("WantedMessage from the set", shown.wanted),
            ("The question brought", shown.question),
        )
        if typed.strip()
    ]
    given += [f"*Evidence:* {link(shown.link, shown.link)}"] if shown.link else []
    given.append(f"*Challenge welcome:* {CHALLENGE.get(shown.challenge, CHALLENGE[2])}")
    return [section(line) for line in given]


def _time_left(shown: SlotStep) -> Block:
    if shown.paused:
        return hint(stands(shown.standing))
    if shown.time_up:
        return hint(time_is_up(shown.until))
    if shown.goes_on is not None:
        return hint(opening_a_sentence(nearly_all(shown.goes_on)))
    warned = " A fifth of the time is left." if shown.warned else ""
    aloud = " You talk on the call; the buttons move us on." if shown.spoken else ""
    return hint(f"Until {clock_time(shown.until)}.{warned}{aloud}")


def _controls(shown: SlotStep) -> list[Block]:
    """They stand on the latest message of the bot in the thread; one that is not has lost them to it."""
    if not shown.latest:
        return []
    if shown.paused:
        return [resume("step", shown.step_id, shown.standing)]
    return [_row(shown.kind, shown.step_id, longer=shown.time_up or shown.goes_on is not None)]


def carried(shown: StepControls | None) -> list[Block]:
    """The row of the open step, wherever it stands; in a call to ask, whose own buttons stay with it, what all rows end in."""
    if shown is None:
        return []
    step_id = shown.step_id
    if shown.paused:
        return [resume("step", step_id, shown.standing)]
    if shown.calling:
        return [buttons(*stopping(step_id))]
    up = [hint(time_is_up(shown.ended))] if shown.ended is not None else []
    return [*up, _row(shown.kind, step_id, longer=bool(up))]


def _row(kind: StepKind, step_id: str, *, longer: bool) -> Block:
    return controls(step_id, *own_buttons(kind, step_id), onward=slot_words(kind).onward, pause=A_MOMENT, longer=longer)


def own_buttons(kind: StepKind, step_id: str) -> list[Button]:
    """What a step of a slot has besides the controls that all have."""
    words = words_of(kind)
    own = words.own if isinstance(words, SlotWords) else ()
    return [Button(label, action_id, "step", step_id) for label, action_id in own]


def restated(shown: SlotStep) -> str:
    """The real question, where it was said."""
    if not shown.restated.strip():
        return "Restating: over."
    return f"The real question now, for {mention(shown.presenter)}: {in_a_line(shown.restated)}"


def committed(shown: SlotStep) -> str:
    """What the presenter takes on."""
    who = mention(shown.presenter)
    if shown.actions:
        return f"Committing: over. {who} takes on {counted(shown.actions, 'action')}."
    if shown.said_none:
        return f"Committing: over. {who} takes on no action this time."
    return f"Committing: over. What {who} will do is *not said yet*: I ask again at the closing."


def slot_over(shown: SlotStep) -> str:
    """Thanks, and whose slot is next."""
    next_presenter = f" There is time for another: {mention(shown.next_presenter)} has the next slot, in the channel."
    thanks = f"The slot of {mention(shown.presenter)} is over. Thank you all."
    return f"{thanks}{next_presenter if shown.next_presenter else ''}"
