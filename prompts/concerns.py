"""*Something is off*: its form, what would be sent, and what the review is shown."""

from collections.abc import Sequence
from typing import Final

from bot.domain.concerns import FEWEST, Concern, Concerns
from bot.domain.lengths import LONGEST_CONCERN
from prompts import ids
from prompts.blocks import Block, Button, Message, buttons, hint, section, told
from prompts.forms import Form, modal, text_input
from prompts.language import N_, _
from prompts.wording import in_a_line, mention, number

PROMISE: Final = N_(
    "I won't say who sent this, and I forget it when that meeting closes. In a small set people may still guess."
)


def something_off(set_id: str, people: int) -> list[Button]:
    """On the home tab and on `/set`, in a set of so many that is large enough for it."""
    return [Button(_("Something is off"), ids.SOMETHING_OFF, "set", set_id)] if people >= FEWEST else []


def form(found: Concern, words: str = "") -> Form:
    """What is off, in a line or two; it is shown to whoever writes it before it is sent."""
    asked = _("For the review of meeting {number}. You'll see it before I send it.")
    return modal(
        _("Something is off"),
        _("Preview"),
        ids.CONCERN_FORM,
        ids.value("set", found.set_id),
        section(asked.format(number=number(found.number))),
        hint(_(PROMISE)),
        text_input(
            "words",
            _("What should the set look at?"),
            initial=words,
            multiline=True,
            most=LONGEST_CONCERN,
            hint=_("It's about how you work together. Leave out names, and anything that only you would know."),
        ),
    )


def preview(found: Concern) -> Message:
    """For whoever wrote it alone: as the set would read it, and what else they can do with it."""
    carries = ids.with_words("set", found.set_id, found.words)
    choices = [
        Button(_("Send it"), ids.SEND_CONCERN, "set", found.set_id, primary=True, carries=carries),
        Button(_("Change it"), ids.CHANGE_CONCERN, "set", found.set_id, carries=carries),
    ]
    if found.adviser is not None:
        privately = _("Tell the facilitator privately")
        choices.append(Button(privately, ids.TELL_FACILITATOR, "set", found.set_id, carries=carries))
    return told(
        section(_when(found)),
        *_read([found.words]),
        hint(_(PROMISE)),
        buttons(*choices),
    )


def _when(found: Concern) -> str:
    shown = _(
        "*Not sent yet.* In the review of meeting {number}, if at least {needed} of you are there, the set will read:"
    )
    return shown.format(number=number(found.number), needed=number(FEWEST))


def sent(found: Concern) -> Message:
    """The private answer to whoever sent it."""
    thanks = _("Sent. The set will read it in the review of meeting {number}, if at least {needed} of you are there.")
    return told(hint(thanks.format(number=number(found.number), needed=number(FEWEST))))


def tell_them(found: Concern, words: str) -> Message:
    """Nothing is passed on by the bot: they write themselves, and have their words to copy."""
    if found.adviser is None:
        return told(section(_("Your set has no facilitator now. I've sent nothing.")))
    write = _(
        "{facilitator} is your facilitator: write to them directly. I've sent nothing, and kept nothing. You wrote:"
    )
    return told(
        section(write.format(facilitator=mention(found.adviser, opening=True))),
        section(_quoted(words)),
    )


def message(shown: Concerns) -> Message:
    """In the review, for the whole set; once the meeting has closed, that there was something."""
    if not shown.words:
        return told(hint(_("Somebody said here that something was off. I've forgotten what.")))
    return told(*_read(shown.words), hint(_("I won't say who sent this. What do you make of it?")))


def _read(words: Sequence[str]) -> list[Block]:
    return [section("\n".join([_("*Something is off*, somebody says:"), *map(_quoted, words)]))]


def _quoted(words: str) -> str:
    return f"> {in_a_line(words, LONGEST_CONCERN)}"
