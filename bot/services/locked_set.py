"""What services stand on, and a set as one unit of work sees it: what its charter, its plan and its timers show follows here."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cached_property
from random import Random
from typing import Final, Protocol

from bot.clock import Clock
from bot.domain import notice_subjects, plans
from bot.domain.calendars import local_day
from bot.domain.days_off import DaysOff
from bot.domain.errors import Refused
from bot.domain.letters import ABOUT_A_DATE, Part, about_gone, subject_of
from bot.domain.materials import ENGLISH, Material
from bot.domain.meeting.events import Actor
from bot.domain.message_and_timer_kinds import ASKS_THE_HOST, Later, Says
from bot.domain.plans import Plan, PlanEntry
from bot.domain.question_bank import Bank
from bot.domain.refusals import Refusal
from bot.domain.sets import ENOUGH_TO_START, Charter, PlannedMeeting, is_drawn_anew
from bot.domain.states import SetState
from bot.services import set_timers, sudden_changes, too_few
from bot.services.days_off import days_off_of
from bot.services.host_in_turn import host_of
from bot.services.letters_following import (
    ask_of_days_off,
    follow_the_dates,
    follow_the_people,
    follow_the_plan,
    follow_what_is_shown,
    follow_what_was_said,
)
from bot.services.set_timers import two_intervals
from bot.services.unit_of_work import UnitOfWork
from storage import channels as rows
from storage import delivery, held_rows, letters, meetings, members, posts, regrets, sets, surroundings, timers
from storage.base import Base
from storage.changed_rows import ChangedRow
from storage.charters import charter_of, has_agreed, planned_of, snapshot_of
from storage.database import Database
from storage.delivery_models import Conversation
from storage.installations import KnownWorkspaces
from storage.models import Meeting, Person, Set
from storage.sets import Membership, PersonRow
from storage.surroundings import TakingOn


class AbsenceMonitor(Protocol):
    """Knows the newest time in which nobody was there; `check` looks whether there was one just now."""

    newest: int

    def check(self) -> None: ...


AFTER_WHAT_IS_SEEN: Final = timedelta(seconds=2)
"""Slack is asked about the channel only once what people wait for has been said."""


@dataclass(frozen=True, slots=True)
class Resources:
    """What services stand on. `on_messages` is called after a commit that left something to say, `on_timer` after one that
    wrote a timer, with the moment at which it is due (UTC).

    `materials` are by the code of their language, English always among them.
    `give_back` gives a set the time in which nobody was there, as `absences` knows it. While a `legal_hold` is in force nothing is
    deleted of what people gave.
    """

    database: Database
    clock: Clock
    chance: Random
    materials: Mapping[str, Material]
    on_messages: Callable[[], None]
    absences: AbsenceMonitor | None = None
    give_back: Callable[["LockedSet"], None] = lambda _locked: None
    on_timer: Callable[[datetime], None] = lambda _moment: None
    legal_hold: bool = False
    workspaces: KnownWorkspaces = field(default_factory=KnownWorkspaces)

    def material(self, language: str) -> Material:
        """What a set of that language works with; English where the language has been taken away since."""
        return self.materials.get(language) or self.materials[ENGLISH]


class LockedSet:
    """A set as one unit of work sees it: locked, with everybody in it, and with the person who asks.

    As it is written, the set as it was entered is compared with the set as it is left: what its charter and the cards of
    planned meetings show then, and the timers of its plan, follow from that. No use case draws or sets them.
    """

    def __init__(
        self, resources: Resources, work: UnitOfWork, the_set: Set, user: str | None = None, *, takes_on: bool = False
    ) -> None:
        """`takes_on` where whoever asks takes something on: what of theirs that is compared with is read at once."""
        self.resources = resources
        self.work = work
        self.set = the_set
        self.user_asking = user or ""
        self.taking_on = self.read_the_roster(user if takes_on else None)
        self.is_adviser = self.adviser is not None and self.adviser.user == user
        self.told: dict[int, datetime] = {}
        self._plan_before: Plan | None = None
        self._before = snapshot_of(self.set, self.roster, self.adviser)
        work.before_write.append(self._follow)

    def read_the_roster(self, taking_on: str | None = None) -> TakingOn:
        """Everybody who is in the set now, who of them asks, the adviser, and what is ahead."""
        around = surroundings.around(self.work.db, self.work.workspace, self.set.id, self.set.adviser_id, taking_on)
        self.roster, self.adviser, self.own_prompts = around.roster, around.adviser, around.own_prompts
        self._as_planned: Plan | None = around.plan
        self.me = next((membership for membership in self.roster if membership.person.user == self.user_asking), None)
        self._by_member = {membership.member.id: membership for membership in self.roster}
        if self.me is not None and around.taking_on.letter_due is not None:
            self.work.letter_is_due(self.me.person.id, around.taking_on.letter_due)
        return around.taking_on

    @property
    def material(self) -> Material:
        """The question bank and the formats in the language of the set."""
        return self.resources.material(self.set.language)

    @property
    def bank(self) -> Bank:
        """The question bank in the language of the set, with the questions of its own."""
        return self.material.bank.and_own([one.prompt for one in self.own_prompts])

    @property
    def agreed(self) -> list[Membership]:
        """Those who agreed to the rules as they are: they are called and count for the quorum."""
        return [membership for membership in self.roster if has_agreed(membership.member, self.set)]

    def try_channel_again(self) -> None:
        """Somebody did something in the channel, or it is time to ask whether it is there again: what is owed is tried.

        Whatever came due while the set was paused is due now. Where Slack refuses again, the set pauses again.
        """
        if self.set.state is not SetState.PAUSED:
            return
        enough = len(self.agreed) >= min(ENOUGH_TO_START, len(self.roster))
        self.set.state = SetState.ACTIVE if enough else SetState.AGREEING
        timers.bring_back(self.work.db, self.work.workspace, self.set.id, self.work.now)
        self.work.timer_due(self.work.now)
        delivery.returned(self.work.db, self.work.workspace, self.set.channel)
        self.work.has_to_say = True

    def take_back(self, row: Base, member_id: int) -> None:
        """Delete a row that a member takes back; while a legal hold is in force it is kept aside until that ends."""
        if self.resources.legal_hold:
            held_rows.keep(self.work.db, row, self.set.id, member_id, self.work.now)
        self.work.db.delete(row)

    def change_member(self, one: Membership, **columns: object) -> None:
        """Write these columns of a member."""
        members.change(self.work.db, one.member.id, **columns)
        self.read_the_roster()

    def lives_in(self, channel: str) -> None:
        """The set has another channel from now on, or its channel another id; what is owed goes with it."""
        rows.rename(self.work.db, self.work.workspace, self.set.channel, channel)
        self.set.channel = channel
        self.work.db.flush()

    def by(self, at: datetime | None = None) -> Actor:
        """Whoever asks, as a meeting knows them; `at` is when they acted (UTC), if that is not now."""
        return Actor(self.user_asking, self.me.member.id if self.me else None, self.is_adviser, at)

    def look_ahead_again(self) -> None:
        """A meeting has begun or is over: what is ahead is read anew."""
        self._as_planned = None
        for row in self.__dict__.pop("ahead", ()):
            self.work.db.expire(row)

    def plan_changes(self) -> None:
        """A meeting is about to be planned, moved, begun or over: how the plan is now is kept, to be compared with.

        `told` are those whose card has appeared, by their rows, and when.
        """
        if self._plan_before is None:
            rows = [str(row.id) for row in self.ahead]
            cards = posts.due_at(self.work.db, self.work.workspace, Says.AGENDA, rows) if rows else {}
            self.told = {int(row): at for row, at in cards.items()}
            self._plan_before = self.plan

    @property
    def plan(self) -> Plan:
        """What is ahead of the set, as it is now."""
        if "ahead" not in self.__dict__:  # nobody has asked for the rows to change them
            if self._as_planned is None:
                self._as_planned = meetings.plan_of(self.work.db, self.set.id)
            if self._plan_before is None:
                return self._as_planned
            # The cards that appear or are withdrawn with this unit of work are not written yet.
            return [replace(one, told_at=self.told.get(one.row)) for one in self._as_planned]
        told = self.told
        return [
            PlanEntry(one.id, planned_of(one), told.get(one.id), one.held_with, one.chosen_format) for one in self.ahead
        ]

    def charter(self, dates: tuple[PlannedMeeting, ...] = (), earlier: int = 0) -> Charter:
        """The set with its people as they are now, and so much of its plan."""
        return self._charter_of(self.set, self.roster, self.adviser, dates, earlier)

    def _charter_of(
        self,
        the_set: Set,
        roster: Sequence[Membership],
        adviser: PersonRow | None,
        dates: tuple[PlannedMeeting, ...],
        earlier: int = 0,
    ) -> Charter:
        held_as = self.material.format(the_set.format).title
        return charter_of(the_set, roster, adviser.user if adviser else None, held_as, dates, self.work.now, earlier)

    def _follow(self, changed: Sequence[ChangedRow]) -> None:
        """Raise what follows from what has become of the set since it was entered, or since this was last done."""
        follow_what_was_said(self.work, self.set, self._by_member, changed)
        before, planned = self._before, self._plan_before
        plan = self.plan if planned is not None else ()
        self._before, self._plan_before = snapshot_of(self.set, self.roster, self.adviser), None
        if planned is None and before == self._before:
            return
        was_set, _ = before.rows
        asleep = self.work.now + two_intervals(self.set)
        if planned is not None:
            asleep = self._follow_the_plan(planned, plan, was_set) or asleep
            follow_the_plan(self.work, self.set, self.roster, plan)
        follow_the_people(self.work, before, self.set, self.roster, plan_follows=planned is not None)
        follow_what_is_shown(self.work, before, self.set, self.roster, self.plan)
        too_few.follow(self.work, before, self.set, self.roster, self.plan, plans.difference(planned or (), plan))
        if was_set.host_id not in (None, self.set.host_id):
            self._ask_the_new_host()
        lost_at = self.channel.lost_at if self.set.state is SetState.PAUSED else None
        self.work.raise_difference(
            *(set_timers.follows(one, self.work.now, asleep, lost_at) for one in (was_set, self.set))
        )
        if self.set.state is SetState.ENDED:
            self.work.never(Later.LOOK_AT_CHANNEL, self.set.id)
        was = self._charter_of(*before.rows, before.adviser, plans.dates(planned or ()))
        rested = was_set.paused_until is not None and self.set.paused_until is None  # also where its day has come
        if rested or is_drawn_anew(was, self.charter(plans.dates(plan))):
            self.work.redraw(Says.CHARTER, self.set.id)
            self.look_at_the_channel()

    @property
    def is_looked_after_by_asker(self) -> bool:
        """Whether whoever asks is the host or the adviser: they see to it that the set has a room."""
        return self.is_adviser or (self.me is not None and self.me.person.id == self.set.host_id)

    def is_advised_by(self, person: Person | None) -> None:
        """The set has that adviser from now on, or none."""
        self.set.adviser_id = person.id if person is not None else None
        self.adviser = sets.row_of(person) if person is not None else None

    def draw_charter(self) -> None:
        """It says something else without anything of the set having changed: another day."""
        self.work.redraw(Says.CHARTER, self.set.id)

    def charter_anew(self) -> None:
        """It is news: a new card of it stands at the bottom of the channel, and the one before says where to look."""
        self.work.retire(Says.CHARTER, self.set.id)
        self.work.say(self.channel, Says.CHARTER, self.set.id, set_id=self.set.id)

    def look_at_the_channel(self) -> None:
        """What its charter says of who can read it is asked of Slack anew: nothing tells that a channel is public now."""
        if self.set.state is not SetState.ENDED:
            soon = self.work.now + AFTER_WHAT_IS_SEEN
            self.work.later(Later.LOOK_AT_CHANNEL, self.set.id, soon, self.set.id)

    def _ask_the_new_host(self) -> None:
        """Whoever hosts now is asked as well what the host before them was asked already."""
        for key, at in plans.timers_of(self.plan, self.set.zone, self.days_off).items():
            if key[0] in ASKS_THE_HOST and at <= self.work.now:
                self.work.later(*key, self.work.now, self.set.id)
        now, the_set = self.work.now, self.set
        asked = host_of(the_set, self.roster, now, by_letter=True)
        missed = [one for one in self.plan if plans.was_missed(one.meeting, now, the_set.zone)]
        about = {
            Part.NO_DATE: [] if self.is_meeting else [str(the_set.id)],
            Part.NOT_HELD: [subject_of(one.row, one.meeting.at) for one in missed],
            Part.HAS_LEFT: [
                about_gone(one.member.id, since) for one in self.roster if (since := one.member.gone_at) is not None
            ],
        }
        if asked is not None:
            for one in letters.hand_over(self.work.db, self.work.workspace, about, asked.person.id):
                self.work.put_by(one)

    def _changed_timers(self, before: Plan, after: Plan, was: Set) -> Mapping[tuple[Later, int], datetime | None]:
        """What `was` the set may have had another zone, or other days off."""
        return plans.changes(
            plans.timers_of(before, was.zone, days_off_of(was)), plans.timers_of(after, self.set.zone, self.days_off)
        )

    def _follow_the_plan(self, before: Plan, after: Plan, was: Set) -> datetime | None:
        """Its timers, cards, and offers about them; from when on it may sleep (UTC), where another date says so."""
        work, found = self.work, plans.difference(before, after)
        if self.set.state is not SetState.ENDED:
            work.later(Later.LOOK_AT_CHANNEL, self.set.id, plans.next_look(after, work.now), self.set.id)
        asleep = self._stir(before, after) if self.set.state is not SetState.ENDED else None
        for (kind, row), at in self._changed_timers(before, after, was).items():
            if at is None or (kind is Later.MEETING_SOON and at <= work.now):  # it is nearer than that already
                work.never(kind, row)
            else:
                work.later(kind, row, at, self.set.id)
        ask_of_days_off(work, (before, after), (was, self.set), self.roster)
        follow_the_dates(work, self.set.id, found)
        sudden_changes.tell(work, self.set, self.roster, found, after, self.user_asking)
        if found.lapsed:
            self._lapse(found.lapsed)
        if other := [*(one.row for one in found.missed), *found.renumbered]:
            work.redraw(Says.AGENDA, *other)
        for one in found.moved:
            if one.told_at is not None:
                work.retire(Says.AGENDA, one.row)
        self._tell_of(found.told, found.overtaken(after))
        return asleep

    def _lapse(self, lapsed: Plan) -> None:
        """What was said of dates that are planned no more asks nothing any more, and is not said where it waits."""
        work = self.work
        unsent = [subject for one in lapsed for subject in notice_subjects.before_it(one.row, one.meeting.at)]
        told = [subject for one in lapsed for subject in notice_subjects.of_a_date(one.row, one.meeting.at)]
        told += [notice_subjects.date_suits(*one) for one in regrets.proposed(work.db, [one.row for one in lapsed])]
        if posts.are_any(work.db, work.workspace, [*unsent, *told]):  # seldom, and every start asks
            posts.withdraw(work.db, work.workspace, Says.NOTICE, unsent)
            work.settle(*told)
        for part in ABOUT_A_DATE:
            work.redraw_parts(part, *(one.row for one in lapsed))

    def _stir(self, before: Plan, after: Plan) -> datetime | None:
        """Whether the set sleeps is looked for later; with another date ahead nobody need say so, and it rests no longer."""
        work, the_set = self.work, self.set
        if not before:
            work.once(Later.SET_SLEEPS, the_set.id, work.now + two_intervals(the_set), the_set.id)
        was, coming = (plans.next_meeting(plans.dates(one), work.now, the_set.zone) for one in (before, after))
        if coming is None or (was is not None and was.at == coming.at):
            return None
        if was is None:
            work.settle_parts(Part.NO_DATE, the_set.id)
        if the_set.sleep_asked_at is not None:
            the_set.sleep_asked_at = None
        if the_set.paused_until is not None and local_day(coming.at, the_set.zone) < the_set.paused_until:
            the_set.paused_until = None
        return coming.at + timedelta(days=1)

    def _tell_of(self, told: Plan, overtaken: Plan) -> None:
        """Cards appear; cards and offers of those before them that could not be told in their time are not told now."""
        db, workspace = self.work.db, self.work.workspace
        if overtaken:
            posts.withdraw(db, workspace, Says.AGENDA, [str(one.row) for one in overtaken])
            offers = [notice_subjects.offer_of(one.row, one.meeting.at) for one in overtaken]
            posts.withdraw(db, workspace, Says.NOTICE, offers)
        for one in told:
            self.work.say(self.channel, Says.AGENDA, one.row, set_id=self.set.id)

    def membership(self, member_id: int) -> Membership | None:
        return self._by_member.get(member_id)

    def user(self, member_id: int) -> str:
        """The Slack id of a member; of one who left, nobody's."""
        membership = self._by_member.get(member_id)
        return membership.person.user if membership else ""

    @property
    def days_off(self) -> DaysOff:
        """On which local days nobody of the set is written to: public holidays, and days off of its own."""
        return days_off_of(self.set)

    def zone_of(self, person: PersonRow) -> str:
        """A person's own zone; until Slack has told us, the set's."""
        return person.zone or self.set.zone

    @property
    def member(self) -> Membership:
        """The member who asks; Refused for an adviser who is not one."""
        if self.me is None:
            raise Refused(Refusal.MEMBERS_ONLY)
        return self.me

    @cached_property
    def ahead(self) -> list[Meeting]:
        """The meetings that were planned or open when they were first asked for, by number: read once a unit of work."""
        return list(meetings.not_over(self.work.db, self.set.id))

    @property
    def is_meeting(self) -> bool:
        """Whether a meeting of the set is open."""
        return any(not one.is_planned for one in self.plan)

    @cached_property
    def channel(self) -> Conversation:
        """Where the set meets. A set that is alive may speak there: what is left of an old loss would mute it for ever."""
        found = posts.channel_conversation(self.work.db, self.set.workspace, self.set.channel)
        if found.gone is not None and self.set.state not in (SetState.PAUSED, SetState.ENDED):
            found.gone = None
        return found
