"""A change of the ground rules: old beside new, by whom, and who has said what to it."""

from collections.abc import Sequence

from bot.domain.ground_rules import RulesProposal
from bot.domain.states import ProposalState
from prompts import ids
from prompts.blocks import Block, Button, Message, buttons, hint, section, told
from prompts.wording import counted, in_a_line, listed, mention, opening_a_sentence


def proposal(shown: RulesProposal) -> Message:
    """What the channel sees of it, edited as people answer."""
    blocks = [
        section(f"{mention(shown.by)} suggests other ground rules."),
        section(_numbered("The rules now" if shown.state is ProposalState.OPEN else "The old rules", shown.old)),
        section(_numbered("The new ones", shown.new)),
        section(_so_far(shown)),
    ]
    return told(*blocks, *_buttons(shown))


def proposed(shown: RulesProposal) -> Message:
    """The private answer to whoever proposed it."""
    if shown.state is ProposalState.ACCEPTED:
        return told(section("The new rules hold from now on; the channel sees old beside new."))
    return told(section(f"Suggested: the channel sees old beside new. {_needed(shown)}"))


def answered(shown: RulesProposal, user: str) -> Message:
    """The private answer to whoever has said what they think of it."""
    if shown.state is ProposalState.ACCEPTED:
        return told(section("Thank you. Enough of you have agreed, so the new rules hold from now on."))
    mine = "you agree" if user in shown.agreed else "you'd keep the old ones"
    return told(section(f"Noted: {mine}. {_needed(shown)}"))


def _numbered(title: str, rules: Sequence[str]) -> str:
    return "\n".join(
        [f"*{title}*", *(f"{number}. {in_a_line(rule, 200)}" for number, rule in enumerate(rules, start=1))]
    )


def _so_far(shown: RulesProposal) -> str:
    if shown.state is ProposalState.SET_ASIDE:
        return "Set aside: a newer suggestion has taken its place."
    said = [("✓ Agreed", shown.agreed), ("– Would keep the old ones", shown.against), ("○ Still to say", shown.waiting)]
    if shown.state is ProposalState.ACCEPTED:
        said = [("✓ Agreed", shown.agreed)]
    lines = [f"{label}: {listed([mention(user) for user in users])}" for label, users in said if users]
    return "\n".join([*lines, _needed(shown)])


def _needed(shown: RulesProposal) -> str:
    if shown.state is ProposalState.ACCEPTED:
        return "Enough of you have agreed: the new rules hold from now on."
    verb = "agrees" if shown.needed == 1 else "agree"
    who = counted(shown.needed, "more of you", "more of you")
    return f"The old rules hold until {who} {verb}. Nobody is left out of a meeting meanwhile."


def _buttons(shown: RulesProposal) -> list[Block]:
    if shown.state is not ProposalState.OPEN:
        return []
    return [
        buttons(
            Button("I agree", ids.AGREE_TO_CHANGE, "proposal", shown.proposal_id, primary=True),
            Button("Keep the old ones", ids.KEEP_OLD_RULES, "proposal", shown.proposal_id),
        ),
        hint(opening_a_sentence("anyone can answer, now or later; no reason is needed.")),
    ]
