"""The walk: a two-hour meeting of six peers, two slots and ten questions a slot, over HTTP and over sockets."""

from pathlib import Path

import pytest

from rehearsal.people import Person
from tests.by_turns import SOAKING
from tests.scene import Scene, a_scene
from tests.scenes.play import private
from tests.scenes.walk import Walk, delivered_again, nothing_breaks

KEPT_BY_ONE_SLOT = frozenset(
    {
        1,
        2,
        6,
        8,
        10,
        16,
        17,
        18,
        19,
        20,
        21,
        23,
        24,
        25,
        26,
        27,
        28,
        29,
        30,
        31,
        32,
        33,
        34,
        35,
        36,
        38,
        54,
        55,
        56,
        60,
        61,
        63,
        64,
        67,
        70,
    }
)
MOVED_ON = "We've moved on since that button appeared. Nothing has changed."


class Breaking:
    """What happens to the sockets: first they break in the middle of a turn, then Slack asks for new ones."""

    def __init__(self) -> None:
        self.times = 0

    async def __call__(self, scene: Scene) -> None:
        self.times += 1
        opened = self._opened(scene)
        if self.times % 2:
            scene.ws.drop_sockets()
        else:
            await scene.ws.refresh_sockets()
        await scene.ws.until(lambda: scene.ws.socket.connected > 0 and self._opened(scene) > opened, timeout=60)
        await delivered_again(scene)

    @staticmethod
    def _opened(scene: Scene) -> int:
        return sum(call.method == "apps.connections.open" for call in scene.ws.calls)


async def the_first_slot(walk: Walk) -> None:
    scene = walk.scene
    await walk.is_prepared()
    await walk.opens()
    await walk.reports_back()
    await walk.bids()
    await walk.presents(scene.chloe)
    await walk.first_questions()
    await walk.takes_on_an_action(scene.chloe)
    await walk.slot_is_reviewed(scene.chloe, scene.ben, (scene.ana, scene.ben, scene.dan))
    await scene.press(scene.chloe, "Next")


async def the_rest(walk: Walk) -> None:
    await walk.presents(walk.scene.ben)
    await walk.second_questions()
    await walk.names_no_action()
    await walk.slot_ends_with_the_last_answer()
    await walk.reviews()
    walk.shows_what_was_shared()
    await walk.closes()
    walk.was_quiet()


def told(scene: Scene, who: Person) -> list[str]:
    """What only this person was told in the meeting, but for answers to what they gave."""
    begins = ("It's <@", "Only <@", "We've moved on", "Only 2 of you are here", f"<@{scene.chloe.id}> found",
              f"<@{scene.ben.id}> found", "There's a set")  # fmt: skip
    return [words.partition(".")[0] for words in private(scene, who) if words.startswith(begins)]


def everybody_was_told_only_what_was_theirs(walk: Walk) -> None:
    """Who of the two that pressed *Next* at once came second is chance."""
    scene = walk.scene
    ana, dan = told(scene, scene.ana), told(scene, scene.dan)
    assert (ana + dan).count(MOVED_ON.partition(".")[0]) == 1
    assert [words for words in ana if words != MOVED_ON.partition(".")[0]] == [
        "Only <@U006OTTO>, the facilitator, can move us on",
        "Only <@U003CHLOE>, whose slot it is, or <@U006OTTO>, the facilitator, can move us on",
        "Only <@U002BEN>, whose slot it is, or <@U006OTTO>, the facilitator, can move us on",
        "<@U002BEN> found one of your questions the most helpful",
    ]
    assert told(scene, scene.ben) == [
        "It's <@U001ANA>'s turn",
        "<@U003CHLOE> found one of your questions the most helpful",
    ]
    assert told(scene, scene.otto) == ["Only 2 of you are here so far, and it takes 3 to begin"]
    assert [told(scene, one) for one in (scene.chloe, scene.eva, walk.fay)] == [[], [], []]


async def one_slot_walked(scene: Scene) -> None:
    """Over HTTP, up to where the second slot begins."""
    walk = Walk(scene)
    await the_first_slot(walk)
    assert walk.kept == KEPT_BY_ONE_SLOT


@pytest.mark.parametrize(
    "socket_mode", [False, True] if SOAKING else [True], ids=lambda is_on: "Socket Mode" if is_on else "HTTP"
)
@pytest.mark.promise(1, 2, 5, 6, 8, 10, 16, 17, 18, 19, 20, 21, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36)
@pytest.mark.promise(38, 39, 40, 42, 43, 45, 46, 47, 48, 54, 55, 56, 60, 61, 62, 63, 64, 66, 67, 70, 75, 76, 77)
async def test_six_peers_meet_for_two_hours(tmp_path: Path, socket_mode: bool, request: pytest.FixtureRequest) -> None:
    """The first slot is walked once, over HTTP; then it goes on over sockets, which break, and with `SOAK=1` over HTTP too."""
    breaking = Breaking()
    async with a_scene(tmp_path, socket_mode=socket_mode, after=one_slot_walked) as scene:
        walk = Walk(scene, breaking if socket_mode else nothing_breaks, KEPT_BY_ONE_SLOT)
        await the_rest(walk)
        everybody_was_told_only_what_was_theirs(walk)
    assert breaking.times == (2 if socket_mode else 0)
    assert walk.kept == {number for mark in request.node.iter_markers("promise") for number in mark.args}
