"""Milestones that a set can choose as it is founded."""

from typing import Final

from prompts.forms import Choice
from prompts.language import N_, _
from prompts.wording import listed

_SCHOOL_PROGRAMME: Final = (
    N_("after the assessment"),
    N_("after the Theory of Change work"),
    N_("mid-way"),
    N_("near the end"),
)
"""The milestones of a school programme, in their order."""


def school_programme() -> tuple[str, ...]:
    return tuple(_(name) for name in _SCHOOL_PROGRAMME)


def milestone_choices() -> list[Choice]:
    """At founding: none, the four of a school programme, or one's own."""
    return [
        ("none", _("None")),
        ("school", _("Those of a school programme")),
        ("own", _("Our own, below")),
    ]


def milestones_named() -> str:
    """Those of a school programme, in a sentence below the choices: a label has no room for them."""
    return _("A school programme's: {names}.").format(names=listed(school_programme()))
