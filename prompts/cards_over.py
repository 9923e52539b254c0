"""What the cards of the steps outside of slots say once they are over."""

from bot.domain.meetings import StepCard
from prompts.blocks import Block, hint
from prompts.language import _, ngettext
from prompts.wording import number


def opening_over(shown: StepCard, _command: str) -> list[Block]:
    """How many are here."""
    count = len(shown.came)
    if not count:
        return [hint(_("The opening is over. Nobody came."))]
    here = ngettext("The opening is over. One person came.", "The opening is over. {count} people came.", count)
    return [hint(here.format(count=number(count)))]


def report_back_over(shown: StepCard, _command: str) -> list[Block]:
    """What there was to tell of; what was told stands in messages of its own."""
    if not shown.actions and shown.looking_back:
        return [hint(_("The report-back is over. What was said is below this card."))]
    if not shown.actions:
        return [hint(_("The report-back is over. Nobody had an open action."))]
    over = ngettext(
        "The report-back is over. Its one action is listed below this card.",
        "The report-back is over. Its {count} actions are listed below this card.",
        shown.actions,
    )
    return [hint(over.format(count=number(shown.actions)))]


def bids_over(shown: StepCard, _command: str) -> list[Block]:
    """How many wait on."""
    count = len(shown.bids)
    if not count:
        return [hint(_("Bids closed."))]
    waiting = ngettext(
        "Bids closed. One more issue is waiting, for later today or next time.",
        "Bids closed. {count} more issues are waiting, for later today or next time.",
        count,
    )
    return [hint(waiting.format(count=number(count)))]


def review_over(_shown: StepCard, _command: str) -> list[Block]:
    return [hint(_("The review is over."))]
