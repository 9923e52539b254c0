"""The private pulse: it is given once, and its row says nothing of who gave it."""

from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from rehearsal.people import Person
from tests.scene import Scene, a_scene
from tests.scenes.play import through_the_slot, to_the_slot


async def to_the_review(scene: Scene) -> None:
    await to_the_slot(scene)
    await through_the_slot(scene, scene.chloe)


async def give(scene: Scene, who: Person, score: int, well: str = "", better: str = "") -> None:
    await scene.press(who, "Give your pulse")
    await scene.submit(who, score=str(score), well=well, better=better, show=["yes"])


@pytest.mark.promise(41)
async def test_a_pulse_is_given_once_and_nothing_ties_it_to_its_giver(tmp_path: Path) -> None:
    async with a_scene(tmp_path) as scene:
        await scene.found()
        await to_the_review(scene)
        await give(scene, scene.ana, 3, well="the questions")
        await scene.press(scene.ana, "Give your pulse")
        again = await scene.ws.submit(scene.ana, {"score": "9"})
        assert "You've given your pulse already" in str(again.response)
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
