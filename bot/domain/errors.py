"""What can go wrong, and what the person is told."""


class BotError(Exception):
    """The root of everything that the bot raises itself."""


class Refused(BotError):
    """Somebody asked for what cannot be done: `sentence` says what was wrong, what was kept and how to go on.

    It is shown to that person alone. `field` names the field of a form that it belongs to, if it is about one.
    """

    def __init__(self, sentence: str, field: str | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field


class OutOfTime(BotError):
    """The deadline of a delivery passed before its work could be committed: nothing was changed."""


class DatabaseAway(BotError):
    """The database cannot be reached or used just now: nothing was changed.

    With `unsure` it went while the change was being committed, and nobody knows.
    """

    def __init__(self, reason: str, *, unsure: bool = False) -> None:
        super().__init__(reason)
        self.unsure = unsure


class TooLong(Refused):
    """More was typed than is kept: the words go back into the form whole. `limit` is how many characters it takes."""

    def __init__(self, words: str, limit: int, field: str) -> None:
        super().__init__(f"That is {len(words)} characters; up to {limit} are kept. Make it shorter.", field)
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
