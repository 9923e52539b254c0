"""Sets: found one, agree to its rules, add members, and what its cards show."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from bot.domain import sets as rules
from bot.domain.actions import ActionLine, Listing
from bot.domain.askers import Asker
from bot.domain.errors import Refused
from bot.domain.meeting.people_events import MembersChanged
from bot.domain.message_and_timer_kinds import SWEPT_EVERY, Later, Says, WantedMessage
from bot.domain.refusals import Refusal
from bot.domain.sets import Charter, Founding, Newcomer, SetCard, SlackChannel
from bot.domain.states import SetState
from bot.services.cards_at_home import cards_at_home
from bot.services.days_off import country_of_zone
from bot.services.founding import (
    add_members,
    must_be_able_to_join,
    new_set,
    plan_meetings,
    tell_outsiders,
    tell_the_adviser,
    zone_of,
)
from bot.services.locked_meeting import LockedMeeting, find_meeting, people_of
from bot.services.locked_set import LockedSet
from bot.services.own_issues import own_issues
from bot.services.planned_meetings import charter_of
from bot.services.service import Service, must_be_new
from storage import actions_at_home, installations, meeting_lookup, meetings, sets
from storage.charters import answer_of
from storage.database import alone

_NEVER: Final = datetime(1970, 1, 1, tzinfo=UTC)
"""A set that has not met has heard of nothing."""


class Sets(Service):
    """Founding, agreeing and looking. A channel has one set that has not ended; its members are whoever has not left."""

    def found(self, asker: Asker, founding: Founding, place: SlackChannel, people: Sequence[Newcomer]) -> Charter:
        """Found a set in a channel; raises Refused, with the field, where something cannot stand."""
        founding = rules.checked(founding)
        must_be_able_to_join(people)
        zone = founding.zone or zone_of(asker.user, people)
        with self._work(asker.workspace) as work:
            alone(work.db, asker.workspace)
            must_be_new(work, asker)
            if sets.in_channel(work.db, asker.workspace, place.channel) is not None:
                raise Refused(Refusal.CHANNEL_TAKEN, "name")
            the_set = new_set(work, asker.user, founding, place, people, zone)
            locked = LockedSet(self._resources, work, the_set, asker.user)
            plan_meetings(locked, founding.milestones)
            work.once(Later.SWEEP, asker.workspace, work.now + SWEPT_EVERY)
            installations.known(work.db, asker.workspace, work.now)
            work.say(locked.channel, Says.CHARTER, the_set.id, set_id=the_set.id)
            tell_outsiders(locked, place.outside(one.user for one in people), asker.user)
            tell_the_adviser(locked, asker.user, place)
            _agree(locked)
            return charter_of(locked)

    def usual_first(self, people: Sequence[Newcomer], user: str) -> tuple[datetime, str]:
        """The first meeting (UTC) that the wizard begins with, and the name of the country, by the zone of whoever founds."""
        zone = zone_of(user, people)
        return rules.usual_first(self._resources.clock.now(), zone), country_of_zone(zone)

    def must_be_free(self, workspace: str, channel: str) -> None:
        """Raises Refused where the channel has a set that has not ended."""
        with self._resources.database.look() as db:
            if sets.is_taken(db, workspace, channel):
                raise Refused(Refusal.CHANNEL_TAKEN)

    def agree(self, asker: Asker) -> Charter:
        """The member agrees to the rules as they are now."""
        with self._enter(asker) as locked:
            meeting = find_meeting(locked)
            _agree(locked)
            _answered_in(meeting, locked)
            return charter_of(locked)

    def decline(self, asker: Asker) -> Charter:
        """The member declines: they stay on the list, are never called, and may agree later."""
        with self._enter(asker) as locked:
            meeting = find_meeting(locked)
            locked.change_member(locked.member, declined_at=locked.work.now)
            _answered_in(meeting, locked)
            return charter_of(locked)

    def add(self, asker: Asker, people: Sequence[Newcomer], place: SlackChannel | None = None) -> tuple[str, ...]:
        """Add people to the set; they are invited to agree. Returns who was new. `place` is its channel, where Slack told."""
        must_be_able_to_join(people)
        with self._enter(asker) as locked:
            added = add_members(locked, people, place)
            if not added:
                raise Refused(Refusal.IN_ALREADY, people=tuple(one.user for one in people))
            return added

    def card(self, asker: Asker) -> SetCard:
        """What `/set` shows whoever asks."""
        with self._enter(asker) as locked:
            return card_of(locked)

    def charter(self, asker: Asker) -> Charter:
        with self._enter(asker) as locked:
            return charter_of(locked)

    def home(self, workspace: str, user: str) -> tuple[SetCard, ...]:
        """Every set of a person, for their home tab."""
        with self._resources.database.look() as db:
            return cards_at_home(db, self._resources, workspace, user)

    def has_left_one(self, workspace: str, user: str) -> bool:
        """Whether somebody who is in no set has been in one: their record is still theirs."""
        with self._resources.database.look() as db:
            return sets.has_left_one(db, workspace, user)

    def home_actions(self, workspace: str, user: str, first: int, many: int) -> tuple[ActionLine, ...]:
        """So many of a person's open actions from the one of that place on, for one page of their home tab."""
        if not many:
            return ()
        with self._resources.database.look() as db:
            found, now = actions_at_home.some_of_person(db, workspace, user, first, many), self._resources.clock.now()
            return tuple(line.at(now) for line in found)

    def show_charter(self, wanted: WantedMessage) -> Charter | None:
        """The charter; one in whose place a newer stands says so."""
        with self._look(wanted.workspace, wanted.set_id) as locked:
            if locked is None:
                return None
            return replace(charter_of(locked), newer=not wanted.subject.isdecimal())


def _agree(locked: LockedSet) -> None:
    if locked.me is not None:
        locked.change_member(locked.me, declined_at=None, agreed_version=locked.set.rules_version)
    if locked.set.state is SetState.AGREEING and not locked.charter().still_needed:
        locked.set.state = SetState.ACTIVE


def _answered_in(meeting: LockedMeeting | None, locked: LockedSet) -> None:
    """Whom a running meeting counts, suggests and calls has changed."""
    if meeting is not None:
        meeting.happens(MembersChanged(by=locked.by(), members=people_of(locked)))


def _open_actions(locked: LockedSet) -> Listing:
    """What the set has heard of, and what whoever asks has committed since."""
    db, of = locked.work.db, locked.set.id
    heard_at = meetings.heard_at(db, {of}).get(of, _NEVER)
    own = locked.me.member.id if locked.me is not None else 0
    return meeting_lookup.open_actions(db, of, heard_at, own).at(locked.work.now)


def card_of(locked: LockedSet) -> SetCard:
    """The set's card for whoever asks."""
    charter = charter_of(locked)
    return SetCard(
        charter=charter,
        you=locked.me.person.user if locked.me else "",
        your_answer=answer_of(locked.me.member, locked.set) if locked.me else None,
        next_meeting=charter.next_meeting,
        running=charter.open_meeting,
        open_actions=_open_actions(locked),
        issues=own_issues(locked),
        may_move=locked.set.state is SetState.PAUSED and locked.is_looked_after_by_asker,
    )
