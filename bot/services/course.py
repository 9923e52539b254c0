"""The course of a meeting: steps that begin and end, and their time-boxes. Each works inside a unit of work."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Final

from bot.domain.formats import SLOT_KINDS, StepKind
from bot.domain.meetings import (
    GRACE,
    MOVES,
    TIME_TO_RETURN,
    UNATTENDED_STEPS,
    Effect,
    Move,
    Planned,
    warn_at,
)
from bot.domain.outgoing import Later, Says
from bot.domain.pulses import ENOUGH_TO_SHOW
from bot.domain.states import MeetingState
from bot.services import bidding, budget, calls, closing, gone, lining
from bot.services.floor import STEP_TIMERS, TURN_TIMERS, Floor
from bot.services.work import new_id
from storage import meetings, posts
from storage.models import Slot, Step


def move(floor: Floor, how: Move) -> None:
    """Make a move: what it does to the step at hand stands in MOVES."""
    effect = MOVES[floor.step.kind, how]
    if effect is Effect.ADVANCE:
        advance(floor)
    elif effect is Effect.CLOSE:
        closing.close(floor)


def advance(floor: Floor) -> None:
    """End the open step and begin the next one that has something to do."""
    end_step(floor)
    if not floor.slots and _slots_come_next(floor):
        bidding.take_what_fits(floor)
    elif _slot_is_over(floor):
        bidding.take_a_free_slot(floor)
    position = floor.step.position + 1
    while _nothing_to_do(floor, floor.agenda[position]):
        position += 1
    begin(floor, position)


def _slots_come_next(floor: Floor) -> bool:
    """After the bids, and before the place of the slots where a format has no bids: the suggested order is taken."""
    return floor.step.kind is StepKind.BIDS or floor.step.position == len(floor.format.before) - 1


def _slot_is_over(floor: Floor) -> bool:
    slot, following = (planned.slot for planned in floor.agenda[floor.step.position :][:2])
    return slot is not None and following != slot


def skip_to(floor: Floor, wanted: Callable[[Planned], bool]) -> None:
    """End the open step and begin the first later one that is wanted."""
    end_step(floor)
    position = floor.step.position + 1
    agenda = floor.agenda
    while position < len(agenda) - 1 and not (wanted(agenda[position]) and _has_its_people(floor, agenda[position])):
        position += 1
    begin(floor, position)


def leave_slot(floor: Floor) -> None:
    """End the slot that is running before its last step: whoever has the next one begins it, or the meeting goes on after them."""
    slot = floor.agenda[floor.step.position].slot
    bidding.take_a_free_slot(floor)
    skip_to(floor, lambda planned: planned.slot != slot)


def _nothing_to_do(floor: Floor, planned: Planned) -> bool:
    if planned.plan.kind is StepKind.REPORT_BACK:
        return not lining.to_report_back(floor)
    return not _has_its_people(floor, planned)


def _has_its_people(floor: Floor, planned: Planned) -> bool:
    """Whether a step is nobody's in particular, or its presenter is still in the set; to begin their slot, also ready for it."""
    if planned.slot is None:
        return True
    presented = floor.slots[planned.slot]
    if presented in floor.not_begun:
        return bidding.is_ready(floor, presented)
    return floor.room.fellow(presented.slot.member_id) is not None


def begin(floor: Floor, position: int) -> None:
    """Open the step at that position of the agenda, say so, and set its clock."""
    position = _passed_over(floor, position)
    planned = floor.agenda[position]
    slot = _slot_of(floor, planned)
    if planned.plan.kind is StepKind.SLOT_REVIEW:
        gone.settle(floor)
    _leave_slot(floor, slot)
    step = Step(
        workspace=floor.work.workspace,
        public_id=new_id(),
        meeting_id=floor.meeting.id,
        slot_id=slot.id if slot else None,
        position=position,
        kind=planned.plan.kind,
        minutes=planned.plan.minutes,
        says=planned.plan.says.replace("{minutes}", f"{planned.plan.minutes:g}"),
        began_at=floor.now,
        ends_at=floor.now + timedelta(minutes=planned.plan.minutes),
    )
    floor.steps.append(step)
    if step.kind is not StepKind.QUESTION:  # there each call has a prompt of its own
        step.prompt = calls.fresh_prompt(floor, step.kind)
    floor.work.db.add(step)
    floor.work.db.flush()
    set_clock(floor)
    floor.work.redraw(Says.AGENDA, floor.meeting.id)
    if slot is not None:
        floor.work.redraw(Says.SLOT_CARD, slot.id)
    _say_step(floor)


