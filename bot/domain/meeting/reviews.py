"""The reviews of a slot and of the meeting: over once everybody who is here has answered."""

from collections.abc import Mapping
from typing import Any, Final

from bot.domain.errors import Refused
from bot.domain.meeting import keeping, log, nearly_all, steps
from bot.domain.meeting.events import Event, member_of
from bot.domain.meeting.given import Decided, Given, Rule
from bot.domain.meeting.log_entries import Key
from bot.domain.meeting.people_events import GavePulse, Learnt, PulseKept
from bot.domain.meeting.value import Meeting
from bot.domain.meetings import Move
from bot.domain.message_and_timer_kinds import Says
from bot.domain.refusals import Refusal
from bot.domain.step_kinds import StepKind

REVIEWS: Final = frozenset({StepKind.SLOT_REVIEW, StepKind.REVIEW})


def answered(m: Meeting, member: int | None, given: Given) -> Meeting:
    """A member has answered in a review; once all have, the meeting moves on. Nobody waits for an adviser who is no member."""
    if member is None:
        return m
    alike = (step for step in m.steps if step.slot == m.step.slot and step.kind in REVIEWS)
    if not any(member in step.answered for step in alike):
        m = m.with_step(answered=m.step.answered | {member})
    return move_on_when_all_answered(m, given)


def move_on_when_all_answered(m: Meeting, given: Given) -> Meeting:
    """In the review of the meeting an answer is a line of learning and the pulse."""
    if not m.is_running:
        return m
    waited_for = _waited_for(m)
    if waited_for and waited_for <= _done(m):
        return steps.move(m, Move.EVERYBODY, given)
    return m


def is_one_short(m: Meeting) -> bool:
    """Whether all but one of those who are here have answered."""
    return nearly_all.is_one_short(_waited_for(m), _done(m))


def _waited_for(m: Meeting) -> set[int]:
    presenter = m.presenter
    presents = {presenter.number} if presenter is not None and m.presenter_is_here else set()
    return {one.number for one in m.peers} | presents


def _done(m: Meeting) -> frozenset[int]:
    step = m.step
    return step.answered & step.pulsed if step.kind is StepKind.REVIEW else step.answered


def wrote(m: Meeting, member: int | None, given: Given) -> Meeting:
    """Words in the thread are an answer; in the review of the meeting those of the talk, which comes after one's pulse."""
    is_before = m.step.kind is StepKind.REVIEW and member not in m.step.pulsed
    return steps.somebody_came(m, given) if is_before else answered(m, member, given)


def show_what_was_answered(m: Meeting) -> Meeting:
    """A review in which a pulse was given ends with the range, or the word that there are too few for one."""
    return log.say(m, Key(Says.PULSE_SUMMARY, m.id)) if m.step.pulsed else m


def gave_pulse(m: Meeting, event: GavePulse, given: Given) -> Decided[None]:
    """Who has given a pulse is noted before it is kept, so that nothing ties the two together. One a person."""
    if m.step.kind is not StepKind.REVIEW or m.step.id != event.step:
        raise Refused(Refusal.REVIEW_OVER, "score")
    member = member_of(event.by)
    if any(member in step.pulsed for step in m.steps if step.slot == m.step.slot):
        raise Refused(Refusal.PULSE_GIVEN, "score")
    return Decided(m.with_step(pulsed=m.step.pulsed | {member}), None)


def pulse_kept(m: Meeting, event: PulseKept, given: Given) -> Decided[None]:
    """Only once the pulse is kept: the summary that is shown then has all of them."""
    return Decided(move_on_when_all_answered(m, given) if m.step.id == event.step else m, None)


def learnt(m: Meeting, event: Learnt, given: Given) -> Decided[None]:
    """A line of learning, for oneself or for the set, is an answer in the review of its button."""
    m = keeping.kept(m.with_known(learned=event.learned), event.step, member_of(event.by))
    if m.step.kind in REVIEWS and m.step.id == event.step:
        return Decided(answered(m, member_of(event.by), given), None)
    return Decided(steps.somebody_came(m, given), None)


RULES: Final[Mapping[type[Event[Any]], Rule]] = {GavePulse: gave_pulse, PulseKept: pulse_kept, Learnt: learnt}
