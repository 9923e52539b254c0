"""A presenter who is silent, or gone: what those who are here are offered then, inside a unit of work."""

from collections.abc import Mapping
from typing import Final

from bot.domain.errors import Refused
from bot.domain.formats import StepKind
from bot.domain.outgoing import Says
from bot.domain.states import TurnState
from bot.services import budget, calls
from bot.services.floor import Floor, offer_of

SILENT: Final = "presenter_silent"
AWAY: Final = "presenter_away"
_NEW: Final[Mapping[str, object]] = {"settled": False, "back": False, "waited_by": "", "waits": 0}


def offer(floor: Floor, why: str) -> None:
    """Offer to wait, to pause or to go to the slot's review: one message a slot for silence, and one for who goes away.

    It stands until the presenter gives a sign, or the slot's review begins.
    """
    presented, presenter = floor.presented, floor.presenter
    if presented is None or presenter is None or floor.step.kind is StepKind.SLOT_REVIEW:
        return
    presented.slot.away_offered = True
    subject = offer_of(presented.slot.id)
    if why == AWAY and budget.has_room(floor):
        floor.work.retire(Says.NOTICE, subject)
    facts = {"name": why, "step": floor.step.public_id, "presenter": presenter.person.user, **_NEW}
    floor.work.say(floor.room.channel, Says.NOTICE, subject, set_id=floor.room.set.id, under=floor.head(), facts=facts)


def wait(floor: Floor, by: str) -> None:
    """Wait for the presenter: an open question waits with the set, until an answer comes or somebody ends it."""
    presented = floor.presented
    if presented is None or not presented.slot.away_offered:
        raise Refused("There is nothing to wait for any more. Nothing has changed.")
    turn = calls.open_turn(floor) if floor.step.kind is StepKind.QUESTION else None
    facts: dict[str, object] = {"waited_by": by}
    if turn is not None and turn.state is TurnState.ASKED and not turn.interrupted:
        turn.interrupted, facts["waits"] = True, turn.id
        calls.listen_for(floor, turn)
        floor.work.redraw(Says.CALL, turn.id)
    floor.work.say(floor.room.channel, Says.NOTICE, offer_of(presented.slot.id), set_id=floor.room.set.id, facts=facts)


def settle(floor: Floor) -> None:
    """The slot goes on without them, or is over: what was offered is settled."""
    presented = floor.presented
    if presented is not None and presented.slot.away_offered:
        presented.slot.away_offered = False
        floor.work.settle(offer_of(presented.slot.id))
