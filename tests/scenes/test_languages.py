"""Whoever is spoken to: in their language, with commands named as their workspace types them, wherever the words were written."""

import json
import re
from functools import partial
from pathlib import Path
from typing import Final

import pytest

from bot.config import Config
from prompts.bank import FORMATS
from rehearsal.people import Person
from tests.scene import Scene, a_scene, founding


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


FINNISH: Final = 'msgid "{day} at {time}"\nmsgstr "{day} klo {time}"\n'


@pytest.fixture
def two_languages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Finnish, as far as this test needs it, beside English."""
    formats = tmp_path / "own" / "fi_FI" / "formats"
    formats.mkdir(parents=True)
    ours = (FORMATS / "classic.yaml").read_text()
    (formats / "classic.yaml").write_text(re.sub("(?m)^title: .*$", "title: Klassinen", ours))
    (tmp_path / "own" / "fi_FI" / "words.po").write_text(FINNISH)
    monkeypatch.setattr("tests.scene.Config", partial(Config, words_dir=tmp_path / "own"))


def asked_about(scene: Scene, who: Person) -> list[object]:
    """With or without the locale, whenever Slack was asked who somebody is."""
    asked = [one for one in scene.ws.calls if one.method == "users.info" and one.args.get("user") == who.id]
    return [one.args.get("include_locale") for one in asked]


@pytest.mark.usefixtures("two_languages")
async def test_a_set_speaks_the_language_of_its_founder_and_each_member_is_spoken_to_in_theirs(tmp_path: Path) -> None:
    async with a_scene(tmp_path) as scene:
        scene.ana.locale, scene.dan.locale = "fi-FI", "fi-FI"
        await scene.command(scene.ana, "/set", "new")
        await scene.press_in_form(scene.ana, "More")
        assert "Klassinen" in json.dumps(scene.ws.view(scene.ana))
        await scene.submit(scene.ana, **founding(name="Heads", members=[one.id for one in scene.people]))
        charter = json.dumps([one.blocks for one in scene.ws.everything(scene.room)])
        assert "{date_long_pretty} klo {time}" in charter
        for one, says in ((scene.ben, " at {time}"), (scene.dan, " klo {time}")):
            await scene.press(one, "I agree")
            await scene.ws.open_home(one)
            await scene.bot.idle()
            assert says in json.dumps(scene.ws.home(one))
        assert set(asked_about(scene, scene.dan)) == {"1"}


async def test_where_there_is_one_language_nobody_is_asked_for_theirs(tmp_path: Path) -> None:
    async with a_scene(tmp_path) as scene:
        scene.ana.locale = "fi-FI"
        await scene.found()
        await scene.ws.open_home(scene.ana)
        await scene.bot.idle()
        assert " at {time}" in json.dumps(scene.ws.home(scene.ana))
        assert set(asked_about(scene, scene.ana)) == {None}
