"""Running a meeting: start, move on, extend, pause, resume, end."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Final

from bot.domain import plans
from bot.domain.askers import Asker
from bot.domain.calendars import local_day
from bot.domain.errors import Refused
from bot.domain.formats import Format, StepKind, format_to_json
from bot.domain.meetings import LEFT_OPEN, Move
from bot.domain.numbers import counted, opening_a_sentence
from bot.domain.outgoing import Later, Says
from bot.domain.sets import MOST_MEETINGS, quorum, still_needed
from bot.domain.states import MeetingState, SetState
from bot.services import bidding, budget, closing, course, gone, lining, waiting
from bot.services.floor import Floor
from bot.services.sets import answers_of
from bot.services.work import Room, Service, new_id
from storage import meetings, posts
from storage.meetings import Presented
from storage.models import Meeting

EXTENSION: Final = 5
LONGEST_EXTENSION: Final = 60


class Meetings(Service):
    """The meeting as a whole. Every method that moves it checks that whoever asks may, inside the lock of the set."""

    def start(self, asker: Asker, meeting_id: str | None = None, format_name: str = "") -> None:
        """Open a meeting now, planned or not; raises Refused where too few have agreed or one is open.

        `meeting_id` is the one that a button was drawn for. Without it a planned meeting of today in the set's zone is
        meant before every other, then the one whose time is nearest, be it past or to come. `format_name` is a format
        other than the set's own.
        """
        _known(self._ground.formats, format_name)
        with self._enter(asker) as room:
            named = _must_not_be_over(room, meeting_id)
            _must_not_have_moved(room, named)
            room.reach()
            if meetings.open_of(room.work.db, room.set.id) is not None:
                raise Refused("A meeting is open already: its card in the channel shows where it is.")
            _must_have_agreed(room)
            self._open(room, named or _nearest(room), format_name or room.set.format)

    def _open(self, room: Room, meeting: Meeting, format_name: str) -> None:
        work, the_set = room.work, room.set
        the_set.state = SetState.ACTIVE
        _pass_over_what_was_missed(room, meeting)
        work.retire(Says.AGENDA, meeting.id, before=lining.today(room))
        meeting.format = format_to_json(self._ground.format(format_name))
        meeting.state, meeting.spoken, meeting.started_at = MeetingState.RUNNING, the_set.spoken, work.now
        work.db.flush()
        floor = Floor(room, meeting)
        work.say(room.channel, Says.AGENDA, meeting.id, set_id=the_set.id)
        course.begin(floor, 0)
        work.never(Later.MEETING_DUE, meeting.id)
        work.never(Later.MEETING_UNSTARTED, meeting.id)
        work.settle(lining.offer_of(meeting))
        work.redraw(Says.CHARTER, the_set.id)
        work.later(Later.MEETING_LEFT_OPEN, meeting.id, work.now + LEFT_OPEN, the_set.id)
        floor.sign_of_life()

    def here(self, asker: Asker) -> str:
        """*I'm here*: whoever says so is, until the meeting ends.

        Returns the public id of the set where they are a member who has not agreed to its rules, otherwise nothing.
        """
        with self._on_floor(asker) as floor:
            course.somebody_came(floor)
            me = floor.room.me
            return floor.room.set.public_id if me is not None and me not in floor.room.agreed else ""

    def next(self, asker: Asker, step_id: str | None = None) -> StepKind:
        """Move on from a step, and return its kind; in the opening only with a quorum. `step_id` is the button's own step."""
        with self._on_floor(asker, step_id) as floor:
            self._must_match(floor, step_id)
            floor.must_run()
            floor.must_move()
            if floor.step.kind is StepKind.OPENING:
                _must_be_enough(floor)
            if floor.step.kind is StepKind.CLOSING:
                _must_have_a_next_date(floor, was_last=False)
            moved_from = floor.step.kind
            course.move(floor, Move.NEXT)
            return moved_from

    def finished(self, asker: Asker, step_id: str) -> None:
        """The presenter's *That's it*, *That's all* or *I have enough*."""
        with self._on_floor(asker, step_id) as floor:
            self._must_match(floor, step_id)
            floor.must_run()
            floor.must_move()
            course.move(floor, Move.FINISHED)

    def choose(self, asker: Asker, issue_id: str) -> None:
        """At the bids a mover confirms who goes first; the rest of the suggested order fills what slots are left."""
        with self._on_floor(asker) as floor:
            floor.must_run()
            if floor.step.kind is not StepKind.BIDS:
                raise Refused("The bids are over. Nothing has changed.")
            floor.must_move()
            waiting = {bid.issue_id: bid for bid in lining.bids(floor)}
            if issue_id not in waiting:
                raise Refused("That issue is not waiting any more. Nothing has changed.")
            if not waiting[issue_id].here:
                raise Refused("They are not here yet; their issue keeps its place. Choose another, or wait for them.")
            if not waiting[issue_id].agreed:
                raise Refused(
                    "They have not agreed to the ground rules yet; their issue keeps its place. Choose another."
                )
            bidding.take_slots(floor, bidding.order_led_by(floor, issue_id))
            course.move(floor, Move.FINISHED)

    def extend(self, asker: Asker, minutes: int = EXTENSION, step_id: str | None = None) -> None:
        """Give the open step more minutes, 1 to 60."""
        if not 1 <= minutes <= LONGEST_EXTENSION:
            raise Refused(f"A step can be extended by 1 to {LONGEST_EXTENSION} minutes at a time.")
        with self._on_floor(asker, step_id) as floor:
            self._must_match(floor, step_id)
            floor.must_run()
            floor.must_move()
            course.extend(floor, minutes)

    def switch(self, asker: Asker) -> None:
        """Between spoken and typed, in the middle of a meeting: from now on talk moves things, or does not."""
        with self._on_floor(asker) as floor:
            floor.meeting.spoken = not floor.meeting.spoken
            course.switched(floor)

    def pause(self, asker: Asker) -> None:
        """Any member may pause; the clock stands still."""
        with self._on_floor(asker) as floor:
            if floor.meeting.state is MeetingState.PAUSED:
                raise Refused("The meeting is paused already. *Resume* goes on where it was.")
            course.pause(floor)
            budget.tell_of_the_clock(floor, "paused", by=asker.user)

    def resume(self, asker: Asker) -> None:
        """Any member may resume; the step gets back what it had left."""
        with self._on_floor(asker) as floor:
            if floor.meeting.state is MeetingState.RUNNING:
                raise Refused("The meeting is running. Nothing has changed.")
            course.resume(floor)
            until, over = floor.step.ends_at.timestamp(), floor.step.time_up
            budget.tell_of_the_clock(floor, "resumed", by=asker.user, until=until, over=over)
            waiting.go_on(floor)

    def end(self, asker: Asker) -> None:
        """A presenter ends their own slot; a mover goes to the closing, and from there closes the meeting."""
        with self._on_floor(asker) as floor:
            if floor.meeting.state is MeetingState.PAUSED:
                course.run_again(floor)
            floor.must_move()
            _end(floor)

    def end_by_button(self, asker: Asker, meeting_id: str) -> None:
        """A mover goes to the closing, and from there closes the meeting; not a presenter alone, whose only the slot is."""
        with self._enter(asker) as room:
            named, floor = _must_not_be_over(room, meeting_id), Floor(room)
            if named is not floor.meeting:
                raise Refused("That button is of another meeting. Nothing has changed.")
            floor.sign_of_life(asker.at)
            floor.must_run()
            floor.must_move()
            if floor.presenter is not None and floor.presenter is room.me and not room.is_adviser:
                raise Refused("Your slot is yours to end, the meeting is not. *End this slot* is on the slot's card.")
            _end(floor)

    def end_slot(self, asker: Asker, slot_id: str) -> None:
        """The presenter ends their slot and gives no reason; so does whoever else may move it on."""
        with self._on_floor(asker) as floor:
            floor.must_run()
            presented = floor.presented
            if presented is None or presented.slot.public_id != slot_id:
                raise Refused("That slot is over. Nothing has changed.")
            floor.must_move()
            course.leave_slot(floor)

    def to_review(self, asker: Asker, step_id: str) -> None:
        """The presenter is gone: whoever is here takes the slot to its review, while the bot's offer of that stands."""
        with self._on_floor(asker, step_id) as floor:
            presented = self._offered(floor, step_id)
            floor.must_run()
            if not presented.slot.away_offered:
                floor.must_move()
            slot = floor.agenda[floor.step.position].slot
            course.skip_to(floor, lambda one: one.slot != slot or one.plan.kind is StepKind.SLOT_REVIEW)

    def wait(self, asker: Asker, step_id: str) -> None:
        """The presenter is gone, and whoever is here waits for them; what the bot has offered besides stands."""
        with self._on_floor(asker, step_id) as floor:
            self._offered(floor, step_id)
            gone.wait(floor, asker.user)

    def close(self, asker: Asker, step_id: str, *, was_last: bool = False) -> None:
        """*Close*: the meeting is over. Raises Refused without a next date, or the word that it was the last."""
        with self._on_floor(asker, step_id) as floor:
            self._must_match(floor, step_id)
            floor.must_run()
            floor.must_move()
            _must_have_a_next_date(floor, was_last)
            if was_last and floor.step.kind is StepKind.CLOSING:
                closing.close(floor, was_last=True)
            else:
                course.move(floor, Move.CLOSE)

    @contextmanager
    def _on_floor(self, asker: Asker, step_id: str | None = None) -> Iterator[Floor]:
        """The open meeting, where asking is a sign of life. A latecomer joins the end of the round by that alone."""
        with self._enter(asker) as room:
            step = meetings.step_by_public_id(room.work.db, asker.workspace, step_id) if step_id else None
            drawn_for = meetings.by_id(room.work.db, asker.workspace, step.meeting_id) if step else None
            _must_not_be_over(room, drawn_for.public_id if drawn_for else None)
            floor = Floor(room)
            floor.sign_of_life(asker.at)
            yield floor

    def _offered(self, floor: Floor, step_id: str) -> Presented:
        """The slot in one of whose steps something was offered; Refused once its review has begun."""
        presented = floor.presented
        offered_in = next((step.slot_id for step in floor.steps if step.public_id == step_id), None)
        if presented is None or presented.slot.id != offered_in or floor.step.kind is StepKind.SLOT_REVIEW:
            raise Refused("The meeting has moved on since that button was drawn. Nothing has changed.")
        return presented

    def _must_match(self, floor: Floor, step_id: str | None) -> None:
        if step_id is not None and floor.step.public_id != step_id:
            raise Refused("The meeting has moved on since that button was drawn. Nothing has changed.")


