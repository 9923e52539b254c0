"""A meeting that is running or paused, as one unit of work sees it."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from bot.domain.calendars import local_day
from bot.domain.errors import Refused
from bot.domain.formats import Format, StepKind, format_from_json
from bot.domain.meetings import ADVISER_SILENCE, Mover, Planned, agenda, may_move
from bot.domain.outgoing import Later, Says
from bot.domain.states import MeetingState
from bot.services.work import Room, Work
from storage import actions, meetings, posts
from storage.meetings import Presented
from storage.models import Attendance, Meeting, Member, Step
from storage.outgoing import Post
from storage.sets import Fellow

STEP_TIMERS: Final = frozenset({Later.STEP_WARN, Later.STEP_END, Later.STEP_GRACE, Later.STEP_QUIET})
TURN_TIMERS: Final = frozenset({Later.TURN_SILENT, Later.TURN_QUIET, Later.PRESENTER_SILENT})


def offer_of(slot_id: int) -> str:
    """The subject of what is offered where the presenter of a slot is silent, or gone."""
    return f"presenter_gone:{slot_id}"


class Floor:
    """The open meeting of a room with its steps, slots and attendance. One step is open while the meeting is not closed."""

    def __init__(self, room: Room, meeting: Meeting | None = None, planned: Format | None = None) -> None:
        found = meeting or meetings.open_of(room.work.db, room.set.id)
        if found is None:
            raise Refused("No meeting is running. `/set start` opens one.")
        self.room = room
        self.work: Work = room.work
        self.meeting = found
        self.format: Format = planned or format_from_json(found.format or {})
        self.steps: list[Step] = list(meetings.steps(self.work.db, found.id))
        self.slots: list[Presented] = meetings.slots(self.work.db, found.id)
        self.talk_forgotten = False
        self._heads: dict[tuple[Says, int], Post] = {}
        self.attendance: dict[int, Attendance] = meetings.attendance(self.work.db, found.id)

    @property
    def now(self) -> datetime:
        return self.work.now

    @property
    def step(self) -> Step:
        """The step that is open."""
        return self.steps[-1]

    @property
    def agenda(self) -> Sequence[Planned]:
        return agenda(self.format, len(self.slots))

    @property
    def not_begun(self) -> list[Presented]:
        """The slots that were given and have not begun."""
        begun = {step.slot_id for step in self.steps}
        return [one for one in self.slots if one.slot.id not in begun]

    @property
    def presented(self) -> Presented | None:
        """The slot that is running, if one is."""
        return next((one for one in self.slots if one.slot.id == self.step.slot_id), None)

    @property
    def presenter(self) -> Fellow | None:
        presented = self.presented
        return self.room.fellow(presented.slot.member_id) if presented else None

    @property
    def presenter_is_here(self) -> bool:
        presenter = self.presenter
        return presenter is not None and self.is_here(presenter.member)

    def is_here(self, member: Member) -> bool:
        """Whether they have given a sign in this meeting, and since they last said that they are away."""
        return member.id in self.attendance

    def is_away(self, member: Member) -> bool:
        return member.away_until is not None and member.away_until >= local_day(self.now, self.room.set.zone)

    @property
    def here(self) -> list[Fellow]:
        """The members who are here, in the order in which they came."""
        present = [self.room.fellow(member_id) for member_id in self.attendance]
        return [fellow for fellow in present if fellow is not None]

    @property
    def missing(self) -> list[Fellow]:
        """Those who agreed, are not away and are not here."""
        return [f for f in self.room.agreed if not self.is_here(f.member) and not self.is_away(f.member)]

    @property
    def peers(self) -> list[Fellow]:
        """Those who may be called to ask: here, agreed, neither presenter nor adviser."""
        agreed = {fellow.member.id for fellow in self.room.agreed}
        presenter, adviser = self.presenter, self.room.set.adviser_id
        return [f for f in self.here if f.member.id in agreed and f is not presenter and f.person.id != adviser]

    @property
    def quiet(self) -> timedelta:
        """How long a turn, or the restating, waits for another word."""
        return timedelta(seconds=self.room.set.quiet_seconds)

    def give_back(self, gap: timedelta) -> None:
        """A time in which nobody could go on was nobody's silence."""
        for one in self.attendance.values():
            one.sign_at = min(one.sign_at + gap, self.now)
        adviser = self.meeting.adviser_sign_at
        self.meeting.adviser_sign_at = min(adviser + gap, self.now) if adviser else None

    def sign_of_life(self, at: datetime | None = None) -> bool:
        """Whoever asks is here, and says so by asking. True if they were not here before."""
        me, moment = self.room.me, at or self.now
        if self.room.is_adviser:
            self.meeting.adviser_sign_at = moment
        self.step.human, self.meeting.unattended = True, 0
        if me is None:
            return False
        if me is self.presenter:
            self._presenter_is_back()
        known = self.attendance.get(me.member.id)
        if known is not None:
            known.sign_at = max(known.sign_at, moment)
            return False
        self._arrive(me.member, moment)
        return True

    def _arrive(self, member: Member, moment: datetime) -> None:
        row = Attendance(
            workspace=self.work.workspace,
            meeting_id=self.meeting.id,
            member_id=member.id,
            here_at=moment,
            sign_at=moment,
        )
        self.work.db.add(row)
        self.attendance[member.id] = row
        self.work.redraw(Says.AGENDA, self.meeting.id)
        if self.step.kind in (StepKind.OPENING, StepKind.BIDS):
            self.work.redraw(Says.STEP_CARD, self.step.id)

    def _presenter_is_back(self) -> None:
        """A sign of the presenter settles the offer to go on without them; a turn that was to wait for them ends as any other."""
        presented = self.presented
        if presented is None or not presented.slot.away_offered:
            return
        presented.slot.away_offered = False
        back = {"settled": True, "back": True}
        post = self.work.say(self.room.channel, Says.NOTICE, offer_of(presented.slot.id), facts=back)
        turn = meetings.turn(self.work.db, self.work.workspace, post.facts["waits"])
        if turn is not None:
            turn.interrupted = False
            self.work.redraw(Says.CALL, turn.id)

    def redraw_record(self) -> None:
        """What the record says has changed: it is drawn anew where the closing is open."""
        if self.step.kind is StepKind.CLOSING:
            self.work.redraw(Says.STEP_CARD, self.step.id)

    @property
    def last_sign(self) -> datetime:
        """When somebody last gave a sign of life in this meeting."""
        known = [
            self.meeting.started_at,
            self.meeting.adviser_sign_at,
            *(one.sign_at for one in self.attendance.values()),
        ]
        return max((moment for moment in known if moment is not None), default=self.now)

    def must_move(self) -> None:
        """Raises Refused unless whoever asks may move the meeting on now."""
        if not self.may_move():
            raise Refused(self._whose_it_is())

    def may_move(self) -> bool:
        """Whether whoever asks may move the meeting on now."""
        presenter = self.presenter
        since = self.meeting.adviser_sign_at or self.meeting.started_at or self.now
        adviser = self.room.adviser
        mover = Mover(
            is_adviser=self.room.is_adviser,
            is_presenter=presenter is not None and presenter is self.room.me,
            is_here=self.room.me is not None and self.is_here(self.room.me.member),
        )
        return may_move(
            mover,
            in_slot=presenter is not None,
            presenter_here=self.presenter_is_here,
            adviser_calls=adviser is not None and self.now - since < ADVISER_SILENCE,
            adviser_presents=adviser is not None and presenter is not None and presenter.person.id == adviser.id,
        )

    def _whose_it_is(self) -> str:
        presenter, adviser = self.presenter, self.room.adviser
        who = [f"<@{presenter.person.user}>, whose slot it is"] if presenter and self.presenter_is_here else []
        who += [f"<@{adviser.user}>, the adviser"] if adviser else []
        return (
            f"Moving on is for {', or '.join(who)}. You can pause the meeting."
            if who
            else "Say that you are here first."
        )

    def must_run(self) -> None:
        """Raises Refused while the meeting is paused."""
        if self.meeting.state is MeetingState.PAUSED:
            raise Refused("The meeting is paused. *Resume* goes on where it was.")

    def head(self) -> Post | None:
        """The post at the head of the thread where the open step happens: the slot's card or the step's own."""
        presented = self.presented
        kind, subject = (Says.SLOT_CARD, presented.slot.id) if presented is not None else (Says.STEP_CARD, self.step.id)
        found = self._heads.get((kind, subject)) or posts.find(self.work.db, self.work.workspace, kind, str(subject))
        if found is not None:
            self._heads[kind, subject] = found
        return found

    def actions_brought(self) -> Counter[int]:
        """How many actions the slots have brought so far, by slot."""
        return actions.of_slots(self.work.db, self.room.set.id, [one.slot.id for one in self.slots])

    def notice(self, name: str, key: object, **facts: object) -> None:
        """Say something once, where the open step happens: in its thread during a slot, otherwise in the channel."""
        under = self.head() if self.presented is not None else None
        named = {"name": name, "step": self.step.public_id, **facts}
        self.work.say(
            self.room.channel, Says.NOTICE, f"{name}:{key}", set_id=self.room.set.id, under=under, facts=named
        )
