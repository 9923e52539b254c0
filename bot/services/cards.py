"""What the messages of a meeting show, read at the moment they are drawn."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import groupby

from bot.domain.actions import Listing
from bot.domain.bids import Bid, kept_in_line, suggested
from bot.domain.controls import ClockWord
from bot.domain.formats import StepKind, StepPlan
from bot.domain.meetings import (
    GRACE,
    Agenda,
    AgendaLine,
    Learned,
    Planned,
    Recorded,
    SlotCard,
    SlotStep,
    StepCard,
    TimeUp,
    Where,
    agenda,
    slots_that_fit,
)
from bot.domain.outgoing import Wanted
from bot.domain.states import OPEN_TURNS, MeetingState
from bot.services import bidding, budget, closing, hosting, lining
from bot.services.actions import listing_of
from bot.services.controls import carried
from bot.services.floor import Floor
from bot.services.work import Room, Service
from storage import actions, meetings, members, posts
from storage.meetings import Presented
from storage.models import Meeting, Step
from storage.sets import Fellow


class Cards(Service):
    """Readers only: each returns what is true now, or None for what says nothing any more."""

    def agenda(self, wanted: Wanted) -> Agenda | None:
        """The card of a meeting; an older one, whose place a newer has taken, only says where to look."""
        meeting_id, _, retired = wanted.subject.partition(":")
        if retired and not wanted.is_there:
            return None
        with self._meeting(wanted, int(meeting_id)) as floor:
            if floor is None or (not wanted.is_there and _is_overtaken(floor)):
                return None
            return replace(_agenda(floor), elsewhere=bool(retired))

    def step_card(self, wanted: Wanted) -> StepCard | None:
        with self._step(wanted, int(wanted.subject)) as (floor, step):
            return _step_card(floor, step) if floor is not None and step is not None else None

    def slot_card(self, wanted: Wanted) -> SlotCard | None:
        with self._look(wanted.workspace, wanted.set_id) as room:
            presented = meetings.slot(room.work.db, wanted.workspace, int(wanted.subject)) if room else None
            meeting = (
                meetings.by_id(room.work.db, wanted.workspace, presented.slot.meeting_id)
                if room and presented
                else None
            )
            if room is None or presented is None or meeting is None:
                return None
            return _slot_card(Floor(room, meeting), presented)

    def slot_step(self, wanted: Wanted) -> SlotStep | None:
        with self._step(wanted, int(wanted.subject)) as (floor, step):
            if floor is None or step is None or (step.ended_at is not None and not wanted.is_there):
                return None
            return _slot_step(floor, step, latest=posts.is_latest(floor.work.db, wanted.id))

    def clock(self, wanted: Wanted) -> ClockWord | None:
        """What is said of a pause: settled once the meeting goes on, or something newer has been said of it."""
        facts, workspace = wanted.facts, wanted.workspace
        with self._ground.database.look() as db:
            meeting = meetings.by_id(db, workspace, int(facts["meeting"]))
            step = meetings.step_by_public_id(db, workspace, str(facts["step"]))
            paused = meeting is not None and meeting.state is MeetingState.PAUSED
            here = step is not None and step.ended_at is None
            newest = posts.those(db, workspace, wanted.kind, budget.of_the_clock(wanted.subject.rpartition(":")[0]))[-1]
            standing = paused and here and newest.id == wanted.id
            return ClockWord(str(facts["name"]), facts, standing, carried(db, wanted, facts["slot"]))

    def time_up(self, wanted: Wanted) -> TimeUp | None:
        """That time is up; one of an earlier time has been settled since, and names itself after the step's id."""
        step_id, _, earlier = wanted.subject.partition(":")
        with self._step(wanted, int(step_id)) as (floor, step):
            if floor is None or step is None:
                return None
            is_open = step.ended_at is None and step.time_up and not earlier
            if not is_open and not wanted.is_there:
                return None
            waits = any(turn.state in OPEN_TURNS for turn in meetings.turns(floor.work.db, step.id))
            latest = step.slot_id is None or posts.is_latest(floor.work.db, wanted.id)
            until = None if waits else step.ends_at + GRACE
            dated = step.kind is not StepKind.CLOSING or lining.following(floor.room) is not None
            paused = floor.meeting.state is MeetingState.PAUSED
            row = carried(floor.work.db, wanted, step.slot_id)
            return TimeUp(step.public_id, step.kind, until, is_open, latest, dated, paused, row)

    @contextmanager
    def _meeting(self, wanted: Wanted, meeting_id: int) -> Iterator[Floor | None]:
        with self._look(wanted.workspace, wanted.set_id) as room:
            meeting = meetings.by_id(room.work.db, wanted.workspace, meeting_id) if room else None
            yield _floor(room, meeting) if room is not None and meeting is not None else None

    @contextmanager
    def _step(self, wanted: Wanted, step_id: int) -> Iterator[tuple[Floor | None, Step | None]]:
        with self._look(wanted.workspace, wanted.set_id) as room:
            step = meetings.step(room.work.db, wanted.workspace, step_id) if room else None
            meeting = meetings.by_id(room.work.db, wanted.workspace, step.meeting_id) if room and step else None
            yield (Floor(room, meeting), step) if room is not None and meeting is not None else (None, None)


