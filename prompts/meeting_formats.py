"""Choosing the format of one meeting: the form, and what is answered."""

from typing import Final

from bot.domain.materials import FormatChoice
from prompts import ids
from prompts.blocks import Button, Message, buttons, hint, section, told
from prompts.forms import Form, modal, select
from prompts.language import _
from prompts.wording import in_a_line, number, when

_MOST_DESCRIBED: Final = 12


def format_form(shown: FormatChoice) -> Form:
    """In which format a meeting is held, and what each of them is about."""
    which = _("Meeting {number}, {moment}").format(number=number(shown.number), moment=when(shown.begins, shown.zone))
    about = [
        section(_("*{title}:* {about}").format(title=in_a_line(title, 80), about=in_a_line(words, 300)))
        for _name, title, words in shown.formats[:_MOST_DESCRIBED]
    ]
    return modal(
        _("Choose a format"),
        _("Choose"),
        ids.FORMAT_FORM,
        ids.value("meeting", shown.meeting_id),
        section(which),
        select(
            "format",
            _("Format"),
            [(name, title) for name, title, _words in shown.formats],
            initial=shown.chosen,
            hint=_("For this meeting alone. Change the set, to choose one for all of them."),
        ),
        *about,
    )


def chosen(shown: FormatChoice) -> Message:
    """The private answer to whoever has chosen."""
    words = _("Meeting {number} will be held as *{title}*. I'll tell the channel if that's news.")
    how = _("Whoever starts it can still choose another, under *More*.")
    title = in_a_line(shown.title, 80)
    plan = buttons(Button(_("See the plan"), ids.SHOW_PLAN, "set", shown.set_id))
    return told(section(words.format(number=number(shown.number), title=title)), hint(how), plan)
