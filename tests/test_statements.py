"""What is asked of the database does not grow with members, turns, actions, or with anything else that a set gathers."""

import asyncio
import os
from pathlib import Path

import pytest

from benchmarks.set_size import CAUSES, LARGE, SMALL
from benchmarks.statements import Counted, Most
from bot.domain.message_and_timer_kinds import LOOKUPS, Later, Says
from bot.domain.typed_commands import WORDS
from tests.lives import Life, lived

SOAKING = "SOAK" in os.environ
ONCE_MORE = 2
"""So often a use case may ask the same."""
IN_SEVERAL_PLACES = (
    "Actions.commit_form",
    "Channels.move_here",
    "Cycles.renew",
    "MeetingDates.fix",
    "Pulses.save",
    "Regrets.say",
    "Reports.press",
    "Reports.report",
    "SetSettings.change",
)
"""They come upon the same question in three places, however much there is."""
OFTEN = {
    **dict.fromkeys(IN_SEVERAL_PLACES, 3),
    "Sets.add": 3,  # whether people are known is asked, asked again behind a lock, and asked of those who were made
    "Sets.found": 4,  # and of the members once more than of the host
    "Turns.lend": 3,  # so many prompts are lent
    "Erasures.fire": 3,  # a file after the other is taken out of Slack
    "OwnAbsences.away_by": 4,  # one's sets, two of them here: each is locked, and changed
    "OwnAbsences.back": 4,
}
MOST_FOR_A_DELIVERY = 36
DEARER = {"button dates_take, waiting": 38, "form date_form, waiting": 41}
"""A meeting that is near gets another date, a few times in a set's life: the channel is told and everybody by themselves, what
was asked about the date of before is settled, the card of the closing and the letters follow, and a card that was there comes anew.
"""
MOST_FOR_AN_ACTION = 8
MOST_FOR_DONE = 12
MOST_FOR_TALK = 10
TALKING = {"presenting", "clarifying", "questioning", "turns that end otherwise"}
"""Where messages in the thread of a slot neither end a step nor open one."""
MOST_FOR_A_TIMER = 29
DEARER_TIMERS: dict[str, int] = {Later.ERASE: 31}
"""Whoever wants it is forgotten in one set: one statement for each table that has words of theirs."""
IN_LARGE_WORKSPACES = {Later.ASK_ABOUT_EVERYBODY}
"""What no life of one set comes to: `bot/services/test_retention.py` does."""
MOST_FOR_A_MESSAGE = 10
MOST_FOR_A_LETTER = 13
"""It tells of several things, each of which has a reader of its own."""
MOST_FOR_A_TURN_OF_A_LOOP = 8
"""Delivery: whether anything is due; what is owed, what is closed, what can wait; a lease, and three to keep to the pace."""
LOOPS = ("Outbox.", "Timers.", "Heartbeats.")
"""Use cases that run beside the play, as often as the machine's own clock has it: they have a limit of their own."""
AFTER_THE_ANSWER = {"event app_home_opened", "event app_mention", "button set_more", "button home_page"}
"""Asks the database nothing before it is answered; the home tab that is drawn then is counted among the use cases.

The wizard is drawn with all its fields before there is a set to ask about.
"""
READS_NOTHING = {Says.NOTICE}
"""Drawn from what its post carries."""
OF_EARLIER_VERSIONS = {Says.REPORT_ASK, Says.DUE_NUDGE, Says.NOT_SAID}
"""Wanted no more, and drawn where they are there."""


@pytest.fixture
def life(small_life: Life) -> Counted:
    """What a set of five asks, with three turns before the others, eight actions and three meetings behind it."""
    return small_life.counted


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory, pseudo_words: Path) -> Counted:
    """The same with two turns before the others, and one meeting behind it."""
    return asyncio.run(lived(tmp_path_factory.mktemp("small"), SMALL, pseudo_words)).counted


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory, pseudo_words: Path) -> Counted:
    """The same of eleven, with more turns, actions, issues, slots and meetings behind it."""
    return asyncio.run(lived(tmp_path_factory.mktemp("large"), LARGE, pseudo_words)).counted


