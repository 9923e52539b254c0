"""Everything that can wake the bot: what Slack sends, and the clock."""

from collections.abc import Mapping
from dataclasses import dataclass

from slack_bolt.async_app import AsyncApp

from bot.services.actions import Actions
from bot.services.channels import Channels
from bot.services.deletions import Deletions
from bot.services.issues import Issues
from bot.services.meetings import Meetings
from bot.services.members import Members
from bot.services.plans import Plans
from bot.services.reports import Reports
from bot.services.reviews import Reviews
from bot.services.sets import Sets
from bot.services.slots import Slots
from bot.services.talk import Talk
from bot.services.turns import Turns
from handlers.access import Door
from handlers.actions import ActionListeners
from handlers.asking import Asking
from handlers.choosing import ChoosingListeners
from handlers.errors import Errors
from handlers.home import HomeListeners
from handlers.inside import Inside
from handlers.issues import IssueListeners
from handlers.meetings import MeetingListeners
from handlers.members import MemberListeners
from handlers.plans import PlanListeners
from handlers.reviews import ReviewListeners
from handlers.sets import SetListeners
from handlers.turns import TurnListeners
from handlers.whispers import Whispers


@dataclass(frozen=True, slots=True)
class Services:
    """The use cases, by noun."""

    sets: Sets
    channels: Channels
    deletions: Deletions
    meetings: Meetings
    turns: Turns
    talk: Talk
    issues: Issues
    slots: Slots
    actions: Actions
    reports: Reports
    reviews: Reviews
    plans: Plans
    members: Members


def register(
    app: AsyncApp,
    inside: Inside,
    services: Services,
    whispers: Whispers,
    asking: Asking,
    *,
    formats: Mapping[str, str],
    prefix: str = "",
) -> Door:
    """Every listener of the bot, and the one error handler."""
    door = Door(app, inside, whispers, prefix, services.members.refused)
    meetings = MeetingListeners(door, services.meetings)
    members = MemberListeners(door, services.members, services.sets)
    sets = SetListeners(door, services.sets, asking, meetings, members, formats)
    issues = IssueListeners(door, services.issues, services.slots, whispers)
    actions = ActionListeners(door, services.actions, services.reports, services.slots)
    sets.register()
    meetings.register()
    members.register()
    TurnListeners(door, services.turns, services.talk, services.deletions, whispers).register()
    issues.register()
    actions.register()
    PlanListeners(door, services.plans).register()
    ReviewListeners(door, services.reviews).register()
    HomeListeners(door, services.sets, services.channels, services.slots, asking, whispers).register()
    ChoosingListeners(door, {"set": sets.word, "set-issue": issues.raise_one, "action": actions.commit}).register()
    app.error(Errors(whispers, prefix))
    return door
