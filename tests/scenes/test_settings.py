"""What a set was founded with is changed at any time: dates that nobody has been told of follow, and the set is told."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from prompts import ids
from rehearsal.deliveries import Answer
from tests import forged_payloads
from tests.forged_payloads import all_of
from tests.scene import TUESDAY, Scene, a_scene, founded, founding, labels

FIRST = datetime(2026, 11, 10, 14, tzinfo=UTC)
PLANNED = "SELECT planned_at FROM meetings WHERE state = 'planned' ORDER BY number"


@pytest_asyncio.fixture
async def scene(tmp_path: Path) -> AsyncIterator[Scene]:
    """A set that meets every other week."""
    async with a_scene(tmp_path, after=founded()) as scene:
        yield scene


@pytest_asyncio.fixture
async def fresh(tmp_path: Path) -> AsyncIterator[Scene]:
    """No set yet."""
    async with a_scene(tmp_path) as scene:
        yield scene


async def change(scene: Scene, **values: object) -> Answer:
    """By Ben, from the plan, or where there is no next date from the card."""
    await scene.command(scene.ben, "/set", "plan")
    if "Change the set" not in labels(scene.ws.ephemerals(scene.ben)[-1]):
        await scene.command(scene.ben, "/set")
    await scene.press(scene.ben, "Change the set", scene.ws.ephemerals(scene.ben)[-1])
    return await scene.submit(scene.ben, **values)


def planned(where: Path) -> list[str]:
    """The days of the meetings that are planned."""
    return [str(one)[:10] for one in all_of(where, PLANNED)]


def planned_moments(where: Path) -> list[str]:
    """The same with their hours (UTC)."""
    return [str(one)[:16] for one in all_of(where, PLANNED)]


def day(weeks: int) -> str:
    return (FIRST + timedelta(weeks=weeks)).date().isoformat()


@pytest.mark.parametrize(
    ("chosen", "dates"),
    [
        pytest.param("1x4", [0, 1, 2, 3], id="more often"),
        pytest.param("4x4", [0, 4, 8, 12], id="less often"),
        pytest.param("2x6", [0, 2, 4, 6, 8, 10], id="more of them"),
        pytest.param("3x3", [0, 3, 6], id="fewer, and less often"),
        pytest.param("4x1", [0], id="once"),
    ],
)
async def test_dates_that_nobody_has_been_told_of_follow_the_new_rhythm(
    scene: Scene, tmp_path: Path, chosen: str, dates: list[int]
) -> None:
    await change(scene, rhythm=chosen)
    assert planned(tmp_path) == [day(weeks) for weeks in dates]
    assert all_of(tmp_path, "SELECT number FROM meetings WHERE number > 0 ORDER BY number") == list(
        range(1, len(dates) + 1)
    )
    due = all_of(tmp_path, "SELECT due_at FROM timers WHERE kind = 'meeting_due' ORDER BY due_at")
    assert [str(one)[:10] for one in due] == [day(weeks) for weeks in dates]


async def test_a_date_that_was_told_stays_and_so_do_meetings_that_were_held(scene: Scene, tmp_path: Path) -> None:
    await scene.to(FIRST)
    await scene.start(scene.ben, scene.chloe)
    await scene.command(scene.ana, "/set", "end")
    await scene.press(scene.ana, "Close")
    await change(scene, rhythm="3x4")
    assert planned(tmp_path) == [day(2), day(5), day(8)], "the next one stood on the charter and the closing"
    refused = await change(scene, rhythm="4x1")
    assert '{"rhythm": "2 meetings have been held or announced already' in refused.body


async def test_a_card_that_has_appeared_keeps_its_meeting(scene: Scene, tmp_path: Path) -> None:
    await scene.to(FIRST + timedelta(minutes=5))
    await change(scene, rhythm="1x4")
    assert planned(tmp_path) == [day(0), day(1), day(2), day(3)]
    await scene.press(scene.ben, "Start")
    assert scene.with_button("I'm here")


async def test_where_all_were_held_more_can_be_planned(tmp_path: Path) -> None:
    async with a_scene(tmp_path, after=founded(meetings="1")) as scene:
        await scene.to(FIRST)
        await scene.start(scene.ben, scene.chloe)
        await scene.command(scene.ana, "/set", "end")
        await scene.press(scene.ana, "Decide later")
        await scene.pass_time(days=30)
        await change(scene, rhythm="2x4")
        assert planned(tmp_path) == ["2026-12-22", "2027-01-05", "2027-01-19"]


async def test_a_running_meeting_has_the_new_name_and_adviser(scene: Scene) -> None:
    await scene.start(scene.ben, scene.chloe)
    await change(scene, name="Heads of school", adviser=scene.otto.id)
    charter = str(scene.ws.messages(scene.room)[0].blocks)
    assert "Heads of school" in charter
    assert f"Facilitator: <@{scene.otto.id}>" in charter
    await scene.command(scene.otto, "/set", "next")
    assert "moved on" in scene.told(scene.otto)
    await change(scene, adviser="")
    assert "No facilitator" in str(scene.ws.messages(scene.room)[0].blocks)


async def test_what_cannot_stand_is_said_at_its_field_and_changes_nothing(scene: Scene, tmp_path: Path) -> None:
    before = forged_payloads.kept(tmp_path)["sets"]
    robot = scene.ws.person("Zoe", team_id="T0FOREIGN")
    refused = await change(scene, adviser=robot.id)
    assert '{"adviser": "Zoe belongs to another workspace' in refused.body
    await scene.ws.close_view(scene.ben)
    assert '{"minutes": "A meeting can last 30 to 480 minutes' in (await change(scene, minutes="20")).body
    assert forged_payloads.kept(tmp_path)["sets"] == before


async def test_a_wizard_of_an_earlier_version_is_answered_kindly_and_founds_nothing(
    fresh: Scene, tmp_path: Path
) -> None:
    old = {
        "name": "Heads",
        "members": {"selected_users": [fresh.ana.id, fresh.ben.id]},
        "meetings": "4",
        "minutes": "90",
        "first_on": {"selected_date": "2026-12-01"},
        "at": {"selected_time": "09:00"},
        "every_weeks": "2",
    }
    answer = await forged_payloads.submit(fresh, fresh.ana, fresh.room, ids.SET_FORM, fresh.room.id, old)
    assert "I've been updated since you opened this form" in answer.body
    assert "/set new" in answer.body
    assert all_of(tmp_path, "SELECT name FROM sets") == []


async def test_the_first_meeting_is_the_moment_that_was_meant_and_the_next_ones_keep_its_wall_time(
    fresh: Scene, tmp_path: Path
) -> None:
    """Chloé is in Sofia; that the clocks change in between moves nothing on her wall."""
    await fresh.command(fresh.chloe, "/set", "new")
    given = founding(first_on="2027-03-16", at="16:00", zone="Europe/Sofia", every_weeks="2")
    await fresh.submit(fresh.chloe, name="Heads", members=[fresh.ben.id, fresh.dan.id], **given)
    assert [str(one)[:16] for one in all_of(tmp_path, PLANNED)][:2] == ["2027-03-16 14:00", "2027-03-30 13:00"]


async def test_more_in_the_wizard_loses_nothing_that_was_typed(fresh: Scene, tmp_path: Path) -> None:
    await fresh.command(fresh.ana, "/set", "new")
    await fresh.ws.fill(fresh.ana, {"name": "Heads", "members": [fresh.ben.id], "minutes": "60"})
    await fresh.press_in_form(fresh.ana, "More")
    await fresh.submit(fresh.ana, learn="To ask")
    assert all_of(tmp_path, "SELECT name || learn || minutes FROM sets") == ["HeadsTo ask60"]
    assert str(all_of(tmp_path, PLANNED)[0])[:16] == f"{TUESDAY + timedelta(weeks=2):%Y-%m-%d} 14:00"


async def test_what_others_changed_while_the_form_was_open_stays(scene: Scene, tmp_path: Path) -> None:
    await scene.command(scene.chloe, "/set")
    await scene.press(scene.chloe, "Change the set", scene.ws.ephemerals(scene.chloe)[-1])
    await change(scene, name="Heads of school", rhythm="1x6")
    await scene.submit(scene.chloe, minutes="120")
    assert all_of(tmp_path, "SELECT name || every_weeks || minutes FROM sets") == ["Heads of school1120"]
    assert "has changed the set: how long (*120 minutes*)." in scene.ws.messages(scene.room)[-1].text


async def test_a_card_that_has_appeared_shows_what_was_changed(scene: Scene) -> None:
    await scene.to(FIRST + timedelta(minutes=1))
    await change(scene, name="Heads of school", rhythm="2x6", spoken="spoken")
    card = scene.with_button("Start").text
    assert "Heads of school, meeting 1 of 6" in card
    assert "spoken" in card


async def test_dates_that_nobody_has_been_told_of_keep_to_the_new_zone(tmp_path: Path) -> None:
    """The clocks of New York change two weeks before those of London, and the last meeting lies between."""
    async with a_scene(tmp_path, after=founded(every_weeks="6")) as scene:
        assert planned_moments(tmp_path)[-1] == "2027-03-16 14:00"
        await change(scene, zone="new york")
        assert planned_moments(tmp_path) == [
            "2026-11-10 14:00",
            "2026-12-22 14:00",
            "2027-02-02 14:00",
            "2027-03-16 13:00",
        ]
        assert all_of(tmp_path, "SELECT zone || at FROM sets")[0][:21] == "America/New_York09:00"
        assert "its time zone (*America/New_York*)" in scene.ws.messages(scene.room)[-1].text
        due = all_of(tmp_path, "SELECT due_at FROM timers WHERE kind = 'meeting_due' ORDER BY due_at")
        assert [str(one)[:16] for one in due] == planned_moments(tmp_path)
        await scene.command(scene.ana, "/set", "plan")
        await scene.press(scene.ana, "Move the next meeting", scene.ws.ephemerals(scene.ana)[-1])
        assert "In America/New_York." in str(scene.ws.view(scene.ana))


async def test_another_zone_in_which_it_is_another_day_leaves_the_next_meeting_where_it_is(tmp_path: Path) -> None:
    async with a_scene(tmp_path, after=founded(at="21:00")) as scene:
        await change(scene, zone="Tokyo", rhythm="1x4")
        assert planned_moments(tmp_path) == [f"2026-{day} 21:00" for day in ("11-10", "11-17", "11-24", "12-01")]
        assert all_of(tmp_path, "SELECT at FROM sets")[0][:5] == "06:00"


async def test_a_form_that_names_no_zone_leaves_the_sets_own(scene: Scene, tmp_path: Path) -> None:
    assert (await change(scene, zone=" ", name="Heads of two schools")).body == ""
    assert all_of(tmp_path, "SELECT zone || name FROM sets") == ["Europe/LondonHeads of two schools"]


async def test_a_zone_that_nobody_knows_is_asked_about_at_its_field(scene: Scene, tmp_path: Path) -> None:
    assert '{"zone": "I don\'t know that time zone' in (await change(scene, zone="EST")).body
    assert all_of(tmp_path, "SELECT zone FROM sets") == ["Europe/London"]


async def test_a_set_is_founded_in_another_zone_than_that_of_whoever_founds_it(fresh: Scene, tmp_path: Path) -> None:
    """The first meeting is a moment, as it was shown; those after it are wall time in the zone of the set."""
    await fresh.command(fresh.ana, "/set", "new")
    await fresh.press_in_form(fresh.ana, "More")
    given = founding(name="Heads", members=[fresh.ben.id], first_on="2027-03-23", every_weeks="2")
    await fresh.submit(fresh.ana, **given, zone="Sofia")
    assert all_of(tmp_path, "SELECT zone || at FROM sets")[0][:17] == "Europe/Sofia16:00"
    assert planned_moments(tmp_path)[:2] == ["2027-03-23 14:00", "2027-04-06 13:00"]


async def test_more_members_are_added_among_the_settings_and_asked_to_agree(scene: Scene, tmp_path: Path) -> None:
    gita = scene.ws.person("Gita")
    answer = await change(scene, add=[scene.otto.id, scene.eva.id, gita.id], name="Heads of school")
    assert answer.body == ""
    assert all_of(tmp_path, "SELECT count(*) FROM members") == [7]
    told = scene.told(scene.ben)
    assert "Saved. I'll tell the channel" in told
    assert f"<@{scene.otto.id}> and <@{gita.id}> are now in the set." in told
    assert "type `/invite @Gita`" in told
    assert "aren't in" in scene.ws.dm(gita)[-1].text
    said = [one.text for one in scene.ws.messages(scene.room)]
    assert any("has added" in one for one in said)
    assert any("has changed the set: its name." in one for one in said)
    await scene.press(scene.otto, "I agree")
    assert "you're in" in scene.told(scene.otto)


async def test_whoever_cannot_be_added_among_the_settings_is_named_at_the_field_and_nothing_changes(
    scene: Scene, tmp_path: Path
) -> None:
    before = forged_payloads.kept(tmp_path)["sets"]
    zoe = scene.ws.person("Zoe", team_id="T0FOREIGN")
    assert '{"add": "Zoe belongs to another workspace' in (await change(scene, add=[zoe.id], name="Heads")).body
    await scene.ws.close_view(scene.ben)
    many = [scene.ws.person(f"Person {number}").id for number in range(8)]
    assert '{"add": "A set has at most 12 members' in (await change(scene, add=many, name="Heads")).body
    await scene.ws.close_view(scene.ben)
    await change(scene, add=[scene.eva.id])
    assert "how it is already" in scene.told(scene.ben)
    assert forged_payloads.kept(tmp_path)["sets"] == before
    assert all_of(tmp_path, "SELECT count(*) FROM members") == [5]


async def test_in_another_zone_a_set_that_rests_wakes_in_the_morning_of_that_zone(scene: Scene, tmp_path: Path) -> None:
    await scene.command(scene.ana, "/set", "pause until 1 Dec 2026")
    wakes = "SELECT due_at FROM timers WHERE kind = 'set_wakes'"
    assert forged_payloads.one(tmp_path, wakes).startswith("2026-12-01 09:00")
    await change(scene, zone="new york")
    assert forged_payloads.one(tmp_path, wakes).startswith("2026-12-01 14:00")
    await scene.to(datetime(2026, 12, 1, 13, tzinfo=UTC))
    assert not [said for said in scene.ws.messages(scene.room) if "Good morning. The set is awake again" in said.text]
    await scene.to(datetime(2026, 12, 1, 14, 1, tzinfo=UTC))
    assert [said for said in scene.ws.messages(scene.room) if "Good morning. The set is awake again" in said.text]
