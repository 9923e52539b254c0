"""A set's life, in which everything that people can do to the bot is done at least once."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from benchmarks import (
    between_meetings,
    cycle,
    founding,
    last_meeting,
    looking_back,
    meeting,
    members,
    programme,
    slot,
)
from benchmarks.lives import EARLIER, forget, kept_open
from benchmarks.set_size import SetSize, Stage
from benchmarks.statements import Counted, counting
from benchmarks.timing import Times, timing
from tests.scene import Scene, a_scene

STAGES: Final[tuple[Stage, ...]] = (
    founding.founding,
    founding.agreeing,
    founding.another_set,
    founding.meetings_behind,
    between_meetings.promising,
    between_meetings.raising,
    between_meetings.looking,
    looking_back.taking_along,
    looking_back.own_questions,
    looking_back.something_off,
    looking_back.at_home,
    between_meetings.buttons_between,
    programme.planning,
    between_meetings.waiting,
    meeting.opening,
    meeting.reporting_back,
    meeting.bidding,
    slot.presenting,
    slot.clarifying,
    slot.questioning,
    slot.turns_that_end_otherwise,
    slot.spoken_for_a_while,
    slot.buttons_of_before,
    slot.behind_more,
    slot.restating,
    slot.committing,
    slot.looking_back,
    slot.presenter_gone,
    slot.slots_cut_short,
    meeting.reviewing,
    meeting.closing,
    meeting.nudged,
    cycle.asked_to_go_on,
    meeting.asked_again,
    meeting.quick_beginning,
    slot.asking_in_writing,
    slot.nothing_this_time,
    last_meeting.other_slots,
    last_meeting.the_last,
    last_meeting.beyond_the_plan,
    last_meeting.without_a_channel,
    last_meeting.refused_and_back,
    last_meeting.another_room,
    last_meeting.one_less,
    last_meeting.left_open,
    last_meeting.asked_for_a_date,
    last_meeting.not_held,
    last_meeting.forgetting,
    last_meeting.told_too_late,
    members.coming_and_going,
    members.asked_to_leave,
    members.leaving_as_asked,
    last_meeting.long_over,
    cycle.asleep,
    cycle.resting,
    programme.hosted_by_ana,
    cycle.renewing,
    cycle.ending,
)


async def counted(folder: Path, size: SetSize, at_the_end: Callable[[Scene], None] | None = None) -> Counted:
    """What everything asks of the database while all of it is played, on an SQLite file in that folder.

    The scene may be looked at as it ends.
    """
    with counting() as counts:
        async with a_scene(folder) as scene:
            counts.watch(scene.ws.deliveries.made, scene.bot.access.listed)
            await _played(scene, size, counts.enters)
            if at_the_end is not None:
                at_the_end(scene)
    return counts


async def timed(url: str, size: SetSize) -> Times:
    """How long everything takes while all of it is played, in that database: for the second time in this process."""
    with kept_open(url) as database:
        async with a_scene(url, team_id=EARLIER) as scene:
            await _played(scene, size, lambda _stage: None)
        forget(database, EARLIER)
        with timing() as times:
            async with a_scene(url) as scene:
                times.made = scene.ws.deliveries.made
                await _played(scene, size, times.enters)
        return times.times


async def _played(scene: Scene, size: SetSize, enters: Callable[[str], None]) -> None:
    for stage in STAGES:
        enters(stage.__name__.replace("_", " "))
        await stage(scene, size)
