"""A whole meeting of a set that wants less of the bot: what it is shown in each step, and what never fades."""

from collections.abc import Sequence
from pathlib import Path

from rehearsal.messages import Message
from tests.scene import Scene, a_scene, labels, plain

MOVING = frozenset({"Next", "That's it", "A moment", "Pause", "More", "+5 minutes"})
ACTIONS = frozenset({"Add an action", "That's all", "None this time", "Change it"})
BEGINNING = frozenset({"Start", "Start spoken", "I'm here", "Bid", "Start with 1", "Use it", "No, thanks"})
DATES = frozenset({"Close", "Change the date", "Hand on"})
CRAFT = frozenset(
    {
        "Write my question down",
        "Write it down",
        "Which question helped most?",
        "Keep this",
        "Give your pulse",
        "How is our balance?",
    }
)
STEPS = ("Clarifying", "Questions", "Restating", "Slot review", "Review")
"""Those of which a set that wants the clock alone is told name and minutes."""


async def step_by_step(scene: Scene, wanted: str) -> Sequence[str]:
    """What each step says as it begins, one after the other; questions are asked and answered in the thread."""
    await scene.found()
    await scene.command(scene.ana, "/set", f"guidance {wanted}")
    await scene.command(scene.chloe, "/set-issue", "Neither head will go first")
    await scene.start(*scene.people[1:])
    seen: list[str] = []
    for who, label in ((scene.ana, "Next"), (scene.chloe, "That's it"), (scene.chloe, "Next")):
        await scene.press(who, label)
        seen += _open(scene)
    for asks in (scene.ana, scene.ben):
        await scene.say(asks, "What would each of them lose by it?")
        await scene.say(scene.chloe, "Their say in it")
        await scene.pass_time(minutes=2, seconds=5)
    for label in ("Next", "Next", "That's all", "Next"):
        await scene.press(scene.chloe, label)
        seen += _open(scene)
    await scene.press(scene.ana, "Next")
    return [*seen, *_open(scene)]


def _open(scene: Scene) -> list[str]:
    """What stands in the newest messages of the bot, with the words on their buttons."""
    return [_shown(one) for one in scene.ws.everything(scene.room) if one.bot_id]


def _shown(message: Message) -> str:
    return " ".join([plain(message.text).replace("*", ""), *(f"[{label}]" for label in labels(message))])


async def test_a_set_that_wants_the_clock_kept_is_shown_dates_the_clock_and_actions_alone(tmp_path: Path) -> None:
    async with a_scene(tmp_path) as scene:
        seen = await step_by_step(scene, "keep")
    assert not [one for one in seen if any(f"[{label}]" in one for label in CRAFT)]
    assert not [one for one in seen if "If it helps" in one or "your turn to ask" in one or "pulse" in one]
    for name in STEPS:
        assert [one for one in seen if f"{name}, " in one and " minutes." in one], f"{name} has no clock"


async def test_report_backs_actions_dates_and_the_time_of_the_review_never_fade(tmp_path: Path) -> None:
    async with a_scene(tmp_path) as scene:
        seen = await step_by_step(scene, "keep")
        for label in ("Add an action", "That's all", "Close", "Change the date"):
            assert [one for one in seen if f"[{label}]" in one], label
        assert [one for one in seen if "Review, 10 minutes." in one]


async def test_a_set_that_is_accompanied_is_called_without_prompts_and_asked_for_all_that_is_asked_for(
    tmp_path: Path,
) -> None:
    async with a_scene(tmp_path) as scene:
        seen = await step_by_step(scene, "accompany")
    assert [one for one in seen if "your turn to ask" in one or "you're first to ask" in one]
    assert not [one for one in seen if "If it helps" in one]
    assert {label for label in CRAFT if any(f"[{label}]" in one for one in seen)} == CRAFT
