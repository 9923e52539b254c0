"""What people do to the course of a meeting: start it, move it on, extend, pause, resume, end."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, time
from typing import Any, Final

from bot.domain.calendars import instant, local_day
from bot.domain.controls import EndsAnothersSlot, Standing
from bot.domain.errors import Refused
from bot.domain.issues import Comes
from bot.domain.meeting import (
    absent_presenter,
    bids,
    clock,
    closing,
    log,
    moments,
    people,
    presence,
    steps,
)
from bot.domain.meeting.events import (
    Actor,
    AllHere,
    Chose,
    Closed,
    Ended,
    EndedSlot,
    Event,
    Extended,
    Finished,
    ForPresenter,
    MovedOn,
    OnlyListened,
    Paused,
    Resumed,
    Started,
    Switched,
    Waited,
    WentToReview,
)
from bot.domain.meeting.given import Decided, Given, Rule
from bot.domain.meeting.log_entries import Key
from bot.domain.meeting.parts import Slot
from bot.domain.meeting.people_events import IssuesChanged
from bot.domain.meeting.presence import (
    here_and_needed,
    is_mover,
    is_presenter,
    must_be_mover,
    must_match,
    must_move,
    must_run,
    sign_of_life,
)
from bot.domain.meeting.step_rule_types import rules_of
from bot.domain.meeting.value import Meeting
from bot.domain.meetings import Move
from bot.domain.message_and_timer_kinds import Says
from bot.domain.refusals import Refusal
from bot.domain.states import AskingPhase, MeetingState
from bot.domain.step_kinds import StepKind

LONGEST_EXTENSION: Final = 60


def started(m: Meeting, event: Started, given: Given) -> Decided[None]:
    """A meeting that is planned becomes the one that runs; whoever starts it is the first who is here.

    Its card of an earlier day stays where it is, and a new one appears.
    """
    card = Key(Says.AGENDA, m.id)
    m = log.retire(m, card, before=_today(m))
    m = replace(m, state=MeetingState.RUNNING, spoken=event.spoken, format=event.format, started_at=m.now)
    m = steps.begin(log.say(m, card), 0, given)
    if event.by is not None:
        m = sign_of_life(m, replace(event.by, at=None))
    return Decided(m, None)


def _today(m: Meeting) -> datetime:
    """When today began in the set's zone (UTC)."""
    return instant(local_day(m.now, m.of.zone), time(), m.of.zone)


def moved_on(m: Meeting, event: MovedOn, given: Given) -> Decided[StepKind | None]:
    """Move on from a step, where its kind does not mind; while peers write their questions, from that."""
    kind, must = m.step.kind, rules_of(m.step.kind).must
    must_match(m, event.step)
    must_run(m)
    must_move(m, event.by)
    if must is not None:
        must(m, given)
    if m.step.phase is AskingPhase.WRITING:
        return Decided(steps.release_questions(m, given), None)
    return Decided(steps.move(m, Move.NEXT, given), kind)


def finished(m: Meeting, event: Finished, given: Given) -> Decided[None]:
    """The presenter's *That's it*, *That's all* or *I have enough*."""
    must_match(m, event.step)
    must_run(m)
    must_move(m, event.by)
    return Decided(steps.move(m, Move.FINISHED, given), None)


def chose(m: Meeting, event: Chose, given: Given) -> Decided[None]:
    """At the bids a mover confirms who goes first; the rest of the suggested order fills what slots are left."""
    must_run(m)
    if m.step.kind is not StepKind.BIDS:
        raise Refused(Refusal.BIDS_OVER)
    must_move(m, event.by)
    _must_be_ready(m, event.issue, given)
    m = bids.take_slots(m, bids.order_led_by(m, event.issue, given), given)
    return Decided(steps.move(m, Move.FINISHED, given), None)


def _must_be_ready(m: Meeting, issue_id: str, given: Given) -> None:
    """Raises Refused for an issue that does not wait, or whose owner could not present it now."""
    bid = next((one for one in bids.bids(m, given.outside.waiting) if one.issue_id == issue_id), None)
    if bid is None:
        raise Refused(Refusal.ISSUE_NOT_WAITING)
    if not bid.here:
        raise Refused(Refusal.BIDDER_NOT_HERE)
    if not bid.agreed:
        raise Refused(Refusal.BIDDER_NOT_AGREED)


def extended(m: Meeting, event: Extended, given: Given) -> Decided[None]:
    """Give the open step more minutes, 1 to 60."""
    if not 1 <= event.minutes <= LONGEST_EXTENSION:
        raise Refused(Refusal.EXTENSION_OUT_OF_RANGE, most=LONGEST_EXTENSION)
    must_match(m, event.step)
    must_run(m)
    must_move(m, event.by)
    return Decided(clock.extend(m, event.minutes, given), None)


