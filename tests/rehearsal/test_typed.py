"""A typed line is read as a thing to do, or answered with what would be."""

from collections.abc import AsyncIterator
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rehearsal.participants import Participants
from rehearsal.script_items import (
    Adds,
    Cancels,
    Cast,
    Deletes,
    Edits,
    Item,
    JoinsOrLeaves,
    Moves,
    Note,
    OpensHome,
    Presses,
    Reacts,
    Says,
    Sees,
    Talk,
    Uses,
)
from rehearsal.typed import Asks, NotUnderstood, PressesNumber, read_line
from tests.rehearsal.playing import played


@pytest.fixture
async def participants() -> AsyncIterator[Participants]:
    async with played() as play:
        yield play.participants


@pytest.mark.parametrize(
    ("line", "read"),
    [
        pytest.param("ana: What now?", Says(0, "ana", "What now?"), id="talk"),
        pytest.param("Chloé : hm", Says(0, "chloe", "hm"), id="a name as it is shown"),
        pytest.param("ben: 3", Says(0, "ben", "3"), id="after a colon everything is said"),
        pytest.param("ben: /set start", Says(0, "ben", "/set start"), id="a command"),
        pytest.param("/set: odd", Says(0, "eva", "/set: odd"), id="a command of the one in front"),
        pytest.param("ben /set", Says(0, "ben", "/set"), id="a command without a colon"),
        pytest.param("say press on", Says(0, "eva", "press on"), id="say"),
        pytest.param("ben", Asks("become", "ben"), id="be somebody"),
        pytest.param("ben:", Asks("become", "ben"), id="be somebody, with a colon"),
        pytest.param("12", PressesNumber("eva", 12), id="a number"),
        pytest.param("ben press 12", PressesNumber("ben", 12), id="a number of somebody's"),
        pytest.param("press [That's it]", Presses(0, "eva", "That's it"), id="a button by its words"),
        pytest.param("dan press Done beside Ask Mo", Presses(0, "dan", "Done", "", "Ask Mo"), id="beside"),
        pytest.param("press Next on Bids", Presses(0, "eva", "Next", "Bids"), id="on a message"),
        pytest.param("press Which? beside a on b", Presses(0, "eva", "Which?", "b", "a"), id="both"),
        pytest.param("use Park this question on who", Uses(0, "eva", "Park this question", "who"), id="a shortcut"),
        pytest.param("ana home", OpensHome(0, "ana"), id="home"),
        pytest.param("cancel", Cancels(0, "eva"), id="cancel"),
        pytest.param("fill", Asks("fill", "eva"), id="fill"),
        pytest.param("ben dm", Asks("dm", "ben"), id="somebody's direct messages"),
        pytest.param("ben look", Asks("look", "ben"), id="look"),
        pytest.param("+3d", Moves(0, "+3d"), id="the clock, by how much"),
        pytest.param("to Tuesday 09:00", Moves(0, "to Tuesday 09:00"), id="the clock, to when"),
        pytest.param("channel", Talk(0, "channel"), id="to the channel"),
        pytest.param("thread Slot 1", Talk(0, "Slot 1"), id="to a thread"),
        pytest.param("thread", Talk(0, "thread"), id="to the newest thread"),
        pytest.param("note Here", Note(0, "Here"), id="a note"),
        pytest.param("to 1 Dec at 2pm", Moves(0, "to 1 Dec at 2pm"), id="the clock, to a date in words"),
        pytest.param("ben leave", JoinsOrLeaves(0, "ben", joins=False), id="leave"),
        pytest.param("otto join the channel", JoinsOrLeaves(0, "otto", joins=True), id="join"),
        pytest.param("ben edit Call me to Call me later", Edits(0, "ben", "Call me", "Call me later"), id="edit"),
        pytest.param("edit I go to to I go", Edits(0, "eva", "I go", "to I go"), id="edit, with several to"),
        pytest.param("delete call me", Deletes(0, "eva", "call me"), id="delete"),
        pytest.param("ben react :tada: on call me", Reacts(0, "ben", "tada", "call me"), id="an emoji"),
        pytest.param("react with 👍", Reacts(0, "eva", "👍"), id="an emoji on the newest message"),
        pytest.param("add Gita", Adds(0, Cast("gita", "Gita", "Europe/London")), id="somebody new"),
        pytest.param(
            "add Zoé Rao as guest", Adds(0, Cast("zoe", "Zoé Rao", "Europe/London", guest=True)), id="a new guest"
        ),
        pytest.param(
            "add Gita outside", Adds(0, Cast("gita", "Gita", "Europe/London", outsider=True)), id="new, in no channel"
        ),
        pytest.param("see Bids", Sees(0, "Bids"), id="an expectation"),
        pytest.param("HELP", Asks("help", "eva"), id="help"),
        pytest.param("quit", Asks("quit", "eva"), id="quit"),
        pytest.param("   ", None, id="nothing"),
        pytest.param("ana: \x1b[2Jhi", Says(0, "ana", "\ufffd[2Jhi"), id="what would steer the terminal"),
    ],
)
def test_a_line_is_read(participants: Participants, line: str, read: Item | Asks | PressesNumber | None) -> None:
    assert read_line(line, participants, "eva") == read


