"""The cards of the steps outside of slots, and what stands in the thread of the report-back, as they are now."""

from collections.abc import Sequence

from bot.domain.absences import is_away
from bot.domain.actions import OwnerReports
from bot.domain.bid_order import Bid, kept_in_line, suggested
from bot.domain.calendars import local_day
from bot.domain.controls import Standing
from bot.domain.cycles import NO_AIMS
from bot.domain.meeting import balance, bids, log, reading, reviews
from bot.domain.meeting.log_entries import Entry
from bot.domain.meeting.nearly_all import goes_on_at
from bot.domain.meeting.parts import Member, Step
from bot.domain.meeting.step_rule_types import Fields, rules_of
from bot.domain.meeting.value import Meeting
from bot.domain.meeting.views import UNKNOWN, View, away, minutes_left, tells_time_up, users, words_of
from bot.domain.meetings import Recorded, StepCard, slots_that_fit
from bot.domain.message_and_timer_kinds import Says
from bot.domain.pulses import may_have_a_range
from bot.domain.question_bank import Bank
from bot.domain.sets import host_in_turn
from bot.domain.states import MeetingState


def step_card(m: Meeting, entry: Entry, bank: Bank) -> View:
    """A step outside of slots; of one that is over no clock, and nothing that can still be done."""
    step = m.step_of(entry.key.of)
    of_kind = rules_of(step.kind).shows(m, step) if step is not None else None
    if step is None or of_kind is None:
        return UNKNOWN
    is_open = _is_open(m, step)
    return StepCard(
        step_id=step.id,
        meeting_id=m.id,
        kind=step.kind,
        says=step.says,
        minutes=step.minutes,
        until=step.ends_at,
        open=is_open,
        paused=is_open and m.is_paused,
        standing=log.standing(m) if is_open and m.is_paused else Standing.PAUSED,
        minutes_left=minutes_left(m, step) if is_open else 0,
        time_up=is_open and step.time_up,
        tells_time_up=is_open and tells_time_up(m, step),
        prompt=words_of(bank, step.prompt) if is_open else "",
        spoken=is_open and m.spoken,
        goes_on=(goes_on_at(m) or reading.ends_at(m)) if is_open else None,
        zone=m.of.zone,
        ends=m.plan.ends if is_open else None,
        only_keeps=is_open and m.of.only_keeps,
        **of_kind,
    )


def _is_open(m: Meeting, step: Step) -> bool:
    return step.is_open and m.state is not MeetingState.CLOSED


def opening(m: Meeting, step: Step) -> Fields | None:
    """Who is here, and who is not, and what was last time: as it ends it counts, and names nobody."""
    if not _is_open(m, step):
        return {"came": users(m.those_here)}
    last = m.known.last_time
    if last is None:
        return None
    here = {"here": users(m.those_here), "missing": users(m.missing), "away": away(m)}
    return {**here, "last_time": next(iter(last), None)}


def report_back(m: Meeting, step: Step) -> Fields | None:
    """How many have something to tell, and while it is open who has told all of it."""
    owned = m.known.opened_with
    if owned is None:
        return None
    owners = dict.fromkeys(one.member for one in owned)
    told = [one for one in owners if all(action.told for action in owned if action.member == one)]
    return {
        "owners": len(owners),
        "actions": len(owned),
        "told": tuple(map(m.user, told)) if _is_open(m, step) else (),
        "looking_back": len([one for one in m.log if one.key.kind is Says.LOOK_BACK and one.key.of == step.id]),
    }


def of_bids(m: Meeting, step: Step) -> Fields | None:
    """Who waits for a slot, and while it is open how many fit."""
    if m.known.waiting is None:
        return None
    waiting = suggested(bids.bids(m, m.known.waiting))
    if not _is_open(m, step):
        return {"bids": waiting}
    fits = slots_that_fit(m.format, bids.minutes_left(m))
    return {"bids": waiting, "fits": fits, "next_in_line": _next_in_line(waiting, fits), "number": m.nth}