def _pass_over_what_was_missed(room: Room, starting: Meeting) -> None:
    """Meetings before the one that starts which were never held say so on their cards, and are not offered any more."""
    rows = {row.number: row for row in room.ahead}
    plan = map(lining.planned_of, rows.values())
    missed = plans.not_held(plan, lining.planned_of(starting), room.work.now, room.set.zone)
    gone = [rows[one.number] for one in missed]
    if not gone:
        return
    meetings.miss(room.work.db, [one.id for one in gone])
    room.work.redraw(Says.AGENDA, *[one.id for one in gone])
    room.work.settle(*map(lining.offer_of, gone))
    for one in gone:
        room.work.never(Later.MEETING_DUE, one.id)
        room.work.never(Later.MEETING_UNSTARTED, one.id)


def _known(formats: Mapping[str, Format], name: str) -> None:
    if name and name not in formats:
        raise Refused(f"There is no such format. A meeting can start as {', '.join(sorted(formats))}.")


def _must_have_agreed(room: Room) -> None:
    if missing := still_needed(tuple(answers_of(room).values())):
        who = opening_a_sentence(counted(missing, "more member has", "more members have"))
        raise Refused(f"{who} to agree to the ground rules first: their card is in the channel.")


def _nearest(room: Room) -> Meeting:
    """The meeting to start where none is named; one beyond the plan where none is planned."""
    found = plans.to_start(map(lining.planned_of, room.ahead), room.work.now, room.set.zone)
    named = (row for row in room.ahead if found is not None and row.number == found.number)
    return next(named, None) or extra_meeting(room, room.work.now)


