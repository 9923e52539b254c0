"""Sends the files that people asked for: Slack takes each in three steps, and shows it in their direct messages."""

import logging
import time
from collections.abc import Awaitable, Mapping
from datetime import timedelta
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import urlsplit

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.message_and_timer_kinds import DueTimer
from bot.services.files import Files, FileToSend
from bot.services.people import People
from handlers.executor import Executor
from handlers.private_answers import PrivateAnswers
from handlers.reader_languages import ReaderLanguages
from handlers.slack_addresses import is_slacks
from handlers.slack_answers import Answer, answer_to
from handlers.slack_clients import ClientOf
from handlers.slack_errors import Verdict
from handlers.slack_queries import SlackQueries
from prompts import records as say
from prompts.record_files import RenderedFile, calendar_file, record_file

log = logging.getLogger(__name__)
TRIED_AGAIN: Final = frozenset({Verdict.LIMITED, Verdict.NOT_DONE, Verdict.UNCLEAR})
NAMED_WITHIN: Final = 10.0
"""Seconds in which Slack may tell what people are called; whoever it is slow about is somebody."""
UPLOADED_WITHIN: Final = 20.0
EARLIER: Final = timedelta(minutes=1)
"""Clocks may differ by so much: a file is looked for from then on."""
MOST_LOOKED_THROUGH: Final = 200


class _Failed(Exception):
    """Slack has not taken it: what it answered."""

    def __init__(self, step: str, answer: Answer) -> None:
        super().__init__(step)
        self.step, self.answer = step, answer


class FileSending:
    """A file for each lookup, which may run twice: what Slack calls it is kept before it is shown, and it is looked for."""

    def __init__(
        self,
        client_of: ClientOf,
        files: Files,
        people: People,
        executor: Executor,
        slack_queries: SlackQueries,
        private_answers: PrivateAnswers,
        reader_languages: ReaderLanguages,
    ) -> None:
        self._client_of, self._files, self._people, self._executor = client_of, files, people, executor
        self._slack_queries, self._private_answers = slack_queries, private_answers
        self._reader_languages = reader_languages

    async def send(self, timer: DueTimer) -> Answer | None:
        """None where it is settled, be it sent or given up and told; otherwise what Slack answered, to be tried again."""
        wanted = await self._executor.run(self._files.to_send, timer)
        if wanted is None:
            return None
        try:
            await self._sent(timer, wanted)
        except _Failed as failed:
            answer = failed.answer
            log.warning("%s for file %s: %s, %s", failed.step, timer.subject, answer.verdict, answer.error)
            if answer.verdict in TRIED_AGAIN and not wanted.is_late:
                return answer
            await self._give_up(timer, wanted, answer)
            return None
        await self._executor.run(self._files.sent, timer)
        return None

    async def _sent(self, timer: DueTimer, wanted: FileToSend) -> None:
        """Raises _Failed where it is not there, or nobody knows."""
        client = self._client_of(timer.workspace)
        channel = wanted.channel or await self._open(timer.workspace, wanted)
        if wanted.file_id is not None and await self._is_there(client, channel, wanted):
            return
        rendered = await self._rendered(timer.workspace, wanted)
        if wanted.file_id is not None and await self._shown(client, channel, wanted.file_id, rendered):
            return
        url, file_id = await _begun(client, rendered)
        await self._executor.run(self._files.begun, timer, file_id)
        await _uploaded(client, url, rendered.content)
        await _completed(client, channel, file_id, rendered)

    async def _open(self, workspace: str, wanted: FileToSend) -> str:
        opened = await _called(self._client_of(workspace).conversations_open(users=wanted.user), "conversations.open")
        channel = str((opened.content.get("channel") or {}).get("id") or "")
        if not channel:
            raise _Failed("conversations.open", Answer(Verdict.UNCLEAR))
        await self._executor.run(self._people.dm_opened, workspace, wanted.person_id, channel)
        return channel

    async def _is_there(self, client: AsyncWebClient, channel: str, wanted: FileToSend) -> bool:
        """Whether a message of the conversation has the file: an earlier try has shown it, and its answer was lost."""
        since = f"{(wanted.asked_at - EARLIER).timestamp():.6f}"
        looked = client.conversations_history(channel=channel, oldest=since, limit=MOST_LOOKED_THROUGH)
        found = await _called(looked, "conversations.history")
        said = found.content.get("messages") or ()
        return any(one.get("id") == wanted.file_id for message in said for one in message.get("files") or ())

    async def _shown(self, client: AsyncWebClient, channel: str, file_id: str, rendered: RenderedFile) -> bool:
        """An upload that was begun may have come through: then it is shown as that same file. False where it has to begin anew."""
        try:
            await _completed(client, channel, file_id, rendered)
        except _Failed as failed:
            if failed.answer.verdict in TRIED_AGAIN:
                raise
            return False
        return True

    async def _rendered(self, workspace: str, wanted: FileToSend) -> RenderedFile:
        record = wanted.record
        named: Mapping[str, str] = {}
        if record is not None:
            people = await self._slack_queries.people(workspace, record.users(), time.monotonic() + NAMED_WITHIN)
            named = {one.user: one.called for one in people}
        with await self._reader_languages.to_person(workspace, wanted.user):
            if record is None:
                return calendar_file(wanted.entries, wanted.set_name, wanted.now)
            return record_file(wanted.kind, record, named, wanted.now)

    async def _give_up(self, timer: DueTimer, wanted: FileToSend, answer: Answer) -> None:
        """Whoever waits is told, once, and how to go on."""
        if not await self._executor.run(self._files.given_up, timer):
            return
        with await self._reader_languages.to_person(timer.workspace, wanted.user):
            words = say.file_not_allowed() if answer.error == "missing_scope" else say.file_failed()
        self._private_answers.directly(timer.workspace, wanted.user, words)


