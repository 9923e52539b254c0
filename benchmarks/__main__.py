"""The figures of the README: `make bench`, or `python -m benchmarks --help`."""

import asyncio
import os
import platform
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated, Final

import typer

from benchmarks import acks, growth, history, promptness, reminders, report
from benchmarks.database_size import MEMBERS, shape_of
from benchmarks.databases import filled_database, filled_file, postgres
from benchmarks.environment import prepared
from benchmarks.play import counted
from benchmarks.set_size import LARGE, SMALL
from benchmarks.statements import Counted
from tests.scene import TUESDAY


class Part(StrEnum):
    """What there is to measure."""

    ACKS = "acks"
    PROMPTNESS = "promptness"
    STATEMENTS = "statements"
    GROWTH = "growth"
    HISTORY = "history"
    REMINDERS = "reminders"


SIZES: Final = "1000,100000,1000000"
Told = Iterator[tuple[str, str]]
"""Titles and tables, as they are ready."""


@dataclass
class Asked:
    """How much of everything. `wrong` gathers what breaks a limit."""

    rounds: int
    seconds: float
    postgres: bool
    sizes: Sequence[int]
    plays: int
    people: int
    sets: int
    wrong: list[str]


def main(
    only: Annotated[
        list[Part] | None, typer.Option(help="Measure this part alone; may be given several times.")
    ] = None,
    rounds: Annotated[int, typer.Option(help="How often each app is measured, in turn.")] = 3,
    seconds: Annotated[float, typer.Option(help="How long each load lasts; the open loop lasts twice as long.")] = 2.0,
    postgres: Annotated[bool, typer.Option("--postgres", help="The same on a PostgreSQL of its own as well.")] = False,
    sizes: Annotated[str, typer.Option(help="Rows of actions, posts and timers each, smallest first.")] = SIZES,
    plays: Annotated[int, typer.Option(help="How often a set's life is played in each; the best counts.")] = 5,
    people: Annotated[int, typer.Option(help="How many are to be reminded at one minute.")] = 1000,
    sets: Annotated[int, typer.Option(help="How many sets one process is to serve.")] = 1000,
    markdown: Annotated[Path | None, typer.Option(help="Write the tables to this file as well.")] = None,
) -> None:
    """Measure acks, start and memory, count statements, and see what grows with the database, a history or an organisation.

    Ends with status 1 where a limit is broken.
    """
    wrong: list[str] = []
    asked = Asked(rounds, seconds, postgres, [int(one) for one in sizes.split(",")], plays, people, sets, wrong)
    told = []
    for title, text in _measured(only or list(Part), asked):
        told.append(f"### {title}\n\n{text}\n")
        typer.echo(told[-1])
        if markdown is not None:
            markdown.write_text("\n".join(told), encoding="utf-8")
    for one in wrong:
        typer.echo(f"Above its limit: {one}", err=True)
    raise typer.Exit(bool(wrong))


def _measured(parts: Sequence[Part], asked: Asked) -> Told:
    yield "Where", f"{platform.platform()}, Python {platform.python_version()}, {os.cpu_count()} processors"
    for part, measure in PARTS.items():
        if part in parts:
            yield from measure(asked)


def _acks(asked: Asked) -> Told:
    with _folder() as folder:
        all_rounds, alone = asyncio.run(_acked(folder, asked, None))
    yield "Ack of `/action`, SQLite", report.acks(all_rounds)
    yield "Start and memory", report.starts(all_rounds, alone)
    if asked.postgres:
        with _folder() as folder, postgres(folder) as url:
            all_rounds, _ = asyncio.run(_acked(folder, asked, url))
        yield "Ack of `/action`, PostgreSQL", report.acks(all_rounds)


async def _acked(folder: Path, asked: Asked, url: str | None) -> tuple[Sequence[acks.Round], Sequence[acks.AppRun]]:
    async with prepared(folder, url) as environment:
        return await acks.rounds(environment, asked.rounds, asked.seconds), await acks.bolt_alone(
            environment, asked.rounds
        )


def _promptness(asked: Asked) -> Told:
    with _folder() as folder:
        prompt = promptness.shown(folder, asked.sets)
    for gesture in prompt.seen:
        if not set(prompt.first(gesture).split(", ")) <= {"chat.postMessage", "chat.update"}:
            asked.wrong.append(f"promptness: {gesture} shows something else first, {prompt.first(gesture)}")
    if prompt.median(promptness.HERE) > promptness.LIMIT:
        asked.wrong.append(f"promptness: a click above {promptness.LIMIT * 1000:.0f} ms")
    yield f"{asked.sets:,} sets in one process, and the first visible change", report.promptness(prompt)


def _statements(_: Asked) -> Told:
    small, large = asyncio.run(_counted())
    yield "Statements of each listener, at most", report.statements("listener", small.by_listener, large.by_listener)
    yield "Statements of each use case, at most", report.statements("use case", small.most, large.most)


async def _counted() -> list[Counted]:
    counts = []
    for size in (SMALL, LARGE):
        with _folder() as folder:
            counts.append(await counted(folder, size))
    return counts


def _growth(asked: Asked) -> Told:
    with _folder() as folder:
        filled = {rows: partial(filled_file, folder, shape_of(rows), TUESDAY) for rows in asked.sizes}
        yield _grown("SQLite", growth.grows(filled, asked.plays, _say), asked)
    if asked.postgres:
        with _folder() as folder, postgres(folder, fast=True) as url:
            filled = {rows: partial(filled_database, url, shape_of(rows), TUESDAY) for rows in asked.sizes}
            yield _grown("PostgreSQL", growth.grows(filled, asked.plays, _say), asked)


def _grown(database: str, rows: Sequence[growth.Grown], asked: Asked) -> tuple[str, str]:
    asked.wrong += [f"{database}, {row.dearest}: {row.wrong}" for row in rows if row.wrong]
    return f"Processor time by size, {database}, ms", report.growth(asked.sizes, rows)


def _history(asked: Asked) -> Told:
    with _folder() as short, _folder() as long:
        found = history.looked_at(short, history.SHORT), history.looked_at(long, history.LONG)
    for name, most in history.LIMITS.items():
        if found[1][name] > most:
            asked.wrong.append(f"history: {name} above {most * 1000:.0f} ms")
    yield "What a long history adds, ms", report.history(*found)


def _reminders(asked: Asked) -> Told:
    sets = max(1, asked.people // MEMBERS)
    with _folder() as folder:
        left = reminders.leave(folder, sets)
    if left.off_pace > reminders.TOLERANCE or len(left.at) != sets * MEMBERS:
        asked.wrong.append(f"reminders: {len(left.at)} left in {left.minutes:.1f} minutes")
    with _folder() as folder:
        clicked = reminders.click(folder, sets, 10 * asked.seconds)
    yield f"Reminders of {sets * MEMBERS:,} people in {sets:,} sets", report.reminders(left, clicked)


PARTS: Final[Mapping[Part, Callable[[Asked], Told]]] = {
    Part.ACKS: _acks,
    Part.PROMPTNESS: _promptness,
    Part.STATEMENTS: _statements,
    Part.GROWTH: _growth,
    Part.HISTORY: _history,
    Part.REMINDERS: _reminders,
}


def _say(what: str) -> None:
    typer.echo(what, err=True)


@contextmanager
def _folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="set-adviser-bench-") as folder:
        yield Path(folder)


if __name__ == "__main__":
    typer.run(main)
