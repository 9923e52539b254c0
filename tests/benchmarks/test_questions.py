"""How labelled messages are scored."""

import json
from pathlib import Path

import pytest
from typer import Typer
from typer.testing import CliRunner

from benchmarks.questions import POLICIES, Labelled, hints_of, macro_f1, main
from bot.domain.questions import Classified, Kind, Sign


def labelled(
    label: Kind, found: Kind, times: int, *, also: Kind | None = None, sureness: float = 0.9
) -> list[Labelled]:
    accept = frozenset({label} if also is None else {label, also})
    return [Labelled(label, accept, Classified(found, sureness, Sign.ASKS))] * times


def test_hints_are_weighed_as_a_set_speaks() -> None:
    messages = (
        labelled(Kind.OPEN, Kind.OPEN, 18)
        + labelled(Kind.OPEN, Kind.LEADING, 2)
        + labelled(Kind.LEADING, Kind.LEADING, 5)
    )
    hints = hints_of(messages, POLICIES["core"])
    assert (hints.open_hinted, hints.open) == (2, 20)
    assert hints.precision == pytest.approx(
        12 / (12 + 5)
    )  # twelve leading ones in a hundred, and a tenth of fifty open ones
    assert hints.recall == 1.0


def test_what_judges_do_not_agree_on_counts_for_nothing() -> None:
    messages = labelled(Kind.OPEN, Kind.LEADING, 9, also=Kind.LEADING) + labelled(Kind.OPEN, Kind.OPEN, 5)
    assert hints_of(messages, POLICIES["core"]).open == 5


def test_a_hint_is_given_only_where_it_is_sure() -> None:
    messages = labelled(Kind.LEADING, Kind.LEADING, 5) + labelled(Kind.LEADING, Kind.LEADING, 5, sureness=0.5)
    assert hints_of(messages, POLICIES["core"], sure=0.8).recall == 0.5


def test_f1_is_the_mean_over_kinds_and_takes_what_a_fair_judge_could_say() -> None:
    messages = labelled(Kind.OPEN, Kind.CLOSED, 5, also=Kind.CLOSED) + labelled(Kind.SOCIAL, Kind.STATEMENT, 5)
    assert macro_f1(messages) == 0.5


def test_a_folder_of_messages_is_scored(tmp_path: Path) -> None:
    lines = [
        json.dumps({"text": "What do they want?", "label": "open"}),
        json.dumps({"text": "Ask her.", "label": "statement"}),
    ]
    (tmp_path / "ours.jsonl").write_text("\n".join(lines))
    app = Typer()
    app.command()(main)
    result = CliRunner().invoke(app, [str(tmp_path), "--curve"])
    assert result.exit_code == 0
    assert "ours" in result.output
    assert "1.000" in result.output