def _passed_over(floor: Floor, position: int) -> int:
    """Slots before that position which never began give their issues back; the agenda moves up by as much."""
    if position < len(floor.format.before):
        return position
    following = floor.agenda[position].slot
    skipped = [one for one in floor.slots[:following] if one in floor.not_begun]
    bidding.give_back(floor, skipped)
    return position - len(skipped) * len(floor.format.slot)


def _slot_of(floor: Floor, planned: Planned) -> Slot | None:
    """The slot that a step belongs to; with its first step it begins."""
    if planned.slot is None:
        return None
    presented = floor.slots[planned.slot]
    if presented in floor.not_begun:
        bidding.begins(floor, presented)
    return presented.slot


def _say_step(floor: Floor) -> None:
    step, work = floor.step, floor.work
    if step.kind not in SLOT_KINDS:
        work.say(floor.room.channel, Says.STEP_CARD, step.id, set_id=floor.room.set.id)
    BEGINNINGS.get(step.kind, _say_in_thread)(floor)


def _say_in_thread(floor: Floor) -> None:
    presented = floor.presented
    if presented is None:
        return
    head = floor.head() or floor.work.say(
        floor.room.channel, Says.SLOT_CARD, presented.slot.id, set_id=floor.room.set.id
    )
    if floor.step.kind is StepKind.QUESTION:
        keep_calling(floor)
    else:
        floor.work.say(floor.room.channel, Says.STEP, floor.step.id, set_id=floor.room.set.id, under=head)


def _say_owners(floor: Floor) -> None:
    head = posts.find(floor.work.db, floor.work.workspace, Says.STEP_CARD, str(floor.step.id))
    each = [(floor.room.channel, f"{floor.step.id}:{member_id}") for member_id in lining.owners(floor)]
    floor.work.say_each(Says.OWNER, each, set_id=floor.room.set.id, under=head)


BEGINNINGS: Final[Mapping[StepKind, Callable[[Floor], None]]] = {StepKind.REPORT_BACK: _say_owners}
"""What a kind of step says as it begins, besides its card or its message in the thread."""


def end_step(floor: Floor) -> None:
    """Close the open step: its clock stops, its turn is cut, its card says what came of it."""
    step, work = floor.step, floor.work
    drop_clock(floor)
    if step.kind is StepKind.QUESTION:
        calls.cut(floor)
    step.ended_at = work.now
    if step.time_up:
        work.redraw(Says.TIME_UP, step.id)
    if step.kind in SLOT_KINDS:
        work.redraw(Says.STEP, step.id)
        work.redraw_latest(floor.head())
    else:
        work.redraw(Says.STEP_CARD, step.id)
    if step.kind is StepKind.REPORT_BACK:
        lining.redraw_owners(floor)
    if step.kind is StepKind.REVIEW and len(meetings.lines(work.db, [step.id], "pulse")) >= ENOUGH_TO_SHOW:
        work.say(floor.room.channel, Says.SPREAD, floor.meeting.id, set_id=floor.room.set.id)
    work.db.flush()


def _leave_slot(floor: Floor, following: Slot | None) -> None:
    """Where the step that begins is not of the same slot, that one is over: its card says so, and its talk is forgotten."""
    left = floor.steps[-1].slot_id if floor.steps else None
    if left is not None and (following is None or following.id != left):
        gone.settle(floor)
        floor.work.redraw(Says.SLOT_CARD, left)
        floor.work.redraw(Says.STEP, *(one.id for one in floor.steps if one.kind is StepKind.RESTATE))
        lining.forget_talk(floor)


