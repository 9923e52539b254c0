"""A message of the bot that somebody deletes: posted anew once where it is of use, and the second deletion stands."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from rehearsal.messages import Message
from tests.house import House, a_house, labels
from tests.scenes.play import call, called, newest, said, to_the_questions


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    """A set of five that has agreed."""
    async with a_house(tmp_path) as house:
        await house.found()
        yield house


async def deleted(house: House, message: Message, *, event: bool = True) -> None:
    """Otto, an admin, deletes it; without the event the bot does not hear of it."""
    if event:
        answer = await house.ws.delete(house.otto, message)
        assert answer is not None
        assert answer.ok
    else:
        house.ws._world.delete(message)
    await house.settle()


def agendas(house: House) -> list[Message]:
    return [one for one in house.ws.messages(house.room) if one.bot_id and ", meeting 1 of" in one.text]


@pytest.mark.parametrize("event", [True, False], ids=["the event tells of it", "a refused edit tells of it"])
async def test_the_agenda_is_posted_anew_once_and_a_closed_one_not(house: House, event: bool) -> None:
    await house.start(house.ben)
    await deleted(house, agendas(house)[0], event=event)
    await house.command(house.chloe, "/set", "extend 5")  # an edit that would draw the same is not made
    (card,) = agendas(house)
    assert "Pause" in labels(card)
    await deleted(house, card, event=event)
    await house.command(house.dan, "/set", "pause")
    assert agendas(house) == []


async def test_a_card_whose_meeting_is_over_stays_deleted(house: House) -> None:
    await house.start(house.ben)
    await house.command(house.ana, "/set", "end")
    await house.press(house.ana, "Close")
    await deleted(house, agendas(house)[0])
    assert agendas(house) == []


@pytest.mark.parametrize("event", [True, False], ids=["the event tells of it", "a refused edit tells of it"])
async def test_under_a_deleted_slot_card_the_old_thread_goes_on_and_both_count(house: House, event: bool) -> None:
    await to_the_questions(house)
    head = house.thread()
    if not event:
        await deleted(house, head, event=False)
        await house.command(house.chloe, "/set", "extend 5")
    else:
        await deleted(house, head)
    card = newest(house, "This card was deleted, so I've posted it again.")
    assert f"p{head.ts.replace('.', '')[:4]}" in card.text
    assert f"thread_ts={head.ts}" in card.text
    assert (card.in_thread, head.is_stone) == (False, True)
    asker = called(house)
    await house.ws.say(asker, house.room, "What would have to be true?", thread=head.ts)
    await house.settle()
    assert "has asked" in call(house).text
    await house.ws.say(house.chloe, house.room, "They would have to trust each other", thread=card.ts)
    await house.settle()
    await house.press(asker, "Done", call(house))
    assert (call(house).thread_ts, called(house) != asker) == (head.ts, True)
    await deleted(house, card)
    assert not [one for one in said(house) if "This card was deleted" in one]
    await house.say(called(house), "Who could begin?")
    assert "has asked" in call(house).text


async def test_where_nothing_is_left_of_the_old_thread_it_goes_on_under_the_new_card(house: House) -> None:
    await to_the_questions(house)
    head = house.thread()
    for one in [*house.ws.messages(house.room, thread=head)[1:], head]:
        house.ws._world.delete(one)
    assert head not in house.ws.messages(house.room)
    await house.command(house.chloe, "/set", "next")
    await house.settle()
    later = [one for one in house.ws.messages(house.room) if one.bot_id][-2:]
    await house.command(house.chloe, "/set", "next")
    threads = {one.thread_ts for one in house.ws.everything(house.room) if one.bot_id and one.in_thread}
    assert threads <= {one.ts for one in later}
    assert threads


async def test_a_deleted_call_comes_back_once_and_then_the_next_one_carries_the_controls(house: House) -> None:
    await to_the_questions(house)
    first = call(house)
    await deleted(house, first)
    again = call(house)
    assert (again.ts > first.ts, labels(again)) == (True, labels(first))
    asker = called(house)
    await deleted(house, again)
    await house.say(asker, "What would have to be true?")
    await house.say(house.chloe, "They would have to trust each other")
    await house.pass_time(seconds=121)
    assert (call(house).ts > again.ts, called(house) != asker) == (True, True)
    assert "Next" in labels(call(house))


async def test_what_others_delete_of_their_own_is_no_business_of_ours(house: House) -> None:
    await to_the_questions(house)
    mine = await house.say(house.ben, "Thanks")
    before = said(house)
    await deleted(house, mine)
    assert said(house) == before
