"""The ack of `/action`: the bot beside a bare app and one that writes one row, by turns of a moment, round after round."""

import statistics
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from benchmarks.commands import Sender
from benchmarks.environment import BOT, Environment
from benchmarks.load import Measured, closed_loop, joined, open_loop
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
TURN: Final = 0.25
"""Seconds in which one app is measured, before it is the next one's turn."""
WARM_UP: Final = 0.5


@dataclass(frozen=True, slots=True)
class AppRun:
    """What one process showed in one round: its loads, its start in seconds, and its memory in megabytes afterwards."""

    loads: Mapping[str, Measured]
    started: float
    megabytes: float | None


Round = Mapping[str, AppRun]


async def rounds(environment: Environment, how_many: int, seconds: float) -> list[Round]:
    """Measure every app once a round, each load for that many seconds; the open loop for twice as many."""
    return [await _round(environment, seconds) for _ in range(how_many)]


async def _round(environment: Environment, seconds: float) -> Round:
    """All of them run, and have turns of a moment each: a machine that is slower for a while is so for all."""
    async with AsyncExitStack() as stack:
        servers = {app: await stack.enter_async_context(_served(environment, app)) for app in APPS}
        loads: dict[str, dict[str, Measured]] = {app: {} for app in APPS}
        for name, load, lasts in (
            (ONE_AT_A_TIME, partial(closed_loop, connections=1), seconds),
            (SIXTEEN, partial(closed_loop, connections=16), seconds),
            (TWENTY_A_SECOND, partial(open_loop, rate=20), 2 * seconds),
        ):
            turns: dict[str, list[Measured]] = {app: [] for app in APPS}
            for _ in range(max(1, round(lasts / TURN))):
                for app, (server, sender) in servers.items():
                    turns[app].append(await _watched(server, load(server.port, sender, seconds=TURN)))
            for app, those in turns.items():
                loads[app][name] = joined(those)
        return {app: AppRun(loads[app], server.started, server.megabytes) for app, (server, _) in servers.items()}


@asynccontextmanager
async def _served(environment: Environment, app: str) -> AsyncIterator[tuple[Server, Sender]]:
    sender = environment.sender(app)
    async with serving(APPS[app], environment.settings(app), sender) as server:
        await closed_loop(server.port, sender, 1, WARM_UP)  # the first commands fill caches
        yield server, sender


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
