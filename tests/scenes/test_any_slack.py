"""People reach the bot on any Slack: by whatever id an organisation gives them, from wherever they press, and nobody else does."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from rehearsal import payloads
from rehearsal.faults import Faults
from rehearsal.messages import Message
from rehearsal.people import Payload, Person
from tests.house import House, a_house

ORGANISATION = "E0GRID"
ELSEWHERE = "You belong to another workspace"


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with a_house(tmp_path) as house:
        yield house


def bearing(monkeypatch: pytest.MonkeyPatch, bears: str | None, **more: object) -> None:
    """From now on interactions come as an organisation's do: the person with that id, and these keys as they are here."""
    plain = payloads.Payloads._interaction

    def of_the_organisation(self: payloads.Payloads, kind: str, who: Person, trigger_id: str) -> Payload:
        made = plain(self, kind, who, trigger_id)
        made["user"]["team_id"] = bears
        return made | {"enterprise": {"id": ORGANISATION, "name": "Organisation"}} | more

    monkeypatch.setattr(payloads.Payloads, "_interaction", of_the_organisation)


@pytest.mark.parametrize(
    ("bears", "more"),
    [
        pytest.param(ORGANISATION, {}, id="the organisation's id"),
        pytest.param("T0OTHER", {}, id="another of its workspaces"),
        pytest.param(None, {}, id="none"),
        pytest.param(ORGANISATION, {"team": None}, id="the organisation's, and no team"),
        pytest.param("T0001", {"team": None}, id="this workspace's, and no team"),
        pytest.param(ORGANISATION, {"team": {"id": ORGANISATION, "domain": "org"}}, id="the organisation as the team"),
    ],
)
async def test_whoever_is_of_the_workspace_presses_and_submits_under_any_id(
    house: House, monkeypatch: pytest.MonkeyPatch, bears: str | None, more: dict[str, Any]
) -> None:
    bearing(monkeypatch, bears, **more)
    await house.found()
    assert "@" not in house.told(house.ben)
    assert "you are in" in house.told(house.ben)
    await house.start(house.ben)
    assert f"<@{house.ben.id}>" in house.with_button("I'm here").text


