"""What somebody gave a set, and a set whose time is over: deleted row by row, and message by message."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Table, select
from sqlalchemy.orm import Session

from bot.domain.states import SetState
from rehearsal.people import Person
from storage.base import Base
from storage.database import Database
from storage.models import Set
from tests.scene import Scene, a_scene, follows, founded
from tests.scenes.play import asks, call, called, through_the_slot, to_the_questions

THEIRS: Final = ("technician", "timetable", "scheduler", "timid", "heads-up")
"""A word of each thing that Chloé gives."""
OTHERS: Final = ("budget",)


@contextmanager
def rows(scene: Scene) -> Iterator[Session]:
    database = Database(scene.url)
    with database.work() as db:
        yield db
    database.close()


def everything(scene: Scene) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table."""
    with rows(scene) as db:
        return {
            name: [dict(row) for row in db.execute(select(table)).mappings()]
            for name, table in Base.metadata.tables.items()
        }


def with_words(scene: Scene, words: tuple[str, ...]) -> list[str]:
    """Where one of these words stands: tables, and messages of the bot in the channel and in DMs."""
    found = [name for name, those in everything(scene).items() if any(one in str(those) for one in words)]
    said = [*scene.ws.everything(scene.room), *(one for who in scene.people for one in scene.ws.dm(who))]
    return [*found, *(f"message: {one.text[:60]}" for one in said if one.bot_id and _has(one, words))]


def _has(message: Any, words: tuple[str, ...]) -> bool:
    return any(one in f"{message.text} {message.blocks}" for one in words)


@follows(founded(meetings="3"))
async def met(scene: Scene) -> None:
    """A meeting in which Chloé presents and Ben takes something on, another in which they report, and a third one ahead."""
    await to_the_questions(scene)
    await asks(scene, called(scene))
    await scene.press(scene.chloe, "Next question", call(scene))
    await scene.command(scene.chloe, "/set", "next")
    await scene.press(scene.chloe, "Write it down")
    await scene.submit(scene.chloe, restated="What does the timetable hide?")
    await scene.press(scene.chloe, "Add an action")
    await scene.submit(scene.chloe, what="Ask the scheduler for twenty minutes", due="Friday")
    await scene.press(scene.chloe, "That's all")
    await scene.press(scene.chloe, "Keep this")
    await scene.submit(scene.chloe, note="I was timid", shared="set")
    await through_the_slot(scene, scene.chloe)
    await scene.command(scene.ana, "/set", "end")
    await scene.command(scene.ben, "/action", "Look into the budget in two weeks")
    await scene.press(scene.ana, "Close")
    await scene.pass_time(days=5)
    await scene.command(scene.chloe, "/action", "report")
    await scene.press(scene.chloe, "Done", scene.ws.ephemerals(scene.chloe)[-1])
    await scene.submit(scene.chloe, happened="They gave us a heads-up")
    await scene.pass_time(days=2)
    await scene.start(scene.ben, scene.chloe)
    await scene.command(scene.ana, "/set", "end")
    await scene.press(scene.ana, "Close")
    await scene.command(scene.chloe, "/set-issue", "Another technician")
    await scene.command(scene.chloe, "/set", "questions")
    await scene.submit(scene.chloe, question="Who wrote the timetable?", when="any", doubt="ask")
    await scene.pass_time(days=10)


async def forgets(scene: Scene, **values: object) -> str:
    await scene.command(scene.chloe, "/set", "forget")
    await scene.submit(scene.chloe, **values)
    return scene.told(scene.chloe)


async def test_what_a_member_gave_goes_from_every_row_and_every_message(tmp_path: Path) -> None:
    async with a_scene(tmp_path, after=met) as scene:
        assert len(with_words(scene, THEIRS)) > 6
        assert "I'm deleting" in await forgets(scene)
        await scene.pass_time(minutes=10)
        assert with_words(scene, THEIRS) == []
        assert with_words(scene, OTHERS) != []
        assert everything(scene)["erasures"] == []


STAY_AFTER_A_SET: Final = {
    "paces": "how fast the workspace was written to",
    "deliveries": "which requests of Slack came, for two days, without what was in them",
    "strays": "who replied to a message that was just being posted, for two days",
    "heartbeats": "of the bot's processes",
    "absences": "when none of them ran",
    "timers": "the one that sweeps the workspace",
    "installations": "that the workspace has the bot",
    "audits": "that whoever runs the bot has used what is kept of somebody",
}
"""Tables that do not go with a set, each with what stands in it that stays."""


