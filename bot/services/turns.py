"""A peer's turn to ask, by its buttons: another prompt, pass, think, done, park, decline."""

from dataclasses import replace

from bot.domain.askers import Asker
from bot.domain.channel_messages import Hinted
from bot.domain.errors import NotIn, WhichSet
from bot.domain.meeting.events import Answer
from bot.domain.meeting.keeping import LATEST
from bot.domain.meeting.parts import Turn
from bot.domain.meeting.turn_events import (
    AskedAloud,
    AskedForAnotherPrompt,
    AskedToLend,
    Declined,
    DoneAsking,
    OfTurn,
    ParkedMessage,
    ParkedQuestion,
    PassedTurn,
    StillWriting,
    Thinks,
    ThoughtOver,
)
from bot.domain.meeting.turns import follows_quiet, still_writing_at
from bot.domain.meeting.value import Meeting
from bot.domain.meeting.written_events import TookUpQuestion
from bot.domain.message_and_timer_kinds import DueTimer
from bot.domain.turn_order import PausedAnswer
from bot.services.locked_meeting import find_meeting, open_meeting
from bot.services.locked_set import LockedSet
from bot.services.service import Service
from storage import meetings


class _Elsewhere(Exception):
    """The turn is not one that the meeting in this channel knows: its set is looked up."""


class Turns(Service):
    """The buttons of a call. The rules check that the turn is still open and that it is this person's to press."""

    def another_prompt(self, asker: Asker, turn_id: str) -> None:
        self._happens(asker, AskedForAnotherPrompt(turn=turn_id))

    def lend(self, asker: Asker, turn_id: str) -> tuple[str, ...]:
        """A few questions to borrow, for the peer who is called."""
        return self._happens(asker, AskedToLend(turn=turn_id))

    def thinking(self, asker: Asker, turn_id: str) -> None:
        """A minute more before the peer is passed over; once a turn."""
        self._happens(asker, Thinks(turn=turn_id))

    def still_writing(self, asker: Asker, turn_id: str) -> None:
        """The presenter goes on writing their answer."""
        self._happens(asker, StillWriting(turn=turn_id))

    def ask_presenter(self, timer: DueTimer) -> PausedAnswer | None:
        """The presenter has paused in their answer: where to ask them, alone, whether that was all. None where they have gone on."""
        with self._fire(timer) as locked:
            meeting = find_meeting(locked) if locked is not None else None
            fired = meeting.timer(timer) if meeting is not None else None
            turn = meeting.value.turn_of(fired.of) if meeting is not None and fired is not None else None
            if locked is None or meeting is None or fired is None or turn is None:
                return None
            if meeting.is_early(fired):
                meeting.put_off(fired)
                return None
            return _paused(locked, meeting.value, turn)

    def hint_after_a_thought(self, timer: DueTimer) -> Hinted | None:
        """Whoever is called has said something that asks nothing, and nothing has followed: the hint at it, and where to show it."""
        with self._fire(timer) as locked:
            meeting = find_meeting(locked) if locked is not None else None
            fired = meeting.timer(timer) if meeting is not None else None
            if locked is None or meeting is None or fired is None:
                return None
            if meeting.is_early(fired):
                meeting.put_off(fired)
                return None
            told, head = meeting.happens(ThoughtOver(turn=fired.of), fired), meeting.value.head
            if told is None or head is None:
                return None
            return replace(told, channel=locked.set.channel, thread_ts=next(iter(head.threads[-1:]), None))

    def pass_turn(self, asker: Asker, turn_id: str) -> None:
        self._happens(asker, PassedTurn(turn=turn_id))

    def done(self, asker: Asker, turn_id: str) -> None:
        """Asker or presenter: this question is done with."""
        self._happens(asker, DoneAsking(turn=turn_id))

    def asked_next(self, asker: Asker, turn_id: str) -> None:
        """In a spoken meeting: asked and answered aloud, the next peer please."""
        self._happens(asker, AskedAloud(turn=turn_id))

    def park(self, asker: Asker, turn_id: str) -> bool:
        """The presenter keeps the question for later, as a link to its message (M9). True where that ends an open turn about it."""
        return self._happens(asker, ParkedQuestion(turn=turn_id))

    def take_up(self, asker: Asker, turn_id: str) -> None:
        """The presenter answers this question, which was put in writing."""
        self._happens(asker, TookUpQuestion(turn=turn_id))

    def decline(self, asker: Asker, turn_id: str) -> None:
        """The presenter need not answer, and need not say why (G5)."""
        self._happens(asker, Declined(turn=turn_id))

    def park_message(self, asker: Asker, ts: str) -> bool:
        """The shortcut: the presenter parks any message of their slot's thread. True where that ends an open turn about it."""
        with self._enter(asker) as locked:
            return open_meeting(locked).happens(ParkedMessage(by=locked.by(asker.at), ts=ts))

    def _happens(self, asker: Asker, event: OfTurn[Answer]) -> Answer:
        """In the set of the turn that a button names: nearly always that of the channel where it was pressed."""
        try:
            with self._enter(asker) as locked:
                meeting = find_meeting(locked)
                if meeting is None or meeting.value.turn_of(event.turn) is None:
                    raise _Elsewhere
                return meeting.happens(replace(event, by=locked.by(asker.at)))
        except (NotIn, WhichSet, _Elsewhere):
            with self._enter(asker, self._set_of(asker.workspace, event.turn)) as locked:
                return open_meeting(locked).happens(replace(event, by=locked.by(asker.at)))

    def _set_of(self, workspace: str, turn_id: str) -> int | None:
        with self._resources.database.look() as db:
            return meetings.set_of_turn(db, workspace, turn_id)


def _paused(locked: LockedSet, m: Meeting, turn: Turn) -> PausedAnswer | None:
    """Where the presenter is asked; None where the turn is over, or it is too late to ask."""
    due = still_writing_at(m, turn) if turn.is_open and m.is_running else None
    head, presenter = m.head, m.presenter
    if due is None or head is None or presenter is None or locked.work.now > due + LATEST:
        return None
    thread = head.threads[-1] if head.threads else None
    if thread is None and not head.has_no_thread:
        return None
    return PausedAnswer(
        presenter.user, locked.set.channel, thread, turn.id, m.user(turn.member), follows_quiet(m, turn)
    )
