"""A form is asked for field by field, in words that a person would type."""

from collections.abc import AsyncIterator, Sequence

import pytest

from rehearsal.asking import AtPrompt, FormAsker, GaveUp
from rehearsal.participants import Participants
from rehearsal.typed import read_line
from tests.rehearsal.bare_bot import FORM, plain
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
        self.did: list[str] = []

    async def ask(self, words: str) -> str:
        self.asked.append(words)
        if not self.lines:
            raise EOFError
        return self.lines.pop(0)

    def at(self, participants: Participants) -> AtPrompt:
        return AtPrompt(lambda line: read_line(line, participants, "ana"), self.do)

    async def do(self, line: str) -> None:
        self.did.append(line)

    def asker(self, participants: Participants, play: Play) -> FormAsker:
        form = {**FORM, "blocks": [{"block_id": f"b{number}", **block} for number, block in enumerate(FORM["blocks"])]}
        reader = play.player.narrator.formatter.reader()
        return FormAsker(form, "ana", participants, reader, self.ask, self.told.append, self.at(participants))


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
        pytest.param(["", "", "", "", "ben and Eva", ""], {"With": ("ben", "Eva")}, id="people with and"),
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
    person = Person("", "", "help", "", "", "", "")
    await person.asker(play.participants, play).ask_all()
    told = " ".join(person.told)
    assert "“By” takes a day like 2026-12-01 or next Tuesday. Enter keeps what is there" in told
    assert "+10m, ben: hi, quit" in told


async def test_an_empty_field_says_how_a_day_or_time_is_written(play: Play) -> None:
    person = Person("", "", "-", "", "", "")
    asker = person.asker(play.participants, play)
    await asker.ask_all()
    person.lines.append("")
    await asker.ask_again(["By"])
    assert "With (optional, people, with commas) [(empty)]: " in person.asked
    assert "Kinds (optional, several with commas) [(empty)]: " in person.asked
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


@pytest.mark.parametrize(
    ("line", "field"),
    [
        pytest.param("+10m", 0, id="the clock"),
        pytest.param("ben: hi", 0, id="talk of somebody else"),
        pytest.param("ben: /set", 0, id="a command of theirs"),
        pytest.param("ben /set", 0, id="a command without a colon"),
        pytest.param("ben 12", 0, id="a number of theirs"),
        pytest.param("to Tuesday 09:00", 2, id="the clock, where a day is asked for"),
        pytest.param("ben press I agree", 2, id="a button of theirs, where a day is asked for"),
        pytest.param("channel", 1, id="a place, among choices"),
        pytest.param("look", 4, id="a look, among people"),
        pytest.param("quit", 3, id="the end"),
    ],
)
async def test_what_is_a_command_anywhere_else_is_one_in_a_form(play: Play, line: str, field: int) -> None:
    person = Person(*[""] * field, line, *[""] * (6 - field))
    assert await person.asker(play.participants, play).ask_all() == {}
    assert person.did == [line]
    assert person.asked[field] == person.asked[field + 1]


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("to Tuesday 09:00", id="the clock"),
        pytest.param("see Mo about the rota", id="an expectation"),
        pytest.param("note that Mo agrees", id="a note"),
        pytest.param("ben press ahead", id="a button"),
        pytest.param("channel", id="a place"),
        pytest.param("add Gita", id="somebody new"),
        pytest.param("delete the rota", id="deleting"),
        pytest.param("quit", id="the end"),
        pytest.param("ben", id="a name"),
    ],
)
@pytest.mark.parametrize("answer", ["do", "", "something else"])
async def test_what_might_be_words_is_asked_about(play: Play, line: str, answer: str) -> None:
    person = Person(line, answer, *[""] * 6)
    entered = await person.asker(play.participants, play).ask_all()
    assert person.did == ([line] if answer == "do" else [])
    assert entered == ({} if answer == "do" else {"In one sentence": answer or line})
    assert f"“{line}” is something to do anywhere else. Enter puts it into “In one sentence”" in " ".join(person.told)


