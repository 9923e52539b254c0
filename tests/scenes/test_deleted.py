"""A message of the bot that somebody deletes: posted anew once where it is of use, and the second deletion stands."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from rehearsal.messages import Message
from tests.scene import Scene, a_scene, labels
from tests.scenes.play import call, called, newest, said, to_the_questions


@pytest.fixture
async def scene(tmp_path: Path) -> AsyncIterator[Scene]:
    """A set of five that has agreed."""
    async with a_scene(tmp_path) as scene:
        await scene.found()
        yield scene


async def deleted(scene: Scene, message: Message, *, event: bool = True) -> None:
    """Otto, an admin, deletes it; without the event the bot does not hear of it."""
    if event:
        answer = await scene.ws.delete(scene.otto, message)
        assert answer is not None
        assert answer.ok
    else:
        scene.ws._world.delete(message)
    await scene.settle()


def agendas(scene: Scene) -> list[Message]:
    return [one for one in scene.ws.messages(scene.room) if one.bot_id and ", meeting 1 of" in one.text]


@pytest.mark.parametrize("event", [True, False], ids=["the event tells of it", "a refused edit tells of it"])
async def test_the_agenda_is_posted_anew_once_and_a_closed_one_not(scene: Scene, event: bool) -> None:
    await scene.start(scene.ben)
    await deleted(scene, agendas(scene)[0], event=event)
    await scene.command(scene.chloe, "/set", "extend 5")  # an edit that would draw the same is not made
    (card,) = agendas(scene)
    assert "Pause" in labels(card)
    await deleted(scene, card, event=event)
    await scene.command(scene.dan, "/set", "pause")
    assert agendas(scene) == []


async def test_a_card_whose_meeting_is_over_stays_deleted(scene: Scene) -> None:
    await scene.start(scene.ben)
    await scene.command(scene.ana, "/set", "end")
    await scene.press(scene.ana, "Close")
    await deleted(scene, agendas(scene)[0])
    assert agendas(scene) == []


@pytest.mark.parametrize("event", [True, False], ids=["the event tells of it", "a refused edit tells of it"])
async def test_under_a_deleted_slot_card_the_old_thread_goes_on_and_both_count(scene: Scene, event: bool) -> None:
    await to_the_questions(scene)
    head = scene.thread()
    if not event:
        await deleted(scene, head, event=False)
        await scene.command(scene.chloe, "/set", "extend 5")
    else:
        await deleted(scene, head)
    card = newest(scene, "This card was deleted, so I've posted it again.")
    assert f"p{head.ts.replace('.', '')[:4]}" in card.text
    assert f"thread_ts={head.ts}" in card.text
    assert (card.in_thread, head.is_stone) == (False, True)
    asker = called(scene)
    await scene.ws.say(asker, scene.room, "What would have to be true?", thread=head.ts)
    await scene.settle()
    assert "has asked" in call(scene).text
    await scene.ws.say(scene.chloe, scene.room, "They would have to trust each other", thread=card.ts)
    await scene.settle()
    await scene.press(asker, "Next question", call(scene))
    assert (call(scene).thread_ts, called(scene) != asker) == (head.ts, True)
    await deleted(scene, card)
    assert not [one for one in said(scene) if "This card was deleted" in one]
    await scene.say(called(scene), "Who could begin?")
    assert "has asked" in call(scene).text


async def test_where_nothing_is_left_of_the_old_thread_it_goes_on_under_the_new_card(scene: Scene) -> None:
    await to_the_questions(scene)
    head = scene.thread()
    for one in [*scene.ws.messages(scene.room, thread=head)[1:], head]:
        scene.ws._world.delete(one)
    assert head not in scene.ws.messages(scene.room)
    await scene.command(scene.chloe, "/set", "next")
    await scene.settle()
    later = [one for one in scene.ws.messages(scene.room) if one.bot_id][-2:]
    await scene.command(scene.chloe, "/set", "next")
    threads = {one.thread_ts for one in scene.ws.everything(scene.room) if one.bot_id and one.in_thread}
    assert threads <= {one.ts for one in later}
    assert threads


async def test_a_deleted_call_comes_back_once_and_then_the_next_one_carries_the_controls(scene: Scene) -> None:
    await to_the_questions(scene)
    first = call(scene)
    await deleted(scene, first)
    again = call(scene)
    assert (again.ts > first.ts, labels(again)) == (True, labels(first))
    asker = called(scene)
    await deleted(scene, again)
    await scene.say(asker, "What would have to be true?")
    await scene.say(scene.chloe, "They would have to trust each other")
    await scene.pass_time(seconds=121)
    assert (call(scene).ts > again.ts, called(scene) != asker) == (True, True)
    assert "More" in labels(call(scene))


async def test_what_others_delete_of_their_own_is_no_business_of_ours(scene: Scene) -> None:
    await to_the_questions(scene)
    mine = await scene.say(scene.ben, "Thanks")
    before = said(scene)
    await deleted(scene, mine)
    assert said(scene) == before
