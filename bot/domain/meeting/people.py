"""Who comes, goes away or leaves in a meeting, and who changes what it knows of its set."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from bot.domain.meeting import absent_presenter, bids, clock, log, presence, steps, turns
from bot.domain.meeting.events import Came, Event, member_of
from bot.domain.meeting.given import Decided, Given, Rule
from bot.domain.meeting.people_events import DateFixed, LeftTheSet, MembersChanged, WentAway
from bot.domain.meeting.step_rule_types import rules_of
from bot.domain.meeting.value import Meeting
from bot.domain.states import TurnState
from bot.domain.step_kinds import StepKind


def go_on(m: Meeting, given: Given) -> Meeting:
    """Who is here, or what they have done, has changed: where nobody is waited for any more, the step is over."""
    waits_for = rules_of(m.step.kind).waits_for or steps.somebody_came
    return waits_for(m, given)


def no_longer_here(m: Meeting, member: int, given: Given) -> Meeting:
    """Somebody who was here is not any more: their open turn, unless they present, goes to the next peer.

    A question that they put in writing is answered all the same.
    """
    m = replace(m, here=tuple(one for one in m.here if one.member != member))
    turn = m.turn if m.step.kind is StepKind.QUESTION else None
    if turn is None or turn.member != member or turn.is_written:
        return m
    m = turns.end_turn(m, turn.id, TurnState.DONE if turn.state is TurnState.ASKED else TurnState.GONE)
    return clock.turn_ended(m, given)


def came(m: Meeting, event: Came, given: Given) -> Decided[None]:
    """A latecomer joins the end of the round."""
    return Decided(steps.somebody_came(m, given), None)


def went_away(m: Meeting, event: WentAway, given: Given) -> Decided[None]:
    """From now on nobody waits for them; a presenter keeps their slot until it ends, and the others are asked how to go on."""
    member = member_of(event.by)
    m = no_longer_here(replace(m, members=event.members), member, given)
    if presence.is_presenter(m, event.by):
        m = absent_presenter.offer(m, absent_presenter.AWAY)
    return Decided(go_on(m, given), None)


def left_the_set(m: Meeting, event: LeftTheSet, given: Given) -> Decided[None]:
    """A slot of theirs ends, one they were to have is given back; an open turn of theirs is passed on; nobody waits for them."""
    member = member_of(event.by)
    presents = presence.is_presenter(m, event.by)
    m = no_longer_here(m, member, given)
    if presents and m.step.is_open:
        m = steps.leave_slot(log.notice(m, "presenter_left", m.step.id), given)
    m = bids.with_waiting(_without(m, member, event), event.waiting)
    return Decided(go_on(m, given), None)


def _without(m: Meeting, member: int, event: LeftTheSet) -> Meeting:
    """What is only one's own is gone with them."""
    opened_with = m.known.opened_with
    if opened_with is not None:
        opened_with = tuple(one for one in opened_with if one.member != member)
    for slot in m.slots:
        if slot.member == member:
            m = m.with_slot(slot.id, none_because="", parked=())
    m = replace(m, members=event.members, of=event.of)
    return m.with_known(opened_with=opened_with, open_actions=event.open_actions)


def members_changed(m: Meeting, event: MembersChanged, given: Given) -> Decided[None]:
    """Whom a running meeting counts, suggests and calls has changed."""
    m = replace(m, members=event.members, of=event.of or m.of)
    return Decided(steps.somebody_came(m, given) if event.by is not None else m, None)


def date_fixed(m: Meeting, event: DateFixed, given: Given) -> Decided[None]:
    """The closing shows it, and can close with it."""
    return Decided(m.with_known(next_meeting=event.next_meeting), None)


RULES: Final[Mapping[type[Event[Any]], Rule]] = {
    Came: came,
    WentAway: went_away,
    LeftTheSet: left_the_set,
    MembersChanged: members_changed,
    DateFixed: date_fixed,
}
