"""A form is asked for field by field, in words that a person would type."""

from collections.abc import AsyncIterator, Sequence

import pytest

from rehearsal.asking import FormAsker, GaveUp
from rehearsal.participants import Participants
from tests.rehearsal.bare_bot import FORM
from tests.rehearsal.playing import Play, played

LABELS = ["In one sentence", "Urgent", "By", "At", "With", "Kinds"]


@pytest.fixture
async def play() -> AsyncIterator[Play]:
    async with played() as begun:
        yield begun


class Person:
    """Somebody at the keyboard who types these lines, then leaves."""

    def __init__(self, *lines: str) -> None:
        self.asked: list[str] = []
        self.told: list[str] = []
        self.lines = list(lines)

    async def ask(self, words: str) -> str:
        self.asked.append(words)
        if not self.lines:
            raise EOFError
        return self.lines.pop(0)

    def asker(self, participants: Participants, play: Play) -> FormAsker:
        form = {**FORM, "blocks": [{"block_id": f"b{number}", **block} for number, block in enumerate(FORM["blocks"])]}
        reader = play.player.narrator.formatter.reader()
        return FormAsker(form, participants, reader, self.ask, self.told.append)


@pytest.mark.parametrize(
    ("lines", "entered"),
    [
        pytest.param(["", "", "", "", "", ""], {}, id="all left as it is"),
        pytest.param(
            ["Mo", "2", "", "", "", ""], {"In one sentence": "Mo", "Urgent": "Pause"}, id="a choice by number"
        ),
        pytest.param(["Mo", "next", "", "", "", ""], {"In one sentence": "Mo", "Urgent": "next"}, id="or by its words"),
        pytest.param(["", "", "-", "", "", ""], {"By": ""}, id="emptied"),
        pytest.param(
            ["", "", "", "", "ben, Eva", "1, q & a"], {"With": ("ben", "Eva"), "Kinds": ("Next", "q & a")}, id="several"
        ),
        pytest.param(["Mo", "back", "Mo & I", "", "", "", "", ""], {"In one sentence": "Mo & I"}, id="a field back"),
        pytest.param(["back", "", "", "", "", "", ""], {}, id="back at the first field"),
        pytest.param(["help", "", "", "", "", "", ""], {}, id="help"),
        pytest.param(["quit", "ana: hi", "/set new", "", "", "", "", "", ""], {}, id="lines for the prompt"),
        pytest.param(
            ["\\help", "", "", "", "", ""], {"In one sentence": "help"}, id="a word of the form's own, entered"
        ),
        pytest.param(
            ["\\ana: hi", "", "", "", "", ""], {"In one sentence": "ana: hi"}, id="a line for the prompt, entered"
        ),
        pytest.param(
            ["\\n and \\o", "", "", "", "", ""], {"In one sentence": "\\n and \\o"}, id="a sign that is only a sign"
        ),
        pytest.param(["", "", "soon", "2026-12-02", "", "", ""], {"By": "2026-12-02"}, id="asked again after nonsense"),
        pytest.param(["", "", "next Friday", "2pm", "", ""], {"By": "next Friday", "At": "2pm"}, id="as people say it"),
    ],
)
async def test_what_is_typed_is_what_is_entered(play: Play, lines: Sequence[str], entered: dict[str, object]) -> None:
    person = Person(*lines)
    assert await person.asker(play.participants, play).ask_all() == entered


async def test_a_field_says_what_stands_in_it_and_what_it_takes(play: Play) -> None:
    person = Person("", "", "the moon", "", "", "", "")
    await person.asker(play.participants, play).ask_all()
    assert person.asked[:3] == ["In one sentence [(empty)]: ", "Urgent (optional) [(empty)]: ", "By [2026-12-01]: "]
    assert person.told[1:4] == [
        "1 = Next",
        "2 = Pause",
        "“By” takes a day like 2026-12-01 or next Tuesday, not “the moon”",
    ]


async def test_somebody_who_asks_for_help_is_told_what_a_field_takes(play: Play) -> None:
    person = Person("", "", "help", "", "", "/set", "", "")
    await person.asker(play.participants, play).ask_all()
    told = " ".join(person.told)
    assert "“By” takes a day like 2026-12-01 or next Tuesday. Enter keeps what is there" in told
    assert "This is a field of a form: cancel puts that away." in told


async def test_an_empty_field_says_how_a_day_or_time_is_written(play: Play) -> None:
    person = Person("", "", "-", "", "", "")
    asker = person.asker(play.participants, play)
    await asker.ask_all()
    person.lines.append("")
    await asker.ask_again(["By"])
    assert "With (optional, people, with commas) [(empty)]: " in person.asked
    assert person.asked[-1] == "By (a day like 2026-12-01 or next Tuesday) [(empty)]: "


async def test_only_what_was_wrong_is_asked_again(play: Play) -> None:
    person = Person("Mo", "", "", "", "", "", "Mo and I")
    asker = person.asker(play.participants, play)
    await asker.ask_all()
    assert await asker.ask_again(["In one sentence"]) == {"In one sentence": "Mo and I"}
    assert person.asked[-1] == "In one sentence [Mo]: "


@pytest.mark.parametrize("lines", [["Mo", "cancel"], ["Mo"]], ids=["cancel", "the end of input"])
async def test_somebody_may_give_up(play: Play, lines: list[str]) -> None:
    with pytest.raises(GaveUp):
        await Person(*lines).asker(play.participants, play).ask_all()
