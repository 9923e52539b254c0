"""Cycles: what the last meeting looks back at, and how a set goes on for another one."""

from dataclasses import dataclass
from datetime import timedelta

from bot.domain import ground_rules as rules
from bot.domain.askers import Asker
from bot.domain.calendars import after_day, local_day
from bot.domain.cycles import Aims, CycleStories, Moved, OwnAnswer, Renewal
from bot.domain.errors import Refused
from bot.domain.lengths import LONGEST_DETAIL
from bot.domain.letters import Part
from bot.domain.meeting.people_events import DateFixed
from bot.domain.message_and_timer_kinds import Says, WantedMessage
from bot.domain.refusals import Refusal
from bot.domain.sets import Charter, must_be_a_cycle
from bot.domain.states import GoingOn, SetState
from bot.services.leaving import take_out
from bot.services.letter_parts import for_next_letter
from bot.services.locked_meeting import find_meeting
from bot.services.locked_set import LockedSet
from bot.services.planned_meetings import charter_of, next_meeting, plan_another_cycle
from bot.services.proposals import set_aside
from bot.services.service import Service
from bot.services.sleep import is_awake, settle_what_was_asked
from storage import cycles as rows
from storage import meetings, members
from storage.models import Meeting


@dataclass(frozen=True, slots=True)
class RenewalDraft:
    """What the form of another cycle begins with."""

    set_id: str
    renewal: Renewal


@dataclass(frozen=True, slots=True)
class Thanked:
    """A set that somebody does not go on with, and how many meetings it has held."""

    name: str
    meetings: int


class Cycles(Service):
    """Any member renews the set, once no meeting is planned any more; each of the others is asked whether they come along."""

    def stories(self, wanted: WantedMessage) -> CycleStories | None:
        """What the last meeting of a cycle opens with: the cycle as it was when that meeting began."""
        with self._look(wanted.workspace, wanted.set_id) as locked:
            if locked is None:
                return None
            meeting = meetings.by_id(locked.work.db, wanted.workspace, int(wanted.subject))
            return _looked_back(locked, meeting) if meeting is not None else None

    def draft(self, asker: Asker) -> RenewalDraft:
        """What the form of another cycle begins with: everything as it was. Refused while a meeting is still planned."""
        with self._enter(asker.without_deliveries()) as locked:
            _must_be_over(locked)
            return RenewalDraft(locked.set.public_id, _as_before(locked))

    def renew(self, asker: Asker, wanted: Renewal) -> Charter:
        """The set goes on for another cycle. Raises Refused, with the field, where something cannot stand."""
        lines = rules.written(wanted.rules)
        with self._enter(asker) as locked:
            _must_be_over(locked)
            _must_stand(locked, wanted)
            meeting = find_meeting(locked)
            _begin(locked, wanted, lines)
            plan_another_cycle(locked, wanted.first)
            if meeting is not None:
                meeting.happens(DateFixed(next_meeting=(wanted.first,)))
            _ask_everybody(locked)
            return charter_of(locked)

    def own_answer(self, asker: Asker) -> OwnAnswer:
        """What whoever asks has said at the end of this cycle, to fill a form with."""
        with self._enter(asker.without_deliveries()) as locked:
            found = rows.said_of(locked.work.db, locked.member.member.id, locked.set.cycle)
            if found is None:
                return OwnAnswer(locked.set.public_id)
            return OwnAnswer(locked.set.public_id, found.going_on, found.on_condition, found.moved, found.shared)

    def say_going_on(self, asker: Asker, said: GoingOn, on_condition: str = "") -> OwnAnswer:
        """Whether they would go on after the last meeting of the cycle; a condition is kept for them alone."""
        if len(on_condition) > LONGEST_DETAIL:
            raise Refused(Refusal.TOO_LONG, "condition", used=len(on_condition), most=LONGEST_DETAIL)
        with self._enter(asker) as locked:
            found = _own(locked)
            found.going_on, found.on_condition = said, on_condition.strip()
            return _said(locked, found)

    def say_moved(self, asker: Asker, moved: str, *, shared: bool) -> OwnAnswer:
        """What has moved for them; the set reads it only where they chose so."""
        if len(moved) > LONGEST_DETAIL:
            raise Refused(Refusal.TOO_LONG, "moved", used=len(moved), most=LONGEST_DETAIL)
        with self._enter(asker) as locked:
            found = _own(locked)
            found.moved, found.shared = moved.strip(), shared and bool(moved.strip())
            return _said(locked, found)

    def bow_out(self, asker: Asker) -> Thanked:
        """Whoever does not come along leaves the set, as anybody may, with thanks."""
        with self._enter(asker) as locked:
            me = locked.member
            if len(locked.roster) == 1:
                raise Refused(Refusal.LAST_MEMBER)
            held = rows.held_between(locked.work.db, locked.set.id)
            take_out(locked, me, locked.by(asker.at))
            return Thanked(locked.set.name, held)


