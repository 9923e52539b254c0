"""Whatever people type: nobody is notified by it, Slack refuses none of it, and nothing breaks."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest
import pytest_asyncio
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from prompts import ids
from rehearsal.deliveries import Delivery
from rehearsal.messages import Message
from tests import forged_payloads
from tests.scene import Scene, a_scene

pytestmark = pytest.mark.asyncio(loop_scope="module")

VICTIM: Final = "UVICTIM01"
TYPED: Final = {
    "channel": "Ask <!channel> and <!here> and <!everyone|all> to come",
    "escaped channel": "Ask &lt;!channel&gt; to come",
    "bare names": "Ask @channel, @here, @everyone and @Victor to come",
    "person": f"Ask <@{VICTIM}> and <@{VICTIM}|Victor> and &lt;@{VICTIM}&gt; to come",
    "group": "Ask <!subteam^S0123|@heads> to come",
    "half a mention": f"<@{VICTIM} <!chan",
    "split mention": f"<<@{VICTIM}>!channel> <!cha<!channel>nnel>",
    "links": "See <https://example.com/?a=<!channel>|the <!here> plan> and <#C0007>",
    "right to left": "נסה \u202e<!channel>\u202c ואז \u2066<@UVICTIM01>\u2069",
    "zero width": "<\u200b!channel> \ufeff<@\u200dUVICTIM01>",
    "bidi only": "\u202e\u202d\u2067",
    "line ends": "one\x01\x1b[31m\x7f\r\n<!channel>\u2028two\u2029three\x0b\x0c\x85four",
    "backticks": "``` <!channel> ``` `*_~` ```",
    "formatting": "*bold _both* ~struck_ > quoted\n> <!here>\n• * _",
    "emoji": "👩‍👩‍👧‍👦🏳️‍🌈 :bomb: 🇧🇬 <!date^1392734382^{date}|<!channel>> e\u0301\u0301\u0301\u0301",
    "our own values": "1|step|abc @C0007@ %s {0} {step}",
    "ampersands": "&" * 3000,
    "long": "x" * 10_000,
    "long mentions": f"<@{VICTIM}> <!channel> " * 150,
    "blank": " \t\n ",
    "a date too far": "Do it by 31 December 9999999999999999999999",
}


@dataclass(frozen=True)
class Stage:
    """A meeting in which Chloé presents, with an action of Dan's."""

    scene: Scene
    where: Path
    step: str
    action: str


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def stage(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stage]:
    where = tmp_path_factory.mktemp("hostile")
    async with a_scene(where) as scene:
        scene.ws.person("Victor", user_id=VICTIM)
        scene.room.members.append(VICTIM)
        await scene.found()
        await scene.command(scene.chloe, "/set-issue", "Two departments will not share a technician")
        await scene.start(*scene.people[1:])
        await scene.press(scene.ana, "Next")
        await scene.command(scene.dan, "/action", "Walk the site with the caretaker by Friday")
        step = forged_payloads.one(where, "SELECT public_id FROM steps WHERE ended_at IS NULL AND kind = 'present'")
        yield Stage(scene, where, step, forged_payloads.one(where, "SELECT public_id FROM actions"))


class Watched:
    """What came of everything between `Watched(...)` and `is_harmless`."""

    def __init__(self, scene: Scene) -> None:
        self._house = scene
        self._calls, self._made = len(scene.ws.calls), len(scene.ws.deliveries.made)

    def is_harmless(self) -> None:
        """Nothing failed, Slack refused nothing, nobody was notified who was only written about."""
        made = self._house.ws.deliveries.made[self._made :]
        calls = self._house.ws.calls[self._calls :]
        assert [(one.status, one.problem) for one in made if one.status != 200 or one.problem] == []
        assert [(one.method, one.outcome, one.args) for one in calls if one.outcome != "ok"] == []
        assert ["wrong on my side" for one in made if "wrong on my side" in one.body] == []
        assert [one.text for one in said_by_the_bot(self._house) if notifies(one)] == []


def said_by_the_bot(scene: Scene) -> list[Message]:
    standing = [one for room in scene.ws.rooms for one in scene.ws.everything(room) if one.bot_id]
    return [*standing, *scene.ws.whispered]


def notifies(message: Message) -> bool:
    notified = {*message.notified, *message.mentions}
    return message.broadcast or not notified.isdisjoint({VICTIM, "!everyone"}) or "wrong on my side" in message.text


async def type_everywhere(stage: Stage, typed: str) -> None:
    """In every command, and in every message that the bot reads or makes a form of."""
    scene = stage.scene
    for command, text in (
        ("/set-issue", typed),
        ("/action", typed),
        ("/action", f"{typed} by Friday"),
        ("/action", f"By {typed}"),
        ("/set", typed),
        ("/set", f"extend {typed}"),
    ):
        await scene.ws.command(scene.ben, scene.room, command, text)
    said = await scene.ws.say(scene.chloe, scene.room, typed[:4000], thread=scene.thread())
    await scene.ws.shortcut(scene.ben, ids.MAKE_ACTION, said)
    await scene.ws.close_view(scene.ben)


