"""Running a meeting: start, move on, extend, pause, resume, end."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from bot.domain.askers import Asker
from bot.domain.calendars import local_day
from bot.domain.controls import More, ToStart
from bot.domain.errors import Refused
from bot.domain.formats import Format
from bot.domain.meeting.events import (
    AllHere,
    Answer,
    Came,
    Chose,
    Closed,
    Ended,
    EndedSlot,
    Event,
    Extended,
    Finished,
    ForPresenter,
    LookedForMore,
    MovedOn,
    OnlyListened,
    Paused,
    Resumed,
    Started,
    Switched,
    Waited,
    WentToReview,
)
from bot.domain.meeting.people_events import AskedForBalance
from bot.domain.meeting.written_events import ChoseAsking
from bot.domain.meetings import SPOKEN
from bot.domain.message_and_timer_kinds import Says
from bot.domain.refusals import Refusal
from bot.domain.states import Asking, MeetingState, SetState
from bot.domain.step_kinds import StepKind
from bot.services import hosts
from bot.services.coming import cannot_come
from bot.services.locked_meeting import LockedMeeting, as_held, find_meeting, open_meeting
from bot.services.locked_set import LockedSet
from bot.services.named_meetings import must_not_be_over, of_step
from bot.services.planned_meetings import pass_over_what_was_missed, renumber, to_start
from bot.services.service import Service
from bot.services.sleep import is_awake, wake
from storage import posts
from storage.models import Meeting

EXTENSION: Final = 5


class Meetings(Service):
    """The meeting as a whole. Whoever asks is checked by the rules, inside the lock of the set; asking is a sign of life."""

    def start(self, asker: Asker, meeting_id: str | None = None, format_name: str = "", manner: str = "") -> None:
        """Open a meeting now, planned or not; raises Refused where too few have agreed or one is open.

        `meeting_id` is the one that a button was drawn for. Without it a planned meeting of today in the set's zone is
        meant before every other, then the one whose time is nearest, be it past or to come. `format_name` is a format
        other than the one chosen for it, or the set's own;
        `manner` is `spoken` or `typed`, where this meeting is not held as the set does.
        """
        with self._enter(asker) as locked:
            _known(locked.material.formats, format_name)
            named = must_not_be_over(locked, meeting_id)
            _must_not_have_moved(locked, named)
            locked.try_channel_again()
            if locked.is_meeting:
                raise Refused(Refusal.OPEN_ALREADY)
            _must_have_agreed(locked)
            spoken = SPOKEN.get(manner, locked.set.spoken)
            meeting = named or to_start(locked)
            self._open(locked, meeting, format_name or meeting.chosen_format or "", spoken=spoken)

    def _open(self, locked: LockedSet, meeting: Meeting, format_name: str, *, spoken: bool) -> None:
        locked.set.state = SetState.ACTIVE
        is_awake(locked)
        pass_over_what_was_missed(locked, meeting)
        renumber(locked, first=meeting)
        regretted = cannot_come(locked, meeting)
        hosts.hand_on(
            locked, regretted
        )  # whose turn it was has seen to this meeting; the closing names who sees to the next
        opening = open_meeting(locked, number=meeting.id)
        held = as_held(locked, format_name, spoken=spoken)
        opening.happens(Started(by=locked.by(), format=held, spoken=spoken))
        if regretted:
            locked.work.say(locked.channel, Says.REGRETS, meeting.id, set_id=locked.set.id)

    def here(self, asker: Asker) -> str:
        """*I'm here*: whoever says so is, until the meeting ends.

        Returns the public id of the set where they are a member who has not agreed to its rules, otherwise nothing.
        """
        with self._enter(asker) as locked:
            open_meeting(locked).happens(Came(by=locked.by(asker.at)))
            return locked.set.public_id if locked.me is not None and locked.me not in locked.agreed else ""

    def all_here(self, asker: Asker, step_id: str) -> None:
        """*We're all here*, said on a call by one person for all: the opening is over."""
        self._happens(asker, AllHere(step=step_id), step_id)

    def next(self, asker: Asker, step_id: str | None = None) -> StepKind | None:
        """Move on from a step, and return its kind; in the opening only with a quorum. `step_id` is the button's own step.

        None where only the writing of questions is over.
        Raises EndsTooSoon where whoever asks may have meant another.
        """
        return self._happens(asker, MovedOn(step=step_id), step_id)

    def next_surely(self, asker: Asker, step_id: str) -> StepKind | None:
        """The same once they were asked."""
        return self._happens(asker, MovedOn(step=step_id, sure=True), step_id)

    def balance(self, asker: Asker, step_id: str | None = None) -> None:
        """Between how many and how many times each peer has asked, said to the set in its review; raises Refused otherwise."""
        self._happens(asker, AskedForBalance(step=step_id), step_id)

    def finished(self, asker: Asker, step_id: str) -> None:
        """The presenter's *That's it*, *That's all* or *I have enough*."""
        self._happens(asker, Finished(step=step_id), step_id)

    def choose(self, asker: Asker, issue_id: str) -> None:
        """At the bids a mover confirms who goes first; the rest of the suggested order fills what slots are left."""
        self._happens(asker, Chose(issue=issue_id))

    def extend(self, asker: Asker, minutes: int = EXTENSION, step_id: str | None = None) -> None:
        """Give the open step more minutes, 1 to 60."""
        self._happens(asker, Extended(minutes=minutes, step=step_id), step_id)

    def switch(self, asker: Asker, *, spoken: bool | None = None) -> None:
        """Between spoken and typed, in the middle of a meeting: from now on talk moves things, or does not."""
        self._happens(asker, Switched(spoken=spoken))

    def ask_in(self, asker: Asker, asking: Asking) -> None:
        """How peers ask from now on, until the meeting is over."""
        self._happens(asker, ChoseAsking(asking=asking))

    def more(self, asker: Asker, kind: str = "", public_id: str = "") -> More | ToStart:
        """What whoever asks may do now. `kind` and `public_id` are of the step, slot or meeting whose *More* was pressed."""
        about = {kind: public_id}
        with self._enter(asker.without_deliveries()) as locked:
            meeting, named = find_meeting(locked), must_not_be_over(locked, about.get("meeting"))
            if named is not None and named.state is MeetingState.PLANNED:
                _must_not_have_moved(locked, named)
                return ToStart(public_id, locked.material.titles)
            if "step" in about and (meeting is None or meeting.value.step_of(public_id) is None):
                must_not_be_over(locked, of_step(locked, public_id))
            looked = LookedForMore(step=about.get("step"), slot=about.get("slot"), meeting=about.get("meeting"))
            return self._in_open(locked, asker, looked, meeting)

    def pause(self, asker: Asker) -> tuple[str, ForPresenter] | None:
        """Any member may pause; the clock stands still. Inside a slot: the channel, and what its presenter is offered there."""
        with self._enter(asker) as locked:
            offered = self._in_open(locked, asker, Paused())
            return (locked.set.channel, offered) if offered is not None else None

    def only_listen(self, asker: Asker, slot_id: str) -> None:
        """The presenter would only be listened to, until they go on."""
        self._happens(asker, OnlyListened(slot=slot_id))

    def resume(self, asker: Asker) -> None:
        """Any member may resume, but a moment is its presenter's to end; the step gets back what it had left.

        Where no meeting is open and the set rests, it is woken.
        """
        with self._enter(asker) as locked:
            meeting = find_meeting(locked)
            if meeting is None and locked.set.paused_until is not None:
                wake(locked, locked.user_asking)
            else:
                self._in_open(locked, asker, Resumed(), meeting)

    def end(self, asker: Asker) -> bool:
        """A presenter ends their own slot, which is told by True; a mover goes to the closing, and from there closes the meeting."""
        return self._happens(asker, Ended())

    def end_by_button(self, asker: Asker, meeting_id: str) -> None:
        """A mover goes to the closing, and from there closes the meeting; not a presenter alone, whose only the slot is."""
        with self._enter(asker) as locked:
            must_not_be_over(locked, meeting_id)
            open_meeting(locked).happens(Ended(by=locked.by(asker.at), meeting=meeting_id))

    def end_slot(self, asker: Asker, slot_id: str | None = None) -> bool:
        """The presenter ends their slot and gives no reason; so does whoever else may move it on. True for one's own.

        Without an id it is the slot that is running.
        """
        return self._happens(asker, EndedSlot(slot=slot_id))

    def to_review(self, asker: Asker, step_id: str) -> None:
        """The presenter is gone: whoever is here takes the slot to its review, while the bot's offer of that stands."""
        self._happens(asker, WentToReview(step=step_id), step_id)

    def wait(self, asker: Asker, step_id: str) -> None:
        """The presenter is gone, and whoever is here waits for them; what the bot has offered besides stands."""
        self._happens(asker, Waited(step=step_id), step_id)

    def close(self, asker: Asker, step_id: str, *, was_last: bool = False) -> None:
        """*Close*: the meeting is over. Raises Refused without a next date, or the word that it was the last."""
        self._happens(asker, Closed(step=step_id, was_last=was_last), step_id)

    def _happens(self, asker: Asker, event: Event[Answer], step_id: str | None = None) -> Answer:
        """Whoever asks does that in the open meeting; `step_id` is the step that their button was drawn for."""
        with self._enter(asker) as locked:
            meeting = find_meeting(locked)
            if step_id and (meeting is None or meeting.value.step_of(step_id) is None):
                must_not_be_over(locked, of_step(locked, step_id))
            return self._in_open(locked, asker, event, meeting)

    def _in_open(
        self, locked: LockedSet, asker: Asker, event: Event[Answer], meeting: LockedMeeting | None = None
    ) -> Answer:
        meeting = meeting or find_meeting(locked)
        if meeting is None:
            raise Refused(Refusal.NOT_RUNNING)
        return meeting.happens(replace(event, by=locked.by(asker.at)))


def _known(formats: Mapping[str, Format], name: str) -> None:
    if name and name not in formats:
        raise Refused(Refusal.NO_SUCH_FORMAT, formats=tuple(sorted(formats)))


def _must_have_agreed(locked: LockedSet) -> None:
    if missing := locked.charter().still_needed:
        raise Refused(Refusal.TOO_FEW_AGREED, count=missing)


def _must_not_have_moved(locked: LockedSet, named: Meeting | None) -> None:
    """Raises Refused for a button of a card whose meeting has been given another time since."""
    if named is None or named.state is not MeetingState.PLANNED:
        return
    if posts.find(locked.work.db, locked.work.workspace, Says.AGENDA, str(named.id)) is None:
        day = local_day(named.planned_at, locked.set.zone)
        raise Refused(Refusal.MEETING_MOVED, number=named.number, day=day)
