"""Slack on a bad day: every kind of fault, at random, on whatever the bot posts, edits, opens or looks up."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from random import Random
from typing import Final

from rehearsal.faults import Call, FaultKind, drop_after, drop_before, error, ratelimited, slow, status
from rehearsal.workspace import Workspace

TROUBLED: Final = frozenset(
    {"chat.postMessage", "chat.update", "conversations.history", "conversations.replies", "conversations.open"}
)
FAR: Final = FaultKind("far", took_effect=True, before=0.15, after=0.15)
"""Slack is three tenths of a second away, so that a kill often comes while something is under way."""
IN_A_THOUSAND: Final[Mapping[FaultKind, int]] = {
    drop_before: 8,
    drop_after: 8,
    replace(slow(4.0), name="answered too late"): 8,
    replace(slow(3.5, effect_late=True), name="done after the time-out"): 6,
    replace(slow(1.5), name="slow"): 8,
    status(500): 6,
    replace(status(500, took_effect=True), name="status_500, done"): 8,
    status(503): 4,
    error("internal_error"): 4,
    replace(error("internal_error", took_effect=True), name="internal_error, done"): 6,
    replace(error("fatal_error", took_effect=True), name="fatal_error, done"): 6,
    error("service_unavailable"): 3,
    error("nobody_has_heard_of_this"): 3,
    ratelimited(1): 4,
    replace(slow(9.0, effect_late=True), name="done after the look"): 2,
}
"""How many of a thousand calls meet each. The last acts later than the bot looks: what comes of it is told apart."""


class RandomFaults:
    """Bad while `breaks` was called and since then neither `clears` nor the workspace's faults were cleared."""

    def __init__(self, ws: Workspace, chance: Random, *, far: bool) -> None:
        self._ws, self._chance, self._far = ws, chance, far

    def breaks(self) -> None:
        """Faults that were planned before come first."""
        for kind, share in IN_A_THOUSAND.items():
            self._ws.faults.add("*", kind, times=None, when=partial(self._hits, share))
        self._stays_far()

    def clears(self) -> None:
        self._ws.faults.clear()
        self._stays_far()

    @property
    def met(self) -> Counter[str]:
        """How many calls met each kind of fault so far."""
        names = {kind.name for kind in IN_A_THOUSAND}
        return Counter(call.outcome for call in self._ws.calls if call.outcome in names)

    def _hits(self, share: int, call: Call) -> bool:
        return call.method in TROUBLED and self._chance.random() * 1000 < share

    def _stays_far(self) -> None:
        if self._far:
            self._ws.faults.add("*", FAR, times=None, when=lambda call: call.method in TROUBLED)
