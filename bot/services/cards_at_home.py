"""The cards of somebody's sets on their home tab: a few statements, however many sets they are in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from bot.domain import plans
from bot.domain.actions import ActionLine, Listing
from bot.domain.issues import OwnIssue
from bot.domain.sets import Charter, SetCard
from bot.domain.states import SetState
from bot.services.locked_set import Resources
from bot.services.own_issues import MOST_OWN
from storage import actions_at_home, issues, meetings, regrets, sets
from storage.charters import answer_of, charter_of
from storage.models import Set
from storage.sets import Membership


@dataclass(frozen=True, slots=True)
class _Theirs:
    """What somebody has in each of their sets, by the numbers of their memberships."""

    user: str
    actions: Mapping[int, int]
    reported: Mapping[int, tuple[ActionLine, ...]]
    issues: Mapping[int, tuple[OwnIssue, ...]]
    regretted: frozenset[str]


def cards_at_home(db: Session, resources: Resources, workspace: str, user: str) -> tuple[SetCard, ...]:
    """Each with what is ahead of the set, and how many actions of their own are open, which are read a page at a time; those that
    have ended at the end.
    """
    mine = [*sets.of_person(db, workspace, user), *sets.ended_of_person(db, workspace, user)]
    rosters = sets.rosters(db, [one.id for one in mine])
    me = {set_id: next((one for one in those if one.person.user == user), None) for set_id, those in rosters.items()}
    memberships = [one.member.id for one in me.values() if one is not None]
    theirs = _Theirs(
        user,
        actions=actions_at_home.how_many_of_each(db, memberships),
        reported=actions_at_home.told_of_each(db, memberships),
        issues=issues.waiting_of_each(db, memberships, MOST_OWN),
        regretted=regrets.ahead_of_person(db, workspace, user),
    )
    now = resources.clock.now()
    charters = _charters(db, resources, mine, rosters)
    return tuple(_card(one, charters[one.id], me[one.id], theirs, now) for one in mine)


def _charters(
    db: Session, resources: Resources, mine: Sequence[Set], rosters: Mapping[int, list[Membership]]
) -> Mapping[int, Charter]:
    """By the numbers of the sets."""
    ahead = meetings.plans_of(db, list(rosters))
    advisers = sets.users(db, {one.adviser_id for one in mine if one.adviser_id is not None})
    now = resources.clock.now()
    return {
        one.id: charter_of(
            one,
            rosters[one.id],
            advisers.get(one.adviser_id or 0),
            resources.material(one.language).format(one.format).title,
            plans.dates(ahead[one.id]),
            now,
        )
        for one in mine
    }


def _card(
    the_set: Set,
    charter: Charter,
    me: Membership | None,
    theirs: _Theirs,
    now: datetime,
) -> SetCard:
    number = me.member.id if me is not None else 0
    return SetCard(
        charter=charter,
        you=me.person.user if me is not None else "",
        your_answer=answer_of(me.member, the_set) if me is not None else None,
        next_meeting=charter.next_meeting,
        running=charter.open_meeting,
        open_actions=Listing(in_all=theirs.actions.get(number, 0)),
        issues=theirs.issues.get(number, ()),
        reported=tuple(line.at(now) for line in theirs.reported.get(number, ())),
        regretted=charter.next_meeting is not None and charter.next_meeting.id in theirs.regretted,
        may_move=charter.state is SetState.PAUSED and theirs.user in (charter.host, charter.adviser),
    )
