"""The settings of a set: what it was founded with, changed at any time and told to everybody."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from bot.domain.askers import Asker
from bot.domain.meeting.people_events import MembersChanged
from bot.domain.message_and_timer_kinds import Says
from bot.domain.sets import Newcomer, Settings, SlackChannel, changed, checked_settings, merged
from bot.domain.states import Guidance, HintsGiven
from bot.services.days_off import code_of_country, country_name
from bot.services.founding import add_members, known_people, must_be_able_to_join, tell_the_adviser
from bot.services.hosts import ask_where_undated
from bot.services.locked_meeting import find_meeting, people_of, set_of
from bot.services.locked_set import LockedSet
from bot.services.next_dates import follow, showing_next_date
from bot.services.planned_meetings import keep_to_zone, next_meeting, plan_anew
from bot.services.service import Service

_AS_THEY_ARE: Final = (
    "learn",
    "do",
    "change",
    "plan_link",
    "place",
    "minutes",
    "spoken",
    "format",
    "quiet_seconds",
    "prompts",
    "hints",
    "asking",
    "guidance",
    "kept_months",
)


@dataclass(frozen=True, slots=True)
class SettingsOfSet:
    """The settings as the form of them begins; `set_id` is public."""

    set_id: str
    settings: Settings


@dataclass(frozen=True, slots=True)
class Additions:
    """People to be added to a set, as Slack describes them; `place` is its channel, where Slack told."""

    people: tuple[Newcomer, ...] = ()
    place: SlackChannel | None = None


NOBODY: Final = Additions()


@dataclass(frozen=True, slots=True)
class ChangedSet:
    """The names of what has changed, and the Slack ids of whoever was added."""

    what: tuple[str, ...] = ()
    added: tuple[str, ...] = ()


class SetSettings(Service):
    """Any member changes them, or the adviser, and adds others. The ground rules are none of them: those are agreed to."""

    def as_they_are(self, asker: Asker) -> SettingsOfSet:
        """What the form begins with."""
        with self._enter(asker.without_deliveries()) as locked:
            return SettingsOfSet(locked.set.public_id, _settings_of(locked))

    def change(
        self,
        asker: Asker,
        shown: Settings,
        wanted: Settings,
        people: Sequence[Newcomer] = (),
        adding: Additions = NOBODY,
    ) -> ChangedSet:
        """Have the set so from now on, in what differs from what the form had shown.

        `people` are the adviser as Slack describes them. Raises Refused, with the field, where something cannot stand.
        """
        wanted = checked_settings(wanted)
        if wanted.adviser != shown.adviser:
            must_be_able_to_join(people, "adviser")
        must_be_able_to_join(adding.people, "add")
        with self._enter(asker) as locked:
            added = add_members(locked, adding.people, adding.place, "add")
            return ChangedSet(self._change(locked, shown, wanted, people), added)

    def change_hints(self, asker: Asker, given: HintsGiven) -> ChangedSet:
        """What is hinted at in the set from now on; told to everybody as any other change is."""
        with self._enter(asker) as locked:
            now = _settings_of(locked)
            return ChangedSet(self._change(locked, now, replace(now, hints=given), ()))

    def want(self, asker: Asker, guidance: Guidance) -> ChangedSet:
        """Have as much of the bot as that from now on, also in a meeting that runs."""
        with self._enter(asker) as locked:
            now = _settings_of(locked)
            return ChangedSet(self._change(locked, now, replace(now, guidance=guidance), ()))

    def _change(
        self, locked: LockedSet, shown: Settings, wanted: Settings, people: Sequence[Newcomer]
    ) -> tuple[str, ...]:
        meeting, now = find_meeting(locked), _settings_of(locked)
        dated = meeting or (showing_next_date(locked) if next_meeting(locked) is None else None)
        wanted = merged(now, shown, wanted)
        wanted = replace(wanted, zone=wanted.zone or now.zone)  # a form that was open before there was the field
        what = changed(now, wanted)
        if not what:
            return ()
        _take_on(locked, wanted, people)
        if "country" in what:
            locked.plan_changes()
            locked.set.country = code_of_country(wanted.country, locked.set.language)
        if "zone" in what:
            keep_to_zone(locked, wanted.zone)
        if "rhythm" in what:
            was_dated = next_meeting(locked) is not None
            plan_anew(locked, wanted.every_weeks, wanted.meetings)
            follow(locked, dated)
            if was_dated:
                ask_where_undated(locked)
        _tell(locked, what)
        if meeting is not None:
            meeting.happens(MembersChanged(by=locked.by(), members=people_of(locked), of=set_of(locked)))
        return what


def _settings_of(locked: LockedSet) -> Settings:
    the_set = locked.set
    return Settings(
        name=the_set.name,
        adviser=locked.adviser.user if locked.adviser else None,
        meetings=the_set.meetings_planned,
        every_weeks=the_set.every_weeks,
        zone=the_set.zone,
        country=country_name(the_set),
        **{name: getattr(the_set, name) for name in _AS_THEY_ARE},
    )


def _take_on(locked: LockedSet, wanted: Settings, people: Sequence[Newcomer]) -> None:
    """All but its dates: in which zone they are, how often it meets, and how many times."""
    locked.set.name = wanted.name.strip()
    for name in _AS_THEY_ARE:
        setattr(locked.set, name, getattr(wanted, name))
    if wanted.adviser != (locked.adviser.user if locked.adviser else None):
        known = known_people(locked.work, people)
        locked.is_advised_by(known[wanted.adviser] if wanted.adviser else None)
        tell_the_adviser(locked, locked.user_asking)


def _tell(locked: LockedSet, what: Sequence[str]) -> None:
    """In the channel, in a line: who has changed what."""
    the_set, by = locked.set, locked.me.person if locked.me else locked.adviser
    facts = {
        "name": "set_changed",
        "by": by.user if by else locked.user_asking,
        "what": list(what),
        "every_weeks": the_set.every_weeks,
        "meetings": the_set.meetings_planned,
        "minutes": the_set.minutes,
        "spoken": the_set.spoken,
        "quiet_seconds": the_set.quiet_seconds,
        "prompts": the_set.prompts.value,
        "hints": the_set.hints.value,
        "asking": the_set.asking.value,
        "guidance": the_set.guidance.value,
        "kept_months": the_set.kept_months,
        "zone": the_set.zone,
        "country": country_name(the_set),
        "format": locked.material.format(the_set.format).title,
    }
    subject = f"set_changed:{locked.work.now.timestamp()}"
    locked.work.say(locked.channel, Says.NOTICE, subject, set_id=the_set.id, facts=facts)
