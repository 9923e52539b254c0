"""The course of a meeting: steps that begin and end, and whom a step of questions calls."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Final

from bot.domain.formats import FormatStep
from bot.domain.meeting import absent_presenter, bids, closing, log, presence, prompting, tallies, turns, written
from bot.domain.meeting.given import Given
from bot.domain.meeting.log_entries import Key
from bot.domain.meeting.parts import Slot, Step
from bot.domain.meeting.step_endings import is_held
from bot.domain.meeting.step_rule_types import effect_of, rules_of
from bot.domain.meeting.value import Meeting
from bot.domain.meetings import AgendaStep, Effect, Move
from bot.domain.message_and_timer_kinds import Says
from bot.domain.states import Asking, Guidance, IssueKind, PromptsShown
from bot.domain.step_kinds import StepKind

WAITED_FOR_A_BIDDER: Final = timedelta(minutes=5)
"""How long the bids wait for those who alone have an issue, unless the set goes on without them or waits once more."""


def move(m: Meeting, how: Move, given: Given) -> Meeting:
    """Make a move: what it does to the step at hand, the rules of its kind say."""
    effect = effect_of(m.step.kind, how) if not is_held(m, how) else Effect.STAY
    if effect is Effect.ADVANCE:
        return advance(m, given)
    return closing.close(m) if effect is Effect.CLOSE else m


def advance(m: Meeting, given: Given) -> Meeting:
    """End the open step and begin the next one that has something to do."""
    if (waits := _for_the_only_bidder(m, given)) is not None:
        return waits
    m = end_step(m)
    if not m.slots and _slots_come_next(m):
        m = bids.take_what_fits(m, given)
    elif _slot_is_over(m):
        m = bids.take_a_free_slot(m, given)
    position, agenda = m.step.position + 1, m.agenda
    while _nothing_to_do(m, agenda[position], given):
        position += 1
    return begin(m, position, given)


def _for_the_only_bidder(m: Meeting, given: Given) -> Meeting | None:
    """Whoever alone has an issue, and is not here yet, is not passed over: it is asked once whether to wait for them."""
    key = Key(Says.NOTICE, "bidder_missing", m.step.id)
    if m.step.kind is not StepKind.BIDS or m.slots or m.entry(key) is not None:
        return None
    missing = bids.only_missing(m, given)
    if not missing:
        return None
    m = m.with_step(ends_at=m.now + WAITED_FOR_A_BIDDER, time_up=False, warned=True)
    return log.notice(m, key.of, key.nth, users=sorted({bid.user for bid in missing}))


def bidder_is_settled(m: Meeting) -> Meeting:
    """The bids are over, and with them the question whether to wait for somebody."""
    return log.settle(m, Key(Says.NOTICE, "bidder_missing", m.step.id))


def _slots_come_next(m: Meeting) -> bool:
    """After the bids, and before the place of the slots where a format has no bids: the suggested order is taken."""
    return m.step.kind is StepKind.BIDS or m.step.position == len(m.format.before) - 1


def _slot_is_over(m: Meeting) -> bool:
    slot, following = (planned.slot for planned in m.agenda[m.step.position :][:2])
    return slot is not None and following != slot


def skip_to(m: Meeting, wanted: Callable[[AgendaStep], bool], given: Given) -> Meeting:
    """End the open step and begin the first later one that is wanted."""
    m = end_step(m)
    position, agenda = m.step.position + 1, m.agenda
    while not (wanted(agenda[position]) and _has_its_people(m, agenda[position])):
        position += 1
    return begin(m, position, given)


def skip_to_closing(m: Meeting, given: Given) -> Meeting:
    """End the open step and begin the closing."""
    return skip_to(m, lambda planned: planned.step.kind is StepKind.CLOSING, given)


def leave_slot(m: Meeting, given: Given) -> Meeting:
    """End the slot that is running before its last step: whoever has the next one begins it, or the meeting goes on after them."""
    slot = m.agenda[m.step.position].slot
    m = bids.take_a_free_slot(m, given)
    return skip_to(m, lambda planned: planned.slot != slot, given)


def _nothing_to_do(m: Meeting, planned: AgendaStep, given: Given) -> bool:
    nothing = rules_of(planned.step.kind).has_nothing_to_do
    return not _has_its_people(m, planned) or (nothing is not None and nothing(m, given))


def _has_its_people(m: Meeting, planned: AgendaStep) -> bool:
    """Whether a step is nobody's in particular, or its presenter is still in the set; to begin their slot, also ready for it."""
    if planned.slot is None:
        return True
    slot = m.slots[planned.slot]
    return bids.is_ready(m, slot) if slot in m.not_begun else m.member(slot.member) is not None


