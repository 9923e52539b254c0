"""What follows from a row: the timers there should be, and what its messages and its parts of letters show."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from bot.domain.letters import Part
from bot.domain.message_and_timer_kinds import Later, Says


@dataclass(frozen=True, slots=True)
class Follows:
    """Timers by kind, with when they are due (UTC); of messages and parts any value that differs where they show something else."""

    timers: Mapping[Later, datetime] = field(default_factory=dict)
    messages: Mapping[Says, object] = field(default_factory=dict)
    parts: Mapping[Part, object] = field(default_factory=dict)

    def changed_timers(self, before: "Follows") -> Mapping[Later, datetime | None]:
        """Those that are not as they were, with None for one that is no more."""
        kinds = sorted(self.timers.keys() | before.timers.keys())
        return {one: self.timers.get(one) for one in kinds if self.timers.get(one) != before.timers.get(one)}

    def changed_messages(self, before: "Follows") -> tuple[Says, ...]:
        """Those that show something else than they did."""
        return tuple(one for one, view in self.messages.items() if before.messages.get(one) != view)

    def changed_parts(self, before: "Follows") -> tuple[Part, ...]:
        """The same of parts of letters."""
        return tuple(one for one, view in self.parts.items() if before.parts.get(one) != view)


NOTHING: Final = Follows()
