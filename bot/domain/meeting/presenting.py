"""What a presenter keeps of their slot: the question, its restatement, what helped, and the actions or none."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from bot.domain.errors import Refused
from bot.domain.lengths import LONGEST_SENTENCE
from bot.domain.meeting import closing, keeping, log, presence, reviews, steps
from bot.domain.meeting.events import Actor, Event, member_of
from bot.domain.meeting.given import Decided, Given, Rule
from bot.domain.meeting.log_entries import Key
from bot.domain.meeting.parts import Slot, Taken
from bot.domain.meeting.people_events import (
    ChoseWhatHelped,
    Committed,
    KeptQuestion,
    KeptRestated,
    LooksAtOwnSlot,
    SaidNone,
    SaidNoneOf,
    TurnedToAnother,
)
from bot.domain.meeting.value import Meeting
from bot.domain.meetings import Move, joins
from bot.domain.message_and_timer_kinds import Says
from bot.domain.refusals import Refusal
from bot.domain.states import IssueState
from bot.domain.step_kinds import StepKind


def own(m: Meeting, step_id: str, by: Actor | None) -> Slot:
    """The slot that is running, and that a step belongs to; Refused where it is over, or not of whoever acts."""
    slot = m.slot
    if slot is None or slot.ended_early or step_id not in {step.id for step in m.steps if step.slot == slot.id}:
        raise Refused(Refusal.SLOT_OVER)
    return _of_the_presenter(m, slot, by)


def own_so_far(m: Meeting, step_id: str, by: Actor | None) -> Slot:
    """The slot that a step belongs to, be it over; Refused where its presenter ended it, or for anybody else."""
    step = m.step_of(step_id)
    slot = m.slot_of(step.slot) if step is not None else None
    if slot is None or slot.ended_early:
        raise Refused(Refusal.SLOT_OVER)
    if by is None or by.member != slot.member:
        raise Refused(Refusal.SLOT_OF_ANOTHER, presenter=m.user(slot.member))
    return slot


def _of_the_presenter(m: Meeting, slot: Slot, by: Actor | None) -> Slot:
    if not presence.is_presenter(m, by):
        raise Refused(Refusal.SLOT_OF_ANOTHER, presenter=m.user(slot.member))
    return slot


def turned_to_another(m: Meeting, event: TurnedToAnother, given: Given) -> Decided[None]:
    """What was raised waits on, as if it had had no slot; what the slot has brought stays with it."""
    if m.slot is None or m.slot.id != event.slot or m.slot.ended_early:
        raise Refused(Refusal.SLOT_OVER)
    slot = _of_the_presenter(m, m.slot, event.by)
    if event.issue is None:
        return Decided(m, None)
    m = m.with_slot(slot.id, issue=replace(event.issue, state=IssueState.PRESENTED))
    return Decided(m.with_known(waiting=event.waiting) if m.known.waiting is not None else m, None)


def slot_for_action(m: Meeting, member: int) -> Slot | None:
    """The slot an action belongs to: its presenter's in the commit step, or from then on where it was not said yet."""
    if m.step.kind is StepKind.COMMIT and m.step.is_open and m.presenter is not None and m.presenter.number == member:
        return m.slot
    return closing.of_mine(m, member)


def whole(words: str, most: int = LONGEST_SENTENCE) -> str:
    """The words as one line, cut where they are too many; Refused where there are none."""
    kept = " ".join(words.split())
    if not kept:
        raise Refused(Refusal.NO_WORDS, "words")
    return kept[:most]


def kept_question(m: Meeting, event: KeptQuestion, given: Given) -> Decided[None]:
    """The one question the presenter brings, shown on the slot's card (M7)."""
    slot = own(m, event.step, event.by)
    return Decided(m.with_slot(slot.id, question=whole(event.words)), None)


def kept_restated(m: Meeting, event: KeptRestated, given: Given) -> Decided[None]:
    """What the real question is now (M10); with that the step is answered."""
    slot = own(m, event.step, event.by)
    m = keeping.kept(
        m.with_slot(slot.id, restated=whole(event.words)), _last_of(m, slot, StepKind.RESTATE), slot.member
    )
    return Decided(_finished(m, StepKind.RESTATE, given), None)


def _finished(m: Meeting, kind: StepKind, given: Given) -> Meeting:
    """The presenter has said what a step of that kind asks for: where one is open, it is over."""
    if m.step.kind is not kind:
        return m
    presence.must_run(m)
    return steps.move(m, Move.FINISHED, given)


