"""How a set comes to be, and how people come into it, inside a unit of work."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from bot.domain.calendars import known_zone, local, plan
from bot.domain.errors import Refused
from bot.domain.message_and_timer_kinds import Says
from bot.domain.refusals import Refusal
from bot.domain.sets import MOST, Founding, Newcomer, SlackChannel
from bot.domain.states import SetState
from bot.services.conversations import dm, dms
from bot.services.days_off import code_of_country
from bot.services.locked_set import LockedSet
from bot.services.planned_meetings import plan_first
from bot.services.reminders import hears_at, may_be_told_at
from bot.services.service import new_id
from bot.services.unit_of_work import UnitOfWork
from storage import members, sets
from storage.models import Person, Set


def must_be_able_to_join(people: Iterable[Newcomer], field: str = "members") -> None:
    """Raises Refused for bots, for accounts that are deleted, and for people of other workspaces; they stand in that field."""
    for one in people:
        if one.stranger:
            raise Refused(Refusal.STRANGER, field, person=one.user, called=one.called)
        if one.is_bot or one.deleted:
            raise Refused(Refusal.CANNOT_JOIN, field, person=one.user, called=one.called)


def zone_of(user: str, people: Sequence[Newcomer]) -> str:
    """The zone of whoever founds a set; UTC where Slack has not told."""
    zone = next((one.zone for one in people if one.user == user), None)
    return zone if zone is not None and known_zone(zone) else "Etc/UTC"


def new_set(
    work: UnitOfWork, founder: str, founding: Founding, place: SlackChannel, people: Sequence[Newcomer], zone: str
) -> Set:
    """A set with its members, and no meetings yet."""
    known, first = known_people(work, people), local(founding.first, zone)
    the_set = Set(
        workspace=work.workspace,
        public_id=new_id(),
        channel=place.channel,
        private=place.private,
        name=founding.name.strip(),
        learn=founding.learn,
        do=founding.do,
        change=founding.change,
        plan_link=founding.plan_link,
        place=founding.place,
        rules=list(founding.rules),
        adviser_id=known[founding.adviser].id if founding.adviser else None,
        host_id=known[founding.members[0] if founder not in founding.members else founder].id,
        zone=zone,
        language=known[founder].language,
        meetings_planned=founding.meetings,
        minutes=founding.minutes,
        first_on=first.date(),
        at=first.time().replace(second=0, microsecond=0, fold=0),
        every_weeks=founding.every_weeks,
        spoken=founding.spoken,
        quiet_seconds=founding.quiet_seconds,
        prompts=founding.prompts,
        hints=founding.hints,
        asking=founding.asking,
        kept_months=founding.kept_months,
        kept_until=None,
        paused_until=None,
        format=founding.format,
        country=code_of_country(founding.country, known[founder].language) if founding.own_country else None,
        days_off=[],
        state=SetState.AGREEING,
        founded_at=work.now,
    )
    work.db.add(the_set)
    work.db.flush()
    join(work, the_set, [one for one in people if one.user in founding.members])
    return the_set


def known_people(work: UnitOfWork, people: Sequence[Newcomer]) -> dict[str, Person]:
    """The rows of these people by their Slack ids, with the zones and languages that Slack has told."""
    known = sets.people(work.db, work.workspace, [one.user for one in people])
    for one in people:
        if one.zone is not None and known_zone(one.zone):
            known[one.user].zone, known[one.user].known_at = one.zone, work.now
        if one.language is not None:
            known[one.user].language = one.language
    return known


def join(work: UnitOfWork, the_set: Set, people: Sequence[Newcomer]) -> None:
    """They are members from now on, and have not answered; whoever was one before is again, and was out meanwhile.

    Whoever is away in all their other sets is away in this one, too.
    """
    known = known_people(work, people)
    joining = [known[one.user] for one in people]
    back = members.former(work.db, the_set.id, [person.id for person in joining])
    for member in back.values():
        # Of several times the whole is kept: rather too little to read than too much.
        member.out_from, member.out_until = member.out_from or member.left_at, work.now
        member.left_at, member.declined_at, member.agreed_version = None, None, 0
        member.gone = member.gone_at = None
    new = [person.id for person in joining if person.id not in back]
    joined_at = work.now if work.now > the_set.founded_at else None
    away = members.away_in_all(work.db, [person.id for person in joining], the_set.id)
    members.join(work.db, work.workspace, the_set.id, dict.fromkeys(new), joined_at)
    for person_id, (first, last) in away.items():
        members.is_away(work.db, the_set.id, person_id, first, last)
    for person in joining:
        if person.known_at is None:
            work.learn_by(person.id, work.now)
    work.db.flush()


def add_members(
    locked: LockedSet, people: Sequence[Newcomer], place: SlackChannel | None, field: str | None = None
) -> tuple[str, ...]:
    """Those of the people who are new are members, asked in the channel to agree. Returns their Slack ids.

    `place` is the set's channel, where Slack told. Raises Refused, with that field, where they would be too many.
    """
    known = [membership.person.user for membership in locked.roster]
    new = [one for one in people if one.user not in known]
    if len(known) + len(new) > MOST:
        raise Refused(Refusal.FULL, field, most=MOST)
    if not new:
        return ()
    join(locked.work, locked.set, new)
    locked.read_the_roster()
    users, by = tuple(one.user for one in new), locked.user_asking
    inside = {"in_it": known, "adviser": locked.adviser.user if locked.adviser else None}
    facts = {"name": "added", "users": list(users), "by": by, "set": locked.set.public_id, **inside}
    subject = f"added:{locked.work.now.timestamp()}"
    locked.work.say(locked.channel, Says.NOTICE, subject, set_id=locked.set.id, facts=facts)
    tell_outsiders(locked, place.outside(users) if place is not None else (), by)
    return users


def tell_outsiders(locked: LockedSet, users: Collection[str], by: str) -> None:
    """Members who are not in the set's channel see nothing of it: each is told by DM, once for each time they are named.

    At a civil hour of theirs: the invitation can wait until then.
    """
    the_set, work = locked.set, locked.work
    outside = [one for one in locked.roster if one.person.user in users and one.person.user != by]
    inside = [one.person.user for one in locked.roster if one.person.user not in users]
    facts = {"name": "not_in_the_room", "by": by, "private": the_set.private, "channel": the_set.channel}
    facts |= {"in_it": inside, "adviser": locked.adviser.user if locked.adviser else None}
    conversations = dms(work, [one.person.id for one in outside])
    for one in outside:
        subject = f"outside:{the_set.id}:{one.person.id}:{work.now.timestamp():.0f}"
        direct, due_at = conversations[one.person.id], hears_at(locked, one)
        work.say(direct, Says.NOTICE, subject, set_id=the_set.id, facts=facts, due_at=due_at)


def plan_meetings(locked: LockedSet, milestones: Mapping[int, str]) -> None:
    """Those that it was founded with, milestones by number; raises Refused where the first would be past."""
    the_set = locked.set
    moments = plan(the_set.first_on, the_set.at, the_set.zone, the_set.every_weeks, the_set.meetings_planned)
    if moments[0] <= locked.work.now:
        raise Refused(Refusal.PAST_MOMENT, "first")
    plan_first(locked, moments, milestones)


def tell_the_adviser(locked: LockedSet, by: str, place: SlackChannel | None = None) -> None:
    """What is theirs to do, by DM, as they are named: nobody else tells them. `place` is the channel, where Slack told."""
    the_set, adviser, work = locked.set, locked.adviser, locked.work
    if adviser is None:
        return
    facts = {
        "name": "facilitates",
        "by": by,
        "you": adviser.user,
        "set_name": the_set.name,
        "channel": the_set.channel,
        "private": the_set.private,
        "outside": place is not None and bool(place.outside([adviser.user])),
        "is_member": any(one.person.id == adviser.id for one in locked.roster),
    }
    subject = f"facilitates:{the_set.id}:{adviser.id}:{work.now.timestamp():.0f}"
    due_at = may_be_told_at(locked, adviser)
    work.say(dm(work, adviser.id), Says.NOTICE, subject, set_id=the_set.id, facts=facts, due_at=due_at)
