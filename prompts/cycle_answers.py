"""What somebody says at the end of a cycle: whether they would go on, and what has moved."""

from collections.abc import Mapping
from typing import Final

from bot.domain.cycles import OwnAnswer
from bot.domain.lengths import LONGEST_DETAIL
from bot.domain.states import GoingOn
from prompts import ids
from prompts.blocks import Message, hint, section, told
from prompts.forms import Form, modal, nobody_identified, text_input, tick
from prompts.language import N_, _

_KEPT: Final[Mapping[GoingOn, str]] = {
    GoingOn.YES: N_("Thank you: you'd go on."),
    GoingOn.YES_IF: N_("Thank you: you'd go on under a condition. Bring it to the meeting; I won't tell anyone."),
    GoingOn.NO: N_("Thank you for saying so. You needn't give a reason."),
}


def condition_form(shown: OwnAnswer) -> Form:
    """On which condition somebody would go on, for themselves; that they would has been kept already."""
    return modal(
        _("Yes, if ..."),
        _("Save"),
        ids.CONDITION_FORM,
        ids.value("set", shown.set_id),
        section(_("Saved as *Yes, if ...*. Add your condition if you like, or just close this.")),
        text_input(
            "condition",
            _("I'd go on if"),
            initial=shown.on_condition,
            optional=True,
            multiline=True,
            most=LONGEST_DETAIL,
            hint=_("Only you will see it. The set hears whether all of you would go on, or not all."),
        ),
    )


def moved_form(shown: OwnAnswer) -> Form:
    """What has moved since the cycle began, for oneself or for the set."""
    return modal(
        _("What has moved?"),
        _("Save"),
        ids.MOVED_FORM,
        ids.value("set", shown.set_id),
        nobody_identified(),
        text_input(
            "moved",
            _("What has moved since you started?"),
            initial=shown.moved,
            optional=True,
            multiline=True,
            most=LONGEST_DETAIL,
            hint=_("In your work, in the problem you brought, or in yourself."),
        ),
        tick(
            "shared",
            _("For the set"),
            _("Show it to the set at the last meeting, under my name"),
            hint=_("Unless you tick this, only you will see it."),
        ),
    )


def kept(shown: OwnAnswer) -> Message:
    """The private answer to whoever has said whether they would go on."""
    words = _(_KEPT[shown.said]) if shown.said is not None else _("Saved.")
    return told(section(words), hint(_("I'll tell the set only whether all of you would go on, or not all.")))


def moved(shown: OwnAnswer) -> Message:
    """The private answer to whoever has said what has moved."""
    if not shown.moved:
        return told(section(_("Saved: nothing for now.")))
    if shown.shared:
        return told(section(_("Saved. The last meeting will open with it, under your name.")))
    return told(section(_("Saved for you alone.")))
