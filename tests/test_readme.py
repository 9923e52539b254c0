"""What the README says of the code is what the code says of itself."""

import re
from pathlib import Path

from bot.domain.meeting.step_rule_types import effect_of
from bot.domain.meetings import Effect, Move
from bot.domain.step_kinds import StepKind
from prompts.bank import load_formats
from prompts.step_word_types import words_of

README = Path(__file__).parents[1] / "README.md"
PIN = re.compile(r"^([\w.-]+==\S+)|--hash=(\S+)", re.MULTILINE)


def moves_table() -> str:
    """The table of steps and moves, as the README prints it."""
    head = f"| step | {' | '.join(f'*{move}*' for move in Move)} |"
    rule = f"|{'---|' * (len(Move) + 1)}"
    return "\n".join([head, rule, *map(_row, StepKind)])


def _row(kind: StepKind) -> str:
    cells = (effect_of(kind, move) for move in Move)
    return f"| {words_of(kind).name} | {' | '.join('–' if cell is Effect.STAY else str(cell) for cell in cells)} |"


def formats_table() -> str:
    """The shipped formats in minutes, as the README prints them."""
    lines = ["| format | a slot | with one slot | with two |", "|---|---|---|---|"]
    for name, one in load_formats().items():
        held = [(one.minutes_of_slot, one.minutes_around), (one.switched.minutes_of_slot, one.switched.minutes_around)]
        cells = ([f"{around + many * slot:g}" for slot, around in held] for many in (1, 2))
        of_slot = [f"{slot:g}" for slot, _ in held]
        lines.append(f"| {name} | {' | '.join(' / '.join(dict.fromkeys(cell)) for cell in (of_slot, *cells))} |")
    return "\n".join(lines)


def test_the_table_of_steps_and_moves_is_that_of_the_code() -> None:
    assert moves_table() in README.read_text(encoding="utf-8"), f"the README should say:\n{moves_table()}"


def test_the_formats_are_those_that_are_shipped() -> None:
    assert formats_table() in README.read_text(encoding="utf-8"), f"the README should say:\n{formats_table()}"


def test_every_make_target_of_the_readme_exists() -> None:
    makefile = (README.parent / "Makefile").read_text(encoding="utf-8")
    for target in ("rehearse", "run", "doctor", "test", "check", "bench", "soak", "mutants"):
        assert f"\n{target}:" in makefile
        assert f"make {target}" in README.read_text(encoding="utf-8")


def pins(name: str) -> dict[str, set[str]]:
    """What a file locks, with its hashes."""
    found: dict[str, set[str]] = {}
    last = ""
    for pin, digest in PIN.findall((README.parent / name).read_text(encoding="utf-8")):
        last = pin or last
        found.setdefault(last, set()).update([digest] if digest else [])
    return found


def test_what_is_tested_is_what_operators_install() -> None:
    runs, develops = pins("requirements.lock"), pins("requirements-dev.lock")
    assert runs.items() <= develops.items()
    assert all(develops.values())
    named = {pin.partition("==")[0] for pin in runs}
    assert {"slack-bolt", "sqlalchemy"} <= named
    assert not {"pytest", "mypy", "ruff", "hypothesis", "hatchling"} & named
