"""Founding a set, agreeing to its rules, and starting its first meeting."""

from datetime import timedelta
from pathlib import Path

import pytest

from tests.house import a_house, labels, plain
from tests.scenes.play import newest, private, said


@pytest.mark.promise(12)
async def test_a_set_is_founded_agreed_to_and_started_by_those_who_agreed(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        await house.command(house.ana, "/set", "new")
        values = {"name": "Heads", "learn": "To ask", "first_on": "2026-11-10", "at": "14:00", "every_weeks": "2"}
        await house.submit(house.ana, members=[one.id for one in house.people], **values)
        assert private(house, house.ana)[-1].startswith("*Heads* is founded: its charter is in the channel.")
        charter = newest(house, "*Heads*, an action learning set")
        assert "*To learn:* To ask" in charter.text
        assert "everyone in it" in charter.text
        assert "may be able to export them" in charter.text
        await house.command(house.ana, "/set", "start")
        assert private(house, house.ana)[-1] == (
            "2 more members have to agree to the ground rules first: their card is in the channel."
        )
        await house.press(house.ben, "I agree")
        await house.press(house.chloe, "I agree")
        await house.press(house.dan, "Not for me")
        await house.command(house.ana, "/set", "start")
        assert "● *Opening*: now" in newest(house, "*Heads, meeting 1 of 4*").text
        assert "Here: <@U001ANA> · not yet: <@U002BEN> and <@U003CHLOE>" in newest(house, "Opening until").text
        await house.command(house.ben, "/set", "start")
        assert "A meeting is open already" in private(house, house.ben)[-1]


@pytest.mark.promise(10)
async def test_a_meeting_appears_at_its_time_and_runs_only_from_start(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        await house.found()
        await house.to(house.clock.now().replace(day=10, hour=13, minute=59, second=59))
        assert "meeting 1 of 4" not in " ".join(said(house))
        await house.pass_time(seconds=2)
        card = newest(house, "meeting 1 of 4")
        assert labels(card)[0] == "Start"
        await house.pass_time(minutes=20)
        assert labels(newest(house, "meeting 1 of 4"))[0] == "Start"
        await house.press(house.ben, "Start", card)
        assert "● *Opening*: now, until 14:28 UTC" in plain(newest(house, "meeting 1 of 4").text)
        for one in (house.ana, house.chloe, house.dan):
            await house.press(one, "I'm here")
        await house.say(house.eva, "Morning from New York", in_thread=False)
        assert "Opening: over." in newest(house, "Opening: over.").text


async def test_an_old_start_answers_what_has_happened_since(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        await house.found()
        await house.to(house.clock.now() + timedelta(days=7))
        old = newest(house, "meeting 1 of 4")
        blocks = list(old.blocks or [])
        await house.press(house.ben, "Start", old)
        await house.command(house.ben, "/set", "end")
        await house.command(house.ben, "/set", "end")
        assert "· closed" in old.text
        old.blocks = blocks
        await house.press(house.chloe, "Start", old)
        assert private(house, house.chloe)[-1] == "That was meeting 1, which closed on 10 Nov. Nothing has changed."
