"""The word on commands: all there are, and the nearest to one there is not."""

from typing import Final

from prompts.blocks import Message, hint, section, told
from prompts.wording import in_a_line, slash

_COMMANDS: Final = (
    ("set-issue [one sentence]", "raise an issue for the next meeting; bare, it opens the form"),
    ("action [what by when]", "take on a next step, such as `Ask the governors by Friday`"),
    ("action list", "your open actions"),
    ("action report", "say what came of them"),
    ("set", "the set's card, and what can be done now"),
    ("set new", "found a set in this channel"),
    ("set start [format]", "start a meeting, in the format of the set, or in `classic`, `express` or `deep`"),
    ("set next", "move it on"),
    ("set extend 5", "five minutes more for the running step"),
    ("set pause", "stop the clock"),
    ("set resume", "go on where it stopped"),
    ("set end slot", "end your slot; nothing is asked about it"),
    ("set end", "end your slot while you present, otherwise go to the closing"),
    ("set plan", "the dates of the meetings"),
    ("set members", "who is in the set"),
    ("set add @person", "add somebody"),
    ("set rules", "the ground rules"),
    ("set away until 3 Dec", "be away; nobody waits for you"),
    ("set back", "be there again"),
    ("set leave", "leave the set"),
    ("set help", "this list"),
)


def help_text(prefix: str = "") -> Message:
    """Every command, with the prefix that this workspace gives them."""
    lines = [f"{slash(words, prefix)} {does}" for words, does in _COMMANDS]
    return told(
        section("*What you can type*\n" + "\n".join(lines)),
        hint("Commands do not work inside threads; there, the buttons do the same."),
    )


def unknown(word: str, nearest: str, prefix: str = "") -> Message:
    """The answer to a word that is no command; `nearest` is the word of `/set` that is most like it, if any is."""
    guess = f" Did you mean {slash(f'set {nearest}', prefix)}?" if nearest else ""
    lead = section(f"I do not know “{in_a_line(word, 80)}”.{guess} Nothing has changed; these are the commands:")
    listed = help_text(prefix)["blocks"]
    return told(lead, *listed)


def mentioned(word: str, prefix: str = "") -> Message:
    """For whoever speaks to the bot in a channel: `word` is the `/set` word that they began with, if it is one."""
    if word:
        return told(
            section(
                f"I listen to buttons and commands, not to mentions. To do that, type {slash(f'set {word}', prefix)}."
            )
        )
    return told(
        section(
            f"I listen to buttons and commands, not to mentions. {slash('set', prefix)} shows what can be done now, and "
            f"{slash('set help', prefix)} lists what you can type."
        )
    )


def typed_to_me(prefix: str = "") -> Message:
    """For whoever writes to the bot in its direct messages."""
    return told(
        section(
            "I can't read what you write here. Press a button above, or open my *Home* tab for your sets and actions; "
            f"{slash('set help', prefix)} lists what you can type."
        )
    )