def unlike(small: Most, large: Most) -> dict[str, tuple[int | None, int | None]]:
    """What costs more in one of them than in the other: less in the larger one would hide a growth as well."""
    found = {name: (small.get(name), large.get(name)) for name in small.keys() | large.keys()}
    return {name: costs for name, costs in found.items() if costs[0] != costs[1]}


@pytest.mark.promise(85)
def test_nothing_is_asked_for_each_of_what_a_set_has(life: Counted) -> None:
    """Of members there are five, of slots and of somebody's own actions four, of turns, issues and meetings three."""
    assert {name: times for name, times in life.again.items() if times > OFTEN.get(name, ONCE_MORE)} == {}


def test_every_listener_does_its_work(life: Counted) -> None:
    worked = {one.entry.listener for one in life.knocked if one.statements and not one.refused}
    assert life.listed - worked == AFTER_THE_ANSWER
    assert {one.entry.listener for one in life.knocked} == life.listed
    assert {one.entry.by for one in life.knocked if one.entry.listener == "command set"} == {"", *WORDS}


def test_every_timer_fires_and_every_message_is_drawn(life: Counted) -> None:
    assert life.fired.keys() - LOOKUPS == set(Later) - LOOKUPS - IN_LARGE_WORKSPACES
    assert Later.LOOK_AT_CHANNEL in life.fired
    assert life.drawn.keys() == set(Says) - READS_NOTHING - OF_EARLIER_VERSIONS


@pytest.mark.soak
@pytest.mark.skipif(not SOAKING, reason="make soak")
def test_nothing_asks_more_of_a_larger_set(small: Counted, large: Counted) -> None:
    assert unlike(small.by_stage, large.by_stage) == {}
    assert unlike(small.fired, large.fired) == {}
    assert unlike(small.drawn, large.drawn) == {}
    used = unlike(small.most, large.most)
    assert {name: costs for name, costs in used.items() if not name.startswith(LOOPS)} == {}


def test_nothing_is_dear(life: Counted) -> None:
    assert {name: most for name, most in life.by_stage.items() if most > DEARER.get(name, MOST_FOR_A_DELIVERY)} == {}
    assert {name: most for name, most in life.fired.items() if most > DEARER_TIMERS.get(name, MOST_FOR_A_TIMER)} == {}
    assert {name: most for name, most in life.drawn.items() if most > MOST_FOR_A_MESSAGE and name != Says.LETTER} == {}
    assert life.drawn[Says.LETTER] <= MOST_FOR_A_LETTER


def test_an_action_outside_of_a_meeting_is_cheap(life: Counted) -> None:
    typed = [
        one.statements
        for one in life.knocked
        if one.stage == "promising" and str(one.entry) == "command action with words"
    ]
    assert max(typed) <= MOST_FOR_AN_ACTION


def test_done_that_ends_a_turn_is_cheap(life: Counted) -> None:
    assert life.by_stage["button turn_done, questioning"] <= MOST_FOR_DONE


def test_talk_in_a_slot_is_cheap(life: Counted) -> None:
    talk = [one.statements for one in life.knocked if one.stage in TALKING and str(one.entry) == "event message"]
    assert max(talk) <= MOST_FOR_TALK


def test_a_turn_of_the_loops_is_cheap(life: Counted) -> None:
    looped = {name: most for name, most in life.most.items() if name.startswith(LOOPS)}
    assert looped
    assert max(looped.values()) <= MOST_FOR_A_TURN_OF_A_LOOP


@pytest.mark.soak
@pytest.mark.skipif(not SOAKING, reason="make soak")
@pytest.mark.parametrize("cause", CAUSES)
def test_no_listener_asks_more_of_a_set_that_has_only_more(
    small: Counted, tmp_path_factory: pytest.TempPathFactory, pseudo_words: Path, cause: str
) -> None:
    more = asyncio.run(lived(tmp_path_factory.mktemp("more"), CAUSES[cause], pseudo_words)).counted
    assert unlike(small.by_stage, more.by_stage) == {}
