"""Which language whoever is spoken to reads: their row tells, Slack of those who are new to us, and nobody where there is but one."""

import asyncio
import threading
from collections.abc import Sequence
from typing import Any, Final

import pytest
from babel import Locale

from handlers.reader_languages import ReaderLanguages
from handlers.slack_queries import SlackQueries
from prompts.language import ENGLISH, Language, speech
from prompts.language_files import ENGLISH_ALONE, Languages
from rehearsal.faults import Faults
from rehearsal.workspace import Workspace
from storage.models import Person as PersonRow
from tests.handlers.delivery_process import TEAM, DeliveryProcess
from tests.handlers.services import people_of

TWO: Final = Languages({code: Language(code, Locale.parse(code)) for code in (ENGLISH, "bg_BG")}, {})


def readers(sender: DeliveryProcess, languages: Languages = TWO, prefix: str = "") -> ReaderLanguages:
    queries = SlackQueries(lambda _workspace: sender.client, languages=languages)
    people = people_of(sender.rows, lambda: None)
    return ReaderLanguages(languages, people, sender.executor, queries, prefix)


def asked(slack: Workspace) -> Sequence[object]:
    return [call.args["user"] for call in slack.calls if call.method == "users.info"]


async def spoken_to(readers: ReaderLanguages, body: dict[str, Any]) -> str:
    with await readers.to_whoever_sent({"team_id": TEAM, **body}):
        return speech().language.code


@pytest.fixture
def bel(sender: DeliveryProcess) -> str:
    """Somebody whose row tells that they read Bulgarian."""
    with sender.rows.database.work() as db:
        db.add(PersonRow(workspace=TEAM, user="UBEL", language="bg_BG", known_at=sender.clock.now()))
    return "UBEL"


async def test_whoever_we_know_is_spoken_to_in_what_their_row_tells(
    sender: DeliveryProcess, slack: Workspace, bel: str
) -> None:
    reading = readers(sender, prefix="acme")
    assert await spoken_to(reading, {"command": "/set", "user_id": bel}) == "bg_BG"
    assert asked(slack) == []
    with await reading.to_person(TEAM, bel):
        assert speech().prefix == "acme"
    assert speech().language.code == ENGLISH


async def test_where_there_is_one_language_nobody_is_looked_up(
    sender: DeliveryProcess, slack: Workspace, bel: str
) -> None:
    assert await spoken_to(readers(sender, ENGLISH_ALONE), {"user_id": bel}) == ENGLISH
    assert await spoken_to(readers(sender, ENGLISH_ALONE), {"user_id": "UNEW"}) == ENGLISH
    assert asked(slack) == []


async def test_slack_is_asked_once_about_somebody_new(sender: DeliveryProcess, slack: Workspace) -> None:
    new, reading = slack.person("New", locale="bg-BG"), readers(sender)
    for _ in range(2):
        assert await spoken_to(reading, {"user": {"id": new.id}}) == "bg_BG"
    assert asked(slack) == [new.id]


async def test_talk_of_people_who_are_new_to_us_asks_slack_nothing(sender: DeliveryProcess, slack: Workspace) -> None:
    new = slack.person("New", locale="bg-BG")
    assert await spoken_to(readers(sender), {"event": {"type": "message", "user": new.id}}) == ENGLISH
    assert asked(slack) == []


async def test_whoever_slack_does_not_describe_is_spoken_to_in_english_and_asked_about_again(
    sender: DeliveryProcess, slack: Workspace
) -> None:
    new, reading = slack.person("New", locale="bg-BG"), readers(sender)
    slack.faults.add("users.info", Faults.status(500), times=1)
    assert await spoken_to(reading, {"user_id": new.id}) == ENGLISH
    assert await spoken_to(reading, {"user_id": new.id}) == "bg_BG"


async def test_nobody_waits_long_to_be_spoken_to_in_their_language(
    sender: DeliveryProcess, bel: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where the database is away, or the threads are busy: what follows says so, in English."""
    monkeypatch.setattr("handlers.reader_languages.AT_ONCE", 0.05)
    reading, held = readers(sender), threading.Event()
    busy = asyncio.create_task(sender.executor.run(held.wait, 5))
    await asyncio.sleep(0)
    assert await spoken_to(reading, {"user_id": bel}) == ENGLISH
    held.set()
    await busy
    assert await spoken_to(reading, {"user_id": bel}) == "bg_BG"
