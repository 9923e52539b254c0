"""A message of the bot that somebody deletes: posted anew once where it is of use, and the second deletion stands."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from rehearsal.messages import Message
from tests.scene import Scene, a_scene, founded, labels
from tests.scenes.play import at_the_questions, call, called, newest, said


@pytest.fixture
async def scene(tmp_path: Path) -> AsyncIterator[Scene]:
    """A set of five that has agreed."""
    async with a_scene(tmp_path, after=founded()) as scene:
        yield scene


@pytest.fixture
async def in_slot(tmp_path: Path) -> AsyncIterator[Scene]:
    """Its first meeting, as the first peer is called to ask Chloé."""
    async with a_scene(tmp_path, after=at_the_questions) as scene:
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
async def test_under_a_deleted_slot_card_the_old_thread_goes_on_and_both_count(in_slot: Scene, event: bool) -> None:
    head = in_slot.thread()
    if not event:
        await deleted(in_slot, head, event=False)
        await in_slot.command(in_slot.chloe, "/set", "extend 5")
    else:
        await deleted(in_slot, head)
    card = newest(in_slot, "This card was deleted, so I've posted it again.")
    assert f"p{head.ts.replace('.', '')[:4]}" in card.text
    assert f"thread_ts={head.ts}" in card.text
    assert (card.in_thread, head.is_stone) == (False, True)
    asker = called(in_slot)
    await in_slot.ws.say(asker, in_slot.room, "What would have to be true?", thread=head.ts)
    await in_slot.settle()
    assert "has asked" in call(in_slot).text
    await in_slot.ws.say(in_slot.chloe, in_slot.room, "They would have to trust each other", thread=card.ts)
    await in_slot.settle()
    await in_slot.press(asker, "Next question", call(in_slot))
    assert (call(in_slot).thread_ts, called(in_slot) != asker) == (head.ts, True)
    await deleted(in_slot, card)
    assert not [one for one in said(in_slot) if "This card was deleted" in one]
    await in_slot.say(called(in_slot), "Who could begin?")
    assert "has asked" in call(in_slot).text


async def test_where_nothing_is_left_of_the_old_thread_it_goes_on_under_the_new_card(in_slot: Scene) -> None:
    head = in_slot.thread()
    for one in [*in_slot.ws.messages(in_slot.room, thread=head)[1:], head]:
        in_slot.ws._world.delete(one)
    assert head not in in_slot.ws.messages(in_slot.room)
    await in_slot.command(in_slot.chloe, "/set", "next")
    await in_slot.settle()
    later = [one for one in in_slot.ws.messages(in_slot.room) if one.bot_id][-2:]
    await in_slot.command(in_slot.chloe, "/set", "next")
    threads = {one.thread_ts for one in in_slot.ws.everything(in_slot.room) if one.bot_id and one.in_thread}
    assert threads <= {one.ts for one in later}
    assert threads


async def test_a_deleted_call_comes_back_once_and_then_the_next_one_carries_the_controls(in_slot: Scene) -> None:
    first = call(in_slot)
    await deleted(in_slot, first)
    again = call(in_slot)
    assert (again.ts > first.ts, labels(again)) == (True, labels(first))
    asker = called(in_slot)
    await deleted(in_slot, again)
    await in_slot.say(asker, "What would have to be true?")
    await in_slot.say(in_slot.chloe, "They would have to trust each other")
    await in_slot.pass_time(seconds=121)
    assert (call(in_slot).ts > again.ts, called(in_slot) != asker) == (True, True)
    assert "More" in labels(call(in_slot))


async def test_what_others_delete_of_their_own_is_no_business_of_ours(in_slot: Scene) -> None:
    mine = await in_slot.say(in_slot.ben, "Thanks")
    before = said(in_slot)
    await deleted(in_slot, mine)
    assert said(in_slot) == before