def looks_at_own_slot(m: Meeting, event: LooksAtOwnSlot, given: Given) -> Decided[None]:
    """Raise Refused for anybody but the presenter, before a form of theirs opens."""
    own(m, event.step, event.by)
    return Decided(m, None)


def said_none(m: Meeting, event: SaidNone, given: Given) -> Decided[bool]:
    """A reason is optional and private. In the commit step it ends that."""
    slot = _unsaid(m, event)
    ends = m.step.kind is StepKind.COMMIT
    if event.only_asks:
        return Decided(m, ends)
    m = keeping.kept(_none_of(m, slot.id, event.because), _last_of(m, slot, StepKind.COMMIT), slot.member)
    return Decided(_finished(m, StepKind.COMMIT, given), ends)


def _unsaid(m: Meeting, event: SaidNone) -> Slot:
    """One's own slot: the one that is running, or at the closing the one not said yet."""
    if m.step.kind is not StepKind.CLOSING or m.step.id != event.step:
        return own(m, event.step, event.by)
    slot = closing.of_mine(m, event.by.member if event.by is not None else None)
    if slot is None:
        raise Refused(Refusal.NOT_THE_PRESENTER)
    return slot


def said_none_of(m: Meeting, event: SaidNoneOf, given: Given) -> Decided[None]:
    """Asked once more by DM, the presenter says none of a slot, be it after the close."""
    return Decided(_none_of(m, event.slot, event.because), None)


def _none_of(m: Meeting, slot_id: str, because: str) -> Meeting:
    return m.with_slot(slot_id, none_this_time=True, none_because=because.strip()[:LONGEST_SENTENCE])


def chose_what_helped(m: Meeting, event: ChoseWhatHelped, given: Given) -> Decided[None]:
    """In the slot's review that is the presenter's answer; until the meeting closes it is never too late for it."""
    slot = own_so_far(m, event.step, event.by)
    m = m.with_slot(slot.id, helped=event.turn)
    if m.step.kind is StepKind.SLOT_REVIEW and m.step.slot == slot.id:
        m = reviews.answered(m, member_of(event.by), given)
    return Decided(m, None)


def committed(m: Meeting, event: Committed, given: Given) -> Decided[None]:
    """The first actions of a slot are a message each in its thread; those beyond join the last of them, by an edit."""
    m = m.with_known(open_actions=event.open_actions)
    if event.slot is not None:
        m = _brought(m, event.slot, event.actions, given)
    m = steps.somebody_came(m, given)
    if event.slot is None or event.new is None:
        return Decided(m, None)
    m = _kept_an_action(m, event.slot)
    place = [one.number for one in event.actions].index(event.new)
    return Decided(_taken_on(m, event.slot, event.new) if place == joins(place) else m, None)


def _brought(m: Meeting, slot_id: str, actions: Sequence[Taken], given: Given) -> Meeting:
    """With its first action a slot that is at the committing has another prompt: what to ask of it now that it is named."""
    slot = m.slot_of(slot_id)
    is_first = slot is not None and not slot.brought and bool(actions)
    m = m.with_slot(slot_id, actions=actions, brought=len(actions))
    commits = m.step.kind is StepKind.COMMIT and m.step.slot == slot_id and m.step.is_open
    return steps.prompted(m, given) if is_first and commits else m


def _kept_an_action(m: Meeting, slot_id: str) -> Meeting:
    slot = m.slot_of(slot_id)
    return keeping.kept(m, _last_of(m, slot, StepKind.COMMIT), slot.member) if slot is not None else m


def _last_of(m: Meeting, slot: Slot, kind: StepKind) -> str:
    """The newest step of that kind in a slot, if there is one."""
    return next((one.id for one in reversed(m.steps) if one.slot == slot.id and one.kind is kind), "")


def _taken_on(m: Meeting, slot_id: str, action: int) -> Meeting:
    head = m.entry(Key(Says.SLOT_CARD, slot_id))
    return log.say(m, Key(Says.ACTION, slot_id, str(action)), head.key if head is not None else None)


RULES: Final[Mapping[type[Event[Any]], Rule]] = {
    KeptQuestion: kept_question,
    KeptRestated: kept_restated,
    LooksAtOwnSlot: looks_at_own_slot,
    TurnedToAnother: turned_to_another,
    SaidNone: said_none,
    SaidNoneOf: said_none_of,
    ChoseWhatHelped: chose_what_helped,
    Committed: committed,
}
