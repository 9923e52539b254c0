"""The report-back: it is over once every owner who is here has told or passed, and nobody has a form in front of them."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

from bot.domain.errors import Refused
from bot.domain.meeting import keeping, log, steps
from bot.domain.meeting.events import Event, FormWaitedLong, member_of
from bot.domain.meeting.given import Decided, Given, Rule
from bot.domain.meeting.log_entries import Key
from bot.domain.meeting.parts import Owned
from bot.domain.meeting.people_events import FormPutAway, PassedReport, Reported, SaidReport
from bot.domain.meeting.value import Meeting
from bot.domain.meetings import Move
from bot.domain.message_and_timer_kinds import Says
from bot.domain.refusals import Refusal
from bot.domain.step_kinds import StepKind

WRITING: Final = timedelta(minutes=2)
"""How long a report-back waits for a form that somebody has in front of them."""


def has_no_owners(_: Meeting, given: Given) -> bool:
    """Whether nobody has an action to report on."""
    return not given.outside.opened_with


def say_owners(m: Meeting, given: Given) -> Meeting:
    """Whoever has an action to report on has a message in the thread."""
    step, owned = m.step, given.outside.opened_with
    for member in dict.fromkeys(one.member for one in owned):
        m = log.say(m, Key(Says.OWNER, step.id, str(member)), under=m.head_key)
    return m.with_known(opened_with=owned)


def move_on_when_all_told(m: Meeting, given: Given) -> Meeting:
    """End the report-back once every owner who is here has told or passed."""
    if m.step.kind is not StepKind.REPORT_BACK or not m.is_running or m.step.writing:
        return m
    waited_for = [one.member for one in opened_with(m, given) if not one.told]
    here = {one.number for one in m.those_here}
    heard = m.step.passed | m.step.said_it
    if here and all(owner in heard or owner not in here for owner in waited_for):
        return steps.move(m, Move.EVERYBODY, given)
    return m


def opened_with(m: Meeting, given: Given) -> tuple[Owned, ...]:
    """The actions that the meeting opens with."""
    known = m.known.opened_with
    return known if known is not None else given.outside.opened_with


def writes(m: Meeting, member: int) -> Meeting:
    """The report-back waits for the form that followed a press, for two minutes at most."""
    return m.with_step(writing={**m.step.writing, member: m.now + WRITING})


def no_longer_writes(m: Meeting, member: int) -> Meeting:
    return m.with_step(writing={one: until for one, until in m.step.writing.items() if one != member})


def reported(m: Meeting, event: Reported, given: Given) -> Decided[None]:
    """What the meeting opened with is told of, whichever step is open; a press whose form follows waits for that."""
    member = member_of(event.by)
    m = m.with_known(opened_with=event.opened_with, open_actions=event.open_actions)
    if event.form_follows and m.step.kind is StepKind.REPORT_BACK:
        return Decided(writes(m, member), None)
    if event.with_words and m.step.kind is StepKind.REPORT_BACK:
        m = keeping.kept(m, m.step.id, member)
    m = move_on_when_all_told(no_longer_writes(m, member), given)
    return Decided(steps.somebody_came(m, given), None)


def form_put_away(m: Meeting, event: FormPutAway, given: Given) -> Decided[None]:
    """Nothing is lost, and nobody waits for it."""
    return Decided(move_on_when_all_told(no_longer_writes(m, member_of(event.by)), given), None)


def form_waited_long(m: Meeting, event: FormWaitedLong, given: Given) -> Decided[None]:
    """A form that followed a press has been open for two minutes: the report-back waits no longer, nor after a pause."""
    if m.step.id != event.step:
        return Decided(m, None)
    return Decided(move_on_when_all_told(no_longer_writes(m, event.member), given), None)


def passed_report(m: Meeting, event: PassedReport, given: Given) -> Decided[None]:
    """An owner passes in the report-back; their actions stay open."""
    _must_be_open(m, event.step)
    m = m.with_step(passed=m.step.passed | {member_of(event.by)})
    return Decided(move_on_when_all_told(m, given), None)


def said_report(m: Meeting, event: SaidReport, given: Given) -> Decided[None]:
    """*That's it*: an owner has said what came of their actions, in the thread or on the call, and nobody waits for them."""
    _must_be_open(m, event.step)
    member = member_of(event.by)
    m = m.with_step(said_it=m.step.said_it | {member}, passed=m.step.passed - {member})
    return Decided(move_on_when_all_told(no_longer_writes(m, member), given), None)


def _must_be_open(m: Meeting, step_id: str) -> None:
    if m.step.id != step_id:
        raise Refused(Refusal.REPORT_BACK_OVER)


RULES: Final[Mapping[type[Event[Any]], Rule]] = {
    Reported: reported,
    FormPutAway: form_put_away,
    PassedReport: passed_report,
    SaidReport: said_report,
    FormWaitedLong: form_waited_long,
}
