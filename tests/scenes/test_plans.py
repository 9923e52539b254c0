"""The dates of meetings: at the closing, when a meeting does not start, and when one is moved."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.house import House, a_house, labels
from tests.scenes.play import call, newest, private, said, to_the_slot

FIRST = datetime(2026, 11, 10, 14, 0, tzinfo=UTC)


async def to_the_closing(house: House) -> None:
    await house.command(house.ana, "/set", "start")
    await house.command(house.ana, "/set", "end")


@pytest.mark.promise(11)
async def test_a_meeting_that_nobody_starts_can_be_moved_after_half_an_hour(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        await house.found()
        await house.to(FIRST)
        await house.pass_time(minutes=29)
        assert not [one for one in said(house) if "has not started" in one]
        await house.pass_time(minutes=2)
        assert labels(newest(house, "has not started")) == ["Start", "Move it"]
        await house.press(house.ben, "Move it")
        await house.submit(house.ben, day="2026-11-12", at="09:30")
        assert "Meeting 1 is on" in private(house, house.ben)[-1]
        plan = await house.command(house.ana, "/set", "plan")
        assert "Thu 12 Nov 2026, 09:30 (Europe/London)" in plan.text
        await house.to(datetime(2026, 11, 12, 9, 31, tzinfo=UTC))
        await house.press(house.ana, "Start")
        assert "until" in newest(house, "meeting 1 of 4").text


@pytest.mark.promise(45)
async def test_a_date_in_the_past_or_behind_the_next_one_is_refused(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        await house.found()
        await to_the_closing(house)
        await house.press(house.ana, "Change the date")
        past = await house.ws.submit(house.ana, {"day": "2026-10-01", "at": "14:00"})
        assert "in the past" in str(past.response)
        behind = await house.ws.submit(house.ana, {"day": "2027-01-20", "at": "14:00"})
        assert "Meeting 3 would come before it" in str(behind.response)
        kept = await house.ws.submit(house.ana, {"day": "2026-11-25", "at": "15:00"})
        await house.settle()
        assert kept.ok
        await house.press(house.ana, "Close")
        assert "Wed 25 Nov 2026, 15:00 (Europe/London)" in newest(house, "That was meeting 1").text


@pytest.mark.promise(48)
async def test_a_person_cannot_close_without_a_next_date_or_the_word_that_it_was_the_last(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        await house.found(meetings="1")
        await to_the_closing(house)
        card = newest(house, "Before we part")
        assert "Close" not in labels(card)
        await house.command(house.ana, "/set", "end")
        assert "There is no next date yet" in str(house.ws.ephemerals(house.ana)[-1].text)
        await house.press(house.ana, "This was the last")
        assert newest(house, "That was meeting 1")


@pytest.mark.promise(45)
async def test_a_missing_date_is_fixed_in_one_form_and_the_meeting_can_close(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        await house.found(meetings="1")
        await to_the_closing(house)
        await house.press(house.ana, "Fix the next date")
        await house.submit(house.ana, day="2026-12-01", at="14:00")
        await house.press(house.ana, "Close")
        assert "Tue 1 Dec 2026, 14:00" in newest(house, "That was meeting 1").text


async def test_a_meeting_starts_in_another_format_by_command_and_by_menu(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        await house.found()
        refused = await house.command(house.ana, "/set", "start fast")
        assert "A meeting can start as classic, deep, express" in refused.text
        await house.command(house.ana, "/set", "start express")
        assert "Slot 1: 25 minutes" in newest(house, "meeting 1 of 4").text


async def test_the_menu_of_a_planned_meeting_starts_it_in_another_format(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        await house.found()
        await house.to(FIRST)
        card = newest(house, "meeting 1 of 4")
        menu = next(one for one in labels(card) if "Deep" in one)
        await house.ws.press(house.ana, card, "meeting_start_as", option=menu)
        await house.settle()
        assert "Slot 1: 60 minutes" in newest(house, "meeting 1 of 4").text


@pytest.mark.promise(53)
async def test_a_meeting_is_switched_between_typed_and_spoken_with_one_button(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        await house.found()
        await to_the_slot(house)
        await house.press(house.dan, "Switch to spoken")
        await house.press(house.chloe, "That's it")
        await house.press(house.chloe, "Next")
        assert "Asked, next peer" in labels(call(house))
        await house.pass_time(minutes=5)
        assert "Asked, next peer" in labels(call(house)), "nobody is passed over for silence"
        await house.press(house.dan, "Switch to typed")
        await house.pass_time(minutes=2)
        assert "Asked, next peer" not in labels(call(house)), "silence passes a typed turn on"


async def test_silence_while_people_talked_aloud_counts_for_nobody_after_the_switch(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        await house.found(spoken="spoken")
        await to_the_slot(house)
        await house.press(house.chloe, "That's it")
        await house.press(house.chloe, "Next")
        await house.pass_time(minutes=5)
        await house.press(house.ana, "Asked, next peer")
        await house.pass_time(minutes=4)
        await house.press(house.ana, "Switch to typed")
        before = call(house)
        await house.pass_time(seconds=80)
        assert call(house).ts == before.ts, "ninety seconds count from the switch"
        assert not [one for one in said(house) if "quiet for a while" in one]
