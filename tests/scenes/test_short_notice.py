"""What waits to be sent at short notice is not sent to whoever says meanwhile that they are away, or cannot come."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import pytest

from rehearsal.faults import error
from rehearsal.people import Person
from tests import forged_payloads
from tests.scene import Scene, a_scene, founded, plain

FIRST: Final = datetime(2026, 11, 10, 14, 0, tzinfo=UTC)


@pytest.mark.parametrize("says", ["away until 10 Nov 2026", "regrets", ""])
async def test_what_waits_a_quarter_of_an_hour_before_a_meeting(tmp_path: Path, says: str) -> None:
    """Slack opens no direct messages with Eva for days."""
    async with a_scene(tmp_path) as scene:
        scene.ws.faults.add(
            "conversations.open",
            error("internal_error"),
            times=None,
            when=lambda call: scene.eva.id in str(call.args.get("users")),
        )
        await scene.found()
        await scene.to(FIRST - timedelta(minutes=14))
        assert waits(tmp_path, scene.eva)
        if says:
            await scene.command(scene.eva, "/set", says)
        assert waits(tmp_path, scene.eva) is (not says)
        assert any(", in <#" in plain(one.text) for one in scene.ws.dm(scene.ben))


def waits(folder: Path, who: Person) -> bool:
    """Whether the line that it is soon is to be sent to them."""
    unsent = (
        "SELECT count(*) FROM posts JOIN conversations c ON c.id = conversation_id JOIN people p ON p.id = person_id "
    )
    where = f"WHERE subject LIKE 'soon:%' AND ts IS NULL AND NOT dropped AND p.user = '{who.id}'"
    return int(forged_payloads.one(folder, unsent + where)) > 0


async def test_a_host_who_cannot_come_is_not_asked_what_becomes_of_the_meeting(tmp_path: Path) -> None:
    async with a_scene(tmp_path, after=founded()) as scene:
        await scene.to(datetime(2026, 11, 6, 19, tzinfo=UTC))
        for who in (scene.ben, scene.dan, scene.eva, scene.ana):
            await scene.command(who, "/set", "regrets")
        await scene.to(FIRST - timedelta(hours=3))
        asked = {one.name: said for one in scene.people if (said := asked_of(scene, one))}
        assert list(asked) == [scene.chloe.name]
        assert len(asked[scene.chloe.name]) == 1, "what waited of before is not sent besides"


def asked_of(scene: Scene, who: Person) -> list[str]:
    return [plain(one.text) for one in scene.ws.dm(who) if "You're the host" in plain(one.text)]
