"""Asking a member to leave the set: they are asked first, privately, and then each of the others; no button removes anybody."""

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from typing import Any

from bot.domain import leave_requests as rules
from bot.domain.askers import Asker
from bot.domain.calendars import DEFAULT_HOURS, working_days_after
from bot.domain.errors import NotIn, Refused
from bot.domain.leave_requests import OPEN, AskedForOne, AskedToLeave, GoneMember, LeaveRequestOver, OthersAsked
from bot.domain.letters import Part
from bot.domain.meeting.events import Actor
from bot.domain.message_and_timer_kinds import DueTimer, Says, WantedMessage
from bot.domain.refusals import Refusal
from bot.domain.states import LeaveRequestState
from bot.services.asked_others import as_asked, gone_member, others
from bot.services.conversations import dm
from bot.services.leaving import say_goodbye, take_out
from bot.services.letter_parts import for_next_letters
from bot.services.letters_following import hours_of
from bot.services.locked_set import LockedSet
from bot.services.reminders import hears_at, may_be_told_at
from bot.services.service import Service, new_id
from storage import leave_requests as rows
from storage import sets
from storage.leave_requests import LeaveRequest
from storage.sets import Membership, PersonRow


class LeaveRequests(Service):
    """Whoever is asked hears of it in a message of its own: their time to answer runs, and letters can be switched off.

    The others hear of it in their next letter, and whoever gets none in a message of its own. Nobody else learns that it was
    asked, and who said what is kept only while it is open.
    """

    def ask(self, asker: Asker, user: str) -> AskedForOne | GoneMember:
        """Ask a member whether they would leave; of one who is gone from the channel it is asked at once whether they have.

        Raises Refused for oneself, somebody who is no member, and where too few others are there.
        """
        with self._enter(asker) as locked:
            one = _meant(locked, user)
            if one.member.gone is not None:
                return gone_member(locked, user, one.member.gone)
            known, zone = rows.open_of(locked.work.db, one.member.id), locked.set.zone
            mine = _person_asking(locked)
            if known is not None:
                return AskedForOne(known.public_id, user, known.until, zone, True, known.by_id == mine)
            if len(others(locked, one.member.id)) < rules.FEWEST_AGREED:
                raise Refused(Refusal.TOO_FEW_TO_ASK, person=user)
            asked_at = hears_at(locked, one)
            row = LeaveRequest(
                workspace=asker.workspace,
                public_id=new_id(),
                set_id=locked.set.id,
                member_id=one.member.id,
                by_id=mine,
                answers={},
                state=LeaveRequestState.ASKS_THEM,
                asked_at=asked_at,
                until=_until(locked, one, asked_at),
            )
            locked.work.db.add(row)
            locked.work.db.flush()
            conversation = dm(locked.work, one.person.id)
            locked.work.say(conversation, Says.ASKED_TO_LEAVE, row.id, set_id=locked.set.id, due_at=asked_at)
            return AskedForOne(row.public_id, user, row.until, zone)

    def withdraw(self, asker: Asker, request_id: str) -> str:
        """Whoever asked takes it back, and nobody is asked about it any more. Returns who was to be asked."""
        with self._enter(asker, self._set_of(asker, request_id)) as locked:
            row = _open(locked, request_id)
            if row.by_id != _person_asking(locked):
                raise Refused(Refusal.ASKED_NO_MORE)
            self._is_over(locked, row, LeaveRequestState.STAYS)
            return locked.user(row.member_id)

    def leave(self, asker: Asker, request_id: str) -> str:
        """Whoever was asked leaves. Returns the set's name."""
        with self._enter(asker, self._set_of(asker, request_id)) as locked:
            row, me = _open(locked, request_id), locked.member
            _must_be(me, row)
            self._leaves(locked, row, me)
            return locked.set.name

    def stay(self, asker: Asker, request_id: str) -> None:
        """Whoever was asked would rather stay: now the others are asked."""
        with self._enter(asker, self._set_of(asker, request_id)) as locked:
            row = _open(locked, request_id)
            _must_be(locked.member, row)
            row.answers = {**row.answers, str(row.member_id): False}
            if row.state is LeaveRequestState.ASKS_THEM:
                self._ask_others(locked, row)

    def should_leave(self, asker: Asker, request_id: str) -> None:
        """One of the others agrees that the member leaves."""
        self._answer(asker, request_id, agrees=True)

    def should_stay(self, asker: Asker, request_id: str) -> None:
        """One of the others does not agree."""
        self._answer(asker, request_id, agrees=False)

    def _answer(self, asker: Asker, request_id: str, *, agrees: bool) -> None:
        """Nobody else sees it, and it can be changed while it is open."""
        with self._enter(asker, self._set_of(asker, request_id)) as locked:
            row, me = _open(locked, request_id), locked.member.member.id
            if row.state is not LeaveRequestState.ASKS_OTHERS or me == row.member_id:
                raise Refused(Refusal.ASKED_NO_MORE)
            row.answers = {**row.answers, str(me): agrees}
            self._settle(locked, row, is_over=False)

    def time_is_over(self, timer: DueTimer) -> None:
        """Whoever was asked has not answered: the others are asked. Or these have had their time: it is settled."""
        with self._fire(timer) as locked:
            row = rows.by_id(locked.work.db, timer.workspace, int(timer.subject)) if locked else None
            if locked is None or row is None or row.state not in OPEN:
                return
            _redraw_for_others(locked, row)
            if row.state is LeaveRequestState.ASKS_THEM:
                self._ask_others(locked, row)
            else:
                self._settle(locked, row, is_over=True)

    def show(self, wanted: WantedMessage) -> AskedToLeave | OthersAsked | LeaveRequestOver | None:
        """What the person who is asked reads; None before it was sent where it was taken back, or they have left.

        Or what another one reads who has no letters: what they are asked, or what came of it.
        """
        row_id, reader, *_ = *wanted.subject.split(":"), ""
        with self._look(wanted.workspace, wanted.set_id) as locked:
            row = rows.by_id(locked.work.db, wanted.workspace, int(row_id)) if locked else None
            if locked is not None and row is not None and reader:
                return _to_another(locked, row, int(reader), wanted)
            if locked is None or row is None or (not wanted.is_there and row.state is not LeaveRequestState.ASKS_THEM):
                return None
            one = locked.membership(row.member_id)
            zone = locked.zone_of(one.person) if one is not None else locked.set.zone
            by = sets.users(locked.work.db, [row.by_id]).get(row.by_id, "")
            answered = str(row.member_id) in row.answers
            return AskedToLeave(row.public_id, by, locked.set.name, row.state, row.until, zone, answered)

    def _ask_others(self, locked: LockedSet, row: LeaveRequest) -> None:
        """Each in their next letter; whoever asked has agreed by asking."""
        row.state = LeaveRequestState.ASKS_OTHERS
        row.until = working_days_after(
            locked.work.now, rules.WORKING_DAYS + 1, locked.set.zone, DEFAULT_HOURS, locked.days_off
        )
        asked = others(locked, row.member_id)
        by = {str(one.member.id): True for one in asked if one.person.id == row.by_id}
        row.answers = {**row.answers, **by}
        people = [one.person.id for one in asked if one.person.id != row.by_id]
        for_next_letters(locked.work, people, Part.REMOVAL, row.id, set_id=locked.set.id)
        _say_without_letters(locked, row, people)
        self._settle(locked, row, is_over=False)

    def _settle(self, locked: LockedSet, row: LeaveRequest, *, is_over: bool) -> None:
        """Where enough have agreed they have left; where they cannot, or time is over, they stay."""
        one = locked.membership(row.member_id)
        answers = {int(number): bool(said) for number, said in row.answers.items()}
        asked = [other.member.id for other in others(locked, row.member_id)]
        outcome = rules.came_to(asked, answers, is_over=is_over)
        if outcome is LeaveRequestState.LEFT and one is not None:
            self._leaves(locked, row, one)
        elif outcome is not None:
            self._is_over(locked, row, LeaveRequestState.STAYS)

    def _leaves(self, locked: LockedSet, row: LeaveRequest, one: Membership) -> None:
        by_themselves = row.state is LeaveRequestState.ASKS_THEM or locked.me is one
        self._is_over(locked, row, LeaveRequestState.LEFT)
        take_out(locked, one, Actor(one.person.user, one.member.id))
        if not by_themselves:
            say_goodbye(locked, one, "left_by_the_others")

    def _is_over(self, locked: LockedSet, row: LeaveRequest, outcome: LeaveRequestState) -> None:
        """Who said what is forgotten; whoever asked is told, and where they stay whoever was asked as well."""
        asked_others = row.state is LeaveRequestState.ASKS_OTHERS
        row.state, row.answers = outcome, {}
        facts = {"member": row.member_id, "user": locked.user(row.member_id), "left": outcome is LeaveRequestState.LEFT}
        told = {row.by_id} - {_person_asking(locked)}
        if asked_others and outcome is LeaveRequestState.STAYS:
            one = locked.membership(row.member_id)
            told |= {one.person.id} if one is not None else set()
        for_next_letters(locked.work, told, Part.REMOVAL_OVER, row.id, set_id=locked.set.id, facts=facts)
        _say_without_letters(locked, row, told, facts)

    def _set_of(self, asker: Asker, request_id: str) -> int:
        with self._resources.database.look() as db:
            row = rows.by_public_id(db, asker.workspace, request_id)
            if row is None:
                raise NotIn(found=False)
            return row.set_id


