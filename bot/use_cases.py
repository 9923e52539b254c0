"""All use cases, each on what services stand on: what listeners call, and what timers do."""

from bot.domain.completeness import must_have_all
from bot.domain.message_and_timer_kinds import LOOKUPS, Later
from bot.services.actions import Actions
from bot.services.channel_messages import ChannelMessages
from bot.services.channels import Channels
from bot.services.cycles import Cycles
from bot.services.deletions import Deletions
from bot.services.endings import Endings
from bot.services.erasures import Erasures
from bot.services.ground_rules import GroundRules
from bot.services.hosting import Hosting
from bot.services.installations import Installations
from bot.services.issues import Issues
from bot.services.joiners import Joiners
from bot.services.letters import Letters
from bot.services.locked_set import Resources
from bot.services.look_backs import LookBacks
from bot.services.meeting_clock import WAKES, MeetingClock
from bot.services.meeting_dates import MeetingDates
from bot.services.meetings import Meetings
from bot.services.members import Members
from bot.services.programme import Programme
from bot.services.pulses import Pulses
from bot.services.report_requests import ReportRequests
from bot.services.reports import Reports
from bot.services.retention import Retention
from bot.services.said_words import SaidWords
from bot.services.sets import Sets
from bot.services.settings import SetSettings
from bot.services.sleeping_sets import SleepingSets
from bot.services.slots import Slots
from bot.services.times_off import TimesOffOfSets
from bot.services.turns import Turns
from handlers import Services
from handlers.scheduler import Fire


def services_of(resources: Resources) -> Services:
    """What listeners call."""
    return Services(
        sets=Sets(resources),
        settings=SetSettings(resources),
        ground_rules=GroundRules(resources),
        channels=Channels(resources),
        deletions=Deletions(resources),
        meetings=Meetings(resources),
        turns=Turns(resources),
        channel_messages=ChannelMessages(resources),
        issues=Issues(resources),
        slots=Slots(resources),
        actions=Actions(resources),
        reports=Reports(resources),
        said_words=SaidWords(resources),
        pulses=Pulses(resources),
        meeting_dates=MeetingDates(resources),
        members=Members(resources),
        programme=Programme(resources),
        hosting=Hosting(resources),
        times_off=TimesOffOfSets(resources),
        cycles=Cycles(resources),
        endings=Endings(resources),
        sleeping=SleepingSets(resources),
        look_backs=LookBacks(resources),
        joiners=Joiners(resources),
        erasures=Erasures(resources),
        installations=Installations(resources),
    )


def fires_of(resources: Resources) -> dict[Later, Fire]:
    """What each timer does when it fires; the lookups ask Slack first and have a place of their own."""
    meetings, requests = MeetingClock(resources), ReportRequests(resources)
    retention = Retention(resources)
    fire: dict[Later, Fire] = {
        Later.MEETING_DUE: meetings.due,
        Later.MEETING_UNSTARTED: meetings.unstarted,
        Later.MEETING_MISSED: meetings.missed,
        **dict.fromkeys(WAKES, meetings.fire),
        **requests.fires,
        **Hosting(resources).fires,
        Later.LETTER: Letters(resources).fire,
        Later.CHANNEL_AGAIN: Channels(resources).again,
        Later.SET_SLEEPS: SleepingSets(resources).sleeps,
        Later.SET_WAKES: SleepingSets(resources).wakes,
        Later.SWEEP: retention.sweep,
        Later.MEETING_LONG_OVER: retention.long_over,
        Later.ERASE: Erasures(resources).fire,
    }
    must_have_all(set(Later) - LOOKUPS, fire, "timer", "does nothing when it fires: add its entry to bot/use_cases.py")
    return fire