def set_clock(floor: Floor) -> None:
    """Write the open step's timers from its time-box as it is now. One that begins in a pause has all its time before it."""
    step, set_id = floor.step, floor.room.set.id
    drop_clock(floor)
    listen_for_the_question(floor)
    if floor.meeting.state is MeetingState.PAUSED:
        floor.meeting.paused_at = floor.now
        return
    floor.work.later(Later.STEP_END, step.id, step.ends_at, set_id)
    warning = warn_at(step.began_at, step.ends_at, step.minutes)
    if warning is not None and warning > floor.now and not step.warned:
        floor.work.later(Later.STEP_WARN, step.id, warning, set_id)


def drop_clock(floor: Floor) -> None:
    for kind in STEP_TIMERS:
        floor.work.never(kind, floor.step.id)


def listen_for_the_question(floor: Floor) -> None:
    """What the presenter has written is the real question now, unless they go on; aloud, or paused, nothing follows from it."""
    step, work = floor.step, floor.work
    listens = step.kind is StepKind.RESTATE and floor.meeting.state is MeetingState.RUNNING and not floor.meeting.spoken
    if listens and meetings.lines(work.db, [step.id], "restated"):
        work.later(Later.STEP_QUIET, step.id, floor.now + floor.quiet, floor.room.set.id)
    else:
        work.never(Later.STEP_QUIET, step.id)


def extend(floor: Floor, minutes: int) -> None:
    """Give the open step that many more minutes, counted from now where its time is up."""
    step = floor.step
    step.ends_at = max(step.ends_at, floor.now) + timedelta(minutes=minutes)
    step.warned = False
    step.minutes += minutes
    if step.time_up:
        step.time_up = False
        floor.work.redraw(Says.TIME_UP, step.id)
    set_clock(floor)
    redraw_step(floor)
    keep_calling(floor)


def redraw_bids(floor: Floor) -> None:
    """Who waits, or is here to present, has changed: draw the bids anew where they are open."""
    if floor.step.kind is StepKind.BIDS:
        floor.work.redraw(Says.STEP_CARD, floor.step.id)


def redraw_step(floor: Floor) -> None:
    """Draw the message that shows the open step anew, and the agenda."""
    step, work = floor.step, floor.work
    work.redraw(Says.AGENDA, floor.meeting.id)
    if step.kind not in SLOT_KINDS:
        work.redraw(Says.STEP_CARD, step.id)
    elif step.kind is StepKind.QUESTION:
        calls.redraw(floor)
    else:
        work.redraw(Says.STEP, step.id)
    if step.slot_id is not None:
        work.redraw(Says.SLOT_CARD, step.slot_id)
        work.redraw_latest(floor.head())


def time_is_up(floor: Floor) -> None:
    """The time-box has run out: ask to move on or extend; the bot moves on by itself after the grace, but ends no turn."""
    step, work = floor.step, floor.work
    step.time_up = True
    if not budget.tell_that_time_is_up(floor):
        redraw_step(floor)
    work.later(Later.STEP_GRACE, step.id, work.now + GRACE, floor.room.set.id)


def grace_is_over(floor: Floor) -> None:
    """Nobody answered: move on, unless a turn is in progress, which ends first; pause when no human was in two steps."""
    if floor.step.kind is StepKind.QUESTION and calls.hold_the_step(floor):
        return
    floor.meeting.unattended = 0 if floor.step.human else floor.meeting.unattended + 1
    if floor.meeting.unattended >= UNATTENDED_STEPS and floor.step.kind is not StepKind.CLOSING:
        floor.meeting.unattended = 0
        _leave_time_to_return(floor)
        pause(floor)
        budget.tell_of_the_clock(floor, "paused_itself", spoken=floor.meeting.spoken)
        return
    move(floor, Move.TIME)


def _leave_time_to_return(floor: Floor) -> None:
    """The step has run out with nobody there: whoever comes back has a few minutes for it."""
    floor.step.time_up, floor.step.ends_at = False, floor.now + TIME_TO_RETURN
    floor.work.redraw(Says.TIME_UP, floor.step.id)


