"""The form that follows a press on what came of an action: *What happened?* first, the rest behind *More*."""

from collections.abc import Mapping, Sequence
from typing import Final

from bot.domain.actions import ActionLine, LatestReport, Reportable, usual
from bot.domain.lengths import LONGEST_ACTION, LONGEST_DUE, LONGEST_REPORT
from bot.domain.states import STILL_OPEN, ActionStatus, Ahead, AskAgain
from prompts import ids
from prompts.actions import OUTCOMES, described, in_a_sentence
from prompts.blocks import Block, Button, buttons, section
from prompts.forms import Form, modal, nobody_identified, radio, text_input
from prompts.language import N_, _
from prompts.report_answers import AGAIN
from prompts.travelled import tell_asker

_AHEAD: Final[Mapping[Ahead, str]] = {
    Ahead.KEEP: N_("Keep it"),
    Ahead.CHANGE: N_("Change it"),
    Ahead.DROP: N_("Drop it"),
}


def form(of: Reportable, outcome: ActionStatus, *, more: bool = False, said: str = "") -> Form:
    """What happened; of what is not done yet also when to ask again. No outcome is asked to justify itself.

    Closed as it is, it loses nothing: the press has counted. `more` once *More* was pressed in it; `said` is what its owner has
    just told the set in words.
    """
    line = of.line
    return modal(
        _("Report: {outcome}").format(outcome=in_a_sentence(outcome)),
        _("Save"),
        ids.REPORT_FORM,
        ids.value(outcome.value, line.action_id),
        section("\n".join([_named(outcome, line), _("Saved. Add words if you like, or just close this.")])),
        nobody_identified(),
        *_first(of, outcome, said),
        *tell_asker(of.asker, ticked=of.tells_asker),
        *(_rest(line, outcome) if more else [_more(line, outcome)]),
        notify_on_close=True,
    )


def again(of: Reportable, outcome: ActionStatus, said: str = "", *, planning: bool = False) -> Form:
    """To add to what was told, or to set it right: then the outcome itself can change, and all is shown.

    With `planning` it is for a further plan, which begins with the words of the action.
    """
    line = of.line
    return modal(
        _("What you told me"),
        _("Save"),
        ids.REPORT_FORM,
        ids.value(outcome.value, line.action_id),
        section(described(line)),
        nobody_identified(),
        radio(
            "outcome", _("How did it go?"), [(one.value, _(label)) for one, label in OUTCOMES.items()], initial=outcome
        ),
        _happened(line.told, said),
        _learned(line.told),
        *tell_asker(of.asker, ticked=of.tells_asker),
        *_ahead(line, outcome, _("What next, unless it's done or dropped?"), planning=planning),
        *_instead(line, outcome, planning=planning),
        notify_on_close=True,
    )


def _named(outcome: ActionStatus, line: ActionLine) -> str:
    return _("*{outcome}:* {action}").format(outcome=_(OUTCOMES[outcome]), action=described(line))


def _first(of: Reportable, outcome: ActionStatus, said: str) -> list[Block]:
    blocks = [_happened(of.line.told, said)]
    if outcome is ActionStatus.CHANGED:
        blocks += _instead(of.line, outcome)
    if outcome is ActionStatus.NOT_YET and of.may_ask:
        blocks.append(_when_again(of.may_ask, of.line.told))
    return blocks


def _rest(line: ActionLine, outcome: ActionStatus) -> list[Block]:
    if outcome not in STILL_OPEN:
        return [_learned(line.told)]
    instead = _instead(line, outcome) if outcome is not ActionStatus.CHANGED else []
    return [_learned(line.told), *_ahead(line, outcome, _("What next?")), *instead]


def _more(line: ActionLine, outcome: ActionStatus) -> Block:
    return buttons(Button(_("More"), ids.MORE_TO_REPORT, outcome.value, line.action_id))


def _happened(before: LatestReport | None, said: str) -> Block:
    """What was told before stands there; where nothing was, what was just said."""
    words = (before.happened if before else "") or said
    return _answer("happened", _("What happened?"), words)


def _learned(before: LatestReport | None) -> Block:
    return _answer("learned", _("What did you learn?"), before.learned if before else "")


def _when_again(may_ask: Sequence[AskAgain], before: LatestReport | None) -> Block:
    chosen = before.ask_again if before and before.ask_again else ""
    choices = [(one.value, _(AGAIN[one])) for one in may_ask]
    return radio("ask_again", _("When shall I ask again?"), choices, initial=chosen, optional=True)


def _ahead(line: ActionLine, outcome: ActionStatus, question: str, *, planning: bool = False) -> list[Block]:
    """What next, of an action that goes on."""
    before = line.told
    ahead = before.ahead if before and before.outcome is outcome else usual(outcome)
    choices = [(one.value, _(label)) for one, label in _AHEAD.items()]
    return [radio("ahead", question, choices, initial=Ahead.CHANGE if planning else ahead)]


def _instead(line: ActionLine, outcome: ActionStatus, *, planning: bool = False) -> list[Block]:
    """What it was changed to stands there for whoever looks again; for a further plan, what it is."""
    changed = line.told is not None and line.told.ahead is Ahead.CHANGE
    due = line.due_on.isoformat() if changed and line.due_on and not line.past else ""
    what, by_when = _("If it changes: what will you do?"), _("If it changes: by when?")
    such = _("For example Friday, or 3 Dec.")
    return [
        text_input("what", what, initial=line.what if changed or planning else "", optional=True, most=LONGEST_ACTION),
        text_input("due", by_when, initial=due, optional=True, most=LONGEST_DUE, hint=such),
    ]


def _answer(name: str, label: str, initial: str, hint: str = "") -> Block:
    return text_input(name, label, initial=initial, hint=hint, optional=True, multiline=True, most=LONGEST_REPORT)
