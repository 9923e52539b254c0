"""Questions that travelled: chosen for an action, told to whoever asked, and what came of them."""

from collections.abc import Sequence

from babel.dates import format_date

from bot.domain.travelled import CameOfIt, QuestionChoice, Travelled
from prompts import ids
from prompts.actions import outcome_of
from prompts.blocks import Block, Button, Message, PartWords, buttons, section, told
from prompts.forms import radio, tick
from prompts.language import _, locale
from prompts.wording import in_a_line, mention, number, said

NO_QUESTION = "none"
_LONGEST_TOLD = 1500


def came_from(choice: QuestionChoice) -> list[Block]:
    """In the form of an action: which question it came from, if any was asked in its slot."""
    if not choice.asked:
        return []
    choices = [(one.turn_id, _asked(one.user, one.place)) for one in choice.asked]
    none = (NO_QUESTION, _("No one question"))
    label, hint = (
        _("Which question did it come from?"),
        _("I keep who asked, not what. You can tell them later that it travelled."),
    )
    return [radio("question", label, [*choices, none], initial=choice.chosen, hint=hint, optional=True)]


def _asked(user: str, place: int) -> str:
    return _("Question {number}, asked by {person}").format(number=number(place), person=mention(user))


def tell_asker(user: str, *, ticked: bool = False) -> list[Block]:
    """In the form of a report: whether whoever asked the question is told."""
    if not user:
        return []
    words = _("Tell {person} that it was told").format(person=mention(user))
    return [tick("tells_asker", _("The question it came from"), words, ticked=ticked)]


def part(of: Travelled) -> PartWords:
    """In the letter to whoever asked."""
    month, name = str(format_date(of.asked_on, "MMMM", locale=locale())), in_a_line(of.set_name, 80)
    words = _("*{set}*: your question from {month} travelled. {person} has told the set what came of it.")
    read = Button(_("Read it"), ids.READ_TRAVELLED, "action", of.action_id)
    return PartWords(
        [section(words.format(set=name, month=month, person=mention(of.owner, opening=True))), buttons(read)]
    )


def came_of_it(of: CameOfIt) -> Message:
    """What was told, for whoever asked, privately."""
    line = of.line
    head = _("{person} took on: {action}").format(person=mention(of.owner, opening=True), action=in_a_line(line.what))
    return told(section("\n".join([head, *_told_of(of)])))


def _told_of(of: CameOfIt) -> Sequence[str]:
    line, report = of.line, of.line.told
    lines = [_("*What came of it:* {outcome}").format(outcome=outcome_of(line))]
    if report is not None and report.happened.strip():
        lines.append(said(report.happened, _LONGEST_TOLD))
    if report is not None and report.learned.strip():
        lines.append(_("*Learned:* {learned}").format(learned=said(report.learned, _LONGEST_TOLD)))
    return lines