@pytest.mark.parametrize(
    ("line", "said"),
    [
        pytest.param("hepl", "“hepl” is nothing to do here; help says what is. To say it, type eva: hepl", id="a slip"),
        pytest.param("zoe: hi", "“zoe” is nobody here; there are ana, ben", id="nobody"),
        pytest.param(
            "ben dance",
            "“dance” is nothing to do here; help says what is. To say it, type ben: dance",
            id="no such verb",
        ),
        pytest.param("press", "press what? Type press and the words on a button", id="press what"),
        pytest.param("ana use shortcuts", "There are: make this my action, park this question", id="use what"),
        pytest.param("-3d", "the clock only goes forward", id="back in time"),
        pytest.param("+soon", "no way to move the clock", id="no such time"),
        pytest.param("to the moon", "no way to move the clock", id="no such day"),
        pytest.param("ana: " + "x" * 10_001, "more than 10,000 characters", id="far too long"),
        pytest.param("edit call me", "Type edit WORDS to OTHER WORDS", id="edit to what"),
        pytest.param("react", "Type react EMOJI on WORDS", id="react with what"),
        pytest.param("add otto", "otto is here already. /invite @otto brings", id="somebody who is here"),
        pytest.param("add press", "can be nobody's name here", id="a word of the prompt for a name"),
        pytest.param("to 9", "comes twice a day: 09:00 or 21:00", id="an hour that comes twice a day"),
        pytest.param("14:30", "To move the clock, type to 14:30", id="a time alone"),
        pytest.param("tomorrow 9:00", "To move the clock, type to tomorrow 9:00", id="a day and a time alone"),
        pytest.param("by friday", "To move the clock, type to friday", id="a day that was meant for something else"),
        pytest.param("10 minutes", "To move the clock, type +10 minutes", id="a stretch of time alone"),
        pytest.param("now", "“now” is nothing to do here", id="the time that it is"),
        pytest.param("fill it all", "nothing to do here", id="too many words"),
    ],
)
def test_what_is_nothing_to_do_gets_a_sentence(participants: Participants, line: str, said: str) -> None:
    with pytest.raises(NotUnderstood) as puzzled:
        read_line(line, participants, "eva")
    assert said in str(puzzled.value)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(line=st.text(max_size=60) | st.text(alphabet="ana:press 12/[]+to\x00\ud800", max_size=30))
def test_any_other_line_gets_one_too(participants: Participants, line: str) -> None:
    with suppress(NotUnderstood):
        read_line(line, participants, "ana")