def _must_not_be_over(room: Room, meeting_id: str | None) -> Meeting | None:
    """The meeting that a button names; Refused where it has closed or was not held: old buttons answer, and change nothing."""
    meeting = meetings.by_public_id(room.work.db, room.work.workspace, meeting_id) if meeting_id else None
    if meeting is None or meeting.set_id != room.set.id:
        return None
    if meeting.closed_at is not None:
        closed = local_day(meeting.closed_at, room.set.zone)
        raise Refused(f"That was meeting {meeting.number}, which closed on {closed:%-d %b}. Nothing has changed.")
    if meeting.state is MeetingState.MISSED:
        raise Refused(f"That was meeting {meeting.number}, which was not held. Nothing has changed.")
    return meeting


def _must_not_have_moved(room: Room, named: Meeting | None) -> None:
    """Raises Refused for a button of a card whose meeting has been given another time since."""
    if named is None or named.state is not MeetingState.PLANNED:
        return
    if posts.find(room.work.db, room.work.workspace, Says.AGENDA, str(named.id)) is None:
        day = local_day(named.planned_at, room.set.zone)
        raise Refused(
            f"Meeting {named.number} has moved to {day:%-d %b}: its card appears then. `/set start` starts it at once."
        )


def extra_meeting(room: Room, moment: datetime) -> Meeting:
    """A meeting beyond the plan, from now on part of it; `moment` is UTC."""
    number = meetings.newest_number(room.work.db, room.set.id) + 1
    room.set.meetings_planned = min(number, MOST_MEETINGS)
    meeting = Meeting(
        workspace=room.work.workspace,
        public_id=new_id(),
        set_id=room.set.id,
        number=number,
        planned_at=moment,
        state=MeetingState.PLANNED,
    )
    room.work.db.add(meeting)
    room.work.db.flush()
    room.ahead.append(meeting)
    return meeting


def _must_have_a_next_date(floor: Floor, was_last: bool) -> None:
    if not was_last and lining.following(floor.room) is None:
        raise Refused(
            "There is no next date yet. Fix it on the closing card, or say there that this was the last meeting."
        )


def _must_be_enough(floor: Floor) -> None:
    here, needed = sum(one in floor.room.agreed for one in floor.here), quorum(len(floor.room.agreed))
    if here < needed:
        are = opening_a_sentence(counted(here, "person is", "people are"))
        need = counted(needed, "person", "people")
        raise Refused(f"{are} here so far; this set needs {need} to begin. *I'm here* is on the agenda card.")


def _end(floor: Floor) -> None:
    presenter = floor.presenter
    if floor.step.kind is StepKind.CLOSING:
        _must_have_a_next_date(floor, was_last=False)
        closing.close(floor)
    elif presenter is not None and presenter is floor.room.me:
        course.leave_slot(floor)
    else:
        course.skip_to(floor, lambda planned: planned.plan.kind is StepKind.CLOSING)
