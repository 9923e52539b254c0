"""The private pulse: it is given once, and its row says nothing of who gave it."""

from pathlib import Path
from typing import Final

import pytest
from sqlalchemy import create_engine, text

from benchmarks.gestures import press_as_before
from prompts import ids
from rehearsal.people import Person
from tests import forged_payloads
from tests.scene import Scene, a_scene, follows
from tests.scenes.play import at_the_slot, newest, through_the_slot

TICKED: Final = {"show": {"selected_options": [{"value": "yes"}]}}
"""That the set may read the words, as Slack sends it."""


@follows(at_the_slot)
async def in_the_review(scene: Scene) -> None:
    await through_the_slot(scene, scene.chloe)


async def give(scene: Scene, who: Person, score: int, better: str = "", **takeaways: str) -> None:
    await scene.press(who, "Give your pulse")
    await scene.submit(who, score=str(score), better=better, show=["yes"], **takeaways)


@pytest.mark.promise(41)
async def test_a_pulse_is_given_once_and_nothing_ties_it_to_its_giver(tmp_path: Path) -> None:
    async with a_scene(tmp_path, after=in_the_review) as scene:
        await scene.press(scene.ana, "Give your pulse")
        form = scene.ws.view(scene.ana)
        await scene.submit(scene.ana, score="3", better="the stories", show=["yes"], for_me="That I rush")
        assert form is not None
        fields = {"score": {"selected_option": {"value": "9"}}, "well": "the questions", **TICKED}
        await forged_payloads.submit(
            scene, scene.ana, scene.room, ids.PULSE_FORM, form["private_metadata"].partition("@")[0], fields
        )
        told = scene.ws.ephemerals(scene.ana)[-1].text
        assert "You'd given your number before" in told
        assert "You wrote: _the questions_" in told
    engine = create_engine(f"sqlite:///{tmp_path}/sets.db")
    with engine.connect() as db:
        rows = db.execute(text("SELECT * FROM ratings")).mappings().all()
        assert [row["score"] for row in rows] == [3]
        assert set(rows[0]) == {"key", "workspace", "meeting_id", "score"}
        words = db.execute(text("SELECT * FROM pulse_words")).mappings().all()
        assert [(row["about"], row["words"]) for row in words] == [("better", "the stories")]
        assert set(words[0]) == {"key", "workspace", "meeting_id", "about", "words"}
        assert words[0]["key"] != rows[0]["key"]
        assert db.execute(text("SELECT note, shared FROM learnings")).all() == [("That I rush", 0)]
        for key in (rows[0]["key"], words[0]["key"]):
            assert db.execute(text("SELECT count(*) FROM deliveries WHERE key LIKE :key"), {"key": key}).scalar() == 0
    engine.dispose()


async def test_a_form_that_was_open_before_takes_nothing_back_that_was_kept_since(tmp_path: Path) -> None:
    async with a_scene(tmp_path, after=in_the_review) as scene:
        await scene.press(scene.ana, "Give your pulse")
        older = scene.ws.view(scene.ana)
        assert older is not None
        await scene.press(scene.ana, "Give your pulse")
        await scene.submit(scene.ana, for_me="That I rush")
        score = {"score": {"selected_option": {"value": "9"}}, "for_me": "", "for_set": ""}
        about = older["private_metadata"].partition("@")[0]
        await forged_payloads.submit(scene, scene.ana, scene.room, ids.PULSE_FORM, about, score)
        assert "Saved without your name." in scene.ws.ephemerals(scene.ana)[-1].text
    engine = create_engine(f"sqlite:///{tmp_path}/sets.db")
    with engine.connect() as db:
        assert db.execute(text("SELECT score FROM ratings")).scalars().all() == [9]
        assert db.execute(text("SELECT note, shared FROM learnings")).all() == [("That I rush", 0)]
    engine.dispose()


async def test_of_a_set_that_an_earlier_release_left_in_its_review_all_buttons_and_forms_answer(tmp_path: Path) -> None:
    """Its card had *Keep what I learned*, and its form asked what went well."""
    async with a_scene(tmp_path, after=in_the_review) as scene:
        card = newest(scene, "*How did we work?*")
        await press_as_before(scene, scene.ben, ids.KEEP_LEARNING, card, "Give your pulse")
        await scene.submit(scene.ben, note="To wait", shared="set")
        for who in (scene.dan, scene.eva):
            await scene.press(who, "I'm here")
        for who, score in ((scene.ana, "7"), (scene.ben, "8"), (scene.chloe, "9"), (scene.dan, "9"), (scene.eva, "8")):
            await scene.press(who, "Give your pulse")
            form = scene.ws.view(who)
            assert form is not None
            about = form["private_metadata"].partition("@")[0]
            fields = {"score": {"selected_option": {"value": score}}, "well": f"we waited {score}", **TICKED}
            await scene.ws.close_view(who)
            await forged_payloads.submit(scene, who, scene.room, ids.PULSE_FORM, about, fields)
        assert "*How we worked:* 7 to 9, from 5 answers" in newest(scene, "*How we worked:*").text
        assert "we waited 7" in newest(scene, "*How we worked:*").text
        await scene.press(scene.ana, "Next")
        assert "To wait" in newest(scene, "*Before we go.*").text


async def test_what_is_kept_by_the_form_goes_into_the_record_of_the_set_and_to_its_giver_alone(tmp_path: Path) -> None:
    async with a_scene(tmp_path, after=in_the_review) as scene:
        await give(scene, scene.ana, 8, for_me="That I rush", for_set="To wait")
        await scene.press(scene.ana, "Give your pulse")
        await scene.submit(scene.ana, for_me="That I rush off")
        await scene.press(scene.ana, "Next")
        closing = newest(scene, "*Before we go.*").text
        assert "To wait" in closing
        assert "rush" not in closing
        await scene.ws.open_home(scene.ana)
        await scene.settle()
        assert "That I rush off" in str(scene.ws.home(scene.ana))
