"""A proposed change of ground rules, inside a unit of work: setting it aside."""

from bot.domain.states import ProposalState
from bot.services.locked_set import LockedSet
from storage import ground_rules as rows


def set_aside(locked: LockedSet) -> None:
    """The proposal that the set has before it, if there is one, is not to be decided any more."""
    proposal = rows.open_one(locked.work.db, locked.set.id)
    if proposal is not None:
        proposal.state = ProposalState.SET_ASIDE
        locked.work.db.flush()
