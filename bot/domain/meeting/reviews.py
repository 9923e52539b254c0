"""The reviews of a slot and of the meeting: over once everybody who is here has answered."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from bot.domain.meeting import keeping, log, nearly_all, steps
from bot.domain.meeting.events import Event, member_of
from bot.domain.meeting.given import Decided, Given, Rule
from bot.domain.meeting.log_entries import Key
from bot.domain.meeting.people_events import GavePulse, Learnt, PulseKept
from bot.domain.meeting.value import Meeting
from bot.domain.meetings import Move
from bot.domain.message_and_timer_kinds import Says
from bot.domain.pulses import PulseTaken, may_have_a_range
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
    """In the review of the meeting an answer is the pulse, and a line of learning in the talk that follows what was shown of it."""
    if not m.is_running:
        return m
    m = _show_once_all_gave(m, given)
    waited_for, is_asked = _waited_for(m), m.step.kind is StepKind.REVIEW and not is_shown(m)
    if waited_for and waited_for <= _done(m) and not is_asked:
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
    return step.answered & step.pulsed if step.kind is StepKind.REVIEW and not is_shown(m) else step.answered


def wrote(m: Meeting, member: int | None, given: Given) -> Meeting:
    """Words in the thread are an answer; in the review of the meeting those of the talk, which comes after the pulse."""
    is_before = m.step.kind is StepKind.REVIEW and not is_shown(m) and member not in m.step.pulsed
    return steps.somebody_came(m, given) if is_before else answered(m, member, given)


# What is shown of the pulses, once


def is_shown(m: Meeting) -> bool:
    """Whether it was shown what was given: from then on no number is taken."""
    return m.entry(summary_key(m)) is not None


def _show_once_all_gave(m: Meeting, given: Given) -> Meeting:
    """As soon as all who are here gave a pulse, and each of them is kept."""
    if m.step.kind is not StepKind.REVIEW or is_shown(m):
        return m
    waited_for, pulsed = _waited_for(m), m.step.pulsed
    if not waited_for or not waited_for <= pulsed or given.outside.pulses() < len(pulsed):
        return m
    return _show_and_talk(m)


def half_is_over(m: Meeting, given: Given) -> Meeting:
    """So that the set can talk about it, the range is shown without the last ones, where there is one by then."""
    if is_shown(m) or not may_have_a_range(given.outside.pulses()):
        return m
    return _show_and_talk(m)


def half_ends_at(m: Meeting) -> datetime | None:
    """When half of the time of the review is over (UTC), until it was shown what was given; None in any other step."""
    if m.step.kind is not StepKind.REVIEW or is_shown(m):
        return None
    return m.step.ends_at - timedelta(minutes=m.step.minutes) / 2


def _show_and_talk(m: Meeting) -> Meeting:
    """What was written before is no line of the talk about it."""
    return log.say(m, summary_key(m), talk=True).with_step(answered=frozenset())


def show_what_was_answered(m: Meeting) -> Meeting:
    """A review in which a pulse was given ends with the range, or the word that there are too few for one."""
    return log.say(m, summary_key(m)) if m.step.pulsed and not is_shown(m) else m


def summary_key(m: Meeting) -> Key:
    """The message that shows what was given, once a meeting."""
    return Key(Says.PULSE_SUMMARY, m.id)


def gave_pulse(m: Meeting, event: GavePulse, given: Given) -> Decided[PulseTaken]:
    """Who has given a pulse is noted before it is kept, so that nothing ties the two together. One a person."""
    member = member_of(event.by)
    if m.step.kind is not StepKind.REVIEW or m.step.id != event.step or is_shown(m):
        return Decided(m, PulseTaken.SHOWN)
    if has_given(m, member):
        return Decided(m, PulseTaken.GIVEN)
    return Decided(m.with_step(pulsed=m.step.pulsed | {member}), PulseTaken.COUNTED)


def has_given(m: Meeting, member: int) -> bool:
    """Whether a member has given their pulse, in this review of the meeting or an earlier one."""
    return any(member in step.pulsed for step in m.steps if step.slot == m.step.slot)


def pulse_kept(m: Meeting, event: PulseKept, given: Given) -> Decided[None]:
    """Only once the pulse is kept: the summary that is shown then has all of them."""
    return Decided(move_on_when_all_answered(m, given) if m.step.id == event.step else m, None)


def learnt(m: Meeting, event: Learnt, given: Given) -> Decided[None]:
    """A line of learning, for oneself or for the set, is an answer in the review of its button.

    In that of the meeting only in the talk: what is kept with one's pulse is none of that.
    """
    m = keeping.kept(m.with_known(learned=event.learned), event.step, member_of(event.by))
    is_early = m.step.kind is StepKind.REVIEW and not is_shown(m)
    if m.step.kind in REVIEWS and m.step.id == event.step and not is_early:
        return Decided(answered(m, member_of(event.by), given), None)
    return Decided(steps.somebody_came(m, given), None)


RULES: Final[Mapping[type[Event[Any]], Rule]] = {GavePulse: gave_pulse, PulseKept: pulse_kept, Learnt: learnt}
