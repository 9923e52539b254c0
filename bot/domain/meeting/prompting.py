"""Which prompt fits the moment in a meeting, where it is shown, and what is lent to whoever is called."""

from dataclasses import replace
from datetime import timedelta

from bot.domain.meeting.effects import PromptOffered
from bot.domain.meeting.given import Given, HeardPrompt
from bot.domain.meeting.parts import Slot
from bot.domain.meeting.value import Meeting
from bot.domain.prompt_choice import Heard, Occasion, choose, lend
from bot.domain.question_bank import FOR_EVERY_FORMAT, LEAST_CHALLENGE, InSet
from bot.domain.states import AskingPhase, Guidance, IssueKind, PromptsShown, TurnState
from bot.domain.step_kinds import StepKind


def fresh_prompt(m: Meeting, kind: StepKind, given: Given) -> tuple[Meeting, str | None]:
    """A prompt that fits the moment and that this slot has not heard; remembered for the set. Outside of slots they never run out."""
    return _chosen(m, occasion(m, kind), _heard(m, kind, given), given)


def prompt_step(m: Meeting, given: Given) -> Meeting:
    """The open step with a prompt, and one for the presenter who is here, where they are asked something else."""
    kind = m.step.kind
    heard, now = _heard(m, kind, given), occasion(m, kind)
    m, prompt = _chosen(m, now, heard, given)
    theirs = None
    if m.presenter_is_here:
        m, theirs = _chosen(m, replace(now, asks_presenter=True), heard, given)
    return m.with_step(prompt=prompt, presenter_prompt=theirs)


def _chosen(m: Meeting, now: Occasion, heard: Heard, given: Given) -> tuple[Meeting, str | None]:
    chosen = choose(given.bank, now, heard, given.chance) if given.bank.of_step(now.step) else None
    if chosen is None:
        return m, None
    return m.and_outside(PromptOffered(chosen.id, m.step.slot)), chosen.id


def lent_prompts(m: Meeting, given: Given) -> tuple[Meeting, tuple[str, ...]]:
    """The words of a few prompts that fit the moment, of other families each; the set has heard them all from now on."""
    lent = lend(given.bank, occasion(m, StepKind.QUESTION), _heard(m, StepKind.QUESTION, given), given.chance)
    return m.and_outside(*(PromptOffered(one.id, m.step.slot) for one in lent)), tuple(one.text for one in lent)


def shows_prompts(m: Meeting) -> bool:
    """Whether a prompt stands in each call, for all to see: in the first meeting of a set, and where it chose that."""
    if m.plan.families == () or m.of.guidance is not Guidance.LEAD:
        return False
    return m.nth <= 1 or m.of.prompts is PromptsShown.PUBLIC


def lends_prompts(m: Meeting) -> bool:
    """Whether prompts are lent to whoever is called, and asks for some."""
    if m.plan.families == () or m.of.only_keeps:
        return False
    return not shows_prompts(m) and m.of.prompts is PromptsShown.LENT


def occasion(m: Meeting, kind: StepKind) -> Occasion:
    """The moment for which a prompt is looked for in a step of that kind, which is open or about to be.

    It is the same for whoever is called alone, and asks for one: their own call is none that comes before it.
    """
    slot, calls = m.slot, [turn for turn in m.turns_now if turn.state not in (TurnState.PUT_OFF, TurnState.CALLED)]
    return Occasion(
        kind,
        elapsed=_elapsed(m) if m.step.kind is kind else 0.0,
        welcome=slot.issue.challenge if slot is not None else LEAST_CHALLENGE,
        issue=slot.issue.kind if slot is not None else IssueKind.PROBLEM,
        meetings=_meetings(m),
        action_named=slot is not None and slot.brought > 0,
        answered=bool(calls) and calls[-1].answered,
        follows_up=m.step.phase is AskingPhase.FOLLOW_UPS,
        asked=_was_asked(m, slot),
        calls=len(calls),
        round=len(m.peers),
        families=frozenset(m.plan.families or FOR_EVERY_FORMAT) if m.step.kind is kind else FOR_EVERY_FORMAT,
    )


def _was_asked(m: Meeting, slot: Slot | None) -> bool:
    """Whether questions were asked that can be looked back on: in the slot, or after the slots in any of them."""
    return slot.asked > 0 if slot is not None else any(one.asked for one in m.slots)


def _elapsed(m: Meeting) -> float:
    """The part of the time of the open step that is over; a clock that stood, and minutes that were added, move its end."""
    left = (m.step.ends_at - (m.paused_at or m.now)) / timedelta(minutes=m.step.minutes)
    return min(max(1 - left, 0.0), 1.0)


def _meetings(m: Meeting) -> frozenset[InSet]:
    """Whether this is the set's first meeting, a later one, or the last that is planned."""
    found = {InSet.FIRST if m.nth <= 1 else InSet.LATER}
    return frozenset(found | {InSet.LAST} if m.nth >= m.of.meetings_planned else found)


def _heard(m: Meeting, kind: StepKind, given: Given) -> Heard:
    """What the set has heard of the prompts of that kind of step, with what was offered just now."""
    pool, slot = frozenset(prompt.id for prompt in given.bank.of_step(kind)), m.slot
    offered = (HeardPrompt(one.prompt, one.slot) for one in m.effects_of(PromptOffered) if one.prompt in pool)
    heard = [*given.outside.heard(pool), *offered] if pool else []
    in_slot = [one.prompt for one in heard if slot is not None and one.slot == slot.id]
    return Heard(in_slot, [one.prompt for one in heard])


def another_prompt(m: Meeting, turn_id: str, given: Given) -> Meeting:
    """Offer the peer another prompt, in the same message."""
    m, prompt = fresh_prompt(m, StepKind.QUESTION, given)
    return m.with_turn(turn_id, prompt=prompt) if prompt is not None else m
