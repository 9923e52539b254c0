"""A moment inside a slot, and a slot that its presenter ends: the clock stands, nobody is named, there is nothing to do."""

from dataclasses import replace
from datetime import timedelta
from typing import Final

from bot.domain.errors import Refused
from bot.domain.meeting import absent_presenter, clock, closing, log, presence, steps
from bot.domain.meeting.effects import ActionsSetAside, IssueSetAside
from bot.domain.meeting.events import Actor
from bot.domain.meeting.given import Given
from bot.domain.meeting.parts import Taken
from bot.domain.meeting.value import Meeting
from bot.domain.refusals import Refusal
from bot.domain.states import STILL_OPEN, ActionStatus, IssueState

LONG: Final = timedelta(minutes=10)
"""After so long without a sign of the presenter anybody may go on."""


def begin(m: Meeting) -> Meeting:
    """The clock stands; nobody is named."""
    return log.tell_of_the_clock(clock.pause(m), "moment")


def only_listen(m: Meeting) -> Meeting:
    """The presenter would only be listened to, until they go on."""
    m = m if m.is_paused else clock.pause(m)
    return log.tell_of_the_clock(m, "listening", spoken=m.spoken)


def must_be_theirs(m: Meeting, by: Actor | None) -> None:
    """Raises Refused for anybody but the presenter who would go on, unless they are gone, or have been silent for long."""
    presenter = m.presenter
    if presenter is not None and not may_go_on(m, by):
        raise Refused(Refusal.MOMENT_OF_PRESENTER, presenter=presenter.user)


def may_go_on(m: Meeting, by: Actor | None) -> bool:
    """Whether going on after a moment is theirs now."""
    presenter, slot = m.presenter, m.slot
    if presence.is_presenter(m, by) or presenter is None or slot is None or slot.away_offered:
        return True
    sign = m.presence(presenter.number)
    return sign is None or m.now - max(sign.sign_at, m.paused_at or m.now) >= LONG


def go_on(m: Meeting, given: Given) -> Meeting:
    """After a moment: the step has what it had left."""
    m = clock.resume(m, given)
    return log.tell_of_the_clock(m, "went_on", until=m.step.ends_at.timestamp(), over=m.step.time_up)


def end_slot(m: Meeting, *, by_presenter: bool) -> Meeting:
    """The slot is over, paused or not. No clock starts, and nothing begins, before somebody says that they are ready.

    Whoever had not come to the end of presenting has not presented: they stand at the next bids where they stood.
    Where its presenter ends it, what they took on in it is set aside as well: they are asked of nothing that was in it.
    """
    slot = m.slot
    if slot is None:
        return m
    m = steps.break_off(absent_presenter.settle_offer(m if m.is_paused else clock.pause(m)))
    issue = replace(slot.issue, state=IssueState.SET_ASIDE)
    m = m.with_slot(slot.id, ended_early=True, issue=issue).and_outside(IssueSetAside(slot.issue.number))
    if by_presenter:
        m = m.with_slot(slot.id, actions=_set_aside(slot.actions)).and_outside(ActionsSetAside(slot.number))
    thanks = {"name": "slot_ended", "step": m.step.id}
    return log.say(closing.forget_talk(m), steps.thanks_for(slot.id), log.thread(m), **thanks)


def _set_aside(actions: tuple[Taken, ...] | None) -> tuple[Taken, ...] | None:
    """What is still open of them is their owner's alone from now on."""
    if actions is None:
        return None
    return tuple(
        replace(one, line=replace(one.line, status=ActionStatus.ASIDE)) if one.line.status in STILL_OPEN else one
        for one in actions
    )


def ready(m: Meeting, given: Given) -> Meeting:
    """Somebody is ready: what comes after the slot that was ended begins."""
    return steps.leave_slot(clock.run_again(m), given)
