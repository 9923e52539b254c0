"""The review: a private pulse, and the spread of it once, from four answers up."""

from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from rehearsal.people import Person
from tests.house import House, a_house
from tests.scenes.play import newest, private, said, to_the_slot


async def to_the_review(house: House) -> None:
    await to_the_slot(house)
    await house.command(house.chloe, "/set", "end")


async def give(house: House, who: Person, score: int, well: str = "", better: str = "") -> None:
    await house.press(who, "Give your pulse")
    await house.submit(who, score=str(score), well=well, better=better)


@pytest.mark.promise(41, 42)
async def test_the_spread_is_shown_once_four_have_answered_and_the_time_is_over(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        await house.found()
        await to_the_review(house)
        for who, score in ((house.ana, 6), (house.ben, 9), (house.chloe, 8), (house.dan, 8)):
            await give(house, who, score, well=f"we waited {score}", better="shorter stories")
        assert not [one for one in said(house) if "How we worked" in one]
        await house.press(house.ana, "Next")
        spread = newest(house, "How we worked:").text
        assert "6 to 9, middle 8, from 4 of you" in spread
        assert "we waited 9" in spread
        assert not any(one.id in spread for one in house.people)
        assert len([one for one in said(house) if "How we worked:" in one]) == 1


@pytest.mark.promise(42)
async def test_three_answers_are_not_shown(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        await house.found()
        await to_the_review(house)
        for who in (house.ana, house.ben, house.chloe):
            await give(house, who, 7)
        await house.press(house.ana, "Next")
        assert not [one for one in said(house) if "How we worked:" in one]


@pytest.mark.promise(41)
async def test_a_pulse_is_given_once_and_nothing_ties_it_to_its_giver(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        await house.found()
        await to_the_review(house)
        await give(house, house.ana, 3, well="the questions")
        await house.press(house.ana, "Give your pulse")
        again = await house.ws.submit(house.ana, {"score": "9"})
        assert "given your pulse already" in str(again.response)
    engine = create_engine(f"sqlite:///{tmp_path}/sets.db")
    with engine.connect() as db:
        rows = db.execute(text("SELECT * FROM ratings")).mappings().all()
        assert [(row["score"], row["well"]) for row in rows] == [(3, "the questions")]
        assert set(rows[0]) == {"key", "workspace", "meeting_id", "score", "well", "better"}
        assert (
            db.execute(text("SELECT count(*) FROM deliveries WHERE key LIKE :key"), {"key": rows[0]["key"]}).scalar()
            == 0
        )
    engine.dispose()


@pytest.mark.promise(46)
async def test_learning_is_kept_for_oneself_or_for_the_set(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        await house.found()
        await to_the_review(house)
        await house.press(house.dan, "Keep what I learned")
        await house.submit(house.dan, note="I ask too fast", shared="set")
        assert "goes into the record" in private(house, house.dan)[-1]
        await house.press(house.eva, "Keep what I learned")
        await house.submit(house.eva, note="I am afraid of silence", shared="me")
        await house.press(house.ana, "Next")
        closing = newest(house, "Before we part").text
        assert "I ask too fast" in closing
        assert "afraid of silence" not in "".join(said(house))


@pytest.mark.promise(37)
async def test_what_was_not_said_is_asked_again_at_the_closing_and_by_dm(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        await house.found()
        await to_the_review(house)
        await house.press(house.ana, "Next")
        assert "actions not said yet" in newest(house, "Before we part").text
        await house.press(house.ana, "Close")
        assert "Your slot ended without a word" in house.ws.dm(house.chloe)[-1].text


async def test_an_action_that_is_added_at_the_closing_belongs_to_the_slot(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        await house.found()
        await to_the_review(house)
        await house.press(house.ana, "Next")
        await house.press(house.chloe, "Add an action")
        await house.submit(house.chloe, what="Ask Mo", due="Friday")
        assert "takes on one action" in newest(house, "Before we part").text
        await house.press(house.ana, "Close")
        assert not house.ws.dm(house.chloe)
