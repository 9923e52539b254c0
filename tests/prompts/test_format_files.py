"""What a format may say besides its order and its words: lengths, how steps end, prompts, sources, and what it is made for."""

from pathlib import Path

import pytest

from bot.domain.formats import Ends, Format
from bot.domain.question_bank import Family, InSet
from prompts.bank import load_formats
from tests.prompts.test_bank import FORMAT, FORMATS, each_format, mistakes_of_format


@pytest.mark.parametrize("name", ["first", "last"])
def test_the_first_and_the_last_meeting_take_an_hour_and_a_half_however_they_are_held(name: str) -> None:
    for plan in (FORMATS[name], FORMATS[name].switched):
        assert plan.minutes_around + plan.minutes_of_slot == 90
        assert plan.made_for == name


@each_format
def test_every_format_of_ours_names_its_sources(plan: Format) -> None:
    assert plan.sources


def test_what_a_format_may_say_besides_is_read(tmp_path: Path) -> None:
    text = FORMAT.replace("name: small", "name: small\nfor: last\nsources: [a book, a page]")
    text = text.replace(
        "minutes: 2, says: Ask.", "minutes: {typed: 2, spoken: 3}, ends: time, prompts: none, says: Ask."
    )
    text = text.replace("says: Welcome.", "says: Welcome., ends: all, prompts: [check_in, success], brief: Hello.")
    (tmp_path / "small.yaml").write_text(text, "utf-8")
    plan = load_formats(tmp_path)["small"]
    assert (plan.made_for, plan.sources) == (InSet.LAST, ("a book", "a page"))
    opening, question = plan.before[0], plan.slot[1]
    assert (opening.ends, opening.families, opening.brief) == (Ends.ALL, (Family.CHECK_IN, Family.SUCCESS), "Hello.")
    assert (question.minutes, question.otherwise, question.ends, question.families) == (2, 3, Ends.TIME, ())
    assert (plan.switched.minutes_of_slot, plan.switched.switched) == (3.5, plan)


@pytest.mark.parametrize(
    ("instead_of", "there_is", "told"),
    [
        pytest.param(
            "minutes: 2", "minutes: {typed: 2}", "small.yaml, line 8: “spoken” is missing", id="only one of two lengths"
        ),
        pytest.param(
            "minutes: 2",
            "minutes: {typed: 2, spoken: 0}",
            "small.yaml, line 8: question: minutes must be a number above nothing, not 0",
            id="no time on a call",
        ),
        pytest.param(
            "says: Ask.",
            "says: Ask., ends: soon",
            "small.yaml, line 8: “soon” is not known here; there is all, next, time",
            id="how it ends",
        ),
        pytest.param(
            "says: Ask.",
            "says: Ask., ends: all",
            "small.yaml, line 8: question: it does not wait for everyone, so it cannot end with all",
            id="it never waits for everyone",
        ),
        pytest.param(
            "says: Good-bye.",
            "says: Good-bye., ends: next",
            "small.yaml, line 9: closing: it ends with *Close* or by its time",
            id="the closing has its own end",
        ),
        pytest.param(
            "says: Ask.",
            "says: Ask., prompts: [sports]",
            "small.yaml, line 8: “sports” is not known here; there is who, what",
            id="an unknown family of prompts",
        ),
        pytest.param("says: Ask.", "says: Ask., prompts: []", "small.yaml, line 8: this list is empty", id="no family"),
        pytest.param(
            "says: Ask.", "says: Ask., brief: '{who}'", "small.yaml, line 8: question: says has no use for", id="brief"
        ),
        pytest.param(
            "title: Small\n",
            "title: Small\nsources: [7, []]\n",
            "small.yaml, line 3: this list should be",
            id="sources",
        ),
        pytest.param(
            "title: Small\n",
            "title: Small\nfor: later\n",
            "small.yaml, line 3: a format is made for the first meeting or the last, not for “later”",
            id="made for any",
        ),
    ],
)
def test_a_mistake_in_any_of_it_is_told_with_its_line(
    tmp_path: Path, instead_of: str, there_is: str, told: str
) -> None:
    assert instead_of in FORMAT
    found = mistakes_of_format(tmp_path, FORMAT.replace(instead_of, there_is))
    assert [line for line in found if line.startswith(told)], found


def test_the_format_that_the_readme_shows_can_be_used(tmp_path: Path) -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
    shown = readme[readme.index("name: retreat\n") :].partition("```")[0]
    (tmp_path / "retreat.yaml").write_text(shown, "utf-8")
    plan = load_formats(tmp_path)["retreat"]
    assert f"{plan.minutes_of_slot:g} minutes a slot" in plan.title
