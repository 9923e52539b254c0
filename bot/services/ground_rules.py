"""Ground rules: a change is proposed to the set, and the old ones hold until enough have agreed."""

from collections.abc import Sequence

from bot.domain import ground_rules as rules
from bot.domain.askers import Asker
from bot.domain.errors import Refused
from bot.domain.ground_rules import RulesProposal
from bot.domain.meeting.people_events import MembersChanged
from bot.domain.message_and_timer_kinds import Says, WantedMessage
from bot.domain.refusals import Refusal
from bot.domain.states import ProposalState, SetState
from bot.services.locked_meeting import LockedMeeting, find_meeting, people_of, set_of
from bot.services.locked_set import LockedSet
from bot.services.proposals import set_aside
from bot.services.service import Service, new_id
from storage import ground_rules as rows
from storage import members
from storage.ground_rules import RulesProposalRow


class GroundRules(Service):
    """Any member proposes, in a meeting too. Nobody who holds to the old rules is left out of anything by new ones."""

    def propose(self, asker: Asker, lines: Sequence[str]) -> RulesProposal:
        """Propose these rules to the set; whoever proposes agrees. A proposal that was open is set aside."""
        new = rules.written(lines)
        with self._enter(asker) as locked:
            if new == locked.set.rules:
                raise Refused(Refusal.SAME_RULES, "rules")
            meeting = find_meeting(locked)
            set_aside(locked)
            proposal = _new(locked, new)
            locked.work.say(locked.channel, Says.RULES, proposal.id, set_id=locked.set.id)
            return _answered(locked, meeting, proposal, agrees=True)

    def agree(self, asker: Asker, proposal_id: str) -> RulesProposal:
        """Agree to what is proposed; once enough have, it holds."""
        return self._answer(asker, proposal_id, agrees=True)

    def keep_old(self, asker: Asker, proposal_id: str) -> RulesProposal:
        """Say that the old rules should stay."""
        return self._answer(asker, proposal_id, agrees=False)

    def _answer(self, asker: Asker, proposal_id: str, *, agrees: bool) -> RulesProposal:
        with self._enter(asker) as locked:
            meeting = find_meeting(locked)
            proposal = rows.by_public_id(locked.work.db, locked.work.workspace, proposal_id)
            if proposal is None or proposal.set_id != locked.set.id:
                raise Refused(Refusal.PROPOSAL_OF_ANOTHER_SET)
            if proposal.state is not ProposalState.OPEN:
                raise Refused(Refusal.PROPOSAL_DECIDED)
            return _answered(locked, meeting, proposal, agrees=agrees)

    def show(self, wanted: WantedMessage) -> RulesProposal | None:
        """The proposal as it stands now."""
        with self._look(wanted.workspace, wanted.set_id) as locked:
            proposal = rows.by_id(locked.work.db, wanted.workspace, int(wanted.subject)) if locked else None
            return _seen(locked, proposal) if locked is not None and proposal is not None else None


def _new(locked: LockedSet, new: list[str]) -> RulesProposalRow:
    proposal = RulesProposalRow(
        workspace=locked.work.workspace,
        public_id=new_id(),
        set_id=locked.set.id,
        member_id=locked.member.member.id,
        old=list(locked.set.rules),
        new=new,
        answers={},
        state=ProposalState.OPEN,
        proposed_at=locked.work.now,
    )
    locked.work.db.add(proposal)
    locked.work.db.flush()
    return proposal


def _answered(
    locked: LockedSet, meeting: LockedMeeting | None, proposal: RulesProposalRow, *, agrees: bool
) -> RulesProposal:
    proposal.answers = {**proposal.answers, str(locked.member.member.id): agrees}
    if not _seen(locked, proposal).needed:
        _hold(locked, proposal)
    locked.work.db.flush()
    if meeting is not None:
        meeting.happens(MembersChanged(by=locked.by(), members=people_of(locked), of=set_of(locked)))
    return _seen(locked, proposal)


def _hold(locked: LockedSet, proposal: RulesProposalRow) -> None:
    """The new rules hold from now on, for everybody who held to the old ones, and for whoever has just agreed."""
    holding = {one.member.id for one in locked.agreed}
    holding |= {one.member.id for one in locked.roster if proposal.answers.get(str(one.member.id))}
    locked.set.rules, locked.set.rules_version = list(proposal.new), locked.set.rules_version + 1
    members.agree(locked.work.db, holding, locked.set.rules_version)
    locked.read_the_roster()
    proposal.state = ProposalState.ACCEPTED
    if locked.set.state is SetState.AGREEING and not locked.charter().still_needed:
        locked.set.state = SetState.ACTIVE


def _seen(locked: LockedSet, proposal: RulesProposalRow) -> RulesProposal:
    said = {one.person.user: proposal.answers.get(str(one.member.id)) for one in locked.roster}
    agreed = tuple(user for user, agrees in said.items() if agrees)
    is_open = proposal.state is ProposalState.OPEN
    gone = {one.person.user for one in locked.roster if one.member.gone is not None}
    asked = [one for one in locked.agreed if one.member.gone is None]  # nobody waits for whoever is gone
    return RulesProposal(
        proposal_id=proposal.public_id,
        by=locked.user(proposal.member_id),
        old=tuple(proposal.old),
        new=tuple(proposal.new),
        agreed=agreed,
        against=tuple(user for user, agrees in said.items() if agrees is False),
        waiting=tuple(user for user, agrees in said.items() if agrees is None and user not in gone),
        needed=max(rules.enough(len(asked)) - len(agreed), 0) if is_open else 0,
        state=proposal.state,
    )
