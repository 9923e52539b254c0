"""One slot from end to end: raised, presented, asked in turn, restated, committed, reviewed, closed, reported on.

It is what shows on PostgreSQL that people meet: the bot starts anew in the middle of it, and two press at once.
"""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest

from rehearsal.messages import Message
from rehearsal.people import Person
from tests.scene import Scene, a_scene, founded, labels, plain
from tests.scenes.play import ISSUE, call, called, newest, private, said


@pytest.fixture(params=["sqlite", "postgres"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> Path | str:
    """On either database."""
    return tmp_path if request.param == "sqlite" else str(request.getfixturevalue("postgres_url"))


@pytest.mark.promise(16, 17, 28, 29, 30, 31, 32, 33, 35, 36, 38, 39, 40, 46, 47, 48, 52, 54, 55, 76, 77, 78, 79)
async def test_a_slot_runs_from_the_issue_to_the_report_back(where: Path | str) -> None:
    async with a_scene(where, after=founded()) as scene:
        await the_issue_is_raised_with_its_preparation(scene)
        await the_meeting_opens(scene)
        await the_presenter_presents(scene)
        await the_bot_starts_anew(scene)
        await everybody_asks_in_turn(scene)
        await the_question_is_restated(scene)
        await an_action_is_committed(scene)
        await the_slot_is_reviewed(scene)
        await the_meeting_is_reviewed(scene)
        await the_meeting_closes_with_its_record(scene)
        it_was_quiet(scene)
        await the_action_is_asked_about(scene)
        await the_action_is_reported_on(scene)


async def the_issue_is_raised_with_its_preparation(scene: Scene) -> None:
    answer = await scene.command(scene.chloe, "/set-issue", ISSUE)
    assert plain(answer.text) == (
        f"Raised: *{ISSUE}*\n"
        "It'll wait for the next meeting, Tue 10 Nov 2026, 16:00 (Europe/Sofia). The set won't see it before the bids. "
        "You can add the rest until then."
    )
    assert ISSUE not in " ".join(said(scene))
    await scene.press(scene.chloe, "Add the rest", scene.ws.ephemerals(scene.chloe)[-1])
    await scene.submit(scene.chloe, why="They both need him on Mondays", urgency="4", challenge="3")
    assert f"Saved: *{ISSUE}*" in private(scene, scene.chloe)[-1]


async def the_meeting_opens(scene: Scene) -> None:
    await scene.to(datetime(2026, 11, 10, 14, 0, tzinfo=UTC))
    assert "Anyone can press *Start*" in said(scene)[-1]
    await scene.press(scene.ana, "Start")
    agenda, opening = said(scene)[-2:]
    assert "*Heads of department, meeting 1 of 4* · until 15:20 UTC · typed" in agenda
    assert "● *Opening*: now, until 14:08 UTC" in agenda
    assert "We ask rather than tell. Whoever presents owns the problem and decides what to do." in agenda
    assert max(len(line) for line in agenda.split("\n")) < 200
    assert "In one line, in this thread: " in opening
    for one in (scene.ben, scene.chloe, scene.dan):
        await scene.press(one, "I'm here")
    assert "still to come: <@U005EVA>" in said(scene)[-1]
    await scene.say(scene.eva, "On my way, reading along", in_thread=False)
    await scene.press(scene.ana, "Next", newest(scene, "I'd suggest"))


async def the_presenter_presents(scene: Scene) -> None:
    card, step = newest(scene, "*Slot 1, <@U003CHLOE>*"), newest(scene, "the whole slot happens here, in this thread")
    assert f"_{ISSUE}_" in card.text
    assert card in scene.ws.messages(scene.room)
    assert step.thread_ts == card.ts
    assert plain(step.text).startswith("<@U001ANA>, <@U002BEN>, <@U004DAN> and <@U005EVA>: the whole slot happens here")
    assert "*Why it matters:* They both need him on Mondays" in step.text
    assert "*Challenge welcome:* as tough as you like" in step.text
    assert labels(step) == ["That's it", "Write my question down", "A moment", "More"]
    await scene.press(scene.chloe, "Write my question down")
    await scene.submit(scene.chloe, question="Who could go first?")
    assert "*The question:* Who could go first?" in newest(scene, "*Slot 1").text
    for line in ("It began in May.", "One technician, two labs.", "Nobody wants to give in."):
        await scene.say(scene.chloe, line)
    await scene.press(scene.chloe, "That's it")
    clarify = newest(scene, "*Clarify*, 6 minutes")
    assert labels(clarify) == ["Next", "A moment", "More"]
    await scene.say(scene.ben, "How many hours a week is he with you?")
    await scene.say(scene.chloe, "Twelve")
    await scene.press(scene.chloe, "Next")
    assert private(scene, scene.ben)[1:] == []


async def the_bot_starts_anew(scene: Scene) -> None:
    """In the middle of the slot, which nobody sees."""
    before = said(scene)
    await scene.restarted()
    assert said(scene) == before


async def everybody_asks_in_turn(scene: Scene) -> None:
    order = []
    for _ in range(4):
        order.append(called(scene))
        await a_turn_is_taken(scene, called(scene))
    assert order == [scene.ana, scene.ben, scene.dan, scene.eva]
    assert called(scene) == scene.ana
    await scene.press(scene.chloe, "Next", call(scene))


async def a_turn_is_taken(scene: Scene, peer: Person) -> None:
    before = call(scene).text
    await scene.press(peer, "Another prompt", call(scene))
    assert call(scene).text != before
    await scene.say(peer, "What would have to be true for the two heads to want this?")
    assert labels(call(scene)) == ["Next question", "Park", "Decline", "A moment", "More"]
    await scene.say(scene.chloe, "They would have to trust each other")
    await scene.press(peer, "Next question", call(scene))


async def the_question_is_restated(scene: Scene) -> None:
    assert "<@U001ANA> was called." in said(scene)
    await scene.press(scene.chloe, "Write it down")
    await scene.submit(scene.chloe, restated="How do I make it safe for either head to go first")
    assert "*The real question now:* How do I make it safe for either head to go first" in newest(scene, "*Slot 1").text


async def an_action_is_committed(scene: Scene) -> None:
    commit = newest(scene, "*Commit.*")
    assert labels(commit) == ["Add an action", "That's all", "None this time", "A moment", "More"]
    await scene.command(scene.chloe, "/action", "Ask Mo for twenty minutes alone by Friday")
    taken_on, helps = said(scene)[-1].splitlines()
    assert taken_on == (
        "<@U003CHLOE> takes on: Ask Mo for twenty minutes alone · by Fri 13 Nov 2026, end of day, Europe/Sofia."
    )
    assert helps.startswith("If it helps: ")
    await scene.press(scene.chloe, "Add an action", newest(scene, "takes on: "))
    await scene.submit(scene.chloe, what="Write one page on Mondays", first_step="Open a blank one today")
    assert said(scene)[-1] == (
        "<@U003CHLOE> takes on: Write one page on Mondays · by the next meeting · first step: Open a blank one today."
    )
    await scene.press(scene.chloe, "That's all")


async def the_slot_is_reviewed(scene: Scene) -> None:
    review = newest(scene, "*Before we leave this slot.*")
    for one in (scene.ana, scene.ben, scene.dan):
        await scene.say(one, "I learned to wait")
    await scene.press(scene.eva, "Keep this", review)
    await scene.submit(scene.eva, note="I rush to fix things", shared="me")
    await scene.press(scene.chloe, "Which question helped most?", review)
    form = scene.ws.view(scene.chloe)
    assert form is not None
    options = next(block for block in form["blocks"] if block["type"] == "input")["element"]["options"]
    assert [one["text"]["text"] for one in options] == [
        "<@U001ANA>, question 1",
        "<@U002BEN>, question 2",
        "<@U004DAN>, question 3",
        "<@U005EVA>, question 4",
    ]
    await scene.submit(scene.chloe, turn=options[1]["value"])
    assert private(scene, scene.ben)[-1].startswith("<@U003CHLOE> found one of your questions the most helpful.")
    assert "*Slot 1, <@U003CHLOE>* · over" in newest(scene, "*Slot 1").text
    assert "I rush to fix things" not in " ".join(said(scene))


async def the_meeting_is_reviewed(scene: Scene) -> None:
    """All give their pulse but Eva; two press *Next* at once, and one of them comes second."""
    for one, score in ((scene.ana, "7"), (scene.ben, "9"), (scene.chloe, "8"), (scene.dan, "8")):
        await scene.press(one, "Give your pulse")
        await scene.submit(one, score=score, better="the waiting")
    drawn, pressing = newest(scene, "*How did we work?*"), (scene.ana, scene.dan)
    await asyncio.gather(*(scene.ws.press(one, drawn, "Next") for one in pressing))
    await scene.settle()
    assert sum(scene.told(one).startswith("We've moved on since that button appeared.") for one in pressing) == 1


async def the_meeting_closes_with_its_record(scene: Scene) -> None:
    closing = newest(scene, "*Before we go.*")
    assert (
        f"<@U003CHLOE>: {ISSUE}; restated: How do I make it safe for either head to go first · takes on 2 actions"
        in (closing.text)
    )
    assert "*Next:* Tue 24 Nov 2026, 14:00 (Europe/London)" in plain(closing.text)
    await scene.press(scene.ana, "Close")
    over = newest(scene, "*That was meeting 1 of 4.*")
    assert over.ts == closing.ts
    assert labels(over) == []
    agenda = newest(scene, "*Heads of department, meeting 1 of 4*")
    assert "· closed" in agenda.text
    assert "●" not in agenda.text
    assert "○" not in agenda.text
    assert labels(agenda) == []


def it_was_quiet(scene: Scene) -> None:
    """At most twelve bot messages a slot besides the calls, at most twelve top-level ones a meeting."""
    ours = [one for one in scene.ws.everything(scene.room) if one.bot_id]
    in_threads = [one for one in ours if one.thread_ts not in (None, one.ts)]
    assert len(ours) - len(in_threads) <= 12
    assert len([one for one in in_threads if not is_call(one)]) <= 12


def is_call(message: Message) -> bool:
    return any(
        words in message.text
        for words in ("asked", "was called", "we moved on before yours", "your turn", "first to ask")
    )


async def the_action_is_asked_about(scene: Scene) -> None:
    await scene.to(datetime(2026, 11, 19, 6, 59, tzinfo=UTC))
    about_meeting_1, it_begins, due = [plain(one.text) for one in scene.ws.dm(scene.chloe)]
    assert about_meeting_1 == "*Heads of department*: the meeting of Tue 10 Nov 2026, 14:00 (Europe/London) is over."
    assert it_begins.startswith("*Heads of department* meets Tue 10 Nov 2026, 14:00 (Europe/London), in <#")
    assert due.startswith("Something you took on is due on Fri 13 Nov 2026.")
    await scene.to(datetime(2026, 11, 19, 7, 1, tzinfo=UTC))
    asked = scene.ws.dm(scene.chloe)[-1]
    assert "1. Ask Mo for twenty minutes alone" in str(asked.blocks)
    assert "2. Write one page on Mondays · by the next meeting" in str(asked.blocks)
    how = ["Done", "Partly", "Changed", "Dropped", "Not yet"]
    each = ["Not again for this one", *how]
    assert labels(asked) == ["Can't make it", "Calendar file", *each, *each, "Later today", "Tomorrow"]


async def the_action_is_reported_on(scene: Scene) -> None:
    """The first of the two."""
    asked = scene.ws.dm(scene.chloe)[-1]
    first = next(block["accessory"]["value"] for block in asked.blocks if "accessory" in block)
    await scene.ws.press(scene.chloe, asked, "Done", value=first)
    await scene.submit(scene.chloe, happened="He gave me five minutes")
    assert "1. Ask Mo for twenty minutes alone\n✓ You said *done*." in [
        one.get("text", {}).get("text") for one in asked.blocks
    ]