def _floor(room: Room, meeting: Meeting) -> Floor:
    """The floor of a meeting; one that is only planned shows the format its set would start with."""
    if meeting.format is None:
        return Floor(room, meeting, planned=room.ground.format(room.set.format))
    return Floor(room, meeting)


def _users(fellows: Sequence[Fellow]) -> tuple[str, ...]:
    return tuple(fellow.person.user for fellow in fellows)


def _away(floor: Floor) -> tuple[str, ...]:
    return tuple(f.person.user for f in floor.room.agreed if floor.is_away(f.member) and not floor.is_here(f.member))


def _is_overtaken(floor: Floor) -> bool:
    """Whether the time of a later meeting has come before this one could be told of at all."""
    return floor.meeting.state is MeetingState.PLANNED and not lining.is_next(floor.room, floor.meeting)


def _agenda(floor: Floor) -> Agenda:
    meeting, the_set = floor.meeting, floor.room.set
    return Agenda(
        meeting_id=meeting.public_id,
        set_name=the_set.name,
        number=meeting.number,
        of=max(the_set.meetings_planned, meeting.number),
        state=meeting.state,
        planned_at=meeting.planned_at,
        until=closing.planned_end(floor) if meeting.state is MeetingState.RUNNING else None,
        spoken=meeting.spoken if meeting.started_at else the_set.spoken,
        place=the_set.place,
        lines=tuple(_agenda_lines(floor)),
        rules=tuple(the_set.rules),
        here=_users(floor.here),
        missing=_users(floor.missing),
        away=_away(floor),
        formats=tuple((name, one.title) for name, one in floor.room.ground.formats.items()),
        minutes=the_set.minutes,
        overrun=_overrun(floor),
        all_agreed=len(floor.room.agreed) == len(floor.room.roster),
    )


def _overrun(floor: Floor) -> float:
    """By how many minutes the format is longer with one slot than the set planned; told until the slots are given."""
    if floor.steps and floor.step.position >= len(floor.format.before):
        return 0
    return max(floor.format.minutes_around + floor.format.minutes_of_slot - floor.room.set.minutes, 0)


def _agenda_lines(floor: Floor) -> Iterator[AgendaLine]:
    """A line a step outside of slots, a line a slot; before the bids, a line for each slot that there is time for."""
    steps = agenda(floor.format, bidding.slots_to_come(floor))
    at = floor.step.position if floor.steps else -1
    if floor.meeting.state is MeetingState.CLOSED:
        at = len(steps)
    numbered = list(enumerate(steps))
    for slot, group in groupby(numbered, key=lambda pair: pair[1].slot):
        members = list(group)
        if slot is None:
            yield from (_line(floor, planned, position, at) for position, planned in members)
        else:
            yield _slot_line(floor, slot, [position for position, _ in members], at)


def _where(floor: Floor, first: int, last: int, at: int) -> Where:
    if at > last:
        begun = any(first <= step.position <= last for step in floor.steps)
        return Where.OVER if begun else Where.SKIPPED
    return Where.NOW if first <= at else Where.AHEAD


def _line(floor: Floor, planned: Planned, position: int, at: int) -> AgendaLine:
    where = _where(floor, position, position, at)
    until = floor.step.ends_at if where is Where.NOW and floor.meeting.state is MeetingState.RUNNING else None
    return AgendaLine(planned.plan.kind, where, planned.plan.minutes, until=until)


def _slot_line(floor: Floor, slot: int, positions: Sequence[int], at: int) -> AgendaLine:
    where = _where(floor, positions[0], positions[-1], at)
    known = floor.slots[slot] if slot < len(floor.slots) else None
    presenter = floor.room.user(known.slot.member_id) if known else None
    running = where is Where.NOW and known is not None and floor.meeting.state is MeetingState.RUNNING
    until = closing.slot_ends(floor) if running else None
    return AgendaLine(None, where, floor.format.minutes_of_slot, presenter=presenter, until=until)


def _step_card(floor: Floor, step: Step) -> StepCard:
    bids = suggested(lining.bids(floor)) if step.kind is StepKind.BIDS else ()
    fits = slots_that_fit(floor.format, bidding.minutes_left(floor))
    back = lining.reported_at(floor) if step.kind is StepKind.REPORT_BACK else []
    closing = step.kind is StepKind.CLOSING
    following = lining.following(floor.room) if closing else None
    prompt = floor.room.ground.bank.by_id(step.prompt) if step.prompt else None
    return StepCard(
        step_id=step.public_id,
        meeting_id=floor.meeting.public_id,
        kind=step.kind,
        says=_says(step),
        minutes=step.minutes,
        until=step.ends_at,
        open=step.ended_at is None and floor.meeting.state is not MeetingState.CLOSED,
        paused=floor.meeting.state is MeetingState.PAUSED,
        warned=step.warned,
        here=_users(floor.here),
        missing=_users(floor.missing),
        away=_away(floor),
        bids=bids,
        fits=fits,
        next_in_line=_next_in_line(bids, fits),
        owners=len({one.action.member_id for one, _ in back}),
        actions=len(back),
        told=len({one.action.member_id for one, told in back if told}),
        record=_record(floor) if closing else (),
        learned=_learned(floor) if closing else (),
        host=_host(floor),
        came=_users(floor.here),
        time_up=step.time_up,
        next_at=following.planned_at if following else None,
        zone=floor.room.set.zone,
        number=floor.meeting.number,
        of=max(floor.room.set.meetings_planned, floor.meeting.number),
        prompt=prompt.text if prompt else "",
        open_actions=listing_of(actions.open_of_set(floor.work.db, floor.room.set.id)) if closing else Listing(),
    )


