"""Sets: found one, agree to its rules, add members, and what its cards show."""

from collections.abc import Collection, Sequence
from difflib import get_close_matches
from typing import Final

from bot.domain import sets as rules
from bot.domain.actions import ActionLine, Listing
from bot.domain.askers import Asker
from bot.domain.errors import Refused
from bot.domain.meeting.people_events import MembersChanged
from bot.domain.outgoing import SWEPT_EVERY, Later, Says, Wanted
from bot.domain.sets import Charter, Founding, Newcomer, SetCard, SlackChannel
from bot.domain.states import MeetingState, SetState
from bot.services.action_lines import line_of, listing_of
from bot.services.conversations import dms
from bot.services.founding import join, must_be_able_to_join, new_set, plan_meetings, zone_of
from bot.services.locked_meeting import LockedMeeting, find_meeting, people_of
from bot.services.locked_set import LockedSet
from bot.services.planning import charter_of
from bot.services.service import Service, must_be_new
from bot.services.unit_of_work import UnitOfWork
from storage import actions, issues, meetings, sets
from storage.charters import answer_of
from storage.database import alone

WORDS: Final = (
    "new",
    "start",
    "next",
    "extend",
    "pause",
    "resume",
    "end",
    "plan",
    "members",
    "add",
    "rules",
    "away",
    "back",
    "leave",
    "help",
)


class Sets(Service):
    """Founding, agreeing and looking. A channel has one set that has not ended; its members are whoever has not left."""

    def found(self, asker: Asker, founding: Founding, place: SlackChannel, people: Sequence[Newcomer]) -> Charter:
        """Found a set in a channel; raises Refused, with the field, where something cannot stand."""
        rules.checked(founding)
        must_be_able_to_join(people)
        zone = zone_of(asker.user, people)
        with self._work(asker.workspace) as work:
            alone(work.db, asker.workspace)
            must_be_new(work, asker)
            if sets.in_channel(work.db, asker.workspace, place.channel) is not None:
                raise Refused(
                    "This channel has a set already. One channel holds one set: choose another channel.", "name"
                )
            the_set = new_set(work, asker.user, founding, place, people, zone)
            locked = LockedSet(self._resources, work, the_set, asker.user)
            plan_meetings(locked)
            work.once(Later.SWEEP, asker.workspace, work.now + SWEPT_EVERY)
            work.say(locked.channel, Says.CHARTER, the_set.id, set_id=the_set.id)
            _tell_outsiders(locked, place.outside(one.user for one in people), asker.user)
            _agree(locked)
            return charter_of(locked)

    def must_be_free(self, workspace: str, channel: str) -> None:
        """Raises Refused where the channel has a set that has not ended."""
        with self._resources.database.look() as db:
            if sets.is_taken(db, workspace, channel):
                raise Refused(
                    "This channel has a set already, and one channel holds one set. Start yours in another channel."
                )

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
            locked.member.member.declined_at = locked.work.now
            _answered_in(meeting, locked)
            return charter_of(locked)

    def change_rules(self, asker: Asker, lines: Sequence[str]) -> None:
        """New ground rules, for everybody to agree to afresh (G1)."""
        kept = [line.strip() for line in lines if line.strip()]
        if not kept:
            raise Refused("Keep at least one ground rule, one a line.", "rules")
        with self._enter(asker) as locked:
            if meetings.open_of(locked.work.db, locked.set.id) is not None:
                raise Refused("Change the rules between meetings: one is open now. Nothing has changed.", "rules")
            if kept != locked.set.rules:
                locked.set.rules, locked.set.rules_version = kept, locked.set.rules_version + 1
                _agree(locked)

    def add(self, asker: Asker, people: Sequence[Newcomer], place: SlackChannel | None = None) -> tuple[str, ...]:
        """Add people to the set; they are invited to agree. Returns who was new. `place` is its channel, where Slack told."""
        must_be_able_to_join(people)
        with self._enter(asker) as locked:
            known = {membership.person.user for membership in locked.roster}
            new = [one for one in people if one.user not in known]
            if not new:
                who = ", ".join(f"<@{one.user}>" for one in people)
                raise Refused(f"In the set already: {who}. Nothing has changed.")
            if len(known) + len(new) > rules.MOST:
                raise Refused(f"A set has at most {rules.MOST} members; nobody was added.")
            join(locked.work, locked.set, new)
            locked.read_the_roster()
            users = [one.user for one in new]
            facts = {"name": "added", "users": users, "by": asker.user, "set": locked.set.public_id}
            subject = f"added:{locked.work.now.timestamp()}"
            locked.work.say(locked.channel, Says.NOTICE, subject, set_id=locked.set.id, facts=facts)
            _tell_outsiders(locked, place.outside(users) if place is not None else (), asker.user)
            return tuple(users)

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
            work = UnitOfWork(db, workspace, self._resources.clock.now())
            mine = sets.of_person(db, workspace, user)
            return tuple(card_of(LockedSet(self._resources, work, one, user), at_home=True) for one in mine)

    def show_charter(self, wanted: Wanted) -> Charter | None:
        with self._look(wanted.workspace, wanted.set_id) as locked:
            return charter_of(locked) if locked is not None else None


