"""The word on commands: all there are, by what people want to do, and what was perhaps meant by words that are none."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from bot.domain.typed_commands import Cannot, Subcommand, Typed, Unclear
from prompts import ids
from prompts.blocks import Block, Button, Message, buttons, hint, section, told
from prompts.help_file import IN_BRACKETS, our_help
from prompts.language import N_, _, ngettext, speech
from prompts.wording import in_a_line, listed_as_choices, number, slash

AS_TYPED: Final = " as typed"
"""Behind the name of a command: its words are taken as they are, whatever else they may mean."""
_LONGEST_CARRIED: Final = 1700
_SOMEBODY: Final = re.compile(r"<@[^<>]*>")
_LABELS: Final[Mapping[str, str]] = {
    "set": N_("Where the set stands"),
    "set new": N_("A new set"),
    "set start": N_("Start the meeting"),
    "set next": N_("Move on"),
    "set pause": N_("Pause"),
    "set resume": N_("Resume"),
    "set end": N_("End it"),
    "set end slot": N_("End the slot"),
    "set end set": N_("End the set"),
    "set pause until": N_("Pause the set"),
    "set renew": N_("Renew the set"),
    "set recruit": N_("Find new members"),
    "set balance": N_("How is our balance?"),
    "set concern": N_("Something is off"),
    "set plan": N_("The dates"),
    "set members": N_("Who's in it"),
    "set rules": N_("The ground rules"),
    "set back": N_("I'm back"),
    "set leave": N_("Leave the set"),
    "set remove": N_("Ask someone to leave"),
    "set forget": N_("Delete what I gave"),
    "set away": N_("I'm away"),
    "set away until today": N_("I'm away today"),
    "set help": N_("What I can type"),
    "set-issue": N_("Raise an issue"),
    "set-issue list": N_("My issues"),
    "set-issue help": N_("What I can type"),
    "action": N_("Add an action"),
    "action list": N_("My actions"),
    "action report": N_("Report back"),
    "action help": N_("What I can type"),
}
_ONLY_HELP: Final = (Typed("set", "help"),)
_WHERE_AND_HELP: Final = (Typed("set", ""), *_ONLY_HELP)
_SURE: Final[Mapping[str, str]] = {
    "set next": N_("That ends the open step for everyone."),
    "set end": N_("That takes the meeting to its closing, or closes it. If you're presenting, it ends your slot."),
    "set end slot": N_("That ends the slot for everyone, and I won't ask about it."),
}
"""What Slack asks before a press that moves a meeting on."""
_CANNOT: Final[Mapping[Cannot, str]] = {
    Cannot.DELETE: N_(
        "I can't delete a set at once. You can end it: then I delete its record after the time it chose. And you can withdraw "
        "what you've raised or taken on yourself."
    ),
    Cannot.RENAME: N_("There's no command for a new name. Press *Where the set stands*, then *Change the set*."),
}


def help_text() -> Message:
    """Every command, with the prefix that this workspace gives them: one screen, in the words of the language's `help.md`."""
    return told(*map(_paragraph, speech().language.help or our_help()))


def _paragraph(words: str) -> Block:
    typed = IN_BRACKETS.sub(lambda found: slash(found[1]), words.removeprefix(">").strip())
    return hint(typed) if words.startswith(">") else section(typed)


def unclear(name: str, typed: str, found: Unclear) -> Message:
    """The answer to words that are no subcommand of the command of that name: what may be meant, to press; otherwise the help.

    What was typed after `/action` and `/set-issue` may have been meant as it stands.
    """
    if found.cannot is not None:
        return told(section(_(_CANNOT[found.cannot])), *_to_press(found.perhaps), _where_help_is())
    words = in_a_line(typed, 80)
    if not found.perhaps:
        lead = section(_("I don't know “{words}”. These are the commands:").format(words=words))
        return told(lead, *help_text()["blocks"])
    own = () if name == "set" else (_as_typed(name, typed),)
    unknown, unsaved = (
        _("I don't know “{words}”. Did you mean {commands}?"),
        _("“{words}” isn't saved yet. Did you mean {commands}?"),
    )
    lead_words = unknown if name == "set" else unsaved
    return told(
        section(lead_words.format(words=words, commands=_either(found.perhaps))),
        *_formats(found),
        *_to_press(found.perhaps, *own),
        _where_help_is(),
    )