@pytest.mark.parametrize("line", ["/set", "ana: hi", "say hi", "home", "ana /action list", "press Done", "ana 12"])
async def test_what_nobody_does_behind_a_form_puts_it_away_first(play: Play, line: str) -> None:
    person = Person(line, "do")
    with pytest.raises(GaveUp) as gave_up:
        await person.asker(play.participants, play).ask_all()
    assert (gave_up.value.then, person.did) == (line, [])
    staying = Person("", "", line, "", *[""] * 4)
    assert await staying.asker(play.participants, play).ask_all() == {}
    assert "Enter goes on with the form; do puts the form away" in " ".join(staying.told)


async def test_ones_own_cancel_by_name_puts_the_form_away(play: Play) -> None:
    with pytest.raises(GaveUp) as gave_up:
        await Person("ana cancel").asker(play.participants, play).ask_all()
    assert gave_up.value.then == ""


@pytest.mark.parametrize("line", ["12", "14:30", "Tuesday", "to call Mo", "zoe: hi", "press", "+soon", "Who? Mo: yes"])
async def test_what_does_nothing_anywhere_else_is_words(play: Play, line: str) -> None:
    person = Person(line, *[""] * 5)
    assert await person.asker(play.participants, play).ask_all() == {"In one sentence": line}
    assert person.did == []


async def test_a_field_of_several_lines_says_how_a_new_one_begins(play: Play) -> None:
    person = Person("one\\ntwo")
    element = {"type": "plain_text_input", "action_id": "rules", "multiline": True, "initial_value": "as it was"}
    block = {"type": "input", "block_id": "b", "label": plain("Rules"), "element": element}
    reader = play.player.narrator.formatter.reader()
    form = {**FORM, "blocks": [block]}
    asker = FormAsker(
        form, "ana", play.participants, reader, person.ask, person.told.append, person.at(play.participants)
    )
    assert await asker.ask_all() == {"Rules": "one\ntwo"}
    assert person.asked == ["Rules (\\n for a new line) [as it was]: "]


@pytest.mark.parametrize(
    ("typed", "entered"),
    [("y", ("Show it",)), ("1", ("Show it",)), ("show", ("show",)), ("no", ()), ("-", ())],
)
async def test_a_tick_alone_is_made_with_yes(play: Play, typed: str, entered: tuple[str, ...]) -> None:
    person = Person(typed)
    element = {"type": "checkboxes", "action_id": "a", "options": [{"text": plain("Show it"), "value": "show"}]}
    block = {"type": "input", "block_id": "b", "optional": True, "label": plain("Your words"), "element": element}
    reader = play.player.narrator.formatter.reader()
    form = {**FORM, "blocks": [block]}
    asker = FormAsker(
        form, "ana", play.participants, reader, person.ask, person.told.append, person.at(play.participants)
    )
    assert await asker.ask_all() == {"Your words": entered}
    assert person.asked == ["Your words (optional, yes ticks it) [(empty)]: "]


async def test_a_button_of_the_form_itself_is_told_of_and_pressed_at_once(play: Play) -> None:
    person = Person("press mo", "")
    field = {"type": "plain_text_input", "action_id": "what"}
    button = {"type": "button", "text": plain("More"), "action_id": "more"}
    blocks = [
        {"type": "input", "block_id": "b", "optional": True, "label": plain("What?"), "element": field},
        {"type": "actions", "block_id": "c", "elements": [button]},
    ]
    reader, form = play.player.narrator.formatter.reader(), {**FORM, "blocks": blocks}
    asker = FormAsker(
        form, "ana", play.participants, reader, person.ask, person.told.append, person.at(play.participants)
    )
    assert await asker.ask_all() == {}
    assert person.did == ["press mo"]
    assert "back, cancel, press More; help" in person.told[0]
