"""What each kind of message is drawn from."""

from bot.services.earlier_requests import EarlierRequests
from bot.services.letters import Letters
from bot.services.locked_set import Resources
from bot.services.meeting_messages import MeetingMessages
from handlers.registration import Services
from handlers.rendering import Readers


def readers_of(resources: Resources, services: Services, letters: Letters) -> Readers:
    """What each kind of message is drawn from."""
    return Readers(
        services.sets,
        services.ground_rules,
        MeetingMessages(resources),
        services.pulses,
        EarlierRequests(resources),
        letters,
        services.regrets,
        services.look_backs,
        services.joiners,
        services.leave_requests,
        services.cycles,
        services.concerns,
        services.told_advisers,
    )
