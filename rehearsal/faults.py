"""Faults on demand: what can go wrong between the bot and Slack."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from rehearsal.people import Payload


@dataclass
class Call:
    """One Web API call, or use of a response URL. Finished once `outcome` is `ok`, an error, or the name of a fault.

    `real_time` in seconds since 1970, `at` in domain time. `took_effect` tells whether the method ran and was accepted,
    `effect_after` how many real seconds after the call came.
    """

    method: str
    args: Payload
    real_time: float
    at: datetime
    outcome: str = ""
    took_effect: bool = False
    effect_after: float = 0.0
    response: Payload = field(default_factory=dict)


@dataclass(frozen=True)
class FaultKind:
    """What a fault does: wait, let the call take effect or not, wait again, then answer, lie or hang up. Seconds."""

    name: str
    took_effect: bool = False
    before: float = 0.0
    after: float = 0.0
    drop: bool = False
    status: int = 200
    error: str | None = None
    retry_after: int | None = None
    body: str | None = None


drop_before = FaultKind("drop_before", drop=True)
drop_after = FaultKind("drop_after", took_effect=True, drop=True)


def slow(seconds: float, *, effect_late: bool = False) -> FaultKind:
    """An answer that takes so many real seconds; with `effect_late` the effect itself comes only then."""
    if effect_late:
        return FaultKind("slow", took_effect=True, before=seconds)
    return FaultKind("slow", took_effect=True, after=seconds)


def status(code: int, *, took_effect: bool = False) -> FaultKind:
    """A bare HTTP answer such as 500 or 503."""
    return FaultKind(f"status_{code}", took_effect=took_effect, status=code)


def error(name: str, *, took_effect: bool = False) -> FaultKind:
    """`ok: false` with that error, although the call may have taken effect."""
    return FaultKind(name, took_effect=took_effect, error=name)


def ratelimited(retry_after: int) -> FaultKind:
    """A 429 that asks to wait so many seconds."""
    return FaultKind("ratelimited", status=429, retry_after=retry_after)


def garbage(body: str, *, took_effect: bool = False) -> FaultKind:
    """A 200 with another body than Slack's, as a proxy on the way may give it."""
    return FaultKind("garbage", took_effect=took_effect, body=body)


@dataclass
class _Planned:
    method: str
    kind: FaultKind
    left: int | None
    when: Callable[[Call], bool]


class Faults:
    """Faults waiting for their calls. Each is used up after its `times`; the oldest that fits comes first."""

    drop_before = drop_before
    drop_after = drop_after
    slow = staticmethod(slow)
    status = staticmethod(status)
    error = staticmethod(error)
    ratelimited = staticmethod(ratelimited)
    garbage = staticmethod(garbage)

    def __init__(self) -> None:
        self._planned: list[_Planned] = []

    def add(
        self, method: str, kind: FaultKind, times: int | None = 1, when: Callable[[Call], bool] = lambda _call: True
    ) -> None:
        """Plan a fault for the next `times` calls of a method (`*` for any, None for always) that `when` accepts."""
        self._planned.append(_Planned(method, kind, times, when))

    def clear(self) -> None:
        """Everything works again."""
        self._planned.clear()

    def take(self, call: Call) -> FaultKind | None:
        """The fault that this call meets, if any."""
        for planned in self._planned:
            if planned.method in ("*", call.method) and planned.when(call):
                if planned.left is not None:
                    planned.left -= 1
                    if not planned.left:
                        self._planned.remove(planned)
                return planned.kind
        return None