def _next_in_line(bids: Sequence[Bid], fits: int) -> str:
    """Who goes first next time, if the suggested order is taken; nobody where all who are ready have a slot."""
    ready = [bid.issue_id for bid in bids if bid.ready]
    waiting = kept_in_line(bids, ready[:fits])
    return waiting[0].user if len(ready) > fits else ""


def _host(floor: Floor) -> str:
    """Whom the closing asks for a date that is missing."""
    asked = hosting.host(floor.room)
    return asked.person.user if asked is not None else ""


def _learned(floor: Floor) -> tuple[Learned, ...]:
    shared = members.shared_learning(floor.work.db, floor.meeting.id)
    return tuple(Learned(floor.room.user(one.member_id), one.note) for one in shared)


def _says(step: Step, presenter: str = "", peers: Sequence[str] = ()) -> str:
    names = " ".join(f"<@{peer}>" for peer in peers)
    whose = f"<@{presenter}>" if presenter else "The presenter"
    return StepPlan(step.kind, step.minutes, step.says).spoken(presenter=whose, peers=names)


def _record(floor: Floor) -> tuple[Recorded, ...]:
    brought = floor.actions_brought()
    return tuple(
        Recorded(
            presenter=floor.room.user(one.slot.member_id),
            sentence=one.issue.sentence,
            restated=one.slot.restated,
            said_none=one.slot.none_this_time,
            actions=brought[one.slot.id],
        )
        for one in floor.slots
    )


def _slot_card(floor: Floor, presented: Presented) -> SlotCard:
    slot = presented.slot
    running = floor.step.slot_id == slot.id and floor.step.ended_at is None
    return SlotCard(
        presenter=floor.room.user(slot.member_id),
        sentence=presented.issue.sentence,
        question=slot.question,
        restated=slot.restated,
        position=floor.slots.index(presented) + 1,
        until=closing.slot_ends(floor) if running else None,
        actions=floor.actions_brought()[slot.id],
        slot_id=slot.public_id,
        paused=floor.meeting.state is MeetingState.PAUSED,
    )


def _following(floor: Floor, presented: Presented) -> str:
    """Who has the slot after this one; nobody where there is none."""
    later = floor.slots[floor.slots.index(presented) + 1 :]
    return floor.room.user(later[0].slot.member_id) if later else ""


def _adviser_beside(floor: Floor) -> tuple[str, ...]:
    """An adviser who has given a sign in this meeting, and is no member."""
    adviser = floor.room.adviser
    is_member = adviser is not None and any(one.person.id == adviser.id for one in floor.room.roster)
    return (adviser.user,) if adviser is not None and not is_member and floor.meeting.adviser_sign_at else ()


def _slot_step(floor: Floor, step: Step, *, latest: bool) -> SlotStep | None:
    presented = next((one for one in floor.slots if one.slot.id == step.slot_id), None)
    if presented is None:
        return None
    presenter = floor.room.user(presented.slot.member_id)
    peers = tuple(user for user in _users(floor.here) if user != presenter)
    prompt = floor.room.ground.bank.by_id(step.prompt) if step.prompt else None
    first = min(one.position for one in floor.steps if one.slot_id == step.slot_id) == step.position
    return SlotStep(
        step_id=step.public_id,
        kind=step.kind,
        says=_says(step, presenter, peers),
        minutes=step.minutes,
        presenter=presenter,
        everyone=(presenter, *peers, *_adviser_beside(floor)),
        first=first,
        until=step.ends_at,
        open=step.ended_at is None,
        paused=floor.meeting.state is MeetingState.PAUSED,
        warned=step.warned,
        spoken=floor.meeting.spoken,
        why=presented.issue.why,
        tried=presented.issue.tried,
        wanted=presented.issue.wanted,
        challenge=presented.issue.challenge,
        question=presented.slot.question,
        restated=presented.slot.restated,
        peers=peers,
        issue_id=presented.issue.public_id,
        prompt=prompt.text if prompt else "",
        following=_following(floor, presented),
        time_up=step.time_up,
        latest=latest,
        calling=any(turn.state in OPEN_TURNS for turn in meetings.turns(floor.work.db, step.id)),
        slot_runs=floor.step.slot_id == step.slot_id and floor.meeting.closed_at is None,
        actions=floor.actions_brought()[presented.slot.id] if step.kind is StepKind.COMMIT else 0,
        said_none=presented.slot.none_this_time,
    )
