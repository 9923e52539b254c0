"""What the host alone is asked, and what is answered to it."""

from bot.domain.host_letters import HostLetter
from bot.domain.lengths import LONGEST_AIM
from bot.domain.milestones import LONGEST_MILESTONE
from bot.domain.plan_changes import OnPlan
from prompts import ids
from prompts.blocks import Button, Message, PartWords, buttons, hint, section, told
from prompts.forms import Form, modal, text_input
from prompts.language import _
from prompts.programme import falls_on
from prompts.wording import in_a_line, number, when


def day_off(shown: HostLetter) -> PartWords:
    """A planned date falls on one."""
    falls = _("*{set}*, meeting {number}: {date} falls {day_off}.")
    said = falls.format(
        set=_set_of(shown), number=number(shown.number), date=_date_of(shown), day_off=falls_on(shown.holiday)
    )
    fine = _("You're the host. If the date is fine, there's nothing to do.")
    return PartWords([section(said)], closing=[buttons(_move(shown)), hint(fine)])


def milestone(shown: HostLetter) -> PartWords:
    """*Is it reached?*"""
    asked = _("*{set}*, meeting {number}: {date} is planned for *{milestone}*. Is it reached?")
    said = asked.format(
        set=_set_of(shown),
        number=number(shown.number),
        date=_date_of(shown),
        milestone=in_a_line(shown.milestone, LONGEST_MILESTONE),
    )
    yes = Button(_("Yes"), ids.MILESTONE_REACHED, "meeting", shown.meeting_id, primary=True)
    only = _("You're the host, so I'm only asking you.")
    return PartWords([section(said)], closing=[buttons(yes, _move(shown)), hint(only)])


def place(shown: HostLetter) -> PartWords:
    """Where does the set meet?"""
    asked = _("*{set}* meets {date}, and nobody has said where. You're the host: where will you meet?")
    where = buttons(
        Button(_("Say where"), ids.PLACE_ASKED, "set", shown.set_id, primary=True),
        Button(_("In a huddle there"), ids.HUDDLE, "set", shown.set_id),
    )
    return PartWords([section(asked.format(set=_set_of(shown), date=_date_of(shown)))], closing=[where])


def _set_of(shown: HostLetter) -> str:
    return in_a_line(shown.set_name, 80)


def _date_of(shown: HostLetter) -> str:
    return when(shown.at, shown.zone)


def _move(shown: HostLetter) -> Button:
    """Opens the form in which that meeting is moved."""
    return Button(_("Move the meeting"), ids.PLAN_MENU, OnPlan.MOVE.value, shown.meeting_id)


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