def begin(m: Meeting, position: int, given: Given) -> Meeting:
    """Open the step at that position of the agenda, and say so. One that begins in a pause has all its time before it."""
    m, position = _passed_over(m, position)
    planned = m.agenda[position]
    m, slot = _slot_of(m, planned)
    if planned.step.kind is StepKind.SLOT_REVIEW:
        m = absent_presenter.settle_offer(m)
    m = _leave_slot(m, slot)
    m = replace(m, steps=(*m.steps, _opened(m, position, planned.step, slot, given)))
    if m.is_paused:
        m = replace(m, paused_at=m.now)
    return _say_step(prompted(m, given), given)


def prompted(m: Meeting, given: Given) -> Meeting:
    """The open step with a prompt that fits the moment, where its kind has one and the set wants any."""
    return prompting.prompt_step(m, given) if rules_of(m.step.kind).has_prompt and _may_be_prompted(m) else m


def _may_be_prompted(m: Meeting) -> bool:
    """Whether a step has a prompt: a set that wants none is asked the question of the check-in all the same."""
    if m.plan.families == () or m.of.only_keeps:
        return False
    if m.of.guidance is Guidance.ACCOMPANY:
        return m.step.kind is StepKind.OPENING
    return m.nth <= 1 or m.of.prompts is not PromptsShown.NONE or m.step.kind is StepKind.OPENING


def _passed_over(m: Meeting, position: int) -> tuple[Meeting, int]:
    """Slots before that position which never began give their issues back; the agenda moves up by as much."""
    if position < len(m.format.before):
        return m, position
    following, ahead = m.agenda[position].slot, m.not_begun
    skipped = [one for one in m.slots[:following] if one in ahead]
    return bids.give_back_slots(m, skipped), position - len(skipped) * len(m.format.slot)


def _slot_of(m: Meeting, planned: AgendaStep) -> tuple[Meeting, Slot | None]:
    """The slot that a step belongs to; with its first step it begins."""
    if planned.slot is None:
        return m, None
    slot = m.slots[planned.slot]
    if slot in m.not_begun:
        m = bids.begins(m, slot)
    return m, m.slots[planned.slot]


def _leave_slot(m: Meeting, following: Slot | None) -> Meeting:
    """Where the step that begins is not of the same slot, that one is over: its talk is forgotten."""
    left = m.step.slot if m.steps else None
    if left is None or (following is not None and following.id == left):
        return m
    m = log.settle(m, thanks_for(left))
    return closing.forget_talk(absent_presenter.settle_offer(m))


def thanks_for(slot_id: str) -> Key:
    """The message that thanks for a slot which its presenter ended, with the button that goes on."""
    return Key(Says.NOTICE, "slot_ended", slot_id)


def _opened(m: Meeting, position: int, plan: FormatStep, slot: Slot | None, given: Given) -> Step:
    return Step(
        id=given.new_id(),
        kind=plan.kind,
        position=position,
        minutes=plan.minutes,
        says=_says(m, plan, slot),
        began_at=m.now,
        ends_at=m.now + timedelta(minutes=plan.minutes),
        slot=slot.id if slot is not None else None,
    )


