"""A question of a slot is its presenter's or its asker's to keep, in whose words it stays; and a set's own are offered."""

from pathlib import Path

from sqlalchemy import select

from prompts import ids
from storage.models import Turn
from storage.own_prompts import OwnPromptRow
from tests import forged_payloads
from tests.scene import Scene, a_scene, founded
from tests.scenes.play import asks, at_the_questions, call, called, to_the_questions
from tests.scenes.test_erasures import rows


def kept(scene: Scene) -> list[tuple[str, int]]:
    """The questions of the set's own, each with the member whose words it is."""
    with rows(scene) as db:
        found = db.execute(select(OwnPromptRow.question, OwnPromptRow.member_id).order_by(OwnPromptRow.id))
        return [(question, member) for question, member in found]


async def test_a_question_is_kept_by_its_presenter_or_its_asker_alone(tmp_path: Path) -> None:
    async with a_scene(tmp_path, after=at_the_questions) as scene:
        asker = called(scene)
        await asks(scene, asker)
        with rows(scene) as db:
            asked = db.scalars(select(Turn).where(Turn.asked_at.is_not(None))).one()
            turn, member = asked.public_id, asked.member_id
        other = next(one for one in scene.people if one not in (asker, scene.chloe))
        await forged_payloads.press(scene, other, call(scene), ids.KEEP_FOR_SET, f"1|turn|{turn}")
        assert scene.told(other) == "That's for the presenter, or whoever asked that question."
        await forged_payloads.press(scene, scene.chloe, call(scene), ids.KEEP_FOR_SET, f"1|turn|{turn}")
        await scene.submit(scene.chloe, question="What would make it safe to say so?", when="middle", doubt="ask")
        assert kept(scene) == [("What would make it safe to say so?", member)]


async def test_a_set_is_offered_its_own_question_in_turn_with_the_others(tmp_path: Path) -> None:
    async with a_scene(tmp_path, after=founded()) as scene:
        await scene.command(scene.ana, "/set", "questions")
        await scene.submit(scene.ana, question="What would the children say?", when="any", doubt="ask")
        await to_the_questions(scene)
        peer, offered = called(scene), []
        with rows(scene) as db:
            turn = db.scalars(select(Turn.public_id)).one()
        for _ in range(4):  # early on there are who, what, facts, and its own
            offered.append(call(scene).text)
            await forged_payloads.press(scene, peer, call(scene), ids.ANOTHER_PROMPT, f"1|turn|{turn}")
        assert sum("What would the children say?" in one for one in offered) == 1