def pause(floor: Floor) -> None:
    """Stop the clock of step and turn; resuming gives back what was left."""
    floor.meeting.state, floor.meeting.paused_at = MeetingState.PAUSED, floor.now
    floor.work.never_of_set(STEP_TIMERS | TURN_TIMERS, floor.room.set.id)
    budget.redraw_the_clock(floor)
    floor.work.redraw(Says.TIME_UP, floor.step.id)
    redraw_step(floor)


def resume(floor: Floor) -> None:
    """Go on where the meeting was paused; a channel that is gone is asked again."""
    run_again(floor)
    somebody_came(floor)


def run_again(floor: Floor) -> None:
    """The clock runs again, and nothing else happens yet; a channel that is gone is asked again."""
    floor.room.reach()
    gap = floor.now - (floor.meeting.paused_at or floor.now)
    floor.meeting.state, floor.meeting.paused_at = MeetingState.RUNNING, None
    give_back(floor, gap)
    budget.redraw_the_clock(floor)
    redraw_step(floor)


def switched(floor: Floor) -> None:
    """Spoken or typed from now on: an open turn is listened to accordingly, and the cards say so."""
    if floor.step.kind is StepKind.QUESTION:
        calls.listen_afresh(floor)
    listen_for_the_question(floor)
    redraw_step(floor)


def give_back(floor: Floor, gap: timedelta) -> None:
    """Move the open step and turn by a time in which nobody could go on."""
    step = floor.step
    step.began_at, step.ends_at = min(step.began_at + gap, floor.now), step.ends_at + gap
    if step.time_up and step.ends_at <= floor.now:
        _give_grace_back(floor)
    else:
        step.time_up = False
        set_clock(floor)
    floor.work.redraw(Says.TIME_UP, step.id)
    floor.give_back(gap)
    calls.give_back(floor, gap)
    listen_for_the_question(floor)


def _give_grace_back(floor: Floor) -> None:
    """What was left of the grace; all of it where it was over, as nobody could answer meanwhile."""
    step = floor.step
    if step.ends_at + GRACE <= floor.now:
        step.ends_at = floor.now
    floor.work.later(Later.STEP_GRACE, step.id, step.ends_at + GRACE, floor.room.set.id)


def turn_ended(floor: Floor) -> None:
    """After a turn: the next peer is called, or where time was up meanwhile the meeting moves on once the grace is over."""
    step = floor.step
    if floor.meeting.state is not MeetingState.RUNNING:
        return
    if not _time_is_over(floor):
        keep_calling(floor)
    elif floor.now >= step.ends_at + GRACE:
        grace_is_over(floor)
    else:
        floor.work.redraw(Says.TIME_UP, step.id)


def somebody_came(floor: Floor) -> None:
    """Once all are here the opening is over; a latecomer joins the end of the round."""
    if floor.meeting.state is not MeetingState.RUNNING:
        return
    if floor.step.kind is StepKind.OPENING and not floor.missing:
        move(floor, Move.EVERYBODY)
    else:
        keep_calling(floor)


def keep_calling(floor: Floor) -> None:
    """Call the next peer where nobody is called; when nobody is left, the controls stand in a message of their own."""
    step, head, work = floor.step, floor.head(), floor.work
    if not is_asking(floor) or head is None or calls.open_turn(floor) is not None or calls.call_next(floor, head):
        return
    if posts.find(work.db, work.workspace, Says.STEP, str(step.id)) is None:
        work.say(floor.room.channel, Says.STEP, step.id, set_id=floor.room.set.id, under=head)


def is_asking(floor: Floor) -> bool:
    """Whether peers may be called, or ask of their own accord."""
    running = floor.meeting.state is MeetingState.RUNNING
    return floor.step.kind is StepKind.QUESTION and running and not _time_is_over(floor)


def _time_is_over(floor: Floor) -> bool:
    return floor.step.time_up and floor.step.ends_at <= floor.now
