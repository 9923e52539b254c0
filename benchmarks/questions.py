"""How well questions are told apart: `python -m benchmarks.questions FOLDER`, of files of labelled messages (JSON, one a line).

Each has a `text`, a `label` (a kind), and in `accept` every kind that a fair judge could give. A file is a source.
"""

import json
import statistics
import time
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final, NamedTuple

import typer

from bot.domain.questions import Classified, Kind, classify

POLICIES: Final[Mapping[str, frozenset[Kind]]] = {
    "full": frozenset({Kind.LEADING, Kind.STATEMENT, Kind.CLOSED, Kind.MULTIPLE}),
    "shipped": frozenset({Kind.LEADING, Kind.STATEMENT, Kind.MULTIPLE}),
    "core": frozenset({Kind.LEADING, Kind.STATEMENT}),
}
"""What a hint may be given at."""
MIX: Final[Mapping[Kind, int]] = {
    Kind.OPEN: 50,
    Kind.CLOSED: 12,
    Kind.LEADING: 12,
    Kind.STATEMENT: 8,
    Kind.MULTIPLE: 6,
    Kind.SOCIAL: 12,
}
"""How much of each kind a set says, in a hundred messages: mostly questions, where most sources are mostly statements."""
FEWEST: Final = 5
"""A kind with fewer messages tells nothing."""


class Labelled(NamedTuple):
    """A message, what it is said to be, and what was found."""

    label: Kind
    accept: frozenset[Kind]
    found: Classified

    @property
    def is_right(self) -> bool:
        return self.found.kind in self.accept


@dataclass(frozen=True, slots=True)
class Hints:
    """Of open questions, how many were hinted at; in the assumed mix, which share of hints is right, and of those due is given."""

    open_hinted: int
    open: int
    precision: float | None
    recall: float | None


def main(
    folder: Annotated[Path, typer.Argument(help="Files of labelled messages, *.jsonl.", exists=True, file_okay=False)],
    together: Annotated[str, typer.Option(help="Sources to score as one too, with commas between.")] = "",
    curve: Annotated[bool, typer.Option(help="Precision against recall, by how sure it must be to hint.")] = False,
) -> None:
    """Score every source, and what of a message's time is ours."""
    sources = {path.stem: list(_read(path)) for path in sorted(folder.glob("*.jsonl"))}
    groups = dict(sources)
    if together:
        groups["together"] = [one for name in together.split(",") for one in sources[name]]
    typer.echo(
        "source                        n     right  F1     open hinted | precision, recall of hints: full, shipped, core"
    )
    for name, messages in groups.items():
        typer.echo(_row(name, messages))
    if curve:
        for name, messages in groups.items():
            _curve(name, messages)
    spent = [_milliseconds(text) for path in sorted(folder.glob("*.jsonl")) for text in _texts(path)]
    typer.echo(f"\n{statistics.median(spent):.3f} ms of processor time a message, the slowest {max(spent):.3f}")


def _texts(path: Path) -> Iterator[str]:
    for line in path.read_text(encoding="utf-8").splitlines():
        yield json.loads(line)["text"]


def _read(path: Path) -> Iterator[Labelled]:
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        label = Kind(record["label"])
        accept = frozenset(map(Kind, record.get("accept", [label])))
        yield Labelled(label, accept, classify(record["text"]))


def _row(name: str, messages: Sequence[Labelled]) -> str:
    right = sum(one.is_right for one in messages) / len(messages)
    hints = {policy: hints_of(messages, kinds) for policy, kinds in POLICIES.items()}
    full = hints["full"]
    shares = "   ".join(f"{_share(one.precision)} {_share(one.recall)}" for one in hints.values())
    return f"{name:28s} {len(messages):5d}  {right:.3f}  {macro_f1(messages):.3f}  {full.open_hinted:4d}/{full.open:<4d}  | {shares}"


def _share(number: float | None) -> str:
    return f"{number:.3f}" if number is not None else "  -  "


def macro_f1(messages: Sequence[Labelled]) -> float:
    """The mean over kinds of F1, where whatever a fair judge could have said is right."""
    said = Counter((one.label, one.label if one.is_right else one.found.kind) for one in messages)
    scores = []
    for kind in Kind:
        wanted = sum(count for (label, _), count in said.items() if label is kind)
        given = sum(count for (_, found), count in said.items() if found is kind)
        if wanted >= FEWEST:
            scores.append(2 * said[kind, kind] / (wanted + given))
    return statistics.mean(scores) if scores else 0.0


def hints_of(messages: Sequence[Labelled], kinds: Collection[Kind], sure: float = 0.0) -> Hints:
    """What comes of hints at those kinds, given where it is as sure as that. What judges would not agree on counts for nothing."""
    clear = [one for one in messages if one.accept <= set(kinds) or not one.accept & set(kinds)]
    counted = Counter(one.label for one in clear)
    hinted = Counter(one.label for one in clear if one.found.kind in kinds and one.found.sureness >= sure)
    weights = {kind: MIX[kind] / count for kind, count in counted.items() if count >= FEWEST}
    hit = sum(weights[kind] * hinted[kind] for kind in weights if kind in kinds)
    false = sum(weights[kind] * hinted[kind] for kind in weights if kind not in kinds)
    wanted = sum(MIX[kind] for kind in weights if kind in kinds)
    return Hints(
        hinted[Kind.OPEN],
        counted[Kind.OPEN],
        hit / (hit + false) if hit + false else None,
        hit / wanted if wanted else None,
    )


def _curve(name: str, messages: Sequence[Labelled]) -> None:
    typer.echo(f"\n{name}: how sure, precision and recall (full)")
    for sure in (0.0, 0.81, 0.83, 0.85, 0.87, 0.9, 0.93, 0.95, 0.97):
        hints = hints_of(messages, POLICIES["full"], sure)
        typer.echo(f"  {sure:.2f}  {_share(hints.precision)}  {_share(hints.recall)}")


def _milliseconds(text: str) -> float:
    began = time.process_time_ns()
    classify(text)
    return (time.process_time_ns() - began) / 1_000_000


if __name__ == "__main__":
    typer.run(main)
