"""What views of messages are, and what several of them show alike."""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from enum import Enum
from typing import Any, Final

from bot.domain.actions import OwnerReports, TakenOn
from bot.domain.controls import ClockWord, StepControls
from bot.domain.meeting import log
from bot.domain.meeting.log_entries import Entry, Key
from bot.domain.meeting.parts import Member, Step
from bot.domain.meeting.value import Meeting
from bot.domain.meetings import Agenda, SlotCard, SlotStep, StepCard, TimeUp
from bot.domain.message_and_timer_kinds import Says
from bot.domain.question_bank import Bank
from bot.domain.states import AskingPhase
from bot.domain.step_kinds import StepKind
from bot.domain.turn_order import Call
from bot.domain.written_questions import QuestionsLeft, WritingCard, WrittenQuestion


class Unknown(Enum):
    """What a message shows cannot be told from what was loaded."""

    UNKNOWN = "unknown"


UNKNOWN: Final = Unknown.UNKNOWN
View = (
    Agenda
    | StepCard
    | SlotCard
    | SlotStep
    | TimeUp
    | ClockWord
    | Call
    | WritingCard
    | WrittenQuestion
    | QuestionsLeft
    | TakenOn
    | OwnerReports
    | Mapping[str, Any]
    | Unknown
    | None
)
"""What a message shows: None for one that was never sent and says nothing any more."""
Reader = Callable[[Meeting, Entry, Bank], View]


def users(those: Sequence[Member]) -> tuple[str, ...]:
    """Slack's ids of them."""
    return tuple(one.user for one in those)


def away(m: Meeting) -> tuple[str, ...]:
    """Those who agreed and are away, unless they are here all the same."""
    return users([one for one in m.expected if m.is_away(one) and not m.is_here(one.number)])


def words_of(bank: Bank, prompt: str | None) -> str:
    """The prompt of that id in words; nothing where it has been taken out of the bank since."""
    found = bank.by_id(prompt) if prompt else None
    return found.text if found else ""


def bears_prompt(m: Meeting, step: Step, entry: Entry) -> bool:
    """Whether that message of an open step shows its prompt: its own, or at the committing the first action named in it."""
    own = m.entry(Key(Says.STEP, step.id))
    if own is None or step.kind is not StepKind.COMMIT:
        return own is entry
    below = m.below(own.under)
    later = below[below.index(own) + 1 :] if own in below else ()
    return next((one for one in later if one.key.kind is Says.ACTION), own) is entry


def tells_time_up(m: Meeting, step: Step) -> bool:
    """Whether the message of a step has to say that its time is up, as none of its own does: there was no room for one.

    Drawn for another reason it says so as well; for this one alone it is not drawn anew.
    """
    return step.time_up and m.entry(Key(Says.TIME_UP, step.id)) is None


def minutes_left(m: Meeting, step: Step) -> int:
    """How many minutes are left as a step warns; 0 where it has not, or is longer now since the only bidder is waited for."""
    waits = m.entry(Key(Says.NOTICE, "bidder_missing", step.id)) is not None
    if not step.is_open or not step.warned or waits:
        return 0
    return max(1, round((step.ends_at - step.began_at) / timedelta(minutes=5)))


def carried(m: Meeting, entry: Entry, slot: str | None) -> StepControls | None:
    """The controls for this message of a slot's thread; None once the slot is over, or where another stands below it."""
    runs = slot is not None and (m.is_running or m.is_paused) and m.step.slot == slot and m.step.is_open
    if not runs or not m.is_latest(entry):
        return None
    step = m.step
    asking = step.kind is StepKind.QUESTION and m.turn is not None
    return StepControls(
        step.id,
        step.kind,
        m.is_paused,
        calling=asking,
        ended=step.ends_at if step.time_up else None,
        standing=log.standing(m),
        acted=has_acted(m, step),
        writing=step.phase is AskingPhase.WRITING,
        unasked=was_not_asked(m, step),
        ends=m.plan.ends,
        only_keeps=m.of.only_keeps,
    )


def has_acted(m: Meeting, step: Step) -> bool:
    """Whether the slot of a step that commits has brought an action: then *None this time* is no longer offered."""
    slot = m.slot_of(step.slot) if step.kind is StepKind.COMMIT else None
    return slot is not None and slot.brought > 0


def was_not_asked(m: Meeting, step: Step) -> bool:
    """Whether in the slot that a step looks back on no question was asked: then none can have helped most."""
    slot = m.slot_of(step.slot) if step.kind is StepKind.SLOT_REVIEW else None
    return slot is not None and not slot.asked
