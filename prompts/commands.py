"""The word on commands: all there are, by what people want to do, and what was perhaps meant by words that are none."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from bot.domain.typed_commands import Cannot, Subcommand, Typed, Unclear
from prompts import ids
from prompts.blocks import Block, Button, Message, buttons, hint, section, told
from prompts.wording import counted, in_a_line, slash

AS_TYPED: Final = " as typed"
"""Behind the name of a command: its words are taken as they are, whatever else they may mean."""
_LONGEST_CARRIED: Final = 1700
_SOMEBODY: Final = re.compile(r"<@[^<>]*>")
_HELP: Final = (
    (
        "Bring a problem",
        ("set-issue [one sentence]", "raises it for the next meeting"),
        ("set-issue", "shows yours, to change or withdraw"),
    ),
    (
        "Commit to something",
        ("action [what by when]", "takes it on, as in `Ask Mo by Friday`"),
        ("action list", "shows yours"),
        ("action report", "says how they went"),
    ),
    (
        "Run a meeting",
        ("set start", "starts it, or as `classic`, `express` or `deep`, `spoken` or `typed`"),
        ("set next", "moves on"),
        ("set extend 5", "gives five minutes more"),
        ("set pause", "stops the clock"),
        ("set resume", "goes on"),
        ("set end slot", "ends your slot"),
        ("set end", "goes to the closing; while you present, ends your slot"),
    ),
    (
        "Be away",
        ("set away until 3 Dec", "or `for a week`, `from 5 Nov until 12 Nov`, `back on Friday`"),
        ("set back", "says you're back"),
    ),
    (
        "Look after the set",
        ("set", "shows where it stands, and what you can do now"),
        ("set plan", "its dates"),
        ("set members", "its people"),
        ("set add @person", "adds somebody"),
        ("set rules", "its ground rules"),
        ("set new", "starts a set in this channel"),
        ("set leave", "takes you out of it"),
        ("set help", "shows this"),
    ),
)
"""What people want to do, and what they type for it."""
_LABELS: Final[Mapping[str, str]] = {
    "set": "How the set stands",
    "set new": "A new set",
    "set start": "Start the meeting",
    "set next": "Move on",
    "set pause": "Pause",
    "set resume": "Resume",
    "set end": "End it",
    "set end slot": "End the slot",
    "set plan": "The dates",
    "set members": "Who is in it",
    "set rules": "The ground rules",
    "set back": "I'm back",
    "set leave": "Leave the set",
    "set away": "Be away",
    "set away until today": "Away today",
    "set help": "What I can type",
    "set-issue": "Raise an issue",
    "set-issue list": "My issues",
    "set-issue help": "What I can type",
    "action": "Add an action",
    "action list": "My actions",
    "action report": "Report back",
    "action help": "What I can type",
}
_ONLY_HELP: Final = (Typed("set", "help"),)
_SURE: Final[Mapping[str, str]] = {
    "set next": "The step that is open then ends for everybody.",
    "set end": "The meeting then goes to its closing, or closes; a presenter ends their own slot.",
    "set end slot": "The slot then ends for everybody, and nothing is asked about it.",
}
"""What Slack asks before a press that moves a meeting on."""
_CANNOT: Final[Mapping[Cannot, str]] = {
    Cannot.DELETE: "I can't delete a set. What you have raised or taken on yourself you can withdraw.",
    Cannot.REMOVE: "I can't take anybody out of a set: only they themselves can leave it.",
    Cannot.RENAME: "No command renames a set: *Change the set*, among the buttons of its card, does.",
}


def help_text(prefix: str = "") -> Message:
    """Every command, with the prefix that this workspace gives them: one screen."""
    told_of = [section(f"*{want}*\n{_in_a_row(commands, prefix)}") for want, *commands in _HELP]
    return told(
        section("*What you can type*, by what you want to do"),
        *told_of,
        hint(
            "Buttons do the same. In a thread there are only buttons, and *Make this my action* and *Park this question* "
            "in a message's own menu."
        ),
    )


def _in_a_row(commands: Sequence[tuple[str, str]], prefix: str) -> str:
    return " · ".join(f"{slash(words, prefix)} {does}" for words, does in commands)


def unclear(name: str, typed: str, found: Unclear, prefix: str = "") -> Message:
    """The answer to words that are no subcommand of the command of that name: what may be meant, to press; otherwise the help.

    What was typed after `/action` and `/set-issue` may have been meant as it stands.
    """
    if found.cannot is not None:
        return told(section(_CANNOT[found.cannot]), *_to_press(found.perhaps, prefix), _where_help_is(prefix))
    words = f"“{in_a_line(typed, 80)}”"
    if not found.perhaps:
        lead = section(f"I don't know {words}. Nothing has changed; these are the commands:")
        return told(lead, *help_text(prefix)["blocks"])
    there_are = (
        [hint(f"A meeting can start as {', '.join(found.formats)}, and spoken or typed.")] if found.formats else []
    )
    own = () if name == "set" else (_as_typed(name, typed),)
    lead_words = f"I don't know {words}." if name == "set" else f"{words} isn't saved yet."
    return told(
        section(f"{lead_words} Did you mean {_either(found.perhaps, prefix)}? Nothing has changed."),
        *there_are,
        *_to_press(found.perhaps, prefix, *own),
        _where_help_is(prefix),
    )


def _as_typed(name: str, typed: str) -> Button:
    label = "No, note it as typed" if name == "action" else "No, raise it as typed"
    return _button(len(_LABELS), Typed(f"{name}{AS_TYPED}", typed), label)


def _where_help_is(prefix: str) -> Block:
    return hint(f"{slash('set help', prefix)} lists what you can type.")


def _either(perhaps: Sequence[Typed], prefix: str) -> str:
    shown = [slash(_as_people_type(one), prefix) for one in perhaps]
    return " or ".join(part for part in (", ".join(shown[:-1]), *shown[-1:]) if part)


def _as_people_type(one: Typed) -> str:
    return in_a_line(_SOMEBODY.sub("@person", str(one)), 100).replace("`", "'")


def _to_press(perhaps: Sequence[Typed], prefix: str, *others: Button) -> list[Block]:
    shown = [_button(number, one, _label(one, prefix)) for number, one in enumerate(perhaps, start=1)]
    return [buttons(*shown, *others)] if shown or others else []


def _label(one: Typed, prefix: str) -> str:
    if str(one) in _LABELS:
        return _LABELS[str(one)]
    word, _, rest = one.text.partition(" ")
    if (one.name, word) == ("set", "extend"):
        return f"{counted(int(rest), 'minute')} more".capitalize()
    if (one.name, word) == ("set", "add"):
        return "Add them"
    if one.name == "set-issue":
        return "Raise it"
    if one.name == "action":
        return "Note it"
    return slash(str(one), prefix).strip("`")


def _button(number: int, one: Typed, label: str) -> Button:
    carried = ids.typed(one.name, one.text if len(one.text) <= _LONGEST_CARRIED else "")
    sure = _SURE.get(str(one), "")
    return Button(label, f"{ids.MEANT}:{number}", "set", "", carries=carried, sure=sure)


def mentioned(found: Subcommand | Unclear, typed: str, prefix: str = "") -> Message:
    """For whoever speaks to the bot in a channel: what they said to it, read as if they had typed it after `/set`."""
    lead = "I listen to buttons and commands, not to mentions."
    if found == Subcommand("help"):
        return help_text(prefix)
    perhaps = found.perhaps if isinstance(found, Unclear) else (_again(found, typed),)
    if typed and perhaps and perhaps != _ONLY_HELP:
        said = f"{lead} To do that, type {_either(perhaps, prefix)}, or press:"
        return told(section(said), *_to_press(perhaps, prefix), _where_help_is(prefix))
    shows = section(f"{lead} {slash('set', prefix)} shows what can be done now.")
    return told(shows, *_to_press(_ONLY_HELP, prefix), _where_help_is(prefix))


def _again(found: Subcommand, typed: str) -> Typed:
    return Typed("set", typed if found.rest else found.word)


def typed_to_me(prefix: str = "") -> Message:
    """For whoever writes to the bot in its direct messages."""
    return told(
        section(
            "I can't read what you write here. Press a button above, or open my *Home* tab for your sets and actions; "
            f"{slash('set help', prefix)} lists what you can type."
        )
    )
