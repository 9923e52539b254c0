"""People reach the bot on any Slack: by whatever id an organisation gives them, from wherever they press, and nobody else does."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from rehearsal import payloads
from rehearsal.faults import Faults
from rehearsal.messages import Message
from rehearsal.people import Payload, Person
from tests.scene import Scene, a_scene, founded, founding

ORGANISATION = "E0GRID"
ELSEWHERE = "You belong to another workspace"


@pytest.fixture
async def scene(tmp_path: Path) -> AsyncIterator[Scene]:
    """A set of five that has agreed."""
    async with a_scene(tmp_path, after=founded()) as scene:
        yield scene


@pytest.fixture
async def fresh(tmp_path: Path) -> AsyncIterator[Scene]:
    """No set yet."""
    async with a_scene(tmp_path) as scene:
        yield scene


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
    fresh: Scene, monkeypatch: pytest.MonkeyPatch, bears: str | None, more: dict[str, Any]
) -> None:
    bearing(monkeypatch, bears, **more)
    await fresh.found()
    assert "@" not in fresh.told(fresh.ben)
    assert "you're in" in fresh.told(fresh.ben)
    await fresh.start(fresh.ben)
    assert f"<@{fresh.ben.id}>" in fresh.with_button("I'm here").text


async def test_slack_is_asked_once_a_day_about_whoever_bears_another_id(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    bearing(monkeypatch, ORGANISATION)
    await scene.start()
    before = asked_about(scene, scene.ben)
    for _ in range(3):
        await scene.press(scene.ben, "I'm here")
    assert asked_about(scene, scene.ben) == before + 1


def asked_about(scene: Scene, who: Person) -> int:
    return len([one for one in scene.ws.calls if one.method == "users.info" and one.args.get("user") == who.id])


async def test_where_slack_does_not_say_who_somebody_is_they_are_asked_to_try_again(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    await scene.start()
    bearing(monkeypatch, ORGANISATION)
    scene.ws.faults.add("users.info", Faults.status(500))
    await scene.press(scene.ben, "I'm here")
    assert "try again in a moment" in scene.told(scene.ben)
    await scene.press(scene.ben, "I'm here")
    assert f"<@{scene.ben.id}>" in scene.with_button("I'm here").text


async def test_somebody_of_another_company_whom_slack_calls_no_stranger_gets_in_nowhere(fresh: Scene) -> None:
    zoe = fresh.ws.person("Zoe", team_id="T0FOREIGN")
    fresh.room.members.append(zoe.id)
    await fresh.command(fresh.ana, "/set", "new")
    members = [fresh.ana.id, fresh.ben.id, zoe.id]
    answer = await fresh.submit(fresh.ana, **founding(name="Heads", members=members))
    assert "belongs to another workspace" in answer.body
    await fresh.found()
    await fresh.command(fresh.ana, "/set", f"add <@{zoe.id}>")
    assert "belongs to another workspace" in fresh.told(fresh.ana)
    await fresh.press(zoe, "Change the rules")
    assert ELSEWHERE in fresh.told(zoe)


async def test_somebody_about_whom_slack_was_slow_leaves_the_set_again_once_it_says_that_they_are_strangers(
    fresh: Scene,
) -> None:
    zoe = fresh.ws.person("Zoe", team_id="T0FOREIGN")
    fresh.room.members.append(zoe.id)
    fresh.ws.faults.add("users.info", Faults.status(500), when=lambda call: call.args.get("user") == zoe.id)
    await fresh.command(fresh.ana, "/set", "new")
    people = [one.id for one in (*fresh.people, zoe)]
    await fresh.submit(fresh.ana, **founding(name="Heads", members=people))
    await fresh.pass_time(minutes=1)
    assert f"<@{zoe.id}>" not in fresh.ws.messages(fresh.room)[0].text
    assert "belong to another workspace" in fresh.ws.dm(fresh.ana)[-1].text


async def test_a_shared_channel_is_refused_before_a_form_opens(fresh: Scene) -> None:
    shared = fresh.ws.channel("with-partners", members=(fresh.ana,), shared=True)
    await fresh.ws.command(fresh.ana, shared, "/set", "new")
    assert "shared with another organisation" in fresh.told(fresh.ana)
    assert fresh.ws.view(fresh.ana) is None


async def test_a_private_answer_that_cannot_be_shown_where_it_was_asked_goes_to_the_persons_dm(scene: Scene) -> None:
    elsewhere = scene.ws.channel("random", members=scene.people, bot_in=False)
    await scene.ws.command(scene.ana, elsewhere, "/action", "")
    await scene.submit(scene.ana, what="Call Mo")
    assert "Noted: Call Mo" in scene.ws.dm(scene.ana)[-1].text
    not_in_it = scene.ws.channel("hall", members=(scene.ben,))
    await scene.ws.command(scene.ana, not_in_it, "/set-issue", "")
    await scene.submit(scene.ana, sentence="Nobody reads the minutes")
    assert "Nobody reads the minutes" in scene.ws.dm(scene.ana)[-1].text


@pytest.mark.parametrize("label", ["I'm here", "Pause"])
async def test_a_press_in_the_channel_is_answered_there_also_once_its_thread_has_replies(
    scene: Scene, label: str
) -> None:
    await scene.start()
    card = scene.with_button("I'm here")
    await scene.ws.say(scene.ana, scene.room, "Hello all", thread=card)
    await scene.press(scene.otto, label, card)
    assert place_of(scene.ws.ephemerals(scene.otto)[-1]) == (scene.room.id, None)


async def test_on_a_slot_the_card_is_answered_in_the_channel_and_what_stands_below_it_in_the_thread(
    scene: Scene,
) -> None:
    await scene.command(scene.ben, "/set-issue", "Two teams fight")
    await scene.start(scene.ben, scene.chloe)
    await scene.press(scene.ana, "Next")
    bids = scene.with_button("Bid")
    await scene.ws.say(scene.ana, scene.room, "Mine can wait", thread=bids)
    await scene.press(scene.otto, "Bid", bids)
    assert place_of(scene.ws.ephemerals(scene.otto)[-1]) == (scene.room.id, None)
    await scene.press(scene.ana, "Next")
    card, below = scene.thread(), scene.with_button("That's it")
    await scene.press(scene.otto, "A moment", card)
    assert place_of(scene.ws.ephemerals(scene.otto)[-1]) == (scene.room.id, None)
    await scene.press(scene.otto, "A moment", below)
    assert place_of(scene.ws.ephemerals(scene.otto)[-1]) == (scene.room.id, card.ts)


async def test_a_press_in_a_thread_is_answered_in_that_thread(scene: Scene) -> None:
    await scene.start()
    card = scene.with_button("I'm here")
    reply = await scene.ws.say(scene.ana, scene.room, "Hello all", thread=card)
    forged = reply.as_it_was(0) if reply.edits else reply
    forged.blocks = card.blocks
    await scene.press(scene.otto, "I'm here", forged)
    assert place_of(scene.ws.ephemerals(scene.otto)[-1]) == (scene.room.id, card.ts)


async def test_a_shortcut_on_a_card_with_replies_is_answered_in_the_channel(scene: Scene) -> None:
    await scene.start()
    card = scene.with_button("I'm here")
    await scene.ws.say(scene.ana, scene.room, "Hello all", thread=card)
    await scene.ws.shortcut(scene.otto, "park_question", card)
    await scene.settle()
    assert place_of(scene.ws.ephemerals(scene.otto)[-1]) == (scene.room.id, None)


def place_of(message: Message) -> tuple[str, str | None]:
    return message.channel, message.thread_ts


async def test_every_answer_to_a_command_says_who_is_to_see_it(scene: Scene) -> None:
    for command, text in (("/set", ""), ("/set", "nonsense"), ("/set", "next"), ("/action", "list"), ("/set", "help")):
        answer = await scene.command(scene.ana, command, text)
        assert answer.response["response_type"] == "ephemeral", (command, text)
    answer = await scene.command(scene.otto, "/set-issue", "Mine")
    assert answer.response["response_type"] == "ephemeral"


async def test_what_is_refused_on_the_home_tab_shows_there(scene: Scene) -> None:
    await scene.ws.open_home(scene.ana)
    await scene.settle()
    home = scene.ws.home(scene.ana)
    assert home is not None
    await scene.command(scene.ana, "/set", "leave")
    await scene.press(scene.ana, "Leave the set", scene.ws.ephemerals(scene.ana)[-1])
    before = len(scene.ws.dm(scene.ana))
    await scene.ws.press(scene.ana, home, "Add an action")
    await scene.settle()
    shown = scene.ws.home(scene.ana)
    assert shown is not None
    assert "you're not in it" in str(shown["blocks"][0])
    assert "you're in no set at the moment" in str(shown["blocks"])
    assert "My record" in str(shown["blocks"])
    assert len(scene.ws.dm(scene.ana)) == before


async def test_an_answer_for_a_home_tab_that_cannot_be_drawn_goes_to_the_dm(scene: Scene) -> None:
    await scene.command(scene.ana, "/action", "Ask Mo by Friday")
    await scene.ws.open_home(scene.ana)
    await scene.settle()
    home = scene.ws.home(scene.ana)
    assert home is not None
    scene.ws.faults.add("views.publish", Faults.status(500), times=2)
    await scene.ws.press(scene.ana, home, "Done")
    await scene.submit(scene.ana, happened="He said yes")
    assert "Thank you. You said *done*: Ask Mo" in scene.ws.dm(scene.ana)[-1].text


@pytest.mark.parametrize("at_home", [True, False], ids=["on the home tab", "in the channel"])
async def test_a_button_of_an_earlier_version_is_answered_kindly(scene: Scene, at_home: bool) -> None:
    button = {"type": "button", "action_id": "of_old", "value": "x", "text": {"type": "plain_text", "text": "Old"}}
    row = {"type": "actions", "block_id": "old", "elements": [button]}
    await scene.ws.open_home(scene.ana)
    await scene.settle()
    home = scene.ws.home(scene.ana)
    card = scene.ws.messages(scene.room)[0].as_it_was(0)
    assert home is not None
    if at_home:
        home["blocks"].append(row)
        await scene.ws.press(scene.ana, home, "Old")
    else:
        card.blocks = [row]
        await scene.ws.press(scene.ana, card, "Old")
    await scene.settle()
    told = str((scene.ws.home(scene.ana) or {})["blocks"][0]) if at_home else scene.told(scene.ana)
    assert "This button is out of date" in told
