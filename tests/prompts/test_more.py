"""The form behind *More*: a button a choice, with a line where it needs one, and a kind word where there is none."""

from dataclasses import replace

import pytest

from bot.domain.controls import Choice, ClockWord, More, Offered, Standing, ToStart
from bot.domain.step_kinds import StepKind
from prompts import clock, more
from prompts.forms import Form
from tests.prompts.samples import NOW


def shown(*choices: Choice, own: bool = True, standing: Standing | None = None) -> More:
    offered = tuple(Offered(one, "of1") for one in choices)
    return More(offered, StepKind.CLARIFY, NOW, presenter="U1", own=own, standing=standing)


def rows(form: Form) -> list[tuple[str, str]]:
    """What stands beside each button, and the button."""
    found = []
    for block in form["blocks"]:
        for element in [*block.get("elements", []), *([block["accessory"]] if "accessory" in block else [])]:
            found.append((block.get("text", {}).get("text", ""), element["text"]["text"]))
    return found


def words(form: Form) -> list[str]:
    return [block["text"]["text"] for block in form["blocks"] if block["type"] == "section"]


def test_each_choice_is_a_button_with_a_line_where_it_does_not_say_enough() -> None:
    found = rows(more.form(shown(Choice.NEXT, Choice.EXTEND, Choice.END_SLOT, Choice.END_MEETING)))
    assert found == [
        ("Ends *Clarifying* and moves on.", "Next"),
        ("", "+5 minutes"),
        ("For any reason or none. Nobody will ask about it.", "End my slot"),
        ("", "End the meeting"),
    ]


def test_while_peers_write_next_is_called_what_it_does() -> None:
    writing = replace(shown(Choice.NEXT), kind=StepKind.QUESTION, writing=True)
    assert rows(more.form(writing)) == [("Releases what has been written so far.", "Release them")]


@pytest.mark.parametrize(("spoken", "does"), [(True, "listens"), (False, "reads")])
def test_on_a_call_the_others_listen_and_read_nothing(spoken: bool, does: str) -> None:
    offered = replace(shown(Choice.ONLY_LISTEN), spoken=spoken)
    assert rows(more.form(offered))[0][0] == f"The clock stops, and everyone just {does} until you press *Go on*."
    told = clock.clock(ClockWord("listening", {"step": "st1", "spoken": spoken}, True, None))
    assert ("read" in told["text"]) is not spoken
    assert ("reading" in more.done(Choice.ONLY_LISTEN, offered)) is not spoken


@pytest.mark.parametrize("choice", list(Choice))
def test_a_button_names_its_choice_and_what_it_is_about(choice: Choice) -> None:
    block = more.form(shown(choice))["blocks"][0]
    button = block.get("accessory") or block["elements"][0]
    assert (button["action_id"], button["value"]) == (f"more_choose:{choice}", f"1|{choice}|of1")


@pytest.mark.parametrize("choice", [Choice.END_SLOT, Choice.END_MEETING])
def test_what_cannot_be_taken_back_is_asked_about_first(choice: Choice) -> None:
    for own in (True, False):
        block = more.form(shown(choice, own=own))["blocks"][0]
        assert "confirm" in (block.get("accessory") or block["elements"][0])


@pytest.mark.parametrize(
    ("standing", "label"),
    [
        pytest.param(Standing.PAUSED, "Resume", id="paused"),
        pytest.param(Standing.MOMENT, "Go on", id="a moment"),
        pytest.param(Standing.ENDED, "We're ready", id="a slot that was ended"),
    ],
)
def test_going_on_is_called_by_why_the_clock_stands(standing: Standing, label: str) -> None:
    assert rows(more.form(shown(Choice.GO_ON, standing=standing))) == [("", label)]


def test_another_s_slot_is_not_called_one_s_own() -> None:
    assert rows(more.form(shown(Choice.END_SLOT, own=False))) == [("", "End this slot")]


@pytest.mark.parametrize(
    ("standing", "said"),
    [
        pytest.param(
            Standing.MOMENT, "There's nothing to do just now. <@U1> will go on when they're ready.", id="a moment"
        ),
        pytest.param(None, "There's nothing you need to do just now.", id="while it runs"),
    ],
)
def test_whoever_may_do_nothing_now_is_told_so_kindly(standing: Standing | None, said: str) -> None:
    assert words(more.form(shown(own=False, standing=standing))) == [said]


def test_what_came_of_it_stands_above_what_can_be_done_next() -> None:
    form = more.form(shown(Choice.NEXT), "Presenting: done. We've moved on.")
    assert words(form) == ["Presenting: done. We've moved on.", "Ends *Clarifying* and moves on."]


def test_a_planned_meeting_starts_in_any_format() -> None:
    form = more.to_start(
        ToStart("m1", (("deep", "Deep, 60 minutes a slot"), ("express", "Express, 25 minutes a slot")))
    )
    assert rows(form) == [("", "Start as Deep, 60 minutes a slot"), ("", "Start as Express, 25 minutes a slot")]
    assert form["blocks"][0]["elements"][0]["value"] == "1|deep|m1"


def test_there_is_nothing_to_send() -> None:
    assert "submit" not in more.form(shown(Choice.NEXT))
    assert more.over(more.closed())["close"]["text"] == "Close"
