"""Signed payloads of odd kinds: each is answered, none ends in a traceback or in SQL, and nothing of another set changes."""

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Any, Final

import pytest
from sqlalchemy import Engine, create_engine, event, select

import storage.delivery_models  # noqa: F401 - its tables belong to the schema
from bot.domain.message_and_timer_kinds import Later
from handlers import parse
from rehearsal.deliveries import Answer, Delivery
from storage.base import Base
from storage.models import Set
from tests.lives import Life
from tests.payload_mutations import Mutations, name_of, shapes_of
from tests.scene import Scene, a_scene, founding

SOAKING: Final = "SOAK" in os.environ
SENDINGS: Final = 50_000 if SOAKING else 500
SEEDS: Final = {"sqlite": 20261128, "postgres": 20261129}
"""Each database is sent others: what is wrong with an answer hardly ever depends on it."""
FAULT: Final = "wrong on my side"
PUBLIC: Final = {
    "set": "sets",
    "meeting": "meetings",
    "step": "steps",
    "turn": "turns",
    "action": "actions",
    "issue": "issues",
}
SAME: Final = {"bid": "issue", "slot": "step", "partly": "action", "done": "action", "next": "step", "extend": "step"}
PATIENCE: Final = 60.0


class Lines(logging.Handler):
    """What the log would say of a fault."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.faults: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.exc_info or record.levelno >= logging.ERROR:
            self.faults.append(f"{record.name}: {logging.Formatter().format(record)[-2000:]}")


@contextmanager
def watching(faults: Lines) -> Iterator[list[str]]:
    """Every error that a database has raised, and in `faults` what was logged."""
    raised: list[str] = []

    def note(context: Any) -> None:
        raised.append(f"{type(context.original_exception).__name__}: {context.original_exception}")

    event.listen(Engine, "handle_error", note)
    logging.getLogger().addHandler(faults)
    try:
        yield raised
    finally:
        logging.getLogger().removeHandler(faults)
        event.remove(Engine, "handle_error", note)


async def a_set_of_others(scene: Scene) -> str:
    """A set in which none of ours is; its channel."""
    flora, gus = scene.ws.person("Flora"), scene.ws.person("Gus")
    room = scene.ws.channel("others", members=(flora, gus))
    await scene.ws.command(flora, room, "/set", "new")
    await scene.submit(flora, **founding(name="Others", members=[gus.id], first_on="2029-11-20"))
    await scene.ws.command(gus, room, "/set-issue", "Two departments will not share a technician")
    await scene.ws.command(gus, room, "/action", "Ask the governors by Friday")
    await scene.settle()
    return room.id


def rows_of(engine: Engine, room: str) -> dict[str, list[str]]:
    """Everything that belongs to the set of that channel.

    All but when Slack was asked about it, and is next, and who can read it: any event may say so.
    """
    with engine.connect() as db:
        (set_id,) = db.scalars(select(Set.id).where(Set.channel == room))
        tables = {
            name: table
            for name, table in Base.metadata.tables.items()
            if "set_id" in table.c and name not in {"posts", "channel_readers"}
        }
        found = {
            name: sorted(map(str, db.execute(select(table).where(table.c.set_id == set_id))))
            for name, table in tables.items()
        }
        found["timers"] = [one for one in found["timers"] if f"'{Later.LOOK_AT_CHANNEL}'" not in one]
        columns = [one for one in Set.__table__.c if one.name != "members_seen_at"]
        return found | {"sets": list(map(str, db.execute(select(*columns).where(Set.id == set_id))))}


def living(engine: Engine) -> dict[str, list[str]]:
    """Public ids of everything there is, by the kind that buttons call it."""
    with engine.connect() as db:
        found = {
            kind: list(db.scalars(select(Base.metadata.tables[name].c.public_id))) for kind, name in PUBLIC.items()
        }
    return found | {kind: found[same] for kind, same in SAME.items()}


@pytest.fixture
def real(small_life: Life) -> list[Delivery]:
    """Every shape of payload, from a play in which everything that people can do to the bot is done."""
    return shapes_of(small_life.delivered)


async def in_a_slot(scene: Scene) -> None:
    """A meeting in which Chloé presents, so that there is something of every kind."""
    await scene.found()
    await scene.command(scene.chloe, "/set-issue", "Two departments will not share a technician")
    await scene.start(*scene.people[1:])
    await scene.press(scene.ana, "Next")
    await scene.command(scene.dan, "/action", "Walk the site with the caretaker by Friday")


def wrong(sent: Delivery, answer: Answer) -> list[str]:
    if answer.status not in {200, 400} or FAULT in answer.body:
        return [f"{answer.status} {answer.body[:200]}: {sent.payload}"]
    return []


def test_every_listener_has_a_payload_to_be_bent(real: list[Delivery]) -> None:
    assert len({name_of(one.payload) for one in real}) > 75


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
async def test_bent_payloads_are_answered_and_harm_nobody(
    real: list[Delivery],
    tmp_path: Path,
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
    kind: str,
) -> None:
    monkeypatch.setattr(parse, "PATIENCE", PATIENCE)  # what is answered is tested here, and not how soon
    where = tmp_path if kind == "sqlite" else request.getfixturevalue("postgres_url")
    lines = Lines()
    async with a_scene(where) as scene:
        scene.ws.deliveries.patience = PATIENCE
        await in_a_slot(scene)
        others = await a_set_of_others(scene)
        engine = create_engine(scene.url)
        before, known = rows_of(engine, others), living(engine)
        ours = [scene.room.id, scene.ana.id, others, *before["sets"][0].split("'")[1::2]]
        mutations = Mutations(real, Random(SEEDS[kind]), scene.ws._triggers.issue, known, ours)
        with watching(lines) as raised:
            answers = await sent(scene, mutations, others)
        assert rows_of(engine, others) == before
        engine.dispose()
        assert (await scene.ws.command(scene.ana, scene.room, "/set", "help")).ok
    whispered = [one.text for one in scene.ws.whispered if FAULT in one.text]
    print(f"\n{kind}: {len(answers)} sent, {sum(one.status == 400 for one in answers)} refused at the door")
    found = [line for one in answers for line in wrong(one.delivery, one)]
    assert (found[:3], raised[:3], lines.faults[:3], whispered[:3]) == ([], [], [], [])


def tells_of(one: Delivery, room: str) -> bool:
    """Whether Slack itself says that something has happened to that channel, which is then so."""
    event_of = one.payload.get("event")
    return isinstance(event_of, dict) and event_of.get("channel") == room


async def sent(scene: Scene, mutations: Mutations, others: str) -> list[Answer]:
    answers = []
    for number in range(SENDINGS):
        one = mutations.next()
        while tells_of(one, others):
            one = mutations.next()
        answers.append(await scene.ws.deliveries.attempt(one))
        if number % 100 == 99:
            await scene.settle()
            scene.ws.deliveries.made.clear()
            scene.ws.calls.clear()
    return answers
