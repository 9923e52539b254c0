"""A form whose answer was lost stays open, and is sent again: whoever sends other words then is told that these are not kept."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest
from sqlalchemy import create_engine, text

from bot.domain.errors import Refused
from bot.domain.refusals import Refusal
from prompts import ids, refused
from rehearsal.deliveries import Answer, Delivery
from rehearsal.people import Person
from tests import forged_payloads
from tests.kept_words import GivenWords, broken
from tests.scene import Scene, a_scene, founded, founding
from tests.scenes.play import through_the_slot, to_the_slot
from tests.scenes.test_released_schemas import taken_back

NOT_KEPT: Final = refused.worded_in_field(Refused(Refusal.FORM_KEPT_BEFORE))
Does = Callable[[Scene], Awaitable[object]]
Values = dict[str, object]


ON_BOTH: Final = pytest.mark.parametrize("scene", ["sqlite", "postgres"], indirect=True)


@pytest.fixture
async def scene(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Scene]:
    """A set of five that has agreed, on SQLite, or where a test is parametrised with it, on PostgreSQL."""
    on_postgres = getattr(request, "param", "sqlite") == "postgres"
    where = request.getfixturevalue("postgres_url") if on_postgres else tmp_path
    async with a_scene(where, after=founded()) as scene:
        yield scene


@pytest.fixture
async def fresh(tmp_path: Path) -> AsyncIterator[Scene]:
    """No set yet."""
    async with a_scene(tmp_path) as scene:
        yield scene


@contextmanager
def answers_lost(scene: Scene) -> Iterator[None]:
    """What is delivered is done, and whoever sent it never hears of that: the process was killed then, or suspended."""
    deliveries = scene.ws.deliveries
    attempt = deliveries.attempt

    async def unheard(delivery: Delivery, reason: str | None = None) -> Answer:
        done = await attempt(delivery, reason)
        assert done.status == 200
        return Answer(0, delivery, error="http_timeout")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(deliveries, "attempt", unheard)
        yield


def found(scene: Scene, query: str) -> list[object]:
    """The first column of everything that a query finds."""
    engine = create_engine(scene.url)
    with engine.connect() as connection:
        rows = [row[0] for row in connection.execute(text(query))]
    engine.dispose()
    return rows


async def sends(scene: Scene, who: Person, values: Values) -> Answer:
    answer = await scene.ws.submit(who, values)
    await scene.settle()
    assert answer.problem is None
    return answer


async def sends_unheard(scene: Scene, who: Person, values: Values) -> Answer:
    with answers_lost(scene):
        answer = await sends(scene, who, values)
    assert scene.ws.view(who) is not None, "nobody has answered, so that the form is still there"
    return answer


@dataclass(frozen=True)
class Kind:
    """A form of Chloé's: how she comes to it, and what is kept of it where she sends it first with some words and then with others."""

    comes: Does
    opens: Does
    first: Values
    other: Values
    query: str
    kept: str


async def nothing_more(_: Scene) -> None:
    """Such a form opens at any time."""


async def with_an_action(scene: Scene) -> None:
    await scene.command(scene.chloe, "/action", "Ask Mo by Friday")
    await scene.command(scene.chloe, "/action", "report")


async def in_review(scene: Scene) -> None:
    await to_the_slot(scene)
    await through_the_slot(scene, scene.chloe)


async def in_slot_review(scene: Scene) -> None:
    await to_the_slot(scene)
    for _step in range(5):
        await scene.command(scene.chloe, "/set", "next")


def wizard(scene: Scene, name: str) -> Values:
    return founding(name=name, members=[one.id for one in scene.people], every_weeks="2")


KINDS: Final = {
    "an issue": Kind(
        nothing_more,
        lambda scene: scene.command(scene.chloe, "/set-issue"),
        {"sentence": "Whom do I tell"},
        {"sentence": "Whom do I tell first"},
        "SELECT sentence FROM issues",
        "Whom do I tell",
    ),
    "an action": Kind(
        nothing_more,
        lambda scene: scene.command(scene.chloe, "/action"),
        {"what": "Ask Mo"},
        {"what": "Ask Jo"},
        "SELECT what FROM actions",
        "Ask Mo",
    ),
    "a report": Kind(
        with_an_action,
        lambda scene: scene.press(scene.chloe, "Partly", scene.ws.ephemerals(scene.chloe)[-1]),
        {"happened": "Five minutes in the corridor"},
        {"happened": "Ten minutes, in fact"},
        "SELECT happened FROM reports",
        "Five minutes in the corridor",
    ),
    "what was learned": Kind(
        in_slot_review,
        lambda scene: scene.press(scene.chloe, "Keep this"),
        {"note": "I ask too fast"},
        {"note": "I ask too slowly"},
        "SELECT note FROM learnings",
        "I ask too fast",
    ),
    "ground rules": Kind(
        nothing_more,
        lambda scene: scene.press(scene.chloe, "Change the rules"),
        {"rules": "We ask first"},
        {"rules": "We ask first\nWe listen"},
        "SELECT new FROM rules_proposals",
        '["We ask first"]',
    ),
}


async def open_form(scene: Scene, kind: Kind) -> None:
    await kind.comes(scene)
    await kind.opens(scene)


def kept(scene: Scene, kind: Kind) -> list[object]:
    as_text = (one if isinstance(one, str) else str(one).replace("'", '"') for one in found(scene, kind.query))
    return list(as_text)


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
async def test_other_words_are_told_not_to_be_kept_and_the_form_stays_with_them(scene: Scene, kind: Kind) -> None:
    await open_form(scene, kind)
    await sends_unheard(scene, scene.chloe, kind.first)
    await sends(scene, scene.chloe, kind.other)
    assert list(scene.ws.view_errors(scene.chloe).values()) == [NOT_KEPT]
    assert kept(scene, kind) == [kind.kept]


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
async def test_the_same_words_are_kept_once_and_the_form_closes(scene: Scene, kind: Kind) -> None:
    await open_form(scene, kind)
    await sends_unheard(scene, scene.chloe, kind.first)
    assert (await sends(scene, scene.chloe, {})).ok
    assert scene.ws.view(scene.chloe) is None
    assert kept(scene, kind) == [kind.kept]