def _meant(locked: LockedSet, user: str) -> Membership:
    if user == locked.user_asking:
        raise Refused(Refusal.LEAVES_BY_THEMSELVES)
    one = next((other for other in locked.roster if other.person.user == user), None)
    if one is None:
        raise Refused(Refusal.NOT_IN_THE_SET, person=user)
    return one


def _person_asking(locked: LockedSet) -> int:
    """The row of the person who asks; 0 where it is the clock."""
    if locked.me is not None:
        return locked.me.person.id
    return locked.adviser.id if locked.is_adviser and locked.adviser is not None else 0


def _open(locked: LockedSet, request_id: str) -> LeaveRequest:
    row = rows.by_public_id(locked.work.db, locked.work.workspace, request_id)
    if row is None or row.state not in OPEN:
        raise Refused(Refusal.ASKED_NO_MORE)
    _redraw_for_others(locked, row)
    return row


def _say_without_letters(
    locked: LockedSet, row: LeaveRequest, people: Collection[int], facts: Mapping[str, Any] | None = None
) -> None:
    """To those of these people who get no letters: what they are asked, or with these `facts` what came of it."""
    for person, due_at in _without_letters(locked, people):
        direct, subject = dm(locked.work, person.id), f"{row.id}:{person.id}" + (":over" if facts else "")
        locked.work.say(direct, Says.ASKED_TO_LEAVE, subject, set_id=locked.set.id, facts=facts or {}, due_at=due_at)


