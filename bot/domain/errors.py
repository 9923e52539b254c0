"""What can go wrong, and what the person is told."""

from bot.domain.refusals import Fact, Facts, Refusal


class BotError(Exception):
    """The root of everything that the bot raises itself."""


class Refused(BotError):
    """Somebody asked for what cannot be done: `kind` says why, and `facts` are what a sentence about it needs to know.

    `prompts` words it, and it is shown to that person alone. `field` names the field of a form that it belongs to, if it is about
    one.
    """

    def __init__(self, kind: Refusal, field: str | None = None, **facts: Fact) -> None:
        super().__init__(kind.value)
        self.kind = kind
        self.field = field
        self.facts: Facts = facts


class OutOfTime(BotError):
    """The deadline of a delivery passed before its work could be committed: nothing was changed."""


class DatabaseUnavailable(BotError):
    """The database cannot be reached or used just now: nothing was changed.

    With `unsure` it went while the change was being committed, and nobody knows.
    """

    def __init__(self, reason: str, *, unsure: bool = False) -> None:
        super().__init__(reason)
        self.unsure = unsure


class TooLong(Refused):
    """More was typed than is kept: the words go back into the form whole. `limit` is how many characters it takes."""

    def __init__(self, words: str, limit: int, field: str) -> None:
        super().__init__(Refusal.TOO_LONG, field, used=len(words), most=limit)
        self.words = words
        self.limit = limit


class Misconfigured(BotError):
    """The settings, a format or the question bank cannot be used: the message names everything that is wrong."""


class Repeated(BotError):
    """Slack sent something again whose work was committed before: nothing was done this time."""


class KeptOtherwise(Repeated):
    """A form whose first words were kept came again with others, or nobody knows with which: these were not kept."""


class WhichSet(BotError):
    """The person is in several sets and did not say which: `choices` are (public id, name)."""

    def __init__(self, choices: tuple[tuple[str, str], ...]) -> None:
        super().__init__("which set")
        self.choices = choices


class NotIn(BotError):
    """Somebody outside asks: `found` says whether there is a set here at all, which is all that they learn."""

    def __init__(self, *, found: bool) -> None:
        super().__init__("not in the set" if found else "no set here")
        self.found = found
