"""A set's life, in which everything that people can do to the bot is done at least once."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from benchmarks import ending, founding, meeting, promising, slot
from benchmarks.size import Size, Stage
from benchmarks.statements import Counted, counting
from benchmarks.timing import Times, timing
from tests.house import House, a_house

STAGES: Final[tuple[Stage, ...]] = (
    founding.founding,
    founding.agreeing,
    founding.another_set,
    founding.meetings_behind,
    promising.promising,
    promising.raising,
    promising.looking,
    promising.buttons_between,
    promising.waiting,
    meeting.opening,
    meeting.reporting_back,
    meeting.bidding,
    slot.presenting,
    slot.clarifying,
    slot.questioning,
    slot.turns_that_end_otherwise,
    slot.spoken_for_a_while,
    slot.behind_the_dots,
    slot.restating,
    slot.committing,
    slot.looking_back,
    slot.presenter_gone,
    slot.slots_cut_short,
    meeting.reviewing,
    meeting.closing,
    meeting.nudged,
    meeting.asked_again,
    meeting.quick_beginning,
    slot.nothing_this_time,
    ending.other_slots,
    ending.the_last,
    ending.beyond_the_plan,
    ending.without_a_channel,
    ending.refused_and_back,
    ending.one_less,
    ending.left_open,
    ending.asked_for_a_date,
    ending.not_held,
    ending.long_over,
)


async def counted(folder: Path, size: Size) -> Counted:
    """What everything asks of the database while all of it is played, on an SQLite file in that folder."""
    with counting() as counts:
        async with a_house(folder) as house:
            counts.watch(house.ws.deliveries.made, house.bot.access.listed)
            await _played(house, size, counts.enters)
    return counts


async def timed(url: str, size: Size) -> Times:
    """How long everything takes while all of it is played, in that database."""
    with timing() as times:
        async with a_house(url) as house:
            times.made = house.ws.deliveries.made
            await _played(house, size, times.enters)
        return times.times


async def _played(house: House, size: Size, enters: Callable[[str], None]) -> None:
    for stage in STAGES:
        enters(stage.__name__.replace("_", " "))
        await stage(house, size)
