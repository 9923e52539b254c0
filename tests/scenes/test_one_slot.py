"""One slot from end to end: raised, presented, asked in turn, restated, committed, reviewed, closed, reported on."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from rehearsal.messages import Message
from rehearsal.people import Person
from tests.house import House, a_house, labels, plain
from tests.scenes.play import ISSUE, call, called, newest, private, said


@pytest.fixture(params=["sqlite", "postgres"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> Path | str:
    """On either database."""
    return tmp_path if request.param == "sqlite" else str(request.getfixturevalue("postgres_url"))


@pytest.mark.promise(16, 17, 28, 29, 30, 31, 32, 33, 35, 36, 38, 39, 40, 46, 47, 48, 52, 54, 55, 76, 77, 78, 79)
async def test_a_slot_runs_from_the_issue_to_the_report_back(where: Path | str) -> None:
    async with a_house(where) as house:
        await house.found()
        await the_issue_is_raised_with_its_preparation(house)
        await the_meeting_opens(house)
        await the_presenter_presents(house)
        await everybody_asks_in_turn(house)
        await the_question_is_restated(house)
        await an_action_is_committed(house)
        await the_slot_is_reviewed(house)
        await the_meeting_closes_with_its_record(house)
        it_was_quiet(house)
        await the_action_is_asked_about(house)


async def the_issue_is_raised_with_its_preparation(house: House) -> None:
    answer = await house.command(house.chloe, "/set-issue", ISSUE)
    assert plain(answer.text) == (
        f"Raised: *{ISSUE}*\n"
        "It waits for the next meeting, Tue 10 Nov 2026, 16:00 (Europe/Sofia). The set sees it at the bids, not before. "
        "You can add the rest until then."
    )
    assert ISSUE not in " ".join(said(house))
    await house.press(house.chloe, "Add the rest", house.ws.ephemerals(house.chloe)[-1])
    await house.submit(house.chloe, why="They both need him on Mondays", urgency="4", challenge="3")
    assert f"Kept: *{ISSUE}*" in private(house, house.chloe)[-1]


async def the_meeting_opens(house: House) -> None:
    await house.to(datetime(2026, 11, 10, 14, 0, tzinfo=UTC))
    assert "Any of you presses *Start*" in said(house)[-1]
    await house.press(house.ana, "Start")
    agenda, opening = said(house)[-2:]
    assert "*Heads of department, meeting 1 of 4* · until 15:20 UTC · typed" in agenda
    assert "● *Opening*: now, until 14:08 UTC" in agenda
    assert "We ask, we do not tell. Whoever presents owns the problem and decides what to do." in agenda
    assert max(len(line) for line in agenda.split("\n")) < 200
    assert "In one line, in this thread: " in opening
    for one in (house.ben, house.chloe, house.dan):
        await house.press(one, "I'm here")
    assert "not yet: <@U005EVA>" in said(house)[-1]
    await house.say(house.eva, "On my way, reading along", in_thread=False)
    await house.press(house.ana, "Next", newest(house, "I suggest"))


async def the_presenter_presents(house: House) -> None:
    card, step = newest(house, "*Slot 1, <@U003CHLOE>*"), newest(house, "this thread is where we meet")
    assert f"_{ISSUE}_" in card.text
    assert card in house.ws.messages(house.room)
    assert step.thread_ts == card.ts
    assert plain(step.text).startswith("<@U001ANA>, <@U002BEN>, <@U004DAN> and <@U005EVA>: this thread")
    assert "*Why it matters:* They both need him on Mondays" in step.text
    assert "*Challenge welcome:* 3: as much as you have, assumptions too" in step.text
    assert labels(step) == ["That's it", "Write my question down", "+5 minutes", "A moment"]
    await house.press(house.chloe, "Write my question down")
    await house.submit(house.chloe, question="Who could go first?")
    assert "*The question brought:* Who could go first?" in newest(house, "*Slot 1").text
    for line in ("It began in May.", "One technician, two labs.", "Nobody wants to give in."):
        await house.say(house.chloe, line)
    await house.press(house.chloe, "That's it")
    clarify = newest(house, "*Clarify*, 6 minutes")
    assert labels(clarify) == ["Next", "+5 minutes", "A moment"]
    await house.say(house.ben, "How many hours a week is he with you?")
    await house.say(house.chloe, "Twelve")
    await house.press(house.chloe, "Next")
    assert private(house, house.ben)[1:] == []


async def everybody_asks_in_turn(house: House) -> None:
    order = []
    for _ in range(4):
        order.append(called(house))
        await a_turn_is_taken(house, called(house))
    assert order == [house.ana, house.ben, house.dan, house.eva]
    assert called(house) == house.ana
    await house.press(house.chloe, "Next", call(house))


async def a_turn_is_taken(house: House, peer: Person) -> None:
    before = call(house).text
    await house.press(peer, "Another prompt", call(house))
    assert call(house).text != before
    await house.say(peer, "What would have to be true for the two heads to want this?")
    assert labels(call(house)) == ["Done", "Park", "Decline", "Next", "+5 minutes", "A moment"]
    await house.say(house.chloe, "They would have to trust each other")
    await house.press(peer, "Done", call(house))


async def the_question_is_restated(house: House) -> None:
    assert "<@U001ANA> was called as the questions ended." in said(house)
    await house.press(house.chloe, "Write it down")
    await house.submit(house.chloe, restated="How do I make it safe for either head to go first")
    assert "*The real question now:* How do I make it safe for either head to go first" in newest(house, "*Slot 1").text


async def an_action_is_committed(house: House) -> None:
    commit = newest(house, "*Commit.*")
    assert labels(commit) == ["Add an action", "That's all", "None this time", "Next", "+5 minutes", "A moment"]
    await house.command(house.chloe, "/action", "Ask Mo for twenty minutes alone by Friday")
    assert said(house)[-1] == (
        "<@U003CHLOE> takes on: Ask Mo for twenty minutes alone · by Fri 13 Nov 2026, end of day, Europe/Sofia."
    )
    await house.press(house.chloe, "Add an action", newest(house, "takes on: "))
    await house.submit(house.chloe, what="Write one page on Mondays", first_step="Open a blank one today")
    assert said(house)[-1] == (
        "<@U003CHLOE> takes on: Write one page on Mondays · by the next meeting · first step: Open a blank one today."
    )
    await house.press(house.chloe, "That's all")


async def the_slot_is_reviewed(house: House) -> None:
    review = newest(house, "*Before we leave this slot.*")
    for one in (house.ana, house.ben, house.dan):
        await house.say(one, "I learned to wait")
    await house.press(house.eva, "Keep this", review)
    await house.submit(house.eva, note="I rush to fix things", shared="me")
    await house.press(house.chloe, "Which question helped most?", review)
    form = house.ws.view(house.chloe)
    assert form is not None
    options = next(block for block in form["blocks"] if block["type"] == "input")["element"]["options"]
    assert [one["text"]["text"] for one in options] == [
        "<@U001ANA>, first question",
        "<@U002BEN>, second question",
        "<@U004DAN>, third question",
        "<@U005EVA>, fourth question",
    ]
    await house.submit(house.chloe, turn=options[1]["value"])
    assert private(house, house.ben)[-1].startswith("<@U003CHLOE> says that a question of yours helped them most.")
    assert "*Slot 1, <@U003CHLOE>* · over" in newest(house, "*Slot 1").text
    assert "I rush to fix things" not in " ".join(said(house))


async def the_meeting_closes_with_its_record(house: House) -> None:
    await house.press(house.ana, "Next", newest(house, "*How did we work?*"))
    closing = newest(house, "*Before we part.*")
    assert f"<@U003CHLOE>: {ISSUE} → How do I make it safe for either head to go first · takes on two actions" in (
        closing.text
    )
    assert "*Next:* Tue 24 Nov 2026, 14:00 (Europe/London)" in plain(closing.text)
    await house.press(house.ana, "Close")
    over = newest(house, "*That was meeting 1 of 4.*")
    assert over.ts == closing.ts
    assert labels(over) == []
    agenda = newest(house, "*Heads of department, meeting 1 of 4*")
    assert "· closed" in agenda.text
    assert "●" not in agenda.text
    assert "○" not in agenda.text
    assert labels(agenda) == []


def it_was_quiet(house: House) -> None:
    """At most twelve bot messages a slot besides the calls, at most twelve top-level ones a meeting."""
    ours = [one for one in house.ws.everything(house.room) if one.bot_id]
    in_threads = [one for one in ours if one.thread_ts not in (None, one.ts)]
    assert len(ours) - len(in_threads) <= 12
    assert len([one for one in in_threads if not is_call(one)]) <= 12


def is_call(message: Message) -> bool:
    return any(words in message.text for words in ("asked", "was called", "your turn", "you ask"))


async def the_action_is_asked_about(house: House) -> None:
    await house.to(datetime(2026, 11, 19, 6, 59, tzinfo=UTC))
    assert ["This falls due" in one.text for one in house.ws.dm(house.chloe)] == [True]
    await house.to(datetime(2026, 11, 19, 7, 1, tzinfo=UTC))
    asked = house.ws.dm(house.chloe)[-1]
    assert "1. Ask Mo for twenty minutes alone" in asked.text
    assert "2. Write one page on Mondays · by the next meeting" in asked.text
    assert labels(asked) == ["Done", "Partly", "Changed", "Dropped", "Not yet"] * 2
