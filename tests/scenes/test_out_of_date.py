"""What nobody listens to: buttons and forms of earlier versions, and payloads that are not as Slack sends them."""

import copy
import logging
from dataclasses import replace
from pathlib import Path

import pytest

from prompts import ids
from rehearsal.deliveries import Delivery
from tests import forged_payloads
from tests.scene import a_scene, founded
from tests.scenes.play import at_the_questions, call, said

OUT_OF_DATE = "is out of date, so nothing has changed"


async def test_an_old_button_form_or_shortcut_says_that_it_is_out_of_date(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with a_scene(tmp_path, after=founded()) as scene:
        said = await scene.ws.say(scene.ben, scene.room, "Ask the governors")
        before = forged_payloads.kept(tmp_path)
        charter = scene.with_button("Change the rules")
        assert (await forged_payloads.press(scene, scene.ben, charter, "meeting_vote", "1|meeting|x")).status == 200
        assert f"This button {OUT_OF_DATE}" in scene.told(scene.ben)
        assert (
            await forged_payloads.press(scene, scene.ben, charter, "action_report:maybe", "1|action|x")
        ).status == 200
        assert f"This button {OUT_OF_DATE}" in scene.told(scene.ben)
        form = await forged_payloads.submit(
            scene, scene.ben, scene.room, "vote_form", "", {"first": "Ask the governors"}
        )
        assert f"This form {OUT_OF_DATE}" in form.body
        assert (await forged_payloads.put_away(scene, scene.ben, scene.room, "vote_form", "")).status == 200
        assert (await scene.ws.shortcut(scene.ben, "vote_on_it", said)).status == 200
        await scene.settle()
        assert f"This shortcut {OUT_OF_DATE}" in scene.told(scene.ben)
        typed = await scene.ws.command(scene.ben, scene.room, "/vote", "Ask the governors")
        assert "isn't a command of mine" in typed.text
        assert forged_payloads.kept(tmp_path) == before
    assert "governors" not in caplog.text
    assert [record.name for record in caplog.records if record.levelno >= logging.ERROR] == []


async def test_the_menu_of_an_earlier_version_still_moves_the_meeting(tmp_path: Path) -> None:
    async with a_scene(tmp_path, after=at_the_questions) as scene:
        entries = (("Next", ids.NEXT), ("+5 minutes", ids.EXTEND), ("A moment", ids.PAUSE))
        step = forged_payloads.one(tmp_path, "SELECT public_id FROM steps WHERE ended_at IS NULL")
        options = [{"text": {"type": "plain_text", "text": says}, "value": f"1|{of}|{step}"} for says, of in entries]
        menu = {"type": "overflow", "action_id": ids.MORE, "options": options}
        drawn = replace(call(scene), blocks=[{"type": "actions", "block_id": "menu", "elements": [menu]}])
        minutes = "SELECT (julianday(ends_at) - julianday(began_at)) * 1440 FROM steps WHERE kind = 'question'"
        assert round(float(forged_payloads.one(tmp_path, minutes))) == 15
        for entry in ("+5 minutes", "A moment"):
            await scene.ws.press(scene.chloe, drawn, ids.MORE, option=entry)
            await scene.settle()
        assert round(float(forged_payloads.one(tmp_path, minutes))) == 20
        assert "Let's take a moment." in said(scene)[-1]
        await scene.press(scene.chloe, "Go on")
        await scene.ws.press(scene.chloe, drawn, ids.MORE, option="Next")
        await scene.settle()
        assert "*Restate.*" in said(scene)[-1]
        assert scene.ws.view(scene.chloe) is None


@pytest.mark.parametrize("socket_mode", [False, True], ids=["HTTP", "Socket Mode"])
async def test_what_is_not_as_slack_sends_it_is_left_alone(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, socket_mode: bool
) -> None:
    async with a_scene(tmp_path, socket_mode=socket_mode) as scene:
        await scene.found()
        await scene.ws.say(scene.ben, scene.room, "Hello")
        before = forged_payloads.kept(tmp_path)
        real = next(one.delivery for one in scene.ws.deliveries.made[::-1] if one.delivery.kind == "events_api")
        for name, value in (("ts", "9" * 30), ("ts", ["1.2"]), ("channel", {"id": "C1"}), ("subtype", ["me_message"])):
            payload = copy.deepcopy(real.payload)
            payload["event_id"] = f"Ev{name}{len(str(value))}"
            payload["event"][name] = value
            answer = await scene.ws.deliveries.attempt(Delivery("events_api", payload))
            assert answer.status == (200 if socket_mode else 400)
        await scene.settle()
        assert forged_payloads.kept(tmp_path) == before
        assert (await scene.command(scene.ben, "/set", "help")).ok
    assert [record for record in caplog.records if record.levelno >= logging.ERROR or record.exc_info] == []
    assert len([record for record in caplog.records if "as Slack sends it" in record.message]) == 4
