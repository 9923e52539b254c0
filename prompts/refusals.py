"""What somebody is told, and only they, when something could not be done."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from prompts import ids
from prompts.blocks import Button, Message, buttons, hint, section, told
from prompts.language import _, ngettext
from prompts.wording import (
    clean,
    clip,
    day_written,
    escape,
    in_a_line,
    in_two,
    listed,
    listed_as_choices,
    number,
    plain,
    slash,
)

_MOST_SETS: Final = 20
_MOST_DAYS: Final = 3
_LONGEST_CARRIED: Final = 1800
_A_PART: Final = 500
"""Of which a section takes however much is escaped."""


def outsider() -> Message:
    """For somebody who is not in the set: that there is one is all they learn."""
    return told(
        section(
            _("There's a set in this channel, and you're not in it. Its members can add you with {command}.").format(
                command=slash("set add")
            )
        )
    )


def unclear_day(sentence: str, days: Sequence[date], *, in_words: bool) -> Message:
    """A day that could not be taken as written, with the likeliest; one that stands in the words of a form has a field too."""
    likely = listed_as_choices([day_written(day) for day in days[:_MOST_DAYS]])
    perhaps = [_("Perhaps {days}?").format(days=likely)] if likely else []
    where = [_("Write it under “By when?”, or write “next meeting” there if you meant no date.")] if in_words else []
    return refused(" ".join([sentence, *perhaps, *where]))


def no_set_here() -> Message:
    return told(
        section(
            _("There's no set of yours here yet. Type {command} in a channel to start one there.").format(
                command=slash("set new")
            )
        ),
        buttons(Button(_("A new set"), ids.NEW_SET, "set", "")),
    )


def which_set(choices: Sequence[tuple[str, str]], command: str, text: str = "") -> Message:
    """For somebody in several sets: `choices` are (public id, name), `command` is what was typed, `text` after it."""
    typed = f"{command} {text}".strip()
    if len(clip(text, _LONGEST_CARRIED)) < len(clean(text)):
        return _too_much_to_carry(choices, text)
    shown = [
        Button(
            plain(name, 75), f"{ids.CHOOSE_SET}:{number}", "set", public_id, carries=_carried(public_id, command, text)
        )
        for number, (public_id, name) in enumerate(choices[:_MOST_SETS], start=1)
    ]
    return told(
        section(_which_of(len(choices))),
        buttons(*shown),
        hint(_("I'll carry on with what you typed: {words}").format(words=in_a_line(typed, 1000))),
    )


def _which_of(count: int) -> str:
    return ngettext(
        "You're in one set. Nothing is saved yet: is that the one you mean?",
        "You're in {count} sets. Nothing is saved yet: which one do you mean?",
        count,
    ).format(count=number(count))


def _too_much_to_carry(choices: Sequence[tuple[str, str]], text: str) -> Message:
    """More words than a button takes: they are handed back whole, to be typed where the set is plain."""
    names = listed([f"*{in_a_line(name, 80)}*" for _, name in choices[:_MOST_SETS]])
    return told(
        section(
            _(
                "Nothing is saved yet, since you're in more than one set: {names}. Type it again in the channel of the one you "
                "mean:"
            ).format(names=names)
        ),
        *(section(escape(part)) for part in _parts(text)),
    )


def _parts(text: str) -> Iterator[str]:
    part, rest = in_two(text, _A_PART)
    yield part
    if rest:
        yield from _parts(rest)


def _carried(public_id: str, command: str, text: str) -> str:
    """What `ids.chosen_set` takes apart again: the words are the clicker's own, and only they see the button."""
    return ids.typed_in(public_id, plain(command.removeprefix("/"), 60), clip(text, _LONGEST_CARRIED))


def fault(reference: str) -> Message:
    return told(
        section(
            _(
                "Something went wrong on my side, and I'm not sure it was saved. Please try once more. If it happens "
                "again, give whoever runs me here the reference `{reference}`."
            ).format(reference=in_a_line(reference, 80))
        )
    )


def busy() -> Message:
    return told(section(_("I couldn't get to that in time, and nothing was saved. Please try again in a moment.")))


def database_away(*, unsure: bool = False) -> Message:
    if unsure:
        return told(
            section(
                _(
                    "I lost my database while saving that, and I'm not sure it was saved. Please check before you try "
                    "again."
                )
            )
        )
    return told(section(_("I can't reach my database just now, so nothing was saved. Please try again in a moment.")))


def refused(words: str) -> Message:
    """A refusal of the rules, worded."""
    return told(section(words))