def _next_in_line(waiting: Sequence[Bid], fits: int) -> str:
    """Who goes first next time, if the suggested order is taken; nobody where all who are ready have a slot."""
    ready = [bid.issue_id for bid in waiting if bid.ready]
    then = kept_in_line(waiting, ready[:fits])
    return then[0].user if len(ready) > fits else ""


def review(m: Meeting, step: Step) -> Fields:
    """While it is open: whether a range of the pulses can come, and what is asked of the cycle, at its half and at its end."""
    if not _is_open(m, step):
        return {"ranged": False, "pulse_shown": True}
    looks_back = m.is_last and m.nth - m.of.meetings_before > 1
    return {
        "ranged": may_have_a_range(len(m.members)) and not reviews.is_shown(m) and not m.of.only_keeps,
        "pulse_shown": reviews.is_shown(m),
        "counts_balance": balance.can_be_asked(m) and not m.of.only_keeps,
        "midway": m.asks_whether_it_suits,
        "aims": m.of.aims if looks_back else NO_AIMS,
    }


def closing(m: Meeting, step: Step) -> Fields | None:
    """The record, also once the meeting is closed; whom it asks for a date only while somebody can fix it there."""
    next_meeting, open_actions, learned = m.known.next_meeting, m.known.open_actions, m.known.learned
    if next_meeting is None or open_actions is None or learned is None:
        return None
    return {
        "record": _record(m),
        "presented": bool(m.slots),
        "open_actions": open_actions.at(m.closed_at or m.now),
        "learned": learned,
        "next_at": next(iter(next_meeting), None),
        "number": m.nth,
        "of": m.of_how_many,
        "host": host(m) if _is_open(m, step) and not next_meeting else "",
        "hosts": host(m) if next_meeting else "",
        "has_ended": m.of.has_ended,
        "set_id": m.of.id,
        **(_end_of_the_cycle(m) if _is_open(m, step) and not next_meeting and m.is_last else {}),
    }


def _end_of_the_cycle(m: Meeting) -> Fields:
    """For how many more meetings the set may go on, and whether all of them would."""
    return {"renews": m.cycle_meetings, "going_on": m.known.going_on}


def _record(m: Meeting) -> tuple[Recorded, ...]:
    return tuple(
        Recorded(m.user(one.member), one.issue.sentence, one.restated, one.none_this_time, one.brought, one.issue.kind)
        for one in m.slots
        if not one.ended_early
    )


def host(m: Meeting) -> str:
    """Whom the closing asks for a date that is missing: while the host is away or out of reach, the next member by turn."""
    people = {one.person: one for one in m.members}
    hosts = next((one.person for one in m.members if one.user == m.of.host), None)
    elsewhere = {person for person, one in people.items() if not _may_be_written_to(m, one)}
    chosen = host_in_turn(list(people), hosts, elsewhere)
    return people[chosen].user if chosen is not None else ""


def _may_be_written_to(m: Meeting, member: Member) -> bool:
    """Whether a member can be reached, and is neither gone nor away, by the days of their own zone."""
    return (
        member.reachable
        and not member.is_gone
        and not is_away(member.away_from, member.away_until, local_day(m.now, member.zone))
    )


def look_back(m: Meeting, entry: Entry, _: Bank) -> View:
    """What one presenter says of how it looks now: the words are looked up as it is drawn, and told anew where they change."""
    step = m.step_of(entry.key.of)
    if step is None:
        return UNKNOWN
    return {**entry.facts, "open": _is_open(m, step)}


def owner(m: Meeting, entry: Entry, _: Bank) -> View:
    """One owner's part of the report-back."""
    step, opened_with = m.step_of(entry.key.of), m.known.opened_with
    if step is None or opened_with is None:
        return UNKNOWN
    member = int(entry.key.nth)
    lines = tuple(one.line.at(m.now) for one in opened_with if one.member == member)
    correctable = m.state is not MeetingState.CLOSED
    passed, said_it = member in step.passed, member in step.said_it
    return OwnerReports(m.user(member), lines, passed, step.is_open, step.id, correctable, said_it, m.spoken)
