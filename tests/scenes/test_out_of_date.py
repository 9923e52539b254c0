"""What nobody listens to: buttons and forms of earlier versions, and payloads that are not as Slack sends them."""

import copy
import logging
from pathlib import Path

import pytest

from rehearsal.deliveries import Delivery
from tests import forgery
from tests.house import a_house

OUT_OF_DATE = "is out of date, and nothing has changed"


async def test_an_old_button_form_or_shortcut_says_that_it_is_out_of_date(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with a_house(tmp_path) as house:
        await house.found()
        said = await house.ws.say(house.ben, house.room, "Ask the governors")
        before = forgery.kept(tmp_path)
        charter = house.with_button("Change the rules")
        assert (await forgery.press(house, house.ben, charter, "meeting_vote", "1|meeting|x")).status == 200
        assert f"This button {OUT_OF_DATE}" in house.told(house.ben)
        assert (await forgery.press(house, house.ben, charter, "action_report:maybe", "1|action|x")).status == 200
        assert f"This button {OUT_OF_DATE}" in house.told(house.ben)
        form = await forgery.submit(house, house.ben, house.room, "vote_form", "", {"first": "Ask the governors"})
        assert f"This form {OUT_OF_DATE}" in form.body
        assert (await forgery.put_away(house, house.ben, house.room, "vote_form", "")).status == 200
        assert (await house.ws.shortcut(house.ben, "vote_on_it", said)).status == 200
        await house.settle()
        assert f"This shortcut {OUT_OF_DATE}" in house.told(house.ben)
        typed = await house.ws.command(house.ben, house.room, "/vote", "Ask the governors")
        assert "not a command of mine" in typed.text
        assert forgery.kept(tmp_path) == before
    assert "governors" not in caplog.text
    assert [record.name for record in caplog.records if record.levelno >= logging.ERROR] == []


@pytest.mark.parametrize("socket_mode", [False, True], ids=["HTTP", "Socket Mode"])
async def test_what_is_not_as_slack_sends_it_is_left_alone(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, socket_mode: bool
) -> None:
    async with a_house(tmp_path, socket_mode=socket_mode) as house:
        await house.found()
        await house.ws.say(house.ben, house.room, "Hello")
        before = forgery.kept(tmp_path)
        real = next(one.delivery for one in house.ws.deliveries.made[::-1] if one.delivery.kind == "events_api")
        for name, value in (("ts", "9" * 30), ("ts", ["1.2"]), ("channel", {"id": "C1"}), ("subtype", ["me_message"])):
            payload = copy.deepcopy(real.payload)
            payload["event_id"] = f"Ev{name}{len(str(value))}"
            payload["event"][name] = value
            answer = await house.ws.deliveries.attempt(Delivery("events_api", payload))
            assert answer.status == (200 if socket_mode else 400)
        await house.settle()
        assert forgery.kept(tmp_path) == before
        assert (await house.command(house.ben, "/set", "help")).ok
    assert [record for record in caplog.records if record.levelno >= logging.ERROR or record.exc_info] == []
    assert len([record for record in caplog.records if "as Slack sends it" in record.message]) == 4
