"""Slash commands as Slack itself takes them, before any bot hears of one."""

from typing import Final

from prompts.commands import help_text
from rehearsal.finding import NotThere, alike
from rehearsal.participants import Participants
from rehearsal.people import Person

ESCAPED: Final = frozenset({"/set"})
"""The commands after which Slack turns names into mentions, as the manifest asks; elsewhere they stay as typed."""
INVITE: Final = "/invite"
BOT: Final = "set-adviser"
"""What people call the bot, as the manifest does."""


def commands() -> list[str]:
    """The bot's slash commands, as its own help lists them, without what is to be put in."""
    text = help_text()["text"]
    return [piece.partition(" [")[0] for piece in text.split("`")[1::2] if piece.startswith("/")]


def must_be_known(command: str) -> None:
    """Raises NotThere for a command that neither Slack nor the bot has."""
    known = list(dict.fromkeys(words.partition(" ")[0] for words in commands()))
    if command not in known:
        raise NotThere(
            f"“{command}” is no command here, and nobody heard it. There are {', '.join(known)} and {INVITE}."
        )


def invited(words: str, who: Person, participants: Participants) -> str:
    """The id of the person or bot whom somebody in the channel invites with `/invite @name`. Raises NotThere."""
    name = alike(words).removeprefix("@")
    if who.id not in participants.room.members:
        raise NotThere(f"{who.name} is not in #{participants.room.name}, and can invite nobody there")
    person = participants.named(name)
    found = participants.ws.bot_user if name.replace(" ", "-") == BOT else person.id if person else None
    if found is None:
        raise NotThere(
            f"“{words}” is nobody to invite; there are @{BOT}, {', '.join(f'@{one}' for one in participants.people)}"
        )
    if found in participants.room.members:
        raise NotThere(f"“{words}” is in #{participants.room.name} already")
    return found
