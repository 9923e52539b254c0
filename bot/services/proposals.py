"""A proposed change of ground rules, inside a unit of work: what follows from it, and setting it aside."""

from bot.domain.following import Follows
from bot.domain.message_and_timer_kinds import Says
from bot.domain.states import ProposalState
from bot.services.locked_set import LockedSet
from storage import ground_rules as rows
from storage.ground_rules import RulesProposalRow


def set_aside(locked: LockedSet) -> None:
    """The proposal that the set has before it, if there is one, is not to be decided any more."""
    proposal = rows.open_one(locked.work.db, locked.set.id)
    if proposal is not None:
        locked.work.follow(proposal, follows, locked.set.id)
        proposal.state = ProposalState.SET_ASIDE
        locked.work.db.flush()


def follows(proposal: RulesProposalRow) -> Follows:
    return Follows(messages={Says.RULES: (proposal.state, proposal.answers)})
