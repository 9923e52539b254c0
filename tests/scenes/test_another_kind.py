"""A kind of step that the program does not have is played from its two entries: one of rules, one of words."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.domain.formats import Format
from bot.domain.meeting.parts import Fact
from bot.domain.meeting.step_rule_types import BY_HAND_OR_TIME, StepRules
from bot.domain.step_kinds import StepKind
from prompts import ids
from prompts.bank import load_formats
from prompts.blocks import Button, hint, section
from prompts.step_word_types import CardWords, SlotWords
from tests import forged_payloads
from tests.another_kind import another_step
from tests.scene import Scene, a_scene, labels, plain
from tests.scenes.play import call, has_a_turn, newest, private, said, to_the_slot

CONTROLS = ["Next", "A moment", "More"]
QUIET = "everybody is quiet and writes for themselves"
IN_THE_SLOT = """
name: reflective
title: Reflective
about: After the questions there is a silence in which everybody writes for themselves.

steps:
  - {kind: opening, minutes: 4, says: Welcome.}
  - {kind: bids, minutes: 3, says: "Who brings an issue?"}
  - slot:
      - {kind: question, minutes: 9, says: "Ask {presenter}."}
      - {kind: silent_reflection, minutes: 6, says: "{minutes} minutes, {presenter}: everybody is quiet and writes for themselves."}
      - {kind: commit, minutes: 6, says: "{presenter}, what will you do?"}
  - {kind: closing, minutes: 3, says: Before we go.}
"""
OUTSIDE = """
name: reflective
title: Reflective
about: After the slots there is a silence in which everybody writes for themselves.

steps:
  - {kind: opening, minutes: 4, says: Welcome.}
  - {kind: bids, minutes: 3, says: "Who brings an issue?"}
  - slot:
      - {kind: question, minutes: 9, says: "Ask {presenter}."}
  - {kind: silent_reflection, minutes: 6, says: "{minutes} minutes: everybody is quiet and writes for themselves."}
  - {kind: closing, minutes: 3, says: Before we go.}