def _own(locked: LockedSet) -> rows.CycleAnswer:
    """What whoever asks has said in this cycle, to be changed."""
    return rows.answer_of(locked.work.db, locked.work.workspace, locked.member.member.id, locked.set.cycle)


def _said(locked: LockedSet, found: rows.CycleAnswer) -> OwnAnswer:
    """It is kept: their letters show it, and the closing whether all would go on."""
    locked.work.db.flush()
    return OwnAnswer(locked.set.public_id, found.going_on, found.on_condition, found.moved, found.shared)


def _looked_back(locked: LockedSet, meeting: Meeting) -> CycleStories:
    """The cycle of that meeting as it began; drawn anew in a later one all that came before it."""
    db, the_set = locked.work.db, locked.set
    is_now = meeting.number > the_set.meetings_before
    since = the_set.cycle_began_at if is_now else None
    users = {one.member.id: one.person.user for one in locked.roster}
    until = meeting.started_at or locked.work.now
    told, in_all = rows.stories(db, the_set.id, since or the_set.founded_at, until, users)
    answers = rows.answers_of(db, the_set.id, the_set.cycle) if is_now else {}
    moved = tuple(Moved(users.get(member, ""), words) for member, (_, words) in answers.items() if words.strip())
    held = rows.held_between(db, the_set.id, the_set.meetings_before if is_now else 0, meeting.number)
    return CycleStories(held, told, in_all, Aims(the_set.learn, the_set.do, the_set.change), moved)


def _must_be_over(locked: LockedSet) -> None:
    if next_meeting(locked) is not None:
        raise Refused(Refusal.CYCLE_NOT_OVER)


def _as_before(locked: LockedSet) -> Renewal:
    the_set, now = locked.set, locked.work.now
    last = meetings.last_closed(locked.work.db, the_set.id)
    day = local_day(last.planned_at if last is not None else now, the_set.zone)
    (first,) = after_day(day, the_set.at, the_set.zone, the_set.every_weeks, 1, now + timedelta(days=1))
    return Renewal(
        every_weeks=the_set.every_weeks,
        meetings=the_set.meetings_planned,
        first=first,
        aims=Aims(the_set.learn, the_set.do, the_set.change),
        plan_link=the_set.plan_link,
        rules=tuple(the_set.rules),
        guidance=the_set.guidance,
    )


def _must_stand(locked: LockedSet, wanted: Renewal) -> None:
    aims = {"learn": wanted.aims.learn, "do": wanted.aims.do, "change": wanted.aims.change}
    must_be_a_cycle(wanted.every_weeks, wanted.meetings, {**aims, "plan_link": wanted.plan_link})
    if wanted.first <= locked.work.now:
        raise Refused(Refusal.PAST_MOMENT, "first")


def _begin(locked: LockedSet, wanted: Renewal, lines: list[str]) -> None:
    """The cycle, with its aims and rules, to which everybody agrees anew; whoever renews the set does so with that."""
    the_set, db = locked.set, locked.work.db
    the_set.learn, the_set.do, the_set.change = wanted.aims.learn, wanted.aims.do, wanted.aims.change
    the_set.plan_link, the_set.every_weeks, the_set.meetings_planned = (
        wanted.plan_link,
        wanted.every_weeks,
        wanted.meetings,
    )
    the_set.guidance = wanted.guidance
    the_set.meetings_before = meetings.last_held(db, the_set.id)
    the_set.cycle, the_set.cycle_began_at, the_set.midway_in = the_set.cycle + 1, locked.work.now, None
    set_aside(locked)
    the_set.rules, the_set.rules_version = lines, the_set.rules_version + 1
    members.ask_anew(db, the_set.id)
    locked.change_member(locked.member, agreed_version=the_set.rules_version)
    the_set.state = SetState.AGREEING if locked.charter().still_needed else SetState.ACTIVE
    is_awake(locked)


def _ask_everybody(locked: LockedSet) -> None:
    """In the channel: who would go on and for how long, and below it the charter anew, with what everybody is asked to agree to."""
    work, the_set = locked.work, locked.set
    settle_what_was_asked(locked)
    coming = next_meeting(locked)
    facts = {
        "name": "renewed",
        "by": locked.user_asking,
        "users": [one.person.user for one in locked.roster if one.person.user != locked.user_asking],
        "every_weeks": the_set.every_weeks,
        "meetings": the_set.meetings_planned,
        "at": coming.meeting.at.timestamp() if coming is not None else None,
        "zone": the_set.zone,
    }
    work.say(locked.channel, Says.NOTICE, f"renewed:{the_set.id}:{the_set.cycle}", set_id=the_set.id, facts=facts)
    locked.charter_anew()
    for one in locked.roster:
        if one.person.user != locked.user_asking:
            facts = {"cycle": the_set.cycle}
            for_next_letter(work, one.person.id, Part.RENEWAL, the_set.id, set_id=the_set.id, facts=facts)