def nearest(word: str) -> str:
    """The `/set` word that an unknown one was probably meant to be."""
    found = get_close_matches(word.lower(), WORDS, n=1, cutoff=0.5)
    return found[0] if found else "help"


def meant_by(words: str) -> str:
    """The `/set` word that a sentence begins with, as in "start the meeting"; empty where it begins with none."""
    first = words.split(maxsplit=1)[0].strip(".,:;!?").lower() if words.split() else ""
    return first if first in WORDS else ""


def _tell_outsiders(locked: LockedSet, users: Collection[str], by: str) -> None:
    """Members who are not in the set's channel see nothing of it: each is told by DM, once for each time they are named."""
    the_set, work = locked.set, locked.work
    outside = [one.person for one in locked.roster if one.person.user in users and one.person.user != by]
    facts = {"name": "not_in_the_room", "by": by, "private": the_set.private, "channel": the_set.channel}
    for person_id, conversation in dms(work, [one.id for one in outside]).items():
        subject = f"outside:{the_set.id}:{person_id}:{work.now.timestamp():.0f}"
        work.say(conversation, Says.NOTICE, subject, set_id=the_set.id, facts=facts)


def _agree(locked: LockedSet) -> None:
    if locked.me is not None:
        locked.me.member.declined_at, locked.me.member.agreed_version = None, locked.set.rules_version
    if locked.set.state is SetState.AGREEING and not locked.charter().still_needed:
        locked.set.state = SetState.ACTIVE


def _answered_in(meeting: LockedMeeting | None, locked: LockedSet) -> None:
    """Whom a running meeting counts, suggests and calls has changed."""
    if meeting is not None:
        meeting.happens(MembersChanged(by=locked.by(), members=people_of(locked)))


def card_of(locked: LockedSet, *, at_home: bool = False) -> SetCard:
    """The set's card for whoever asks; `at_home` with nobody's actions but their own."""
    charter = charter_of(locked)
    open_states = {MeetingState.RUNNING, MeetingState.PAUSED}
    mine = issues.waiting_of(locked.work.db, locked.me.member.id) if locked.me else None
    return SetCard(
        charter=charter,
        you=locked.me.person.user if locked.me else "",
        your_answer=answer_of(locked.me.member, locked.set) if locked.me else None,
        next_meeting=charter.next_meeting,
        running=next((one for one in charter.meetings if one.state in open_states), None),
        open_actions=_own_actions(locked)
        if at_home
        else listing_of(actions.open_of_set(locked.work.db, locked.set.id)),
        waiting_issue=mine.sentence if mine else None,
        reported=_reported(locked) if at_home else (),
        may_move=locked.set.state is SetState.PAUSED and locked.is_looked_after_by_asker,
    )


def _own_actions(locked: LockedSet) -> Listing:
    return listing_of(actions.open_of(locked.work.db, locked.me.member.id)) if locked.me else Listing()


def _reported(locked: LockedSet) -> tuple[ActionLine, ...]:
    """What they told since the last meeting closed: the next one opens with it."""
    if locked.me is None:
        return ()
    last = meetings.last_closed(locked.work.db, locked.set.id)
    since = last.closed_at if last is not None else None
    owned = actions.to_report_back(locked.work.db, locked.set.id, since, member_id=locked.me.member.id)
    return tuple(line for line in (line_of(one, since) for one in owned) if line.told is not None)
