"""A change of the ground rules: old beside new, by whom, and who has said what to it."""

from collections.abc import Sequence

from bot.domain.ground_rules import RulesProposal
from bot.domain.states import ProposalState
from prompts import ids
from prompts.blocks import Block, Button, Message, buttons, hint, section, told
from prompts.language import _, ngettext
from prompts.wording import in_a_line, listed, mention, number


def proposal(shown: RulesProposal) -> Message:
    """What the channel sees of it, edited as people answer."""
    blocks = [
        section(_("{person} suggests new ground rules.").format(person=mention(shown.by, opening=True))),
        section(
            _numbered(_("*The rules now*") if shown.state is ProposalState.OPEN else _("*The old rules*"), shown.old)
        ),
        section(_numbered(_("*The new ones*"), shown.new)),
        section(_so_far(shown)),
    ]
    return told(*blocks, *_buttons(shown))


def proposed(shown: RulesProposal) -> Message:
    """The private answer to whoever proposed it."""
    if shown.state is ProposalState.ACCEPTED:
        return told(section(_("The new rules apply from now on. The channel can see old and new side by side.")))
    return told(section(" ".join((_("Suggested. The channel can see old and new side by side."), _needed(shown)))))


def answered(shown: RulesProposal, user: str) -> Message:
    """The private answer to whoever has said what they think of it."""
    if shown.state is ProposalState.ACCEPTED:
        return told(section(_("Thank you. Enough of you have agreed, so the new rules apply from now on.")))
    mine = _("Saved: you agree.") if user in shown.agreed else _("Saved: you'd keep the old ones.")
    return told(section(" ".join((mine, _needed(shown)))))


def _numbered(title: str, rules: Sequence[str]) -> str:
    return "\n".join([title, *(f"{place}. {in_a_line(rule, 200)}" for place, rule in enumerate(rules, start=1))])


def _so_far(shown: RulesProposal) -> str:
    if shown.state is ProposalState.SET_ASIDE:
        return _("Set aside: a newer suggestion has taken its place.")
    said = [
        (_("✓ Agreed: {people}"), shown.agreed),
        (_("– Would keep the old ones: {people}"), shown.against),
        (_("○ Still to answer: {people}"), shown.waiting),
    ]
    if shown.state is ProposalState.ACCEPTED:
        said = said[:1]
    lines = [label.format(people=listed([mention(user) for user in users])) for label, users in said if users]
    return "\n".join([*lines, _needed(shown)])


def _needed(shown: RulesProposal) -> str:
    if shown.state is ProposalState.ACCEPTED:
        return _("Enough of you have agreed, so the new rules apply from now on.")
    return ngettext(
        "The old rules apply until one more of you agrees. Nobody is left out of a meeting in the meantime.",
        "The old rules apply until {count} more of you agree. Nobody is left out of a meeting in the meantime.",
        shown.needed,
    ).format(count=number(shown.needed))


def _buttons(shown: RulesProposal) -> list[Block]:
    if shown.state is not ProposalState.OPEN:
        return []
    return [
        buttons(
            Button(_("I agree"), ids.AGREE_TO_CHANGE, "proposal", shown.proposal_id, primary=True),
            Button(_("Keep the old ones"), ids.KEEP_OLD_RULES, "proposal", shown.proposal_id),
        ),
        hint(_("Anyone can answer, now or later. No reason needed.")),
    ]
