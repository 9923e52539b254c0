"""A form whose answer was lost stays open, and is sent again: whoever sends other words then is told that these are not kept."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest
from sqlalchemy import create_engine, text

from prompts import ids, refusals
from rehearsal.deliveries import Answer, Delivery
from rehearsal.people import Person
from tests import forgery
from tests.house import House, a_house
from tests.ledger import Told, broken
from tests.scenes.play import to_the_slot
from tests.scenes.test_released_schemas import taken_back

NOT_KEPT: Final = refusals.kept_otherwise()["text"]
Does = Callable[[House], Awaitable[object]]
Values = dict[str, object]


ON_BOTH: Final = pytest.mark.parametrize("house", ["sqlite", "postgres"], indirect=True)


@pytest.fixture
async def house(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[House]:
    """On SQLite, or where a test is parametrised with it, on PostgreSQL."""
    on_postgres = getattr(request, "param", "sqlite") == "postgres"
    async with a_house(request.getfixturevalue("postgres_url") if on_postgres else tmp_path) as house:
        yield house


@contextmanager
def answers_lost(house: House) -> Iterator[None]:
    """What is delivered is done, and whoever sent it never hears of that: the process was killed then, or suspended."""
    deliveries = house.ws.deliveries
    attempt = deliveries.attempt

    async def unheard(delivery: Delivery, reason: str | None = None) -> Answer:
        done = await attempt(delivery, reason)
        assert done.status == 200
        return Answer(0, delivery, error="http_timeout")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(deliveries, "attempt", unheard)
        yield


def found(house: House, query: str) -> list[object]:
    """The first column of everything that a query finds."""
    engine = create_engine(house.url)
    with engine.connect() as connection:
        rows = [row[0] for row in connection.execute(text(query))]
    engine.dispose()
    return rows


async def sends(house: House, who: Person, values: Values) -> Answer:
    answer = await house.ws.submit(who, values)
    await house.settle()
    assert answer.problem is None
    return answer


async def sends_unheard(house: House, who: Person, values: Values) -> Answer:
    with answers_lost(house):
        answer = await sends(house, who, values)
    assert house.ws.view(who) is not None, "nobody has answered, so that the form is still there"
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


async def founded(house: House) -> None:
    await house.found()


async def with_an_action(house: House) -> None:
    await house.found()
    await house.command(house.chloe, "/action", "Ask Mo by Friday")
    await house.command(house.chloe, "/action", "report")


async def in_review(house: House) -> None:
    await house.found()
    await to_the_slot(house)
    await house.command(house.chloe, "/set", "end")


def founding(house: House, name: str) -> Values:
    given: Values = {"members": [one.id for one in house.people], "first_on": "2026-11-10", "at": "14:00"}
    return given | {"name": name, "every_weeks": "2"}


KINDS: Final = {
    "an issue": Kind(
        founded,
        lambda house: house.command(house.chloe, "/set-issue"),
        {"sentence": "Whom do I tell"},
        {"sentence": "Whom do I tell first"},
        "SELECT sentence FROM issues",
        "Whom do I tell",
    ),
    "an action": Kind(
        founded,
        lambda house: house.command(house.chloe, "/action"),
        {"what": "Ask Mo"},
        {"what": "Ask Jo"},
        "SELECT what FROM actions",
        "Ask Mo",
    ),
    "a report": Kind(
        with_an_action,
        lambda house: house.press(house.chloe, "Partly", house.ws.ephemerals(house.chloe)[-1]),
        {"happened": "Five minutes in the corridor"},
        {"happened": "Ten minutes, in fact"},
        "SELECT happened FROM reports",
        "Five minutes in the corridor",
    ),
    "what was learned": Kind(
        in_review,
        lambda house: house.press(house.chloe, "Keep what I learned"),
        {"note": "I ask too fast"},
        {"note": "I ask too slowly"},
        "SELECT note FROM learnings",
        "I ask too fast",
    ),
    "ground rules": Kind(
        founded,
        lambda house: house.press(house.chloe, "Change the rules"),
        {"rules": "We ask first"},
        {"rules": "We ask first\nWe listen"},
        "SELECT rules FROM sets",
        '["We ask first"]',
    ),
}


async def open_form(house: House, kind: Kind) -> None:
    await kind.comes(house)
    await kind.opens(house)


def kept(house: House, kind: Kind) -> list[object]:
    as_text = (one if isinstance(one, str) else str(one).replace("'", '"') for one in found(house, kind.query))
    return list(as_text)


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
async def test_other_words_are_told_not_to_be_kept_and_the_form_stays_with_them(house: House, kind: Kind) -> None:
    await open_form(house, kind)
    await sends_unheard(house, house.chloe, kind.first)
    await sends(house, house.chloe, kind.other)
    assert list(house.ws.view_errors(house.chloe).values()) == [NOT_KEPT]
    assert kept(house, kind) == [kind.kept]


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
async def test_the_same_words_are_kept_once_and_the_form_closes(house: House, kind: Kind) -> None:
    await open_form(house, kind)
    await sends_unheard(house, house.chloe, kind.first)
    assert (await sends(house, house.chloe, {})).ok
    assert house.ws.view(house.chloe) is None
    assert kept(house, kind) == [kind.kept]


@ON_BOTH
async def test_in_a_form_that_is_opened_afresh_the_other_words_are_kept_too(house: House) -> None:
    kind = KINDS["what was learned"]
    await open_form(house, kind)
    first = await sends_unheard(house, house.chloe, kind.first)
    other = await sends(house, house.chloe, kind.other)
    assert list(house.ws.view_errors(house.chloe).values()) == [NOT_KEPT]
    assert broken([Told("I ask too fast", first), Told("I ask too slowly", other)], house.url) == []
    await house.ws.close_view(house.chloe)
    await kind.opens(house)
    await sends(house, house.chloe, kind.other)
    assert house.ws.view(house.chloe) is None
    assert sorted(map(str, kept(house, kind))) == ["I ask too fast", "I ask too slowly"]


async def test_a_form_that_was_told_so_can_still_be_put_away(house: House) -> None:
    kind = KINDS["a report"]
    await open_form(house, kind)
    await sends_unheard(house, house.chloe, kind.first)
    await sends(house, house.chloe, kind.other)
    put_away = await house.ws.close_view(house.chloe)
    assert put_away is not None
    assert put_away.ok
    assert kept(house, kind) == [kind.kept]


async def test_a_form_that_was_refused_is_sent_again_with_other_words_and_kept(house: House) -> None:
    await house.found()
    await house.command(house.chloe, "/action")
    await sends(house, house.chloe, {"what": "Ask Mo", "due": "31 Feb"})
    assert list(house.ws.view_errors(house.chloe)) == ["due"]
    await sends(house, house.chloe, {"due": "Friday"})
    assert house.ws.view(house.chloe) is None
    assert found(house, "SELECT what FROM actions") == ["Ask Mo"]


async def test_the_very_same_delivery_of_a_form_that_was_refused_is_refused_again(house: House) -> None:
    """Where its answer was lost Slack may send it again over a socket: nothing is kept, so that nothing may look as if it were."""
    await house.found()
    await house.command(house.chloe, "/action")
    with answers_lost(house):
        refused = await sends(house, house.chloe, {"what": "Ask Mo", "due": "31 Feb"})
    again = await house.ws.redeliver(refused)
    assert list(again.response["errors"]) == ["due"]
    assert found(house, "SELECT what FROM actions") == []


@pytest.mark.parametrize("name", ["Heads", "Heads of department"], ids=["the same", "other words"])
async def test_a_set_is_founded_once_by_a_form_and_as_it_said_first(house: House, name: str) -> None:
    await house.command(house.ana, "/set", "new")
    await sends_unheard(house, house.ana, founding(house, "Heads"))
    await sends(house, house.ana, {"name": name})
    told = [] if name == "Heads" else [NOT_KEPT]
    assert list(house.ws.view_errors(house.ana).values()) == told
    assert (house.ws.view(house.ana) is None) == (not told)
    assert found(house, "SELECT name FROM sets") == ["Heads"]


async def test_no_trace_of_a_pulse_is_kept_with_its_form_so_that_sent_again_it_is_told_of_either_way(
    house: House,
) -> None:
    await in_review(house)
    await house.press(house.ana, "Give your pulse")
    await sends_unheard(house, house.ana, {"score": "3"})
    await sends(house, house.ana, {"score": "9"})
    assert list(house.ws.view_errors(house.ana).values()) == [NOT_KEPT]
    assert found(house, "SELECT score FROM ratings") == [3]
    forms = "SELECT entered FROM deliveries WHERE key LIKE 'view:%' ORDER BY seen_at"
    assert [one is None for one in found(house, forms)] == [False, True], "the founding, and the pulse"


async def test_of_a_form_that_an_earlier_release_kept_it_is_told_that_changes_are_not(house: House) -> None:
    kind = KINDS["an action"]
    await open_form(house, kind)
    await sends_unheard(house, house.chloe, kind.first)
    await house.goes()
    taken_back(house.url, "0007")
    await house.arrives()
    await sends(house, house.chloe, kind.other)
    assert list(house.ws.view_errors(house.chloe).values()) == [NOT_KEPT]
    assert kept(house, kind) == [kind.kept]


@ON_BOTH
async def test_of_two_that_are_sent_at_once_one_is_kept_and_the_other_is_told(house: House) -> None:
    await house.found()
    one = forgery.submission(house, house.ben, house.room, ids.ISSUE_FORM, "", {"sentence": "Whom do I tell"})
    values = {"sentence": {"sentence": {"value": "Whom do I tell first"}}}
    view = {**one.payload["view"], "state": {"values": values}}
    other = Delivery(one.kind, one.payload | {"trigger_id": "sent.again", "view": view})
    answers = await asyncio.gather(*(house.ws.deliveries.attempt(sent) for sent in (one, other)))
    told = [list(answer.response.get("errors", {}).values()) for answer in answers]
    assert sorted(told) == [[], [NOT_KEPT]]
    expected = ["Whom do I tell" if not told[0] else "Whom do I tell first"]
    assert found(house, "SELECT sentence FROM issues") == expected
