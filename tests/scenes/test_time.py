"""Time-boxes: the warning, the grace, extensions, pauses, and what is given back."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.house import House, a_house, labels, plain
from tests.scenes.play import (
    arrives_late,
    asks,
    call,
    called,
    has_a_turn,
    newest,
    private,
    said,
    to_the_questions,
    to_the_slot,
)

PRESENTING = "this thread is where we meet"
UP = "the time is up"


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    """Chloé presents; Ana and Ben are here."""
    async with a_house(tmp_path) as house:
        await house.found()
        await to_the_slot(house)
        yield house


@pytest.mark.promise(29, 67, 68)
async def test_a_step_warns_once_by_an_edit_asks_at_its_end_and_moves_on_after_a_minute(house: House) -> None:
    before = len(said(house))
    await house.pass_time(minutes=5, seconds=20)
    assert "A fifth of the time is left." not in newest(house, PRESENTING).text
    await house.pass_time(seconds=30)
    assert "A fifth of the time is left." in newest(house, PRESENTING).text
    assert len(said(house)) == before
    await house.pass_time(minutes=1, seconds=20)
    assert plain(said(house)[-1]) == (
        "*Presenting:* the time is up. *Next* moves on, *+5 minutes* stays; "
        f"if nobody chooses, I move on at {up_at(house)} UTC."
    )
    assert labels(house.ws.everything(house.room)[-1]) == ["Next", "+5 minutes"]
    await house.pass_time(seconds=65)
    assert "*Clarify*" in said(house)[-1]
    assert "Presenting: the time was up, and that is settled." in said(house)


def up_at(house: House) -> str:
    """When the grace ends: a minute after what the step shows as its end."""
    hour, minute = until(newest(house, PRESENTING).text).split(":")
    return f"{hour}:{int(minute) + 1:02}"


@pytest.mark.promise(67)
async def test_boxes_under_five_minutes_have_no_warning(house: House) -> None:
    for label in ("That's it", "Next"):
        await house.press(house.chloe, label)
    await house.press(house.chloe, "Next", call(house))
    await house.pass_time(minutes=2, seconds=50)
    assert "fifth" not in newest(house, "*Restate.*").text


@pytest.mark.promise(68)
async def test_an_extension_gives_five_minutes_also_when_the_time_is_up(house: House) -> None:
    await house.press(house.chloe, "+5 minutes")
    await house.pass_time(minutes=11, seconds=30)
    assert UP not in " ".join(said(house))
    await house.pass_time(seconds=40)
    assert UP in said(house)[-1]
    await house.press(house.chloe, "+5 minutes", newest(house, UP))
    assert UP not in " ".join(said(house))
    await house.pass_time(minutes=4, seconds=30)
    assert labels(newest(house, PRESENTING))[0] == "That's it"
    await house.pass_time(minutes=2)
    assert "*Clarify*" in said(house)[-1]


async def test_the_command_extends_by_as_many_minutes_as_it_says(house: House) -> None:
    await house.command(house.chloe, "/set", "extend 12")
    await house.pass_time(minutes=18)
    assert UP not in " ".join(said(house))
    await house.command(house.chloe, "/set", "extend 61")
    assert private(house, house.chloe)[-1] == "A step can be extended by 1 to 60 minutes at a time."


@pytest.mark.promise(69)
async def test_time_never_ends_a_turn_in_progress_and_waits_out_the_grace_after_it(house: House) -> None:
    for label in ("That's it", "Next"):
        await house.press(house.chloe, label)
    await house.press(house.ana, "Pass", call(house))
    await house.press(house.ben, "Pass", call(house))
    await asks(house, house.ana)
    await house.say(house.ben, "We had the same in physics")
    await house.pass_time(minutes=20)
    assert called(house) == house.ana
    assert said(house)[-1] == "*Questions:* the time is up. The turn that is open may finish; then *Next* moves on."
    await house.press(house.chloe, "Done", call(house))
    assert "*Restate.*" in said(house)[-1]


async def test_a_turn_that_ends_within_the_grace_leaves_room_to_extend(house: House) -> None:
    for label in ("That's it", "Next"):
        await house.press(house.chloe, label)
    began = house.clock.now()
    await has_a_turn(house, house.ana)
    await asks(house, house.ben)
    await house.say(house.ana, "We had the same in physics")
    await house.to(began + timedelta(minutes=15, seconds=15))
    await house.press(house.chloe, "Done", call(house))
    assert "if nobody chooses, I move on at" in newest(house, UP).text
    await house.press(house.chloe, "+5 minutes", newest(house, UP))
    assert called(house) == house.ana


@pytest.mark.promise(3)
async def test_any_member_pauses_and_resumes_and_the_step_keeps_what_it_had_left(house: House) -> None:
    await house.pass_time(minutes=3)
    await house.press(house.ben, "Pause", newest(house, PRESENTING))
    assert said(house)[-1].startswith("<@U002BEN> has paused the meeting; the clock stands still.")
    assert labels(newest(house, PRESENTING)) == ["Resume"]
    assert labels(newest(house, "meeting 1 of 4")) == ["Resume"]
    await house.command(house.chloe, "/set", "next")
    assert private(house, house.chloe)[-1] == "The meeting is paused. *Resume* goes on where it was."
    await house.pass_time(hours=2)
    assert UP not in " ".join(said(house))
    await house.command(house.ana, "/set", "resume")
    assert "<@U001ANA> has resumed the meeting." in said(house)[-1]
    await house.pass_time(minutes=3, seconds=30)
    assert UP not in " ".join(said(house))
    await house.pass_time(minutes=1)
    assert UP in said(house)[-1]


async def test_a_pause_keeps_the_turn_and_gives_its_silence_back(house: House) -> None:
    for label in ("That's it", "Next"):
        await house.press(house.chloe, label)
    await house.pass_time(seconds=60)
    await house.command(house.ben, "/set", "pause")
    await house.pass_time(minutes=30)
    await house.command(house.ben, "/set", "resume")
    await house.pass_time(seconds=10)
    assert called(house) == house.ana
    await house.say(house.ana, "Who could begin?")
    assert labels(call(house))[0] == "Done"


@pytest.mark.promise(73)
async def test_two_steps_without_a_human_sign_pause_the_meeting_once(house: House) -> None:
    await house.pass_time(minutes=30)
    paused = [one for one in said(house) if one.startswith("Two steps ran out without a word from anybody")]
    assert len(paused) == 1
    quiet = len(said(house))
    await house.pass_time(hours=3)
    assert len(said(house)) == quiet
    await house.press(house.ben, "Resume", newest(house, "Two steps ran out"))
    await house.pass_time(minutes=2)
    assert "*Questions*" in " ".join(said(house))


async def test_a_click_between_them_keeps_the_meeting_going(house: House) -> None:
    await house.pass_time(minutes=8, seconds=10)
    await house.press(house.chloe, "Next", newest(house, "*Clarify*"))
    await house.pass_time(minutes=18)
    assert "Two steps ran out" not in " ".join(said(house))


@pytest.mark.promise(74)
async def test_a_presenter_who_is_silent_for_three_minutes_is_asked_about_once(house: House) -> None:
    for label in ("That's it", "Next"):
        await house.press(house.chloe, label)
    await asks(house, house.ana)
    await house.pass_time(minutes=2, seconds=5)
    await asks(house, house.ben)
    await house.pass_time(minutes=1, seconds=5)
    offer = newest(house, "<@U003CHLOE> has been quiet for a while")
    assert labels(offer) == ["Wait", "Pause", "Go to review"]
    await house.press(house.ana, "Wait", offer)
    await house.pass_time(minutes=1)
    await house.press(house.ben, "Go to review", offer)
    assert "*Before we leave this slot.*" in said(house)[-1]
    assert len([one for one in said(house) if "has been quiet" in one]) == 1


async def test_a_presenter_who_answers_is_left_in_peace(house: House) -> None:
    for label in ("That's it", "Next"):
        await house.press(house.chloe, label)
    for _ in range(3):
        await asks(house, called(house))
        await house.pass_time(seconds=100)
        await house.say(house.chloe, "Hard to say")
        await house.press(house.chloe, "Done", call(house))
    assert "has been quiet" not in " ".join(said(house))


@pytest.mark.promise(72)
async def test_the_review_keeps_its_minutes_whatever_overran(house: House) -> None:
    await house.command(house.chloe, "/set", "extend 60")
    await house.pass_time(minutes=66)
    await house.command(house.chloe, "/set", "end")
    began = house.clock.now()
    assert "*How did we work?*" in said(house)[-1]
    await house.to(began + timedelta(minutes=9))
    assert UP not in said(house)[-1]
    await house.to(began + timedelta(minutes=10, seconds=5))
    assert said(house)[-1].startswith("*Review:* the time is up.")


async def test_a_meeting_left_open_closes_itself_after_a_day_with_its_record(house: House) -> None:
    await house.command(house.ben, "/set", "pause")
    await house.pass_time(hours=24, minutes=1)
    assert "*That was meeting 1 of 4.*" in newest(house, "*That was meeting").text
    assert said(house)[-1].startswith("The meeting was left open for a day, so I have closed it.")
    assert "Closed" not in " ".join(labels(newest(house, "meeting 1 of 4")))


@pytest.mark.promise(66, 75)
async def test_time_in_which_the_bot_was_not_running_is_given_back(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        await house.found()
        await to_the_questions(house)
        began = house.clock.now()
        await house.to(began + timedelta(seconds=30))
        await house.restarted(timedelta(minutes=5))
        written = house.clock.now() - timedelta(minutes=4)
        away = said(house)[-1]
        assert away.startswith("I was away from ")
        assert "You have that time back: this step now ends at" in away
        assert called(house) == house.ana
        await arrives_late(house, house.ana, "Who could begin?", written)
        assert labels(call(house))[0] == "Done"
        await house.to(began + timedelta(minutes=19, seconds=30))
        assert UP not in " ".join(said(house))


@pytest.mark.promise(75)
async def test_a_short_absence_gives_back_two_minutes_all_the_same(house: House) -> None:
    ends = newest(house, PRESENTING).text
    await house.restarted(timedelta(seconds=40))
    minutes = [int(one.partition(":")[2][:2]) for one in (until(ends), until(newest(house, PRESENTING).text))]
    assert minutes[1] - minutes[0] == 2


def until(words: str) -> str:
    """When a step ends, as it shows it: hours and minutes."""
    return plain(words).rpartition("Until ")[2].partition(" UTC")[0]
