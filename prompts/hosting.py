"""What the host alone is asked, and what is answered to it."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any, Final

from bot.domain.lengths import LONGEST_AIM
from bot.domain.plan_changes import OnPlan
from prompts import ids
from prompts.blocks import Block, Button, Message, buttons, hint, section, told
from prompts.forms import Form, modal, text_input
from prompts.language import _
from prompts.programme import falls_on
from prompts.wording import in_a_line, number, when

Facts = Mapping[str, Any]


def _set_of(facts: Facts) -> str:
    return in_a_line(str(facts["set_name"]), 80)


def _number_of(facts: Facts) -> str:
    return number(int(facts["number"]))


def _date_of(facts: Facts) -> str:
    return when(datetime.fromtimestamp(float(facts["at"]), UTC), str(facts["zone"]))


def move(facts: Facts) -> Button:
    """Opens the form in which that meeting is moved."""
    return Button(_("Move the meeting"), ids.PLAN_MENU, OnPlan.MOVE.value, str(facts["meeting"]))


def day_off(facts: Facts) -> list[Block]:
    """A planned date falls on one."""
    falls = _("*{set}*, meeting {number}: {date} falls {day_off}.")
    said = section(
        falls.format(
            set=_set_of(facts), number=_number_of(facts), date=_date_of(facts), day_off=falls_on(str(facts["holiday"]))
        )
    )
    if facts.get("settled"):
        return [
            hint(
                _("Meeting {number} of *{set}* was planned for a day off; that's sorted now.").format(
                    number=_number_of(facts), set=_set_of(facts)
                )
            )
        ]
    return [said, hint(_("You're the host. If the date is fine, there's nothing to do.")), buttons(move(facts))]


def milestone(facts: Facts) -> list[Block]:
    """*Is it reached?*"""
    if facts.get("settled"):
        return [
            hint(
                _("Whether you've reached the milestone of meeting {number} is sorted now.").format(
                    number=_number_of(facts)
                )
            )
        ]
    asked = _("*{set}* meets on {date}: meeting {number} has a milestone. Is it reached?")
    yes = Button(_("Yes"), ids.MILESTONE_REACHED, "meeting", str(facts["meeting"]), primary=True)
    return [
        section(asked.format(set=_set_of(facts), date=_date_of(facts), number=_number_of(facts))),
        buttons(yes, move(facts)),
        hint(_("You're the host, so I'm only asking you.")),
    ]


def place(facts: Facts) -> list[Block]:
    """Where does the set meet?"""
    if facts.get("settled"):
        return [hint(_("Where *{set}* meets is sorted now.").format(set=_set_of(facts)))]
    asked = _("*{set}* meets on {date}, and nobody has said where. You're the host: where will you meet?")
    return [
        section(asked.format(set=_set_of(facts), date=_date_of(facts))),
        buttons(
            Button(_("Say where"), ids.PLACE_ASKED, "set", str(facts["set"]), primary=True),
            Button(_("In a huddle there"), ids.HUDDLE, "set", str(facts["set"])),
        ),
    ]


def huddle() -> str:
    """The place of a set that talks in Slack's own call."""
    return _("a huddle in this channel")


def place_form(about: str) -> Form:
    return modal(
        _("Where you meet"),
        _("Save"),
        ids.PLACE_FORM,
        about,
        text_input("place", _("Link for the call, or the place"), most=LONGEST_AIM),
    )


def placed(where: str) -> Message:
    """The private answer to whoever has said where the set meets."""
    saved = _("Saved: {place}. The charter and the card of each meeting show it.")
    return told(section(saved.format(place=in_a_line(where, 200))))


NOTICES: Final[Mapping[str, Callable[[Facts], list[Block]]]] = {
    "day_off": day_off,
    "milestone": milestone,
    "place": place,
}
