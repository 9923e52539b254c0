"""A meeting step by step: what each asks for, and what ends it."""

from pathlib import Path

import pytest

from prompts.bank import load_formats
from tests import forgery
from tests.house import House, a_house, labels
from tests.scenes.play import ISSUE, call, called, has_a_turn, newest, private, said, to_the_questions, to_the_slot
from tests.scenes.walk import in_thread, is_call

MERGER = "When to tell staff about the merger"
IN_ORDER = [
    "opening", "report_back", "bids", "present", "clarify", "question", "restate", "commit", "slot_review",
    "review", "closing",
]  # fmt: skip


@pytest.mark.promise(19, 23, 27, 29, 30, 32, 34, 36, 40, 44, 48, 68, 76, 77)
async def test_every_step_ends_by_time_where_somebody_is_there_and_nobody_presses(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        await house.found()
        await house.command(house.ben, "/action", "Ask Mo for twenty minutes by Friday")
        await house.command(house.chloe, "/set-issue", ISSUE)
        await house.command(house.ana, "/set-issue", MERGER)
        await house.start(house.ben, house.chloe)
        for kind in IN_ORDER:
            assert forgery.all_of(tmp_path, "SELECT kind FROM steps ORDER BY id")[-1] == kind
            await house.press(house.ben, "I'm here", newest(house, "meeting 1 of 4"))
            for words in ("Ask Mo", "Ask May", "Write a page") if kind == "commit" else ():
                await house.command(house.chloe, "/action", f"{words} by Friday")
            minutes = forgery.all_of(tmp_path, "SELECT minutes FROM steps ORDER BY id")[-1]
            await house.pass_time(minutes=float(str(minutes)), seconds=2)
            assert [words for words in said(house) if "time is up" in words], kind
            await house.pass_time(minutes=1)
        assert "*That was meeting 1 of 4.*" in newest(house, "That was meeting").text
        assert forgery.all_of(tmp_path, "SELECT kind FROM steps ORDER BY id") == IN_ORDER
        it_was_quiet(house)


def it_was_quiet(house: House) -> None:
    """Every time-box ran out, and Chloé took on three actions."""
    began = newest(house, ", meeting 1 of 4*").ts
    ours = [one for one in house.ws.everything(house.room) if one.bot_id and one.ts >= began]
    assert len([one for one in ours if not in_thread(one)]) <= 12
    in_slot = [one for one in ours if one.thread_ts == newest(house, "*Slot 1").ts and in_thread(one)]
    assert len([one for one in in_slot if not is_call(one)]) == 12
    assert len([one for one in in_slot if "takes on:" in one.text]) == 3


async def to_restating(house: House) -> None:
    await to_the_questions(house)
    await has_a_turn(house, house.ana)
    await house.press(house.chloe, "Next", call(house))


@pytest.mark.promise(33, 34, 52)
async def test_restating_is_answered_by_what_the_presenter_writes_in_the_thread(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        await house.found()
        await to_restating(house)
        assert "what is the real question now" in said(house)[-1]
        await house.say(house.chloe, "How do I make it safe for either head")
        await house.pass_time(seconds=20)
        await house.say(house.chloe, "to go first")
        await house.pass_time(seconds=29)
        assert "*Restate.*" in said(house)[-1]
        await house.pass_time(seconds=2)
        assert "*Commit.*" in said(house)[-1]


@pytest.mark.promise(35)
async def test_committing_asks_only_for_what_is_missing(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        await house.found()
        await to_restating(house)
        await house.press(house.chloe, "Next", newest(house, "*Restate.*"))
        noted = await house.command(house.chloe, "/action", "Ask Mo for twenty minutes")
        assert "Still to say, if you like: by when and the first step." in noted.text
        noted = await house.command(house.chloe, "/action", "Ask Mo for twenty minutes by Friday")
        assert "Still to say, if you like: the first step." in noted.text
        await house.press(house.chloe, "Add an action", newest(house, "*Commit.*"))
        await house.submit(house.chloe, what="Ask Mo", due="Friday", first_step="Find his number")
        assert "Still to say" not in private(house, house.chloe)[-1]
        assert "takes on: Ask Mo for twenty minutes" in " ".join(said(house))


@pytest.mark.promise(36)
async def test_none_this_time_needs_no_reason_and_keeps_one_private(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        await house.found()
        await to_restating(house)
        await house.press(house.chloe, "Next", newest(house, "*Restate.*"))
        await house.press(house.chloe, "None this time")
        await house.submit(house.chloe, because="It is too early for me")
        assert "*Before we leave this slot.*" in said(house)[-1]
        await house.command(house.chloe, "/set", "end")
        await house.press(house.ana, "Next", newest(house, "*How did we work?*"))
        assert "no action this time" in newest(house, "*Before we part.*").text
        await house.press(house.ana, "Close")
        assert house.ws.dm(house.chloe) == []
        seen = [*said(house), *(words for who in house.people for words in private(house, who))]
        assert "too early" not in " ".join(seen)


@pytest.mark.promise(22)
async def test_a_report_becomes_a_bid_or_a_new_action_in_one_tap(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        await house.found()
        await house.command(house.ben, "/action", "Ask Mo for twenty minutes by Friday")
        await house.command(house.chloe, "/action", "Write one page by Friday")
        await house.command(house.chloe, "/set-issue", ISSUE)
        await house.start(house.ben, house.chloe)
        await house.press(house.ana, "Next", newest(house, "Opening until"))
        await house.press(house.ben, "Partly", newest(house, "*<@U002BEN>*"))
        await house.submit(house.ben, happened="He gave me five")
        await house.pass_time(seconds=30)
        await house.press(house.ben, "New action from this", newest(house, "*<@U002BEN>*"))
        view = house.ws.view(house.ben)
        assert view is not None
        assert "Ask Mo for twenty minutes" in str(view["blocks"])
        await house.submit(house.ben, what="Ask Mo for an hour")
        assert private(house, house.ben)[-1].startswith("Noted: Ask Mo for an hour")
        await house.press(house.ben, "Bring it today", newest(house, "*<@U002BEN>*"))
        await house.press(house.chloe, "Pass", newest(house, "*<@U003CHLOE>*"))
        assert "<@U002BEN>: Ask Mo for twenty minutes" in newest(house, "I suggest").text


async def to_the_review(house: House) -> None:
    await to_the_slot(house, house.dan)
    await house.command(house.chloe, "/set", "end")


async def answers(house: House, *, pulse: bool = True, line: bool = True) -> None:
    """Ana, Ben, Chloé and Dan answer in the review."""
    for who in (house.ana, house.ben, house.chloe, house.dan):
        if pulse:
            await house.press(who, "Give your pulse")
            await house.submit(who, score="8")
        if line:
            await house.ws.say(who, house.room, "That I rush", thread=newest(house, "How did we work?"))
            await house.settle()


@pytest.mark.promise(41, 42, 44)
async def test_the_review_ends_once_all_have_given_their_pulse_and_a_line(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        await house.found()
        await to_the_review(house)
        await answers(house, pulse=False)
        assert "*Before we part.*" not in " ".join(said(house))
        await answers(house, line=False)
        assert "*Before we part.*" in " ".join(said(house))
        assert "8 to 8, middle 8, from 4 of you" in newest(house, "How we worked:").text


@pytest.mark.promise(44)
async def test_a_review_that_is_paused_waits_and_learning_that_is_kept_is_a_line(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        await house.found()
        await to_the_review(house)
        keep = "Keep what I learned"
        await answers(house, line=False)
        for who in (house.ana, house.ben, house.chloe):
            await house.press(who, keep)
            await house.submit(who, note="I rush to fix things", shared="me")
        await house.press(house.dan, keep)
        await house.command(house.ben, "/set", "pause")
        await house.submit(house.dan, note="I wait for others", shared="me")
        assert "*Before we part.*" not in " ".join(said(house))


@pytest.mark.promise(43)
@pytest.mark.parametrize("name", ["classic", "deep", "express"])
def test_the_review_of_every_format_asks_for_learning_at_three_levels(name: str) -> None:
    says = next(step.says for step in load_formats()[name].after if step.kind == "review")
    assert "about an issue, about yourself, about how we work as a set" in " ".join(says.split())


@pytest.mark.promise(45)
async def test_where_there_is_no_next_date_the_host_is_asked(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        await house.found(meetings="1")
        await house.start(house.ben, house.chloe)
        await house.command(house.ben, "/set", "end")
        assert "<@U001ANA>, you are the host: *Fix the next date* goes on" in newest(house, "*Before we part.*").text


@pytest.mark.promise(8)
async def test_an_adviser_who_is_no_member_is_never_called_rated_or_counted(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        await house.found(adviser=house.otto.id)
        await house.command(house.chloe, "/set-issue", ISSUE)
        await house.start(house.chloe)
        await house.press(house.otto, "I'm here", newest(house, "meeting 1 of 4"))
        assert house.otto.id not in newest(house, "meeting 1 of 4").text
        await house.press(house.otto, "Next", newest(house, "Opening until"))
        assert "2 here so far; a meeting of this set needs 3." in private(house, house.otto)[-1]
        await house.press(house.ben, "I'm here", newest(house, "meeting 1 of 4"))
        for words in ("Opening until", "this thread is where we meet", "*Clarify*"):
            await house.press(house.otto, labels_to_move(house, words), newest(house, words))
        order = []
        for _ in range(4):
            order.append(called(house))
            await has_a_turn(house, called(house))
        assert order == [house.ana, house.ben] * 2
        await house.command(house.chloe, "/set", "end")
        await house.press(house.otto, "Give your pulse")
        assert private(house, house.otto)[-1].startswith("That belongs to the members of the set")


def labels_to_move(house: House, words: str) -> str:
    return next(label for label in labels(newest(house, words)) if label in ("Next", "That's it"))
