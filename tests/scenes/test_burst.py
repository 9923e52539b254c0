"""Of messages that leave one after another their meeting is loaded once, and each shows what is true as it leaves."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event

from tests.scene import Scene, a_scene
from tests.scenes.play import at_the_slot

LOG = "AS the_agenda"
"""Stands in the statement that reads the messages of a meeting, and in no other."""


@contextmanager
def loads() -> Iterator[list[str]]:
    """How often a meeting is loaded."""
    found: list[str] = []

    def asked(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if LOG in statement:
            found.append(statement)

    event.listen(Engine, "before_cursor_execute", asked)
    try:
        yield found
    finally:
        event.remove(Engine, "before_cursor_execute", asked)


def drawn(scene: Scene, since: int) -> int:
    return sum(call.method in {"chat.postMessage", "chat.update"} for call in scene.ws.calls[since:])


async def test_a_burst_loads_its_meeting_once_for_the_gesture_and_once_to_draw(tmp_path: Path) -> None:
    async with a_scene(tmp_path, after=at_the_slot) as scene:
        await scene.pass_time(seconds=30)
        before = len(scene.ws.calls)
        with loads() as loaded:
            await scene.press(scene.chloe, "That's it")
        assert (drawn(scene, before), len(loaded)) == (4, 2)


async def test_what_a_gesture_changes_is_read_anew(tmp_path: Path) -> None:
    async with a_scene(tmp_path, after=at_the_slot) as scene:
        await scene.pass_time(seconds=30)
        with loads() as loaded:
            await scene.press(scene.chloe, "That's it")
            await scene.press(scene.chloe, "Next")
        assert len(loaded) == 4
