"""Which small changes to the rules of a meeting no test notices: `make mutants`, or `python -m benchmarks.mutants --help`.

mutmut makes the mutants and runs the tests that pass through each; `[tool.mutmut]` of pyproject.toml says of what, and which tests.
Here a sample is drawn, in which every module has its share, so that a run takes minutes.
"""

import math
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from random import Random
from typing import Annotated, Final

import typer

from benchmarks.markdown import table

RULES: Final = "bot.domain.meeting."
MADE_IN: Final = Path("mutants")
NOTICED: Final = frozenset({"killed", "timeout", "segfault", "suspicious"})
"""What mutmut says of a mutant that a test fails on, or that never ends or breaks the process."""
NO_MUTANT: Final = "none"


def main(
    mutants: Annotated[int, typer.Option(help="How many to try; 0 for all.")] = 500,
    seed: Annotated[
        int, typer.Option(help="The same seed draws the same ones, as long as the rules are the same.")
    ] = 1,
    least: Annotated[float, typer.Option(help="End with status 1 where fewer than so many percent die.")] = 90,
) -> None:
    """Draw a sample, try it, and print a row a module and what each survivor changes."""
    made = _make()
    chosen = sample(made, mutants or len(made), Random(seed))
    _mutmut("run", "--max-children", "1", *chosen)
    told = _told()
    found = {name: told[name] for name in chosen}
    print(counts(found))
    survivors = [name for name, status in found.items() if status not in NOTICED]
    for name in survivors:
        print(f"\n{name.removeprefix(RULES)}: {found[name]}\n{_what_it_changes(name)}")
    if len(found) - len(survivors) < least / 100 * len(found):
        sys.exit(1)


def sample(names: Iterable[str], most: int, chance: Random) -> list[str]:
    """About so many, of every module its share, and at least one."""
    by_module = [sorted(those) for _, those in groupby(sorted(names), module_of)]
    share = most / sum(map(len, by_module))
    return [one for those in by_module for one in sorted(chance.sample(those, math.ceil(share * len(those))))]


def module_of(name: str) -> str:
    """The module of a mutant, as `channel_messages` of `bot.domain.meeting.channel_messages.x_heard__mutmut_3`."""
    return name.removeprefix(RULES).partition(".")[0]


def counts(found: Mapping[str, str]) -> str:
    """A row a module: how many were tried, how many died."""
    tried = Counter(map(module_of, found))
    died = Counter(module_of(name) for name, status in found.items() if status in NOTICED)
    rows = [(f"`{module}`", *_shares(died[module], tried[module])) for module in sorted(tried)]
    return table(
        ("module", "mutants", "killed", "survived", "%"), [*rows, ("all", *_shares(died.total(), tried.total()))]
    )


def _shares(died: int, tried: int) -> tuple[str, ...]:
    return str(tried), str(died), str(tried - died), f"{100 * died / tried:.0f}"


def _make() -> Sequence[str]:
    """The names of all mutants, made afresh."""
    shutil.rmtree(MADE_IN, ignore_errors=True)
    said = _mutmut("run", "--max-children", "1", NO_MUTANT, may_fail=True)  # it makes all, and tries those of the name
    made = [name for name in _told() if name.startswith(RULES)]
    if not made:
        sys.exit(said[-2000:])  # before that it only tells how far it is
    return made


def _told() -> Mapping[str, str]:
    lines = _mutmut("results", "--all", "true").splitlines()
    told = (line.strip().rpartition(": ") for line in lines)
    return {name: status for name, _, status in told if name}


def _what_it_changes(name: str) -> str:
    lines = _mutmut("show", name).splitlines()
    return "\n".join(one for one in lines if one[:1] in {"-", "+"} and one[:3] not in {"---", "+++"})


def _mutmut(*words: str, may_fail: bool = False) -> str:
    command = [sys.executable, "-m", "mutmut", *words]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if done.returncode and not may_fail:
        sys.exit(done.stdout[-2000:])
    return done.stdout


if __name__ == "__main__":
    typer.run(main)
