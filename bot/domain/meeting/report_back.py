"""The report-back waits until every owner who is here has told or passed, and nobody has a form in front of them.

Whoever said *none this time* at the meeting before is asked there once how it looks now. After the last report there is time to read.
"""

from collections.abc import Collection, Mapping
from datetime import timedelta
from typing import Any, Final

from bot.domain.errors import Refused
from bot.domain.look_backs import Answered
from bot.domain.meeting import keeping, log, steps
from bot.domain.meeting.events import Event, FormWaitedLong, member_of
from bot.domain.meeting.given import Decided, Given, Rule
from bot.domain.meeting.log_entries import Entry, Key
from bot.domain.meeting.parts import Owned
from bot.domain.meeting.people_events import FormPutAway, LookedBack, PassedReport, Reported, SaidReport
from bot.domain.meeting.value import Meeting
from bot.domain.meetings import Move
from bot.domain.message_and_timer_kinds import Says
from bot.domain.refusals import Refusal
from bot.domain.step_kinds import StepKind

WRITING: Final = timedelta(minutes=2)
"""How long a report-back waits for a form that somebody has in front of them."""


def has_nobody_to_ask(m: Meeting, given: Given) -> bool:
    """Whether nobody has an action to report on, and nobody here has said *none this time* at the meeting before."""
    return not given.outside.opened_with and not any(m.is_here(one.member) for one in given.outside.left_with_none)


def begin(m: Meeting, given: Given) -> Meeting:
    """Whoever has an action to report on has a message in the thread; so has whoever left with none, once."""
    step, owned = m.step, given.outside.opened_with
    for member in dict.fromkeys(one.member for one in owned):
        m = log.say(m, Key(Says.OWNER, step.id, str(member)), under=m.head_key)
    for one in given.outside.left_with_none:
        if m.member(one.member) is not None:
            facts = {"member": one.member, "slot": one.slot, "answer": "", "times": 0}
            m = log.say(m, Key(Says.LOOK_BACK, step.id, str(one.number)), m.head_key, **facts)
    return m.with_known(opened_with=owned)


def move_on_when_nobody_tells(m: Meeting, given: Given) -> Meeting:
    """End the report-back where everybody who is here has passed, or has nothing to tell: there is nothing to read."""
    owned = opened_with(m, given)
    if m.step.kind is StepKind.REPORT_BACK and m.is_running and _is_over(m, owned) and not _has_words(m, owned):
        return steps.move(m, Move.EVERYBODY, given)
    return m


def is_told(m: Meeting) -> bool:
    """Whether every owner who is here has told or passed, as has whoever was asked how it looks now; and somebody has told."""
    owned = m.known.opened_with or ()
    return _is_over(m, owned) and _has_words(m, owned)


def _is_over(m: Meeting, owned: Collection[Owned]) -> bool:
    """Whether nobody who is here is waited for, nor a form that somebody has in front of them."""
    heard = m.step.passed | m.step.said_it
    waited_for = {one.member for one in owned if not one.told} - heard
    waited_for |= {int(one.facts["member"]) for one in looks_back(m) if not one.facts["answer"]}
    return bool(m.those_here) and not m.step.writing and not any(m.is_here(one) for one in waited_for)


def _has_words(m: Meeting, owned: Collection[Owned]) -> bool:
    told = any(one.told for one in owned) or bool(m.step.said_it)
    return told or any(one.facts["answer"] == Answered.TOLD for one in looks_back(m))


def looks_back(m: Meeting) -> tuple[Entry, ...]:
    """The messages that ask how it looks now."""
    return tuple(one for one in m.below(m.head_key) if one.key.kind is Says.LOOK_BACK)


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
    m = move_on_when_nobody_tells(no_longer_writes(m, member), given)
    return Decided(steps.somebody_came(m, given), None)


def form_put_away(m: Meeting, event: FormPutAway, given: Given) -> Decided[None]:
    """Nothing is lost, and nobody waits for it."""
    return Decided(move_on_when_nobody_tells(no_longer_writes(m, member_of(event.by)), given), None)


def form_waited_long(m: Meeting, event: FormWaitedLong, given: Given) -> Decided[None]:
    """A form that followed a press has been open for two minutes: the report-back waits no longer, nor after a pause."""
    if m.step.id != event.step:
        return Decided(m, None)
    return Decided(move_on_when_nobody_tells(no_longer_writes(m, event.member), given), None)


def passed_report(m: Meeting, event: PassedReport, given: Given) -> Decided[None]:
    """An owner passes in the report-back; their actions stay open."""
    _must_be_open(m, event.step)
    m = m.with_step(passed=m.step.passed | {member_of(event.by)})
    return Decided(move_on_when_nobody_tells(m, given), None)


def said_report(m: Meeting, event: SaidReport, _: Given) -> Decided[None]:
    """*That's it*: an owner has said what came of their actions, in the thread or on the call, and nobody waits for them."""
    _must_be_open(m, event.step)
    member = member_of(event.by)
    m = m.with_step(said_it=m.step.said_it | {member}, passed=m.step.passed - {member})
    return Decided(no_longer_writes(m, member), None)


def looked_back(m: Meeting, event: LookedBack, given: Given) -> Decided[None]:
    """Somebody who took on nothing has told how it looks now, or passed; what was told before can be told again."""
    entry = next((one for one in looks_back(m) if one.facts["slot"] == event.slot), None)
    if m.step.kind is not StepKind.REPORT_BACK or not m.step.is_open or entry is None:
        raise Refused(Refusal.REPORT_BACK_OVER)
    if entry.facts["member"] != member_of(event.by):
        raise Refused(Refusal.NOT_THE_PRESENTER)
    if event.only_asks:
        return Decided(m, None)
    answer = Answered.TOLD if event.told else Answered.PASSED
    facts = {**entry.facts, "answer": answer.value, "times": int(entry.facts["times"]) + 1}
    return Decided(move_on_when_nobody_tells(m.with_entry(entry, facts=facts), given), None)


def _must_be_open(m: Meeting, step_id: str) -> None:
    if m.step.id != step_id:
        raise Refused(Refusal.REPORT_BACK_OVER)


RULES: Final[Mapping[type[Event[Any]], Rule]] = {
    Reported: reported,
    FormPutAway: form_put_away,
    PassedReport: passed_report,
    SaidReport: said_report,
    LookedBack: looked_back,
    FormWaitedLong: form_waited_long,
}