"""


@pytest.fixture
def silent_reflection() -> Iterator[StepKind]:
    """In a slot it ends by its time, or by whoever may move on; talk in it is a sign of life and nothing else."""
    rules = StepRules(ended_by=BY_HAND_OR_TIME)
    words = SlotWords(named=lambda: "Silent reflection", over=lambda _: "Silent reflection: over.")
    with another_step("silent_reflection", in_slot=True, rules=rules, words=words) as kind:
        yield kind


@pytest.fixture
def silence_of_all() -> Iterator[StepKind]:
    """The same outside of slots, where it has a card in the channel."""
    rules = StepRules(ended_by=BY_HAND_OR_TIME)
    words = CardWords(named=lambda: "Silent reflection", over=lambda _, __: [hint("Silent reflection: over.")])
    with another_step("silent_reflection", in_slot=False, rules=rules, words=words) as kind:
        yield kind


def formats(folder: Path, words: str) -> dict[str, Format]:
    (folder / "formats").mkdir()
    (folder / "formats" / "reflective.yaml").write_text(words, "utf-8")
    return dict(load_formats(folder / "formats"))


def kinds(where: Path) -> list[object]:
    return list(forged_payloads.all_of(where, "SELECT kind FROM steps ORDER BY id"))


async def to_the_silence(scene: Scene) -> None:
    """Ana has asked Chloé, who moves on from the questions."""
    await scene.found(format="reflective")
    await to_the_slot(scene)
    await has_a_turn(scene, scene.ana)
    await scene.press(scene.chloe, "Next", call(scene))


async def test_a_meeting_with_it_is_played_from_begin_to_end(tmp_path: Path, silent_reflection: StepKind) -> None:
    async with a_scene(tmp_path, formats=formats(tmp_path, IN_THE_SLOT)) as scene:
        await to_the_silence(scene)
        step = newest(scene, QUIET)
        assert step.text.startswith(f"6 minutes, <@{scene.chloe.id}>: {QUIET}.")
        assert labels(step) == CONTROLS
        before = said(scene)
        for who in (scene.ben, scene.chloe):
            await scene.say(who, "I write this down for myself")
        assert said(scene) == before
        await scene.say(scene.eva, "Here I am")
        assert f"and <@{scene.eva.id}>. Still to come:" in newest(scene, "meeting 1 of 4").text, (
            "a message is a sign of life"
        )
        assert [words for who in scene.people for words in private(scene, who) if "turn" in words] == []
        answer = await scene.command(scene.chloe, "/set", "next")
        assert "Silent reflection: done. We've moved on." in answer.text
        over = newest(scene, "Silent reflection: over.")
        assert (over.ts, labels(over)) == (step.ts, [])
        await scene.press(scene.chloe, "None this time")
        await scene.submit(scene.chloe, because="")
        await scene.press(scene.ana, "Close")
        assert "*That was meeting 1" in newest(scene, "That was meeting").text
    assert kinds(tmp_path) == ["opening", "bids", "question", "silent_reflection", "commit", "closing"]


async def test_its_time_ends_it_where_nobody_moves_on(tmp_path: Path, silent_reflection: StepKind) -> None:
    async with a_scene(tmp_path, formats=formats(tmp_path, IN_THE_SLOT)) as scene:
        await to_the_silence(scene)
        await scene.pass_time(minutes=5)
        assert "About a minute left." in newest(scene, QUIET).text
        await scene.pass_time(minutes=1, seconds=2)
        up = newest(scene, "Time's up.")
        assert labels(up) == ["Next", "+5 minutes", "A moment", "More"]
        await scene.press(scene.chloe, "+5 minutes", up)
        assert kinds(tmp_path)[-1] == "silent_reflection"
        await scene.pass_time(minutes=6, seconds=2)
        assert kinds(tmp_path)[-1] == "commit"


async def test_a_pause_in_it_stands_and_a_restart_forgets_nothing(tmp_path: Path, silent_reflection: StepKind) -> None:
    known = formats(tmp_path, IN_THE_SLOT)
    async with a_scene(tmp_path, formats=known) as scene:
        await to_the_silence(scene)
        await scene.press(scene.ben, "A moment", newest(scene, QUIET))
        assert "Go on" in labels(newest(scene, "take a moment"))
        await scene.restarted(formats=known)
        await scene.press(scene.chloe, "Go on")
        assert kinds(tmp_path)[-1] == "silent_reflection"
        await scene.pass_time(minutes=7, seconds=2)
        assert kinds(tmp_path)[-1] == "commit"


async def test_outside_of_slots_it_has_a_card_and_a_line_of_the_agenda(
    tmp_path: Path, silence_of_all: StepKind
) -> None:
    async with a_scene(tmp_path, formats=formats(tmp_path, OUTSIDE)) as scene:
        await scene.found(format="reflective")
        await to_the_slot(scene)
        agenda = newest(scene, "meeting 1 of 4")
        assert "○ Silent reflection: 6 minutes" in agenda.text
        await has_a_turn(scene, scene.ana)
        await scene.press(scene.chloe, "Next", call(scene))
        card = newest(scene, QUIET)
        assert labels(card) == ["Next", "Pause", "More"]
        assert "Silent reflection until" in plain(card.text)
        assert "● *Silent reflection*: now" in newest(scene, "meeting 1 of 4").text
        before = said(scene)
        await scene.say(scene.ben, "I write this down for myself", in_thread=False)
        assert said(scene) == before
        await scene.press(scene.ana, "Next", card)
        assert "Silent reflection: over." in newest(scene, "Silent reflection: over.").text
        assert "✓ Done: Opening · Bids · Slot 1, " in newest(scene, "meeting 1 of 4").text
    assert kinds(tmp_path) == ["opening", "bids", "question", "silent_reflection", "closing"]


def test_it_is_gone_after_the_test() -> None:
    assert "silent_reflection" not in set(StepKind)
    with pytest.raises(ValueError, match="silent_reflection"):
        StepKind("silent_reflection")


async def test_what_its_card_shows_is_looked_up_and_drawn_anew(tmp_path: Path) -> None:
    rules = StepRules(
        ended_by=BY_HAND_OR_TIME,
        needs=frozenset({Fact.OPEN_ACTIONS}),
        shows=lambda m, _: {"open_actions": m.known.open_actions} if m.known.open_actions is not None else None,
    )
    words = CardWords(
        named=lambda: "Silent reflection",
        open=lambda shown: [section(f"There are {shown.open_actions.in_all} open actions.")],
        own=lambda shown: [Button("Add an action", ids.ADD_ACTION, "step", shown.step_id)],
        over=lambda _, __: [hint("Silent reflection: over.")],
    )
    with another_step("silent_reflection", in_slot=False, rules=rules, words=words):
        async with a_scene(tmp_path, formats=formats(tmp_path, OUTSIDE)) as scene:
            await scene.found(format="reflective")
            await to_the_slot(scene)
            await has_a_turn(scene, scene.ana)
            await scene.press(scene.chloe, "Next", call(scene))
            card = newest(scene, QUIET)
            assert "There are 0 open actions." in card.text
            assert labels(card) == ["Add an action", "Next", "Pause", "More"]
            await scene.command(scene.ben, "/action", "Ask Mo by Friday")
            assert "There are 1 open actions." in newest(scene, QUIET).text