async def _called(call: Awaitable[Any], step: str) -> Answer:
    """Slack's answer, where it has done what it was asked."""
    answer = await answer_to(call)
    if answer.verdict is not Verdict.DONE:
        raise _Failed(step, answer)
    return answer


async def _begun(client: AsyncWebClient, rendered: RenderedFile) -> tuple[str, str]:
    """Where to send the content, and what Slack will call the file."""
    step = "files.getUploadURLExternal"
    asked = client.files_getUploadURLExternal(filename=rendered.name, length=len(rendered.content))
    content = (await _called(asked, step)).content
    url, file_id = content.get("upload_url"), content.get("file_id")
    if not isinstance(url, str) or not isinstance(file_id, str) or not is_slacks(url, urlsplit(client.base_url).netloc):
        raise _Failed(step, Answer(Verdict.UNCLEAR))
    return url, file_id


async def _uploaded(client: AsyncWebClient, url: str, content: bytes) -> None:
    """Raises _Failed for whatever is not a plain 200."""
    session = client.session
    if session is None:
        raise _Failed("upload", Answer(Verdict.NOT_DONE))
    timeout = aiohttp.ClientTimeout(total=UPLOADED_WITHIN)
    try:
        async with session.post(url, data=content, timeout=timeout) as answer:
            status = answer.status
    except (aiohttp.ClientError, OSError, TimeoutError) as error:
        raise _Failed("upload", Answer(Verdict.UNCLEAR, type(error).__name__)) from None
    if status != HTTPStatus.OK:
        raise _Failed("upload", Answer(Verdict.UNCLEAR, str(status)))


async def _completed(client: AsyncWebClient, channel: str, file_id: str, rendered: RenderedFile) -> None:
    shown = client.files_completeUploadExternal(
        files=[{"id": file_id, "title": rendered.title}], channel_id=channel, initial_comment=rendered.comment
    )
    await _called(shown, "files.completeUploadExternal")
