"""What follows from a row: the timers there should be, and what messages and parts of letters show of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, TypeVar

from bot.domain.letters import Part
from bot.domain.message_and_timer_kinds import Later, Says

Kind = TypeVar("Kind", Later, Says, Part)


@dataclass(frozen=True, slots=True)
class Follows:
    """All about one `subject`: timers by kind, with when they are due (UTC), of the set of that row, if of any; of messages and
    parts any value that differs where they show something else.
    """

    subject: object
    timers: Mapping[Later, datetime] = field(default_factory=dict)
    messages: Mapping[Says, object] = field(default_factory=dict)
    parts: Mapping[Part, object] = field(default_factory=dict)
    set_id: int | None = None

    def changed_timers(self, before: "Follows") -> Mapping[Later, datetime | None]:
        """Those that are not as they were, with None for one that is no more."""
        return {one: self.timers.get(one) for one in _changed(self.timers, before.timers)}

    def changed_messages(self, before: "Follows") -> list[Says]:
        """Those that show something else than they did."""
        return _changed(self.messages, before.messages)

    def changed_parts(self, before: "Follows") -> list[Part]:
        """The same of parts of letters."""
        return _changed(self.parts, before.parts)


_NOT_THERE: Final = object()


def _changed(now: Mapping[Kind, object], before: Mapping[Kind, object]) -> list[Kind]:
    kinds = sorted(now.keys() | before.keys())
    return [one for one in kinds if now.get(one, _NOT_THERE) != before.get(one, _NOT_THERE)]
