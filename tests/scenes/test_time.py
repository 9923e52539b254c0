"""Time in which the bot was not running is given back to the step that runs."""

from datetime import timedelta
from pathlib import Path

import pytest

from tests.scene import a_scene, labels, plain
from tests.scenes.play import (
    arrives_late,
    at_the_questions,
    at_the_slot,
    call,
    called,
    newest,
    said,
)


@pytest.mark.promise(66, 75)
async def test_time_in_which_the_bot_was_not_running_is_given_back(tmp_path: Path) -> None:
    async with a_scene(tmp_path, after=at_the_questions) as scene:
        began = scene.clock.now()
        await scene.to(began + timedelta(seconds=30))
        await scene.restarted(timedelta(minutes=5))
        written = scene.clock.now() - timedelta(minutes=4)
        away = said(scene)[-1]
        assert away.startswith("I was away from ")
        assert "You have that time back: this step now ends at" in away
        assert called(scene) == scene.ana
        await arrives_late(scene, scene.ana, "Who could begin?", written)
        assert labels(call(scene))[0] == "Next question"
        await scene.to(began + timedelta(minutes=19, seconds=30))
        assert "Time's up" not in " ".join(said(scene))


@pytest.mark.promise(75)
async def test_a_short_absence_gives_back_two_minutes_all_the_same(tmp_path: Path) -> None:
    async with a_scene(tmp_path, after=at_the_slot) as scene:
        presenting = "the whole slot happens here, in this thread"
        ends = newest(scene, presenting).text
        await scene.restarted(timedelta(seconds=40))
        minutes = [int(one.partition(":")[2][:2]) for one in (until(ends), until(newest(scene, presenting).text))]
        assert minutes[1] - minutes[0] == 2


@pytest.mark.promise(75)
async def test_after_more_than_a_day_without_the_bot_the_meeting_goes_on_and_says_the_days(tmp_path: Path) -> None:
    async with a_scene(tmp_path, after=at_the_slot) as scene:
        await scene.restarted(timedelta(hours=25))
        away = next(one for one in said(scene) if one.startswith("I was away from "))
        assert (away.count("Tue 3 Nov 2026"), away.count("Wed 4 Nov 2026")) == (1, 2)
        assert not any("left open for a day" in one for one in said(scene))


def until(words: str) -> str:
    """When a step ends, as it shows it: hours and minutes."""
    return plain(words).rpartition("Until ")[2].partition(" UTC")[0]
