"""What the words of a date are read against."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from bot.domain.day_words import Doubt, Reading, ahead
from bot.domain.refusals import Refusal


class Matched(dict[str, str]):
    """The named parts of a phrase, and under "all" its words; a part that was left out, or that the phrase has not, is ""."""

    def __missing__(self, _name: str) -> str:
        return ""


Base = Callable[[str, "Asked"], Reading | None]


@dataclass(frozen=True, slots=True)
class Asked:
    """The preposition before the words ("" for none), the person's own wall time now, and the local day of the set's next
    meeting, if it has one. `base` reads the words of a date inside of others, as in "the day after next Friday".
    """

    lead: str
    now: datetime
    meeting: date | None
    base: Base

    @property
    def today(self) -> date:
        return self.now.date()

    @property
    def monday(self) -> date:
        return self.today - timedelta(days=self.today.weekday())

    def among(self, kind: Refusal, *days: date) -> Doubt:
        """A doubt about which of these days is meant."""
        return Doubt(kind, self.ahead(*days))

    def ahead(self, *days: date) -> tuple[date, ...]:
        """Those of the days that can be promised for, each once."""
        return ahead(self.today, *days)


Read = Callable[[Matched, Asked], Reading | None]
Row = tuple[frozenset[str], str, Read]
"""A phrase as the tables have it: after which prepositions ("" for none), its words, and what reads them."""
WHOLE: Final[frozenset[str]] = frozenset()
"""Only where nothing else was typed: in a sentence these words belong to it."""
BARE: Final = frozenset({""})
LIMIT: Final = frozenset({"by", "before", "until"})
POINT: Final = LIMIT | {"on"}
DAY_LEADS: Final = POINT | BARE
SPAN: Final = frozenset({"in", "within"})
AROUND: Final = frozenset({"at", "on", "in", "within"})
ANYWHERE: Final = LIMIT | AROUND | BARE
