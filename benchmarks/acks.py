"""The ack of `/action`: the bot beside a bare app and one that writes one row, in turn, round after round."""

import statistics
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from benchmarks.environment import BOT, Environment
from benchmarks.load import Measured, closed_loop, open_loop
from benchmarks.servers import Server, serving

APPS: Final[Mapping[str, tuple[str, ...]]] = {
    "bare": ("benchmarks.bare_app",),
    "row": ("benchmarks.row_app",),
    "ours": BOT,
}
ONE_AT_A_TIME: Final = "one at a time"
SIXTEEN: Final = "sixteen at once"
TWENTY_A_SECOND: Final = "20 a second"
LOADS: Final = (ONE_AT_A_TIME, SIXTEEN, TWENTY_A_SECOND)


@dataclass(frozen=True, slots=True)
class AppRun:
    """What one process showed in one round: its loads, its start in seconds, and its memory in megabytes afterwards."""

    loads: Mapping[str, Measured]
    started: float
    megabytes: float | None


Round = Mapping[str, AppRun]


async def rounds(environment: Environment, how_many: int, seconds: float) -> list[Round]:
    """Measure every app once a round, each load for that many seconds; the open loop for twice as many."""
    return [{app: await _visited(environment, app, seconds) for app in APPS} for _ in range(how_many)]


async def _visited(environment: Environment, app: str, seconds: float) -> AppRun:
    sender = environment.sender(app)
    async with serving(APPS[app], environment.settings(app), sender) as server:
        await closed_loop(server.port, sender, 1, seconds / 5)  # the first commands fill caches
        loads = {
            ONE_AT_A_TIME: await _watched(server, closed_loop(server.port, sender, 1, seconds)),
            SIXTEEN: await _watched(server, closed_loop(server.port, sender, 16, seconds)),
            TWENTY_A_SECOND: await _watched(server, open_loop(server.port, sender, 20, 2 * seconds)),
        }
        return AppRun(loads, server.started, server.megabytes)


async def _watched(server: Server, load: Awaitable[Measured]) -> Measured:
    so_far = server.processor_seconds
    return replace(await load, processor=server.processor_seconds - so_far)


async def bolt_alone(environment: Environment, times: int) -> list[AppRun]:
    """Start and memory of Bolt by itself, with none of our code loaded."""
    found = []
    for _ in range(times):
        settings, sender = environment.settings("bolt"), environment.sender("bolt")
        async with serving(("benchmarks.bolt_app",), settings, sender) as server:
            await closed_loop(server.port, sender, 16, 1)
            found.append(AppRun({}, server.started, server.megabytes))
    return found


def middle(all_rounds: Sequence[Round], app: str, value: Callable[[AppRun], float]) -> float:
    """The median of a figure over all rounds."""
    return statistics.median(value(each[app]) for each in all_rounds)


def ratio(all_rounds: Sequence[Round], over: str, value: Callable[[AppRun], float]) -> float:
    """Ours over another's, in the same round; the median of all rounds."""
    return statistics.median(value(each["ours"]) / value(each[over]) for each in all_rounds)
