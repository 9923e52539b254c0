"""What the Tab key offers at the prompt."""

from collections.abc import Callable, Collection, Iterable, Iterator

from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document

from rehearsal.player import SHORTCUTS
from rehearsal.typed import GLOBAL, OWN


class LineCompleter(Completer):
    """People, what they can do, and what is in front of them; `labels` says what the named or current person can press."""

    def __init__(
        self, people: Collection[str], commands: Iterable[str], labels: Callable[[str | None], Iterable[str]]
    ) -> None:
        self._people = people
        self._commands = list(commands)
        self._labels = labels

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterator[Completion]:
        line = document.text_before_cursor
        for words in self.offered(line):
            start = _overlap(line, words)
            if start is not None:
                yield Completion(words, start_position=-start)

    def offered(self, line: str) -> list[str]:
        """Everything that could stand where the line is now."""
        first, gap, rest = line.lstrip().partition(" ")
        name = first.removesuffix(":").casefold()
        people = sorted(self._people)
        if gap and name in people:
            return self._after(rest, name, talks=first.endswith(":"))
        if not gap and not line.startswith("/"):
            return [*people, *(f"{one}:" for one in people), *OWN, *GLOBAL, "+10m", "+3d"]
        return self._after(line, None, talks=False)

    def _after(self, rest: str, who: str | None, *, talks: bool) -> list[str]:
        if rest.startswith("/"):
            return self._commands
        if talks:
            return self._commands if not rest else []
        if rest.startswith("press "):
            return list(self._labels(who))
        if rest.startswith("use "):
            return list(SHORTCUTS)
        return list(OWN) + self._commands if " " not in rest else []


def _overlap(line: str, words: str) -> int | None:
    """How many characters of `words` the line ends with already; None where they do not fit."""
    lower, wanted = line.casefold(), words.casefold()
    starts = (place for place in range(len(line) + 1) if place == 0 or line[place - 1] in " ")
    for place in starts:
        if wanted.startswith(lower[place:]):
            return len(line) - place
    return None
