"""What `python -m bot subject` does: hand out all that is kept about somebody, or have it deleted."""

import asyncio
import getpass
import json
import re
from collections.abc import Mapping
from pathlib import Path
from random import Random
from typing import Any, Final

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from bot.clock import SystemClock
from bot.config import Config
from bot.database_opening import opened, usable
from bot.domain.errors import Misconfigured
from bot.services.erasures import Erasures
from bot.services.locked_set import Resources
from bot.services.subjects import Subjects
from handlers.people_by_name import people_called
from handlers.slack_errors import Verdict
from prompts.language_files import load_languages
from storage.database import Database

SLACK_ID: Final = re.compile(r"<?@?([UW][A-Z0-9]{2,20})(?:\|[^>]*)?>?")
FOR_A_HANDFUL: Final = 1.5
"""Seconds in which the next handful comes due."""
LONGEST: Final = 120
"""Seconds for which rows are deleted here, before the rest is left to the bot."""


def handle(config: Config, person: str, workspace: str | None, *, export: Path | None, erase: bool) -> str:
    """Do it, and say what was done. Raises Misconfigured where nobody is called so, or the database cannot be used."""
    user = asyncio.run(_user(config, person))
    with opened(config) as database, usable(config):
        resources = _resources(config, database)
        found = Subjects(resources).find(user, workspace)
        if not found:
            raise Misconfigured(f"Nothing is kept about {user}.")
        if len(found) > 1:
            teams = ", ".join(one for one, _ in found)
            raise Misconfigured(f"{user} is known in {teams}: say which with --workspace.")
        ((team, person_id),) = found
        said = [_exported(resources, team, person_id, user, export)] if export is not None else []
        if erase:
            said.append(asyncio.run(_erased(config, resources, team, person_id, user)))
    return "\n".join(said)


def _resources(config: Config, database: Database) -> Resources:
    materials = load_languages(config.words_dir).materials
    return Resources(database, SystemClock(), Random(), materials, lambda: None, legal_hold=config.legal_hold)


async def _user(config: Config, person: str) -> str:
    """The Slack id that is meant; a name is asked of Slack, since none is kept."""
    named = SLACK_ID.fullmatch(person.strip())
    if named:
        return named[1]
    name = person.strip().removeprefix("@")
    async with aiohttp.ClientSession() as session:
        client = AsyncWebClient(token=config.bot_token, base_url=config.api_url, session=session)
        answer, found = await people_called(client, name)
    if answer.verdict is not Verdict.DONE:
        raise Misconfigured(f"Slack does not say who {name} is ({answer.error}): give their Slack id, like U0123ABCD.")
    if len(found) != 1:
        listed = "".join(f"\n- {user}: {names}" for user, names in found.items())
        who = f"More than one person is called {name}; give one of these ids:" if found else f"Nobody is called {name}."
        raise Misconfigured(f"{who}{listed}")
    return next(iter(found))


def _exported(resources: Resources, team: str, person_id: int, user: str, to: Path) -> str:
    rows = Subjects(resources).export(team, person_id, user, getpass.getuser())
    words = as_markdown(user, rows) if to.suffix == ".md" else json.dumps(rows, indent=2, ensure_ascii=False) + "\n"
    with to.open("x", encoding="utf-8") as file:  # never over another file
        to.chmod(0o600)
        file.write(words)
    count = sum(len(those) for those in rows.values())
    return f"{count} rows of {len(rows)} tables about {user} are in {to}."


def as_markdown(user: str, rows: Mapping[str, list[dict[str, Any]]]) -> str:
    """The same to be read: a heading a table, a list a row."""
    lines = [f"# What is kept about {user}"]
    for table, those in rows.items():
        lines += ["", f"## {table}"]
        for row in those:
            lines += ["", *(f"- {column}: {value}" for column, value in row.items() if value not in (None, ""))]
    return "\n".join(lines) + "\n"


async def _erased(config: Config, resources: Resources, team: str, person_id: int, user: str) -> str:
    """The rows go here and now, a handful at a time, as the bot would have them go; messages go once it runs."""
    subjects, erasures = Subjects(resources), Erasures(resources)
    subjects.erase(team, person_id, user, getpass.getuser())
    if config.legal_hold:
        return f"A legal hold is in force: what is kept about {user} is deleted as soon as LEGAL_HOLD is taken out."
    for _ in range(LONGEST):
        for timer in subjects.due(team, person_id):
            erasures.fire(timer)
        if subjects.is_done(team, person_id):
            return f"Nothing is kept about {user} any more, and nothing of it stands in the bot's messages."
        await asyncio.sleep(FOR_A_HANDFUL)
        if not subjects.due(team, person_id):
            break
    return (
        f"What {user} gave is being deleted: rows within minutes, or once a meeting that is open is over; the bot's messages that "
        "show it go from Slack while it runs, and their name goes last."
    )