def belongs_to_sets(table: Table) -> bool:
    """Whether its rows go with those of a set, or with people who are in no set any more."""
    found = {table.name}
    while more := {key.column.table.name for name in found for key in Base.metadata.tables[name].foreign_keys} - found:
        found |= more
    return bool(found & {"sets", "people"}) or table.name == "conversations"


async def ends(scene: Scene) -> None:
    """The set has ended, and is kept for three days more."""
    with rows(scene) as db:
        the_set = db.scalars(select(Set)).one()
        the_set.state, the_set.ended_at = SetState.ENDED, scene.clock.now()
        the_set.kept_until = scene.clock.now().date() + timedelta(days=3)
    await scene.restarted()


async def test_a_set_whose_time_is_over_goes_with_every_row_and_every_message(tmp_path: Path) -> None:
    async with a_scene(tmp_path, after=met) as scene:
        await ends(scene)
        await scene.pass_time(days=3)
        assert len(everything(scene)["sets"]) == 1, "its last day is not over"
        await scene.pass_time(days=2, every_look=True)
        left = {name for name, those in everything(scene).items() if those}
        assert left - STAY_AFTER_A_SET.keys() == set()
        assert [one["kind"] for one in everything(scene)["timers"]] == ["sweep"]
        assert [one.text for one in scene.ws.everything(scene.room) if one.bot_id and not one.is_stone] == []
        assert [one.text for who in scene.people for one in scene.ws.dm(who)] == []
        assert [one.text for one in scene.ws.everything(scene.room) if one.user == scene.ana.id] != []


async def takes_along(scene: Scene, who: Person, text: str = "record") -> None:
    """Somebody has the record sent as a file."""
    await scene.command(who, "/set", text)
    await scene.press_in_form(who, "Markdown")
    await scene.ws.close_view(who)


def files(scene: Scene) -> list[bytes]:
    """What is in the files that stand in direct messages."""
    return [one.content for who in scene.people for message in scene.ws.dm(who) for one in message.attached]


async def test_files_that_show_it_go_whoever_asked_for_them(tmp_path: Path) -> None:
    async with a_scene(tmp_path, after=met) as scene:
        await takes_along(scene, scene.ben)
        await takes_along(scene, scene.chloe)
        await takes_along(scene, scene.ben, "record mine")
        assert [b"technician" in one for one in files(scene)] == [True, False, True]
        await forgets(scene)
        await scene.pass_time(minutes=10)
        assert [b"technician" in one for one in files(scene)] == [False], "Ben's own record stays"
        assert len(everything(scene)["files"]) == 1
        await ends(scene)
        await scene.pass_time(days=5)
        assert files(scene) == []
        assert {name for name, those in everything(scene).items() if those} - STAY_AFTER_A_SET.keys() == set()


async def test_what_was_given_to_a_set_that_has_ended_goes_before_its_time(tmp_path: Path) -> None:
    async with a_scene(tmp_path, after=met) as scene:
        await ends(scene)
        assert "I'm deleting" in await forgets(scene)
        await scene.pass_time(minutes=10)
        assert with_words(scene, THEIRS) == []
        assert with_words(scene, OTHERS) != []


async def test_what_stands_in_a_channel_of_before_goes_as_well(tmp_path: Path) -> None:
    async with a_scene(tmp_path, after=founded()) as scene:
        old = scene.room
        await scene.ws.archive(scene.ana, old)
        await scene.settle()
        scene.room = scene.ws.channel("hall", members=scene.people)
        await scene.command(scene.ana, "/set")
        await scene.press(scene.ana, "Move the set here", scene.ws.ephemerals(scene.ana)[-1])
        await ends(scene)
        assert [one.text for one in scene.ws.everything(old) if one.bot_id] != []
        await scene.pass_time(days=5)
        for room in (old, scene.room):
            assert [one.text for one in scene.ws.everything(room) if one.bot_id and not one.is_stone] == []
        assert everything(scene)["sets"] == []


def test_no_table_is_forgotten() -> None:
    stay = {name for name, table in Base.metadata.tables.items() if not belongs_to_sets(table)}
    assert stay == STAY_AFTER_A_SET.keys() - {"timers"}