@ON_BOTH
async def test_in_a_form_that_is_opened_afresh_the_other_words_take_their_place(scene: Scene) -> None:
    kind = KINDS["what was learned"]
    await open_form(scene, kind)
    first = await sends_unheard(scene, scene.chloe, kind.first)
    other = await sends(scene, scene.chloe, kind.other)
    assert list(scene.ws.view_errors(scene.chloe).values()) == [NOT_KEPT]
    assert broken([GivenWords("I ask too fast", first), GivenWords("I ask too slowly", other)], scene.url) == []
    await scene.ws.close_view(scene.chloe)
    await kind.opens(scene)
    await sends(scene, scene.chloe, kind.other)
    assert scene.ws.view(scene.chloe) is None
    assert kept(scene, kind) == ["I ask too slowly"]


async def test_a_form_that_was_told_so_can_still_be_put_away(scene: Scene) -> None:
    kind = KINDS["a report"]
    await open_form(scene, kind)
    await sends_unheard(scene, scene.chloe, kind.first)
    await sends(scene, scene.chloe, kind.other)
    put_away = await scene.ws.close_view(scene.chloe)
    assert put_away is not None
    assert put_away.ok
    assert kept(scene, kind) == [kind.kept]


async def test_a_form_that_was_refused_is_sent_again_with_other_words_and_kept(scene: Scene) -> None:
    await scene.command(scene.chloe, "/action")
    await sends(scene, scene.chloe, {"what": "Ask Mo", "due": "31 Feb"})
    assert list(scene.ws.view_errors(scene.chloe)) == ["due"]
    await sends(scene, scene.chloe, {"due": "Friday"})
    assert scene.ws.view(scene.chloe) is None
    assert found(scene, "SELECT what FROM actions") == ["Ask Mo"]


async def test_the_very_same_delivery_of_a_form_that_was_refused_is_refused_again(scene: Scene) -> None:
    """Where its answer was lost Slack may send it again over a socket: nothing is kept, so that nothing may look as if it were."""
    await scene.command(scene.chloe, "/action")
    with answers_lost(scene):
        refused = await sends(scene, scene.chloe, {"what": "Ask Mo", "due": "31 Feb"})
    again = await scene.ws.redeliver(refused)
    assert list(again.response["errors"]) == ["due"]
    assert found(scene, "SELECT what FROM actions") == []


@pytest.mark.parametrize("name", ["Heads", "Heads of department"], ids=["the same", "other words"])
async def test_a_set_is_founded_once_by_a_form_and_as_it_said_first(fresh: Scene, name: str) -> None:
    await fresh.command(fresh.ana, "/set", "new")
    await sends_unheard(fresh, fresh.ana, wizard(fresh, "Heads"))
    await sends(fresh, fresh.ana, {"name": name})
    told = [] if name == "Heads" else [NOT_KEPT]
    assert list(fresh.ws.view_errors(fresh.ana).values()) == told
    assert (fresh.ws.view(fresh.ana) is None) == (not told)
    assert found(fresh, "SELECT name FROM sets") == ["Heads"]


async def test_no_trace_of_a_pulse_is_kept_with_its_form_so_that_sent_again_it_is_told_of_either_way(
    scene: Scene,
) -> None:
    await in_review(scene)
    await scene.press(scene.ana, "Give your pulse")
    await sends_unheard(scene, scene.ana, {"score": "3"})
    await sends(scene, scene.ana, {"score": "9"})
    assert list(scene.ws.view_errors(scene.ana).values()) == [NOT_KEPT]
    assert found(scene, "SELECT score FROM ratings") == [3]
    forms = "SELECT entered FROM deliveries WHERE key LIKE 'view:%' ORDER BY seen_at"
    assert [one is None for one in found(scene, forms)] == [False, True], "the founding, and the pulse"


async def test_of_a_form_that_an_earlier_release_kept_it_is_told_that_changes_are_not(scene: Scene) -> None:
    kind = KINDS["an action"]
    await open_form(scene, kind)
    await sends_unheard(scene, scene.chloe, kind.first)
    await scene.goes()
    taken_back(scene.url, "0007")
    await scene.arrives()
    await sends(scene, scene.chloe, kind.other)
    assert list(scene.ws.view_errors(scene.chloe).values()) == [NOT_KEPT]
    assert kept(scene, kind) == [kind.kept]


@ON_BOTH
async def test_of_two_that_are_sent_at_once_one_is_kept_and_the_other_is_told(scene: Scene) -> None:
    one = forged_payloads.submission(scene, scene.ben, scene.room, ids.ISSUE_FORM, "", {"sentence": "Whom do I tell"})
    values = {"sentence": {"sentence": {"value": "Whom do I tell first"}}}
    view = {**one.payload["view"], "state": {"values": values}}
    other = Delivery(one.kind, one.payload | {"trigger_id": "sent.again", "view": view})
    answers = await asyncio.gather(*(scene.ws.deliveries.attempt(sent) for sent in (one, other)))
    told = [list(answer.response.get("errors", {}).values()) for answer in answers]
    assert sorted(told) == [[], [NOT_KEPT]]
    expected = ["Whom do I tell" if not told[0] else "Whom do I tell first"]
    assert found(scene, "SELECT sentence FROM issues") == expected
