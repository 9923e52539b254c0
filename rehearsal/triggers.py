"""Trigger ids: each opens one view, within three real seconds of the gesture that it came with."""

import itertools
import time
from dataclasses import dataclass
from typing import Final

from rehearsal.people import ApiError

TRIGGER_LIFE: Final = 3.0


@dataclass
class _Trigger:
    user: str
    issued: float
    exchanged: bool = False


class Triggers:
    """Trigger ids that were given out. Each can be exchanged once."""

    def __init__(self) -> None:
        self._issued: dict[str, _Trigger] = {}
        self._numbers = itertools.count(1)

    def issue(self, user: str) -> str:
        now = time.time()
        trigger_id = f"{int(now * 1000)}.{next(self._numbers)}.standin"
        self._issued[trigger_id] = _Trigger(user, now)
        return trigger_id

    def exchange(self, trigger_id: object) -> str:
        """The person whose gesture it was. Raises ApiError: invalid, exchanged or expired trigger id."""
        trigger = self._issued.get(str(trigger_id))
        if trigger is None:
            raise ApiError("invalid_trigger_id")
        if trigger.exchanged:
            raise ApiError("exchanged_trigger_id")
        if time.time() - trigger.issued > TRIGGER_LIFE:
            raise ApiError("expired_trigger_id")
        trigger.exchanged = True
        return trigger.user