def _without_letters(locked: LockedSet, people: Collection[int]) -> Iterator[tuple[PersonRow, datetime]]:
    """With when each may be written to (UTC)."""
    members = {one.person.id: one for one in locked.roster}
    for person_id in sorted(people):
        one, adviser = members.get(person_id), locked.adviser
        if one is not None and one.person.reachable and not one.person.reminders:
            yield one.person, hears_at(locked, one)
        elif one is None and adviser is not None and adviser.id == person_id and not adviser.reminders:
            yield adviser, may_be_told_at(locked, adviser)


def _redraw_for_others(locked: LockedSet, row: LeaveRequest) -> None:
    """What those read who get no letters."""
    locked.work.redraw(Says.ASKED_TO_LEAVE, *(f"{row.id}:{one.person.id}" for one in others(locked, row.member_id)))


def _to_another(
    locked: LockedSet, row: LeaveRequest, reader: int, wanted: WantedMessage
) -> OthersAsked | LeaveRequestOver | None:
    if wanted.facts:
        member = int(wanted.facts["member"])
        of_reader = any(one.member.id == member and one.person.id == reader for one in locked.roster)
        return LeaveRequestOver(str(wanted.facts["user"]), locked.set.name, bool(wanted.facts["left"]), of_reader)
    one = next((one for one in locked.roster if one.person.id == reader), None)
    return as_asked(locked, row, one, is_told=wanted.is_there) if one is not None else None


def _must_be(me: Membership, row: LeaveRequest) -> None:
    if me.member.id != row.member_id:
        raise Refused(Refusal.ASKED_NO_MORE)


def _until(locked: LockedSet, one: Membership, asked_at: datetime) -> datetime:
    zone, hours = locked.zone_of(one.person), hours_of(one.person)
    return working_days_after(asked_at, rules.WORKING_DAYS, zone, hours, locked.days_off)