async def fill_in_everywhere(stage: Stage, typed: str) -> None:
    """In every field of every form, past Slack's own limits too: a form can be forged."""
    scene = stage.scene
    slot, action = f"1|step|{stage.step}", f"1|partly|{stage.action}"
    issue = dict.fromkeys(("sentence", "why", "tried", "wanted"), typed)
    report = {"happened": typed, "learned": typed, "what": typed, "due": typed}
    forms: tuple[tuple[Any, str, str, Mapping[str, object]], ...] = (
        (scene.ben, ids.ISSUE_FORM, "", issue),
        (scene.chloe, ids.QUESTION_FORM, slot, {"question": typed}),
        (scene.chloe, ids.RESTATED_FORM, slot, {"restated": typed}),
        (scene.chloe, ids.NONE_FORM, slot, {"because": typed}),
        (scene.ben, ids.LEARNING_FORM, slot, {"note": typed, "shared": {"selected_option": {"value": "set"}}}),
        (scene.chloe, ids.ACTION_FORM, "", {"what": typed, "due": "Friday", "first_step": typed}),
        (scene.chloe, ids.ACTION_FORM, "", {"what": "Ask", "due": typed, "first_step": ""}),
        (scene.dan, ids.ACTION_FORM, f"1|action|{stage.action}", {"what": typed, "due": "", "first_step": typed}),
        (scene.dan, ids.REPORT_FORM, action, report),
        (scene.dan, ids.REPORT_FORM, action, report | {"ahead": {"selected_option": {"value": "change"}}}),
        (scene.ana, ids.RULES_FORM, "", {"rules": typed}),
        (
            scene.ana,
            ids.PULSE_FORM,
            slot,
            {"score": {"selected_option": {"value": "7"}}, "better": typed, "for_me": typed, "for_set": typed},
        ),
    )
    for who, form, about, fields in forms:
        await scene.ws.deliveries.attempt(forged_payloads.submission(scene, who, scene.room, form, about, fields))


async def found_with(stage: Stage, typed: str) -> None:
    """Found a set of that name, in a channel of its own, and look at it."""
    scene = stage.scene
    room = scene.ws.channel("another", members=(scene.ana, scene.ben))
    founding = dict.fromkeys(("learn", "do", "change", "plan_link", "place", "rules"), typed)
    for name in (typed, typed[:80]):
        fields = {
            **{field: text[:400] if name != typed else text for field, text in founding.items()},
            "name": name,
            "members": {"selected_users": [scene.ana.id, scene.ben.id]},
            "minutes": "90",
            "rhythm": {"selected_option": {"value": "2x4"}},
            "first": {"selected_date_time": 1_796_115_600},
        }
        await scene.ws.deliveries.attempt(forged_payloads.submission(scene, scene.ana, room, ids.SET_FORM, "", fields))
    for text in ("", "plan", "rules"):
        await scene.ws.command(scene.ana, room, "/set", text)


async def look_everywhere(stage: Stage) -> None:
    scene = stage.scene
    for who, text in ((scene.chloe, "list"), (scene.dan, "report")):
        await scene.ws.command(who, scene.room, "/action", text)
        await scene.ws.open_home(who)
    await scene.ws.command(scene.ben, scene.room, "/set")
    await scene.settle()


@pytest.mark.parametrize("typed", TYPED.values(), ids=TYPED)
async def test_whatever_is_typed_notifies_nobody_and_breaks_nothing(stage: Stage, typed: str) -> None:
    watched = Watched(stage.scene)
    await type_everywhere(stage, typed)
    await fill_in_everywhere(stage, typed)
    await found_with(stage, typed)
    await look_everywhere(stage)
    watched.is_harmless()


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(typed=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=300))
async def test_any_text_at_all_is_taken_or_refused(stage: Stage, typed: str) -> None:
    watched = Watched(stage.scene)
    await stage.scene.ws.command(stage.scene.ben, stage.scene.room, "/set-issue", typed)
    await stage.scene.ws.command(stage.scene.ben, stage.scene.room, "/action", f"{typed} by Friday")
    await fill_in_everywhere(stage, typed)
    await stage.scene.settle()
    watched.is_harmless()


@pytest.mark.parametrize("typed", ["a\0b", "a\ud800b"], ids=["NUL", "half a surrogate pair"])
async def test_what_no_database_takes_is_turned_away_at_the_gate(stage: Stage, typed: str) -> None:
    before = forged_payloads.kept(stage.where)
    form = forged_payloads.submission(
        stage.scene, stage.scene.ben, stage.scene.room, ids.ISSUE_FORM, "", {"sentence": typed}
    )
    answer = await stage.scene.ws.deliveries.attempt(Delivery(form.kind, form.payload))
    assert answer.status == 400
    assert forged_payloads.kept(stage.where) == before