def _formats(found: Unclear) -> list[Block]:
    there_are = _("A meeting can start as {formats}, and spoken or typed.")
    return [hint(there_are.format(formats=listed_as_choices(found.formats)))] if found.formats else []


def _as_typed(name: str, typed: str) -> Button:
    label = _("No, add it as typed") if name == "action" else _("No, raise it as typed")
    return _button(len(_LABELS), Typed(f"{name}{AS_TYPED}", typed), label)


def _where_help_is() -> Block:
    return hint(_("{command} lists what you can type.").format(command=slash("set help")))


def _either(perhaps: Sequence[Typed]) -> str:
    return listed_as_choices([slash(_as_people_type(one)) for one in perhaps])


def _as_people_type(one: Typed) -> str:
    return in_a_line(_SOMEBODY.sub(_("@person"), str(one)), 100).replace("`", "'")


def _to_press(perhaps: Sequence[Typed], *others: Button) -> list[Block]:
    shown = [_button(number, one, _label(one)) for number, one in enumerate(perhaps, start=1)]
    return [buttons(*shown, *others)] if shown or others else []


def _label(one: Typed) -> str:
    if str(one) in _LABELS:
        return _(_LABELS[str(one)])
    word, rest = one.text.partition(" ")[::2]
    if (one.name, word) == ("set", "extend"):
        return ngettext("One more minute", "{count} more minutes", int(rest)).format(count=number(int(rest)))
    if (one.name, word) == ("set", "add"):
        return _("Add them")
    if (one.name, word) == ("set", "remove"):
        return _("Ask them to leave")
    if one.name == "set-issue":
        return _("Raise it")
    if one.name == "action":
        return _("Add it")
    return slash(str(one)).strip("`")


def _button(number: int, one: Typed, label: str) -> Button:
    carried = ids.typed(one.name, one.text if len(one.text) <= _LONGEST_CARRIED else "")
    sure = _(_SURE[str(one)]) if str(one) in _SURE else ""
    return Button(label, f"{ids.MEANT}:{number}", "set", "", carries=carried, sure=sure)


def in_set(set_id: str, *subcommands: str) -> list[Button]:
    """Buttons that do in that set what could be typed after `/set`, wherever they stand; bare, they show its card."""
    return [
        Button(
            _label(Typed("set", word)),
            f"{ids.CHOOSE_SET}:{number}",
            "set",
            set_id,
            carries=ids.typed_in(set_id, "set", word),
        )
        for number, word in enumerate(subcommands, start=1)
    ]


def mentioned(found: Subcommand | Unclear, typed: str) -> Message:
    """For whoever speaks to the bot in a channel: what they said to it, read as if they had typed it after `/set`."""
    if found == Subcommand("help"):
        return help_text()
    perhaps = found.perhaps if isinstance(found, Unclear) else (_again(found, typed),)
    if typed and perhaps and perhaps != _ONLY_HELP:
        said = _("I listen to buttons and commands, not to mentions. To do that, type {commands}, or use a button:")
        commands = _either(perhaps)
        return told(section(said.format(commands=commands)), *_to_press(perhaps), _where_help_is())
    shows = _("I listen to buttons and commands, not to mentions. {command} shows what you can do now.")
    return told(section(shows.format(command=slash("set"))), *_to_press(_WHERE_AND_HELP), _where_help_is())


def _again(found: Subcommand, typed: str) -> Typed:
    return Typed("set", typed if found.rest else found.word)


def typed_to_me() -> Message:
    """For whoever writes to the bot in its direct messages."""
    return told(
        section(
            _(
                "I don't read what you write here. For your sets and actions open my *Home* tab, or use the buttons on what "
                "I've written. {command} lists what you can type."
            ).format(command=slash("set help"))
        )
    )