def switched(m: Meeting, event: Switched, given: Given) -> Decided[None]:
    """Between spoken and typed, in the middle of a meeting: from now on talk moves things, or does not."""
    if event.spoken is m.spoken:
        raise Refused(Refusal.SPOKEN_ALREADY if m.spoken else Refusal.TYPED_ALREADY)
    m = steps.said_anew(clock.as_long_as_now(replace(m, spoken=not m.spoken, format=m.format.switched)))
    return Decided(clock.switched(m if m.step.kind is StepKind.OPENING else presence.on_the_call(m)), None)


def all_here(m: Meeting, event: AllHere, given: Given) -> Decided[None]:
    """Anybody presses for the room, once all are on the call."""
    must_match(m, event.step)
    must_run(m)
    if m.step.kind is not StepKind.OPENING or not m.spoken:
        raise Refused(Refusal.MOVED_ON)
    return Decided(steps.move(m, Move.EVERYBODY, given), None)


def paused(m: Meeting, event: Paused, given: Given) -> Decided[ForPresenter | None]:
    """Any member may pause; the clock stands still. Where the channel was lost nobody can be told of it."""
    if m.is_paused:
        raise Refused(Refusal.PAUSED_ALREADY, standing=log.standing(m))
    if event.by is None:
        return Decided(clock.pause(m), None)
    if m.slot is None:
        return Decided(log.tell_of_the_clock(clock.pause(m), "paused", by=event.by.user), None)
    return Decided(moments.begin(m), _for_presenter(m, m.slot))


def _for_presenter(m: Meeting, slot: Slot) -> ForPresenter | None:
    if m.presenter is None:
        return None
    thread = next(iter(m.head.threads), None) if m.head is not None else None
    return ForPresenter(m.presenter.user, thread, slot.id)


def only_listened(m: Meeting, event: OnlyListened, given: Given) -> Decided[None]:
    """Peers just read, until the presenter goes on."""
    slot = m.slot
    if slot is None or slot.id != event.slot or slot.ended_early:
        raise Refused(Refusal.SLOT_OVER)
    if not is_presenter(m, event.by):
        raise Refused(Refusal.SLOT_OF_ANOTHER, presenter=m.user(slot.member))
    return Decided(moments.only_listen(m), None)


def resumed(m: Meeting, event: Resumed, given: Given) -> Decided[None]:
    """Any member may resume, but for a moment; the step gets back what it had left, or the opening is over."""
    if m.is_running:
        raise Refused(Refusal.RUNNING)
    standing = log.standing(m)
    if standing is Standing.ENDED:
        return Decided(moments.ready(m, given), None)
    if standing is Standing.TOO_FEW:
        return Decided(people.go_on(clock.begin_with_those_here(m, given), given), None)
    if standing is Standing.MOMENT:
        moments.must_be_theirs(m, event.by)
        return Decided(people.go_on(moments.go_on(m, given), given), None)
    m = clock.resume(m, given)
    until, user = m.step.ends_at.timestamp(), event.by.user if event.by is not None else ""
    m = log.tell_of_the_clock(m, "resumed", by=user, until=until, over=m.step.time_up)
    return Decided(people.go_on(m, given), None)


def ended(m: Meeting, event: Ended, given: Given) -> Decided[bool]:
    """A presenter ends their own slot; a mover goes to the closing, and from there closes the meeting.

    By the button of a meeting it is never a presenter alone, whose only the slot is.
    """
    if event.meeting is not None:
        _must_be_theirs_to_end(m, event)
    must_be_mover(m, event.by)
    if m.slot is not None and is_presenter(m, event.by) and event.meeting is None:
        return _ended_own(m, m.slot, event, given)
    return Decided(_ended_for_all(m, given), False)


def _ended_own(m: Meeting, slot: Slot, event: Ended, given: Given) -> Decided[bool]:
    """Whoever types no more than *end* in their own slot wants out of it; where all is said that it asks for, it is over."""
    if slot.ended_early and not _is_adviser(event.by):
        raise Refused(Refusal.SLOT_OVER_FOR_PRESENTER)
    if slot.ended_early:
        return Decided(_ended_for_all(m, given), False)
    if m.step.kind is StepKind.SLOT_REVIEW and closing.has_said(slot):
        return Decided(steps.leave_slot(clock.run_again(m) if m.is_paused else m, given), False)
    return Decided(moments.end_slot(m, by_presenter=True), True)


def _ended_for_all(m: Meeting, given: Given) -> Meeting:
    if m.is_paused:
        m = clock.run_again(m)
    if m.step.kind is StepKind.CLOSING:
        must_have_a_next_date(m, given)
        return closing.close(m)
    return steps.skip_to_closing(m, given)


