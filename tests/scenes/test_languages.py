"""Whoever is spoken to: every word that leaves names commands as the workspace types them, wherever it was written."""

import json
from functools import partial
from pathlib import Path

import pytest

from bot.config import Config
from tests.scene import a_scene, founding


@pytest.fixture
def prefixed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.scene.Config", partial(Config, command_prefix="acme"))


@pytest.mark.usefixtures("prefixed")
async def test_home_tabs_refusals_and_messages_name_commands_with_the_prefix_of_the_workspace(tmp_path: Path) -> None:
    async with a_scene(tmp_path) as scene:
        await scene.ws.open_home(scene.otto)
        await scene.bot.idle()
        assert "`/acme-set new`" in json.dumps(scene.ws.home(scene.otto))
        await scene.command(scene.otto, "/acme-set", "start")
        assert "`/acme-set new`" in scene.told(scene.otto)
        await scene.command(scene.ana, "/acme-set", "new")
        members = [scene.ana.id, scene.ben.id, scene.chloe.id]
        await scene.submit(scene.ana, **founding(name="Heads", members=members, meetings="1"))
        for one in (scene.ben, scene.chloe):
            await scene.press(one, "I agree")
        await scene.command(scene.ana, "/acme-set", "start")
        await scene.command(scene.ana, "/acme-set", "end")
        await scene.pass_time(hours=3)
        assert "`/acme-set" in json.dumps([one.blocks for one in scene.ws.everything(scene.room)])
