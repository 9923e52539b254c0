"""Who cannot come: said, taken back, and what becomes of a meeting to which too few can come."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.askers import Asker
from bot.domain.errors import Refused, TooLong
from bot.domain.message_and_timer_kinds import Says, WantedMessage
from bot.domain.notice_subjects import date_suits
from bot.domain.refusals import Refusal
from bot.domain.regrets import LONGEST_WORD, MOST_DATES, CannotCome, DateCount, OtherDates
from bot.domain.regrets import Regrets as SaidRegrets
from bot.domain.states import MeetingState
from bot.services.coming import ask_where_too_few, coming, more_can_come, needed, nobody_need_decide
from bot.services.conversations import dm
from bot.services.hosts import host
from bot.services.locked_set import LockedSet
from bot.services.planned_meetings import row_of_next
from bot.services.reminders import hears_at
from bot.services.service import Service, new_id
from bot.services.short_notice import withhold_from_whoever_cannot_come
from storage import meetings
from storage import regrets as rows
from storage.models import Meeting
from storage.regret_models import DateOption, DateQuestion


class Regrets(Service):
    """No reason is needed, and nobody counts them: a word, if there is one, is shown to the set as the meeting opens."""

    def say(self, asker: Asker, meeting_id: str = "") -> CannotCome:
        """Whoever says so is not expected at that meeting, or at the next one; one press counts, and the word may follow."""
        return self._said(asker, meeting_id, None)

    def word(self, asker: Asker, meeting_id: str, word: str) -> CannotCome:
        """A word to the set, or none."""
        if len(word.strip()) > LONGEST_WORD:
            raise TooLong(word, LONGEST_WORD, "word")
        return self._said(asker, meeting_id, " ".join(word.split()))

    def _said(self, asker: Asker, meeting_id: str, word: str | None) -> CannotCome:
        with self._enter(asker, self._set_of(asker, meeting_id)) as locked:
            meeting, me = _meant(locked, meeting_id), locked.member
            before = len(coming(locked, meeting))
            rows.say(locked.work.db, meeting, me.member.id, word, locked.work.now)
            withhold_from_whoever_cannot_come(locked, meeting)
            if len(coming(locked, meeting)) < before:
                ask_where_too_few(locked, meeting)
            return _told(locked, meeting)

    def take_back(self, asker: Asker, meeting_id: str) -> CannotCome:
        """They can come after all."""
        with self._enter(asker, self._set_of(asker, meeting_id)) as locked:
            meeting, me = _meant(locked, meeting_id), locked.member
            rows.take_back(locked.work.db, meeting.id, me.member.id)
            more_can_come(locked, meeting)
            return _told(locked, meeting)

    def hold(self, asker: Asker, meeting_id: str) -> int:
        """The host has it held with those who can come; how many those are."""
        with self._enter(asker, self._set_of(asker, meeting_id)) as locked:
            meeting = _meant(locked, meeting_id)
            nobody_need_decide(locked, meeting)
            meeting.held_with = len(coming(locked, meeting))
            return meeting.held_with

    def may_ask(self, asker: Asker, meeting_id: str) -> CannotCome:
        """The meeting for which other dates are to be asked about."""
        with self._enter(asker.without_deliveries(), self._set_of(asker, meeting_id)) as locked:
            return _told(locked, _meant(locked, meeting_id))

    def ask(self, asker: Asker, meeting_id: str, moments: Sequence[datetime]) -> CannotCome:
        """The set is asked, in its channel, on which of these dates (UTC) it could meet instead."""
        with self._enter(asker, self._set_of(asker, meeting_id)) as locked:
            meeting, work = _meant(locked, meeting_id), locked.work
            ahead = sorted({one for one in moments if one > work.now})[:MOST_DATES]
            if len(ahead) < len(set(moments)) or not ahead:
                raise Refused(Refusal.PAST_MOMENT, "date1")
            rows.ask(work.db, meeting, {new_id(): at for at in ahead}, work.now)
            nobody_need_decide(locked, meeting)
            work.retire(Says.OTHER_DATES, meeting.id)
            work.say(locked.channel, Says.OTHER_DATES, meeting.id, set_id=locked.set.id)
            return _told(locked, meeting)

    def can(self, asker: Asker, option_id: str) -> tuple[DateCount, bool, str]:
        """*I can*; pressed again it is taken back. The date, whether they can, and the zone of the set."""
        with self._enter(asker, self._set_of_option(asker, option_id)) as locked:
            option, question, meeting = _open_option(locked, option_id)
            work = locked.work
            can = rows.can(work.db, question, option.id, locked.member.member.id)
            counts = dict(rows.counted(work.db, question.id))
            if counts[option] >= needed(locked, meeting) and question.proposed is None:
                question.proposed = option.id
                _propose(locked, meeting, option, counts[option])
            return DateCount(option.public_id, option.at, counts[option]), can, locked.set.zone

    def date_of(self, asker: Asker, option_id: str) -> tuple[str, datetime, str]:
        """Which meeting is to be on which date (UTC), and the zone of its set; whether they may is seen as it is moved there."""
        with self._resources.database.look() as db:
            found = rows.date_of(db, asker.workspace, option_id)
        if found is None:
            self.admit(asker)
            raise Refused(Refusal.NOT_AHEAD)
        return found

    def show(self, wanted: WantedMessage) -> SaidRegrets | None:
        """Those who cannot come, as the meeting opens; None where nobody has said so."""
        with self._resources.database.look() as db:
            found = rows.of_meeting(db, int(wanted.subject))
            return SaidRegrets(tuple((user, word) for _, user, word in found)) if found else None

    def show_dates(self, wanted: WantedMessage) -> OtherDates | None:
        """The question which other date suits, with how many can on each."""
        with self._look(wanted.workspace, wanted.set_id) as locked:
            meeting_id, _, retired = wanted.subject.partition(":")
            meeting = meetings.by_id(locked.work.db, wanted.workspace, int(meeting_id)) if locked else None
            question = rows.newest_question(locked.work.db, int(meeting_id)) if locked else None
            if locked is None or question is None or meeting is None:
                return None
            counts = rows.counted(locked.work.db, question.id)
            dates = tuple(DateCount(one.public_id, one.at, many) for one, many in counts)
            is_ahead = meeting.state is MeetingState.PLANNED and meeting.planned_at > locked.work.now
            over = bool(retired) or not is_ahead or meeting.planned_at != question.instead_of
            return OtherDates(meeting.number, meeting.planned_at, locked.set.zone, dates, over)

    def _set_of(self, asker: Asker, meeting_id: str) -> int | None:
        """The set of a meeting that a button names, wherever it was pressed."""
        with self._resources.database.look() as db:
            named = meetings.by_public_id(db, asker.workspace, meeting_id) if meeting_id else None
            return named.set_id if named is not None else None

    def _set_of_option(self, asker: Asker, option_id: str) -> int | None:
        with self._resources.database.look() as db:
            found = rows.option(db, asker.workspace, option_id)
            return found[2].set_id if found is not None else None


def _meant(locked: LockedSet, meeting_id: str) -> Meeting:
    """The meeting that is named, or the next one; Refused for one that is not ahead."""
    found = row_of_next(locked)
    if meeting_id:
        found = meetings.by_public_id(locked.work.db, locked.work.workspace, meeting_id)
    if found is None or found.set_id != locked.set.id or found.state is not MeetingState.PLANNED:
        raise Refused(Refusal.NOT_AHEAD)
    return found


def _open_option(locked: LockedSet, option_id: str) -> tuple[DateOption, DateQuestion, Meeting]:
    found = rows.option(locked.work.db, locked.work.workspace, option_id)
    if found is None or found[2].set_id != locked.set.id or found[2].state is not MeetingState.PLANNED:
        raise Refused(Refusal.NOT_AHEAD)
    return found


def _told(locked: LockedSet, meeting: Meeting) -> CannotCome:
    said = rows.of_meeting(locked.work.db, meeting.id)
    mine = next((word for member_id, _, word in said if member_id == locked.member.member.id), "")
    return CannotCome(locked.set.name, meeting.public_id, meeting.number, meeting.planned_at, locked.set.zone, mine)


def _propose(locked: LockedSet, meeting: Meeting, option: DateOption, count: int) -> None:
    """The first date on which enough can is proposed to the host."""
    asked = host(locked)
    if asked is None:
        return
    facts = {
        "name": "date_suits",
        "option": option.public_id,
        "set_name": locked.set.name,
        "at": option.at.timestamp(),
        "zone": locked.set.zone,
        "count": count,
    }
    due_at = hears_at(locked, asked)
    direct = dm(locked.work, asked.person.id)
    locked.work.say(
        direct, Says.NOTICE, date_suits(meeting.id, option.id), set_id=locked.set.id, facts=facts, due_at=due_at
    )
