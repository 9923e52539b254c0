"""What somebody may send who does not keep to the buttons and forms in front of them, and what that changed."""

import itertools
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import storage.delivery_models  # noqa: F401 - its tables belong to the schema
from rehearsal.deliveries import Answer, Delivery
from rehearsal.messages import Message
from rehearsal.people import Channel, Person
from storage.base import Base
from tests.scene import Scene

Payload = dict[str, Any]
OF_THE_MACHINE: Final = {"deliveries", "heartbeats", "conversations", "alembic_version"}
"""What was delivered, who is alive, who may send: these hold nothing that anybody gave the bot."""
FIRST_FIELD: Final = "first"
_numbers = itertools.count(1)


@dataclass(frozen=True)
class Seen:
    """Everything that the bot keeps and that stands in Slack, to be compared with what it is later."""

    rows: Mapping[str, Sequence[object]]
    said: Mapping[str, Sequence[object]]

    def changes(self, before: "Seen", *, but: str = "") -> list[str]:
        """What is there now and was not before, or the other way round; each with the table or channel, without one table."""
        now, then = {**self.rows, **self.said}, {**before.rows, **before.said}
        changed = [where for where in now if where != but and now[where] != then.get(where)]
        return [f"{where} {one}" for where in changed for one in _words(now[where]) ^ _words(then.get(where, ()))]


def _words(those: Sequence[object]) -> set[str]:
    return {str(one) for one in those}


def seen(scene: Scene, where: Path) -> Seen:
    said = {room.id: [(one.text, one.blocks) for one in scene.ws.everything(room)] for room in scene.ws.rooms}
    return Seen(_rows(where), said)


def kept(where: Path) -> dict[str, list[str]]:
    """The rows of every table but those of the machine."""
    return {table: sorted(str(row) for row in rows) for table, rows in _rows(where).items()}


def _rows(where: Path) -> dict[str, list[object]]:
    with _reading(where) as db:
        return {
            table: db.execute(f'SELECT * FROM "{table}"').fetchall()  # noqa: S608 - a name of ours
            for table in Base.metadata.tables
            if table not in OF_THE_MACHINE
        }


def one(where: Path, query: str) -> str:
    """The single value that a query finds."""
    with _reading(where) as db:
        return str(db.execute(query).fetchone()[0])


def all_of(where: Path, query: str) -> list[Any]:
    """The first column of everything that a query finds."""
    with _reading(where) as db:
        return [row[0] for row in db.execute(query)]


@contextmanager
def _reading(where: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(f"file:{where}/sets.db?mode=ro", uri=True)) as db:
        yield db


async def press(scene: Scene, who: Person, message: Message, action_id: str, value: str) -> Answer:
    """Press a button that the message does not have."""
    button = {"type": "button", "action_id": action_id, "value": value, "text": {"type": "plain_text", "text": "x"}}
    forged = replace(message, blocks=[{"type": "actions", "block_id": "forged", "elements": [button]}])
    answer = await scene.ws.press(who, forged, action_id)
    await scene.settle()
    return answer


async def submit(
    scene: Scene, who: Person, room: Channel, callback_id: str, about: str, fields: Mapping[str, object]
) -> Answer:
    """Submit a form that was never opened."""
    answer = await scene.ws.deliveries.attempt(submission(scene, who, room, callback_id, about, fields))
    await scene.settle()
    return answer


def submission(
    scene: Scene, who: Person, room: Channel, callback_id: str, about: str, fields: Mapping[str, object]
) -> Delivery:
    """The delivery of a form, with ids of its own. Strings are typed; anything else is the state of an element."""
    number = next(_numbers)
    state = {name: value if isinstance(value, dict) else {"value": value} for name, value in fields.items()}
    view = {
        "id": f"VFORGED{number}",
        "type": "modal",
        "callback_id": callback_id,
        "private_metadata": f"{about}@{room.id}",
        "state": {"values": {name: {name: element} for name, element in state.items()}},
        "blocks": [{"type": "input", "block_id": FIRST_FIELD}],
    }
    return Delivery(
        "interactive",
        {
            "type": "view_submission",
            "team": {"id": scene.ws.team_id},
            "user": {"id": who.id, "team_id": who.team_id},
            "trigger_id": f"forged.{number}",
            "view": view,
        },
    )


async def put_away(scene: Scene, who: Person, room: Channel, callback_id: str, about: str) -> Answer:
    """Close a form that was never opened."""
    forged = submission(scene, who, room, callback_id, about, {})
    answer = await scene.ws.deliveries.attempt(replace(forged, payload={**forged.payload, "type": "view_closed"}))
    await scene.settle()
    return answer


def told(scene: Scene, who: Person, answer: Answer, before: int) -> str:
    """All that only this person was told: in the answer, in the form, or whispered since there were `before` whispers."""
    whispered = [f"{one.text} {one.blocks}" for one in scene.ws.ephemerals(who)[before:]]
    return " ".join([answer.body, *whispered])