def _says(m: Meeting, plan: FormatStep, slot: Slot | None) -> str:
    """Its words as the set meets, and for what the slot is about; minutes and people are written into them as they are said.

    None of them speaks of questions where there were none. A set that wants less of the bot has them short: those of the format, or
    with none there those of their kind; one that wants it to keep the clock has none of the format's.
    """
    if m.of.only_keeps:
        return ""
    if m.of.guidance is not Guidance.LEAD:
        return plan.brief
    if slot is not None and not slot.asked and plan.unasked:
        return plan.unasked
    if slot is not None and slot.issue.kind is IssueKind.OPPORTUNITY and plan.opportunity:
        return plan.opportunity
    return plan.aloud if m.spoken and plan.aloud else plan.says


def said_anew(m: Meeting) -> Meeting:
    """The open step in the words of how the set meets now, where they are still those of its format."""
    plan = m.plan
    before = _says(replace(m, spoken=not m.spoken), plan, m.slot)
    return m.with_step(says=_says(m, plan, m.slot)) if m.step.says == before else m


def _say_step(m: Meeting, given: Given) -> Meeting:
    if not m.step.kind.in_slot:
        m = log.say(m, Key(Says.STEP_CARD, m.step.id))
    elif m.slot is not None and m.head is None:
        m = log.say(m, m.head_key)
    begins = rules_of(m.step.kind).begins or _say_in_thread
    return begins(m, given)


def _say_in_thread(m: Meeting, given: Given) -> Meeting:
    return log.say(m, Key(Says.STEP, m.step.id), under=m.head_key) if m.slot is not None else m


def end_step(m: Meeting) -> Meeting:
    """Close the open step, and what ends with it; one that has ended already, with its slot, stays as it is."""
    if not m.step.is_open:
        return m
    m = break_off(m)
    return bids.presented(m, m.slot) if m.slot is not None else m


def break_off(m: Meeting) -> Meeting:
    """Close the open step, of which nothing counts that was not done before."""
    if not m.step.is_open:
        return m
    ends = rules_of(m.step.kind).ends
    if ends is not None:
        m = ends(m)
    return tallies.step_ended(m).with_step(ended_at=m.now)


def somebody_came(m: Meeting, given: Given) -> Meeting:
    """Somebody came, or gave a sign: what follows is a matter of the kind of step, and of a meeting that runs."""
    if not m.is_running:
        return m
    follows = rules_of(m.step.kind).somebody_came
    return follows(m, given) if follows is not None else m


def all_may_be_here(m: Meeting, given: Given) -> Meeting:
    """Once all are here the opening is over, if they are enough."""
    return m if m.missing or presence.too_few(m) else move(m, Move.EVERYBODY, given)


def begin_questions(m: Meeting, given: Given) -> Meeting:
    """The first peer is called, or where peers ask in writing they are shown where."""
    if written.asking_in(m, m.agenda[m.step.position].step) is Asking.WRITTEN:
        m = written.begin(m)
    return keep_calling(m, given)


def release_questions(m: Meeting, given: Given) -> Meeting:
    """Nobody writes any longer: what was written is released, and without any peers are called."""
    return keep_calling(written.release(m, given), given)


def keep_calling(m: Meeting, given: Given) -> Meeting:
    """Call the next peer where nobody is called, latecomers last; when nobody is left, the controls have a message of their own."""
    if turns.goes_on_asking(m) and m.head is not None:
        m = written.keep_going(m, given)
    if not turns.is_asking(m) or m.head is None or m.turn is not None:
        return m
    m = _after_silence(m)
    called = turns.call_next(m, given)
    if called is not None:
        return called
    key = Key(Says.STEP, m.step.id)
    return log.say(m, key, under=m.head_key) if m.entry(key) is None else m


def _after_silence(m: Meeting) -> Meeting:
    """A whole round without a question is named, once a step."""
    key = Key(Says.NOTICE, "silent_round", m.step.id)
    if not turns.was_a_silent_round(m) or m.entry(key) is not None or not log.has_room(m):
        return m
    return log.say(m, key, m.head_key, name=key.of, presenter=m.presenter_user)
