"""Where somebody is written to, inside a unit of work."""

from collections.abc import Collection, Mapping

from bot.domain.message_and_timer_kinds import Later
from bot.services.unit_of_work import UnitOfWork
from storage import posts
from storage.delivery_models import Conversation


def dm(work: UnitOfWork, person_id: int) -> Conversation:
    """A person's DM; where Slack's id of it is not known yet, a lookup asks for it."""
    return dms(work, [person_id])[person_id]


def dms(work: UnitOfWork, person_ids: Collection[int]) -> Mapping[int, Conversation]:
    """The same of several people at once, by person."""
    found = posts.person_conversations(work.db, work.workspace, person_ids) if person_ids else {}
    for person_id, conversation in found.items():
        if conversation.channel is None:
            work.once(Later.OPEN_DM, person_id, work.now)
    return found
