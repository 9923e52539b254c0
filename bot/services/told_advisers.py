"""What a member tells the facilitator privately, with their name: passed on once, and forgotten as it was read."""

from datetime import datetime

from bot.domain import concerns as rules
from bot.domain.askers import Asker
from bot.domain.calendars import civil
from bot.domain.concerns import ToldAdviser, WordsToAdviser
from bot.domain.errors import Refused
from bot.domain.message_and_timer_kinds import Says, WantedMessage
from bot.domain.refusals import Refusal
from bot.services.conversations import dm
from bot.services.letters_following import hours_of
from bot.services.locked_meeting import open_meeting_or_none
from bot.services.locked_set import LockedSet
from bot.services.next_review import adviser_of, target
from bot.services.service import Service, new_id
from storage import concerns, meetings
from storage.concerns import WordsToAdviserRow
from storage.sets import PersonRow


class ToldAdvisers(Service):
    """The facilitator's direct message says who has told them something, and not what: they open it, and then it is gone."""

    def tell(self, asker: Asker, words: str) -> str:
        """Pass these on to the facilitator alone; what they have not read before is taken back for it. Returns their Slack id.

        Raises Refused where nothing can be sent, or there is nobody to be told.
        """
        words = rules.checked(words)
        with self._enter(asker) as locked:
            meeting, found = target(locked)
            adviser = adviser_of(locked)
            if adviser is None:
                raise Refused(Refusal.NO_ADVISER)
            row = concerns.unread_from(locked.work.db, meeting, locked.member.member.id)
            if row is not None and row.adviser_id == adviser.id:
                row.words = words
                return adviser.user
            if row is not None:
                locked.work.db.delete(row)
                locked.work.db.flush()
            self._pass_on(locked, adviser, meeting, found.number, words)
            return adviser.user

    def _pass_on(self, locked: LockedSet, adviser: PersonRow, meeting: int, number: int, words: str) -> None:
        row = WordsToAdviserRow(
            workspace=locked.work.workspace,
            public_id=new_id(),
            set_id=locked.set.id,
            meeting_id=meeting,
            member_id=locked.member.member.id,
            adviser_id=adviser.id,
            words=words,
        )
        locked.work.db.add(row)
        locked.work.db.flush()
        facts = {"by": locked.user_asking, "set_name": locked.set.name, "number": number, "words": row.public_id}
        due_at, direct = _hears_at(locked, adviser, meeting), dm(locked.work, adviser.id)
        locked.work.say(direct, Says.TOLD_ADVISER, row.id, set_id=locked.set.id, facts=facts, due_at=due_at)

    def read(self, asker: Asker, words_id: str) -> WordsToAdviser:
        """What the facilitator was told, for them alone; it is kept until they say that they have read it."""
        with self._enter(asker.without_deliveries(), self._set_of(asker, words_id)) as locked:
            row = _theirs(locked, words_id)
            told = ToldAdviser(locked.user(row.member_id), locked.set.name, _number(locked, row), words_id)
            return WordsToAdviser(told, row.words)

    def has_read(self, asker: Asker, words_id: str) -> None:
        """Nothing is left of it."""
        with self._enter(asker, self._set_of(asker, words_id)) as locked:
            locked.work.db.delete(_theirs(locked, words_id))

    def show(self, wanted: WantedMessage) -> ToldAdviser | None:
        """What their direct message says; one that was not sent in time is never sent."""
        with self._resources.database.look() as db:
            row = concerns.unread_at(db, wanted.workspace, int(wanted.subject))
        if row is None and not wanted.is_there:
            return None
        facts = wanted.facts
        left = str(facts["words"]) if row is not None else None
        return ToldAdviser(str(facts["by"]), str(facts["set_name"]), int(facts["number"]), left)

    def _set_of(self, asker: Asker, words_id: str) -> int:
        """Raises Refused for what is not there any more."""
        with self._resources.database.look() as db:
            row = concerns.unread_named(db, asker.workspace, words_id)
        if row is None:
            raise Refused(Refusal.WORDS_FORGOTTEN)
        return row.set_id


def _theirs(locked: LockedSet, words_id: str) -> WordsToAdviserRow:
    """Raises Refused for everybody but the facilitator who was told."""
    row = concerns.unread_named(locked.work.db, locked.work.workspace, words_id)
    told = locked.adviser is not None and row is not None and row.adviser_id == locked.adviser.id
    if row is None or not told or not locked.is_adviser:
        raise Refused(Refusal.WORDS_FORGOTTEN)
    return row


def _number(locked: LockedSet, row: WordsToAdviserRow) -> int:
    meeting = meetings.by_id(locked.work.db, locked.work.workspace, row.meeting_id)
    return meeting.number if meeting is not None else 0


def _hears_at(locked: LockedSet, adviser: PersonRow, meeting: int) -> datetime:
    """At a civil hour of theirs, but not later than that meeting begins."""
    now = locked.work.now
    at = civil(now, locked.zone_of(adviser), hours_of(adviser), locked.days_off)
    running = open_meeting_or_none(locked)
    if running is not None and running.value.number == meeting:
        return now
    ahead = meetings.by_id(locked.work.db, locked.work.workspace, meeting)
    return max(now, min(at, ahead.planned_at)) if ahead is not None else at