async def test_slack_is_asked_once_a_day_about_whoever_bears_another_id(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    await house.found()
    bearing(monkeypatch, ORGANISATION)
    await house.start()
    before = asked_about(house, house.ben)
    for _ in range(3):
        await house.press(house.ben, "I'm here")
    assert asked_about(house, house.ben) == before + 1


def asked_about(house: House, who: Person) -> int:
    return len([one for one in house.ws.calls if one.method == "users.info" and one.args.get("user") == who.id])


async def test_where_slack_does_not_say_who_somebody_is_they_are_asked_to_try_again(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    await house.found()
    await house.start()
    bearing(monkeypatch, ORGANISATION)
    house.ws.faults.add("users.info", Faults.status(500))
    await house.press(house.ben, "I'm here")
    assert "try again in a moment" in house.told(house.ben)
    await house.press(house.ben, "I'm here")
    assert f"<@{house.ben.id}>" in house.with_button("I'm here").text


async def test_somebody_of_another_company_whom_slack_calls_no_stranger_gets_in_nowhere(house: House) -> None:
    zoe = house.ws.person("Zoe", team_id="T0FOREIGN")
    house.room.members.append(zoe.id)
    await house.command(house.ana, "/set", "new")
    members = [house.ana.id, house.ben.id, zoe.id]
    answer = await house.submit(house.ana, name="Heads", members=members, first_on="2026-11-10", at="14:00")
    assert "belongs to another workspace" in answer.body
    await house.found()
    await house.command(house.ana, "/set", f"add <@{zoe.id}>")
    assert "belongs to another workspace" in house.told(house.ana)
    await house.press(zoe, "Change the rules")
    assert ELSEWHERE in house.told(zoe)


async def test_somebody_about_whom_slack_was_slow_leaves_the_set_again_once_it_says_that_they_are_strangers(
    house: House,
) -> None:
    zoe = house.ws.person("Zoe", team_id="T0FOREIGN")
    house.room.members.append(zoe.id)
    house.ws.faults.add("users.info", Faults.status(500), when=lambda call: call.args.get("user") == zoe.id)
    await house.command(house.ana, "/set", "new")
    people = [one.id for one in (*house.people, zoe)]
    await house.submit(house.ana, name="Heads", members=people, first_on="2026-11-10", at="14:00")
    await house.pass_time(minutes=1)
    assert f"<@{zoe.id}>" not in house.ws.messages(house.room)[0].text
    assert "belongs to another workspace" in house.ws.dm(house.ana)[-1].text


async def test_a_shared_channel_is_refused_before_a_form_opens(house: House) -> None:
    shared = house.ws.channel("with-partners", members=(house.ana,), shared=True)
    await house.ws.command(house.ana, shared, "/set", "new")
    assert "shared with another organisation" in house.told(house.ana)
    assert house.ws.view(house.ana) is None


async def test_a_private_answer_that_cannot_be_shown_where_it_was_asked_goes_to_the_persons_dm(house: House) -> None:
    await house.found()
    elsewhere = house.ws.channel("random", members=house.people, bot_in=False)
    await house.ws.command(house.ana, elsewhere, "/action", "")
    await house.submit(house.ana, what="Call Mo")
    assert "Noted: Call Mo" in house.ws.dm(house.ana)[-1].text
    not_in_it = house.ws.channel("hall", members=(house.ben,))
    await house.ws.command(house.ana, not_in_it, "/set-issue", "")
    await house.submit(house.ana, sentence="Nobody reads the minutes")
    assert "Nobody reads the minutes" in house.ws.dm(house.ana)[-1].text


@pytest.mark.parametrize("label", ["I'm here", "Pause"])
async def test_a_press_in_the_channel_is_answered_there_also_once_its_thread_has_replies(
    house: House, label: str
) -> None:
    await house.found()
    await house.start()
    card = house.with_button("I'm here")
    await house.ws.say(house.ana, house.room, "Hello all", thread=card)
    await house.press(house.otto, label, card)
    assert place_of(house.ws.ephemerals(house.otto)[-1]) == (house.room.id, None)


async def test_a_press_in_a_thread_is_answered_in_that_thread(house: House) -> None:
    await house.found()
    await house.start()
    card = house.with_button("I'm here")
    reply = await house.ws.say(house.ana, house.room, "Hello all", thread=card)
    forged = reply.as_it_was(0) if reply.edits else reply
    forged.blocks = card.blocks
    await house.press(house.otto, "I'm here", forged)
    assert place_of(house.ws.ephemerals(house.otto)[-1]) == (house.room.id, card.ts)


async def test_a_shortcut_on_a_card_with_replies_is_answered_in_the_channel(house: House) -> None:
    await house.found()
    await house.start()
    card = house.with_button("I'm here")
    await house.ws.say(house.ana, house.room, "Hello all", thread=card)
    await house.ws.shortcut(house.otto, "park_question", card)
    await house.settle()
    assert place_of(house.ws.ephemerals(house.otto)[-1]) == (house.room.id, None)


def place_of(message: Message) -> tuple[str, str | None]:
    return message.channel, message.thread_ts


async def test_every_answer_to_a_command_says_who_is_to_see_it(house: House) -> None:
    await house.found()
    for command, text in (("/set", ""), ("/set", "nonsense"), ("/set", "next"), ("/action", "list"), ("/set", "help")):
        answer = await house.command(house.ana, command, text)
        assert answer.response["response_type"] == "ephemeral", (command, text)
    answer = await house.command(house.otto, "/set-issue", "Mine")
    assert answer.response["response_type"] == "ephemeral"


async def test_what_is_refused_on_the_home_tab_shows_there(house: House) -> None:
    await house.found()
    await house.ws.open_home(house.ana)
    await house.settle()
    home = house.ws.home(house.ana)
    assert home is not None
    await house.command(house.ana, "/set", "leave")
    await house.press(house.ana, "Leave the set", house.ws.ephemerals(house.ana)[-1])
    before = len(house.ws.dm(house.ana))
    await house.ws.press(house.ana, home, "Add an action")
    await house.settle()
    shown = house.ws.home(house.ana)
    assert shown is not None
    assert "you are not in it" in str(shown["blocks"][0])
    assert "not in an action learning set" in str(shown["blocks"])
    assert len(house.ws.dm(house.ana)) == before


async def test_an_answer_for_a_home_tab_that_cannot_be_drawn_goes_to_the_dm(house: House) -> None:
    await house.found()
    await house.command(house.ana, "/action", "Ask Mo by Friday")
    await house.ws.open_home(house.ana)
    await house.settle()
    home = house.ws.home(house.ana)
    assert home is not None
    house.ws.faults.add("views.publish", Faults.status(500), times=2)
    await house.ws.press(house.ana, home, "Done")
    await house.submit(house.ana, happened="He said yes")
    assert "Thank you: *done*, Ask Mo" in house.ws.dm(house.ana)[-1].text


@pytest.mark.parametrize("at_home", [True, False], ids=["on the home tab", "in the channel"])
async def test_a_button_of_an_earlier_version_is_answered_kindly(house: House, at_home: bool) -> None:
    await house.found()
    button = {"type": "button", "action_id": "of_old", "value": "x", "text": {"type": "plain_text", "text": "Old"}}
    row = {"type": "actions", "block_id": "old", "elements": [button]}
    await house.ws.open_home(house.ana)
    await house.settle()
    home = house.ws.home(house.ana)
    card = house.ws.messages(house.room)[0].as_it_was(0)
    assert home is not None
    if at_home:
        home["blocks"].append(row)
        await house.ws.press(house.ana, home, "Old")
    else:
        card.blocks = [row]
        await house.ws.press(house.ana, card, "Old")
    await house.settle()
    told = str((house.ws.home(house.ana) or {})["blocks"][0]) if at_home else house.told(house.ana)
    assert "This button is out of date" in told
