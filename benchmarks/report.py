"""The figures as tables, in Markdown."""

import math
import statistics
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from benchmarks.acks import APPS, LOADS, AppRun, Round, middle, ratio
from benchmarks.growth import Grown
from benchmarks.history import LIMITS
from benchmarks.load import Measured
from benchmarks.markdown import table
from benchmarks.promptness import Prompt, Started
from benchmarks.reminders import Clicked, Left
from benchmarks.set_size import LARGE, SMALL

FIGURES: Final[Mapping[str, Callable[[Measured], float]]] = {
    "p50, ms": lambda measured: measured.p50,
    "p99, ms": lambda measured: measured.p99,
    "acks a second": lambda measured: measured.rate,
    "processor, ms an ack": lambda measured: measured.spent,
}


def acks(all_rounds: Sequence[Round]) -> str:
    """The ack, a row a load and figure; 20 a second is offered, so that its rate says nothing."""
    rows = [
        _ack_row(all_rounds, load, name, figure)
        for load in LOADS
        for name, figure in FIGURES.items()
        if not (load is LOADS[-1] and name == "acks a second")
    ]
    return table(("commands", "", "bare", "one row", "ours", "ours / bare", "ours / one row"), rows)


def _ack_row(all_rounds: Sequence[Round], load: str, name: str, figure: Callable[[Measured], float]) -> tuple[str, ...]:
    def value(visit: AppRun) -> float:
        return figure(visit.loads[load])

    measured = (_number(middle(all_rounds, app, value)) for app in APPS)
    ratios = (f"{ratio(all_rounds, over, value):.2f}" for over in ("bare", "row"))
    return load, name, *measured, *ratios


def starts(all_rounds: Sequence[Round], alone: Sequence[AppRun]) -> str:
    """Start and memory beside Bolt alone and the app that writes one row."""
    rows = [_start_row(name, all_rounds, alone, value) for name, value in _of_processes(alone).items()]
    return table(("process", "Bolt alone", "one row", "ours", "ours / Bolt alone", "ours / one row"), rows)


def _of_processes(alone: Sequence[AppRun]) -> Mapping[str, Callable[[AppRun], float]]:
    figures: dict[str, Callable[[AppRun], float]] = {"start to first ack, ms": lambda visit: visit.started * 1000}
    if all(visit.megabytes is not None for visit in alone):
        figures["memory after the load, MB"] = lambda visit: visit.megabytes or 0.0
    return figures


def _start_row(
    name: str, all_rounds: Sequence[Round], alone: Sequence[AppRun], value: Callable[[AppRun], float]
) -> tuple[str, ...]:
    bolt = statistics.median(map(value, alone))
    row, ours = (middle(all_rounds, app, value) for app in ("row", "ours"))
    return name, _number(bolt), _number(row), _number(ours), f"{ours / bolt:.2f}", f"{ours / row:.2f}"


def promptness(prompt: Prompt) -> str:
    """Start and memory with so many sets, and our processor time from a gesture to the first call that shows it."""
    ours, row = prompt.ours, prompt.row
    rows = [
        ("start to first ack, ms", *_beside(row.seconds * 1000, ours.seconds * 1000)),
        ("memory after a second of commands, MB", *_beside(row.megabytes or math.nan, ours.megabytes or math.nan)),
        ("a command, of sixteen at once: processor, ms", *_beside(row.an_ack * 1000, ours.an_ack * 1000)),
        *(
            (
                f"{gesture} to what shows it ({prompt.first(gesture)}): processor, ms",
                "",
                *_acks(prompt.median(gesture), row),
            )
            for gesture in prompt.seen
        ),
    ]
    return table(("", "one row", "ours", "ours / a command of one row"), rows)


def _acks(seconds: float, row: Started) -> tuple[str, str]:
    """In milliseconds, and in commands of the app that writes one row."""
    return _number(seconds * 1000), f"{seconds / row.an_ack:.1f}"


def _beside(row: float, ours: float) -> tuple[str, str, str]:
    return _number(row), _number(ours), f"{ours / row:.2f}"


def statements(what: str, small: Mapping[str, int], large: Mapping[str, int]) -> str:
    """The most statements of each listener or use case in a small set and in a large one, dearest first."""
    names = sorted(small.keys() | large.keys(), key=lambda name: (-large.get(name, 0), name))
    rows = [(f"`{name}`", str(small.get(name, "-")), str(large.get(name, "-"))) for name in names]
    heads = (f"{size.members} members, {size.actions} actions" for size in (SMALL, LARGE))
    return table((what, *heads), rows)


def growth(sizes: Sequence[int], rows: Sequence[Grown]) -> str:
    """Each listener, timer, message and loop, dearest first, in milliseconds at each size."""
    drawn = [
        (
            f"`{row.name}`",
            *(f"{seconds * 1000:.1f}" for seconds in row.seconds),
            f"{row.ratio:.1f}",
            f"{row.most * 1000:.0f}",
            row.wrong,
        )
        for row in rows
    ]
    return table(("", *(f"{size:,} rows" for size in sizes), "largest / smallest", "at most", "above its limit"), drawn)


def history(short: Mapping[str, float], long: Mapping[str, float]) -> str:
    """A set that has met once beside one of six that have met two hundred times."""
    rows = [
        (name, f"{seconds * 1000:.1f}", f"{long[name] * 1000:.1f}", f"{long[name] / seconds:.2f}", _most(name))
        for name, seconds in short.items()
    ]
    return table(("", "one meeting, one set", "200 meetings, six sets", "long / short", "at most"), rows)


def _most(name: str) -> str:
    return f"{LIMITS[name] * 1000:.0f}" if name in LIMITS else ""


def reminders(left: Left, clicked: Clicked) -> str:
    """How fast they leave, and the ack of a click beside them."""
    rows = [
        ("left", f"{len(left.at):,}", ""),
        ("minutes on the clock", f"{left.minutes:.2f}", f"{left.off_pace:.1%} off the pace"),
        ("most in a minute", f"{left.most_in_a_minute}", ""),
        ("p50 of `/action`, ms", _number(clicked.busy.p50), f"{clicked.busy.p50 / clicked.quiet.p50:.2f} of without"),
        ("p99 of `/action`, ms", _number(clicked.busy.p99), f"{clicked.busy.p99 / clicked.quiet.p99:.2f} of without"),
        ("left while it was typed", f"{clicked.left}", f"in {clicked.busy.seconds:.0f} s"),
    ]
    return table(("", "", ""), rows)


def _number(value: float) -> str:
    return f"{value:.2f}" if value < 100 else f"{value:,.0f}"
