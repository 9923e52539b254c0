"""Questions that a set adds to the bank itself, or keeps since they helped somebody.

Whose words they are is kept beside them, so that they go with what that person gave; it is shown to nobody.
"""

from bot.domain.askers import Asker
from bot.domain.channel_messages import moment_of
from bot.domain.errors import Refused
from bot.domain.meeting.log_entries import Key
from bot.domain.message_and_timer_kinds import Says
from bot.domain.own_prompts import MOST_OWN, OwnPrompts, QuestionToKeep, checked
from bot.domain.question_bank import When
from bot.domain.refusals import Refusal
from bot.domain.said_words import TalkPlace
from bot.services.locked_meeting import find_meeting
from bot.services.locked_set import LockedSet
from bot.services.service import Service, new_id
from storage import meetings
from storage import own_prompts as rows
from storage.own_prompts import AskedTurn, OwnPromptRow


class OwnQuestions(Service):
    """Any member adds one, and takes any away; a question of a slot is kept by its presenter, or by whoever asked it."""

    def of_set(self, asker: Asker) -> OwnPrompts:
        """Those that the set has, oldest first."""
        with self._enter(asker.without_deliveries()) as locked:
            return _of(locked)

    def add(self, asker: Asker, typed: str, when: When | None, *, as_it_is: bool = False) -> str:
        """Add one; gives its words as they are kept. Raises Refused where it cannot stand, or is doubtful and not `as_it_is`."""
        with self._enter(asker) as locked:
            return _added(locked, typed, when, locked.member.member.id, as_it_is=as_it_is)

    def take_away(self, asker: Asker, prompt_id: str) -> OwnPrompts:
        """Those that are left. One that somebody else has taken away meanwhile is no reason to refuse."""
        with self._enter(asker) as locked:
            row = rows.by_id(locked.work.db, locked.set.id, prompt_id)
            if row is not None:
                locked.take_back(row, row.member_id)
                locked.work.db.flush()
                locked.read_the_roster()
            return _of(locked)

    def to_keep(self, asker: Asker, turn_id: str) -> QuestionToKeep:
        """A question of a slot, for its presenter and for whoever asked it. Raises Refused for anybody else."""
        with self._enter(asker.without_deliveries(), self._set_of(asker, turn_id)) as locked:
            asked = _theirs(locked, turn_id)
            at = asked.turn.asked_at or asked.turn.called_at
            return QuestionToKeep(turn_id, locked.set.name, at, _place(locked, asked))

    def keep(self, asker: Asker, turn_id: str, typed: str, when: When | None, *, as_it_is: bool = False) -> str:
        """Keep a question of a slot: its words are those of whoever asked it. Raises Refused as `add` and `to_keep` do."""
        with self._enter(asker, self._set_of(asker, turn_id)) as locked:
            asked = _theirs(locked, turn_id)
            return _added(locked, typed, when, asked.turn.member_id, as_it_is=as_it_is)

    def _set_of(self, asker: Asker, turn_id: str) -> int | None:
        with self._resources.database.look() as db:
            return meetings.set_of_turn(db, asker.workspace, turn_id)


def _of(locked: LockedSet) -> OwnPrompts:
    return OwnPrompts(locked.set.public_id, locked.set.name, locked.own_prompts)


def _added(locked: LockedSet, typed: str, when: When | None, member_id: int, *, as_it_is: bool) -> str:
    if len(locked.own_prompts) >= MOST_OWN:
        raise Refused(Refusal.TOO_MANY_QUESTIONS, "question", most=MOST_OWN)
    words = checked(typed, [one.text for one in locked.bank.prompts], as_it_is=as_it_is)
    of, db = locked.set, locked.work.db
    known = {"workspace": of.workspace, "set_id": of.id, "member_id": member_id}
    db.add(OwnPromptRow(public_id=new_id(), question=words, moment=when, **known))
    return words


def _theirs(locked: LockedSet, turn_id: str) -> AskedTurn:
    """A question that was asked, as whoever may keep it sees it; nobody is asked about a slot that its presenter ended."""
    asked, me = rows.asked_turn(locked.work.db, locked.set.id, turn_id), locked.member.member.id
    if asked is None or asked.ended_early or me not in (asked.presenter, asked.turn.member_id):
        raise Refused(Refusal.QUESTION_OF_OTHERS)
    return asked


def _place(locked: LockedSet, asked: AskedTurn) -> TalkPlace | None:
    """Where its words stand; None once the slot is over, since then nothing says which message it was."""
    meeting, user = find_meeting(locked), locked.user(asked.turn.member_id)
    head = meeting.value.entry(Key(Says.SLOT_CARD, asked.slot_id)) if meeting is not None else None
    if head is None or asked.turn.asked_ts is None or not user:
        return None
    thread = head.threads[-1] if head.threads else None
    at = moment_of(asked.turn.asked_ts)
    return TalkPlace(user, locked.set.channel, (thread,), at, at)