def _must_be_theirs_to_end(m: Meeting, event: Ended) -> None:
    if event.meeting != m.id:
        raise Refused(Refusal.OTHER_MEETING)
    must_run(m)
    must_be_mover(m, event.by)
    if not may_end(m, event.by):
        raise Refused(Refusal.ONLY_OWN_SLOT)


def may_end(m: Meeting, by: Actor | None) -> bool:
    """Whether whoever acts may end the meeting: a mover, but not a presenter alone."""
    return is_mover(m, by) and (not is_presenter(m, by) or _is_adviser(by))


def _is_adviser(by: Actor | None) -> bool:
    return by is not None and by.is_adviser


def ended_slot(m: Meeting, event: EndedSlot, given: Given) -> Decided[bool]:
    """The presenter ends their slot and gives no reason; so does whoever else may move it on, who by words alone is asked first.

    Raises EndsAnothersSlot there: a button names the slot, and has asked.
    """
    slot = m.slot
    if slot is None or slot.ended_early or (event.slot is not None and slot.id != event.slot):
        raise Refused(Refusal.SLOT_OVER if event.slot else Refusal.NO_SLOT)
    must_be_mover(m, event.by)
    by_presenter = is_presenter(m, event.by)
    if event.slot is None and not by_presenter:
        raise EndsAnothersSlot(slot.id, m.user(slot.member))
    return Decided(moments.end_slot(m, by_presenter=by_presenter), by_presenter)


def went_to_review(m: Meeting, event: WentToReview, given: Given) -> Decided[None]:
    """Whoever is here takes the slot to its review, while the bot's offer of that stands."""
    offered = _offered(m, event.step)
    must_run(m)
    if not offered.away_offered:
        must_move(m, event.by)
    slot = m.agenda[m.step.position].slot
    m = steps.skip_to(m, lambda one: one.slot != slot or one.step.kind is StepKind.SLOT_REVIEW, given)
    return Decided(m, None)


def waited(m: Meeting, event: Waited, given: Given) -> Decided[None]:
    """Whoever is here waits for the presenter, or for more of the set; what the bot has offered besides stands."""
    if m.is_paused and log.standing(m) is Standing.TOO_FEW:
        must_match(m, event.step)
        return Decided(clock.wait_for_more(m, event.by), None)
    _offered(m, event.step)
    return Decided(absent_presenter.wait(m, event.by), None)


def _offered(m: Meeting, step_id: str) -> Slot:
    """The slot in one of whose steps something was offered; Refused once its review has begun."""
    slot, offered_in = m.slot, m.step_of(step_id)
    is_in_it = slot is not None and offered_in is not None and offered_in.slot == slot.id
    if slot is None or not is_in_it or m.step.kind is StepKind.SLOT_REVIEW:
        raise Refused(Refusal.MOVED_ON)
    return slot


def closed(m: Meeting, event: Closed, given: Given) -> Decided[None]:
    """The meeting is over. Raises Refused without a next date, or the word that it was the last."""
    must_match(m, event.step)
    must_run(m)
    must_move(m, event.by)
    if not event.was_last:
        must_have_a_next_date(m, given)
    elif m.step.kind is StepKind.CLOSING:
        return Decided(closing.close(m, was_last=True), None)
    return Decided(steps.move(m, Move.CLOSE, given), None)


def issues_changed(m: Meeting, event: IssuesChanged, given: Given) -> Decided[Comes]:
    """What waits has changed; the answer is when an issue that is raised now comes up."""
    m = steps.somebody_came(bids.with_waiting(m, event.waiting), given)
    return Decided(m, bids.comes_up(m))


def must_have_a_next_date(_: Meeting, given: Given) -> None:
    """Raises Refused where no next meeting is planned: a set does not part without a date."""
    if not given.outside.next_meeting:
        raise Refused(Refusal.NO_NEXT_DATE)


def one_is_still_to_come(m: Meeting) -> bool:
    """Whether all but one are here, and they are enough to begin; aloud one person presses for the room."""
    here, needed = here_and_needed(m)
    return not m.spoken and len(m.missing) == 1 and here >= needed


def must_be_enough(m: Meeting, _: Given) -> None:
    """Raises Refused without a quorum; aloud one person presses for the room."""
    here, needed = here_and_needed(m)
    if here < needed:
        raise Refused(Refusal.TOO_FEW_HERE, here=here, needed=needed)


RULES: Final[Mapping[type[Event[Any]], Rule]] = {
    Started: started,
    MovedOn: moved_on,
    Finished: finished,
    Chose: chose,
    Extended: extended,
    Switched: switched,
    AllHere: all_here,
    Paused: paused,
    OnlyListened: only_listened,
    Resumed: resumed,
    Ended: ended,
    EndedSlot: ended_slot,
    WentToReview: went_to_review,
    Waited: waited,
    Closed: closed,
    IssuesChanged: issues_changed,
}
