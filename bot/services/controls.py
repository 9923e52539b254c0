"""Which message carries the controls of a slot: the latest one of the bot in its thread, as it is drawn."""

from sqlalchemy.orm import Session

from bot.domain.controls import Carried
from bot.domain.formats import StepKind
from bot.domain.outgoing import Wanted
from bot.domain.states import OPEN_TURNS, MeetingState
from storage import meetings, posts


def carried(db: Session, wanted: Wanted, slot_id: int | None) -> Carried | None:
    """The controls for this message of a slot's thread; None once the slot is over, or where another stands below it."""
    found = meetings.open_step_of(db, slot_id) if slot_id is not None else None
    if found is None or not posts.is_latest(db, wanted.id):
        return None
    step, state = found
    asking = step.kind is StepKind.QUESTION and any(turn.state in OPEN_TURNS for turn in meetings.turns(db, step.id))
    ended = step.ends_at if step.time_up else None
    return Carried(step.public_id, step.kind, state is MeetingState.PAUSED, calling=asking, ended=ended)
