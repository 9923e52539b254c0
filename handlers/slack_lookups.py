"""What has to be asked of Slack before a service can go on."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final

from bot.clock import Clock, SystemClock
from bot.domain.message_and_timer_kinds import DueTimer, Later
from bot.domain.said_words import Offer, TalkPlace
from bot.domain.sets import SlackChannel
from bot.services.channels import Channels
from bot.services.installations import Installations
from bot.services.people import Account, People
from bot.services.said_words import SaidWords
from bot.services.turns import Turns
from handlers.executor import Executor
from handlers.file_sending import FileSending
from handlers.installations import ask_of_token
from handlers.loop import ChangeSignal, log_failure
from handlers.private_answers import PrivateAnswers
from handlers.reader_languages import ReaderLanguages
from handlers.retries import Failures, RateLimits
from handlers.slack_answers import Answer, answer_to
from handlers.slack_clients import ClientOf
from handlers.slack_errors import Verdict
from handlers.slack_queries import MOST_IN_A_ROOM, channel_of, members_in
from handlers.talk import Talk
from handlers.workspace_members import is_of
from prompts import hints as say_of_hints
from prompts import members as say_of_members
from prompts import said_words as say_of_words
from prompts import turns as say_of_turns
from prompts.language_files import ENGLISH_ALONE, Languages

log = logging.getLogger(__name__)

AT_ONCE: Final = 4
A_MINUTE: Final[Mapping[Later, int]] = {Later.OPEN_DM: 50, Later.LEARN_PERSON: 60}
"""So many of these are asked in a workspace: Slack allows that, and others ask as well. A fresh process may begin with all of them."""
METHODS: Final[Mapping[Later, str]] = {
    Later.LEARN_PERSON: "users.info",
    Later.OPEN_DM: "conversations.open",
    Later.LOOK_AT_CHANNEL: "conversations.info",
    Later.KEEP_WORDS: "conversations.replies",
    Later.STILL_WRITING: "chat.postEphemeral",
    Later.HINT: "chat.postEphemeral",
    Later.MISSED_TOLD: "chat.postEphemeral",
    Later.LOOK_AT_INSTALLATION: "auth.test",
    Later.SEND_FILE: "files.getUploadURLExternal",
}
MOST_NEWCOMERS: Final = 20
"""Of so many who came into one channel Slack is asked who they are; of the others at the next look."""
HELD_IN: Final[Mapping[Later, str]] = {
    Later.LEARN_PERSON: "user",
    Later.OPEN_DM: "channel",
    Later.LOOK_AT_CHANNEL: "channel",
    Later.KEEP_WORDS: "messages",
    Later.LOOK_AT_INSTALLATION: "team_id",
    Later.SEND_FILE: "file_id",
}
"""What of Slack's answer holds what was asked."""
ASKS_NOTHING: Final = frozenset({Later.STILL_WRITING, Later.HINT, Later.MISSED_TOLD})
"""What only says something to one person, as a lookup does afterwards: it waits for nobody, and no answer of Slack's is kept."""
NOTHING: Final = Answer(Verdict.DONE)
PASSES: Final = frozenset({Verdict.LIMITED, Verdict.ACCESS, Verdict.NOT_DONE, Verdict.UNCLEAR})
"""What has nothing to do with the person: asked again for as long as it takes."""


class SlackLookups:
    """Asks Slack, then hands the answer to a unit of work that deletes the timer. A lookup may run twice.

    One that fails is tried again later, as long as its timer is there; a day, where Slack refuses it and nobody knows why.
    `subject` is the person's id, that of the set whose channel is looked at, the step and member whose words are, or a file's row.
    """

    def __init__(
        self,
        client_of: ClientOf,
        people: People,
        executor: Executor,
        *,
        channels: Channels | None = None,
        said_words: SaidWords | None = None,
        turns: Turns | None = None,
        installations: Installations | None = None,
        file_sending: FileSending | None = None,
        private_answers: PrivateAnswers | None = None,
        languages: Languages = ENGLISH_ALONE,
        reader_languages: ReaderLanguages | None = None,
        clock: Clock | None = None,
        real: Clock | None = None,
    ) -> None:
        self._client_of, self._people, self._channels, self._executor = client_of, people, channels, executor
        self._installations = installations
        self._said_words, self._private_answers, self._talk = said_words, private_answers, Talk(client_of)
        self._turns = turns
        self._languages, self._reader_languages = languages, reader_languages
        self._file_sending = file_sending
        self._room = asyncio.Semaphore(AT_ONCE)
        real = real or SystemClock()
        self._clock, self._limits, self._failures = clock or real, RateLimits(real), Failures(real)
        self._paid_until: dict[tuple[str, Later], datetime] = {}
        self._running: dict[tuple[str, Later, str], asyncio.Task[None]] = {}
        self.changes = ChangeSignal()
        self._told_of_end: Callable[[], None] = lambda: None

    def on_end(self, told: Callable[[], None]) -> None:
        """Call this as each ends: there is room for another."""
        self._told_of_end = told

    @property
    def delayed(self) -> int:
        """How many run or failed lately, and are still among those that are due."""
        return len(self._running) + len(self._failures)

    @property
    def is_idle(self) -> bool:
        """None is being run."""
        return not self._running

    def start(self, timer: DueTimer) -> None:
        """Run a lookup in a task of its own, unless it runs already or it is too early to try it again."""
        key = (timer.workspace, timer.kind, timer.subject)
        limited = self._limits.until(timer.workspace, METHODS[timer.kind]) is not None
        if key in self._running or limited or self._failures.rests(key) or not self._may_ask(timer):
            return
        task = self._running[key] = asyncio.create_task(self._run(timer, key))
        task.add_done_callback(lambda _ended: self._ended(key))

    def _may_ask(self, timer: DueTimer) -> bool:
        """Whether a DM may be opened or somebody asked about now; it counts. The others are few, and go at once.

        So many a minute of the clock that people live by: where it is moved, a month may pass in a second.
        """
        if timer.kind not in A_MINUTE:
            return True
        now, minute = self._clock.now(), timedelta(minutes=1)
        paid = self._paid_until.get((timer.workspace, timer.kind), now)
        until = min(max(paid, now), now + minute) + minute / A_MINUTE[timer.kind]
        if until > now + minute:
            return False
        self._paid_until[timer.workspace, timer.kind] = until
        return True

    async def stop(self) -> None:
        """Wait for those that are being run."""
        await asyncio.gather(*self._running.values())

    def _ended(self, key: tuple[str, Later, str]) -> None:
        self._running.pop(key, None)
        self._told_of_end()
        self.changes.notify()

    async def _run(self, timer: DueTimer, key: tuple[str, Later, str]) -> None:
        try:
            async with self._room:
                settled = await self._settle(timer)
        except Exception:  # noqa: BLE001 - one failing lookup must not stop the others; it is tried again
            log_failure(f"lookup {timer.kind}")
            settled = False
        if settled:
            self._failures.clear(key)
        else:
            self._failures.add(key)

    async def _settle(self, timer: DueTimer) -> bool:
        """Ask, and store the answer; False if it has to be asked again."""
        method = METHODS[timer.kind]
        if self._limits.until(timer.workspace, method) is not None:
            return False
        if timer.kind is Later.LOOK_AT_CHANNEL:
            return await self._look_at_channel(timer, method)
        if timer.kind is Later.KEEP_WORDS:
            return await self._offer_words(timer, method)
        if timer.kind is Later.STILL_WRITING:
            return await self._ask_presenter(timer)
        if timer.kind is Later.HINT:
            return await self._hint(timer)
        if timer.kind is Later.MISSED_TOLD:
            return await self._tell_what_they_missed(timer)
        if timer.kind is Later.LOOK_AT_INSTALLATION:
            return await self._look_at_installation(timer, method)
        if timer.kind is Later.SEND_FILE:
            return await self._send_file(timer, method)
        person_id = int(timer.subject)
        user = await self._executor.run(self._people.user, timer.workspace, person_id)
        if user is None:
            await self._executor.run(self._people.unreachable, timer.workspace, person_id)
            return True
        answer = await answer_to(self._ask(timer, user))
        return await self._stored(timer, method, person_id, answer)

    async def _look_at_channel(self, timer: DueTimer, method: str) -> bool:
        """What has become of a set's channel; the timer is for the next look afterwards."""
        channels = self._channels
        if channels is None:
            return False
        room = await self._executor.run(channels.room_to_look_at, timer.workspace, int(timer.subject))
        if room is None:
            await self._executor.run(channels.not_seen, timer)
            return True
        client = self._client_of(timer.workspace)
        answer = await answer_to(client.conversations_info(channel=room.channel))
        if not self._goes_on(timer, method, answer):
            return False
        found = channel_of(room.channel, answer)
        if found is not None and found.bot_is_in and room.with_members:
            there = await answer_to(client.conversations_members(channel=room.channel, limit=MOST_IN_A_ROOM))
            if not self._goes_on(timer, method, there):
                return False
            found = replace(found, members=members_in(there))
        people = await self._newcomers(channels, timer, found.members) if found is not None and found.members else {}
        await self._executor.run(_seen, channels, timer, room.channel, found, answer.error, people)
        return True

    async def _newcomers(self, channels: Channels, timer: DueTimer, there: frozenset[str]) -> dict[str, bool]:
        """Whether those who came while nobody told are people, as far as Slack says; of a few at a time."""
        found: dict[str, bool] = {}
        users = await self._executor.run(channels.newcomers, timer.workspace, int(timer.subject), there)
        for user in users[:MOST_NEWCOMERS]:
            answer = await answer_to(self._client_of(timer.workspace).users_info(user=user))
            if answer.verdict is not Verdict.DONE:
                break
            account = account_of(answer.content["user"], timer.workspace)
            found[user] = not (account.is_bot or account.is_deleted)
        return found

    def _goes_on(self, timer: DueTimer, method: str, answer: Answer) -> bool:
        """Whether Slack has answered; where it has asked to wait, nothing of that kind is asked of it meanwhile."""
        if answer.verdict not in PASSES:
            return True
        if answer.verdict is Verdict.LIMITED:
            self._limits.put(timer.workspace, method, answer.retry_after)
        log.warning("%s for %s: %s, %s", method, timer.subject, answer.verdict, answer.error)
        return False

    async def _look_at_installation(self, timer: DueTimer, method: str) -> bool:
        """Whether a workspace that has uninstalled the bot has it again."""
        if self._installations is None:
            return False
        answer, works = await ask_of_token(self._client_of(timer.workspace), timer.workspace)
        if works is None:
            if answer.verdict is Verdict.LIMITED:
                self._limits.put(timer.workspace, method, answer.retry_after)
            log.warning("%s for workspace %s: %s, %s", method, timer.subject, answer.verdict, answer.error)
            return False
        await self._executor.run(self._installations.looked_at, timer, works)
        return True

    async def _offer_words(self, timer: DueTimer, method: str) -> bool:
        """What somebody said is read where it stands; to keep it is offered to them alone, once the timer is taken."""
        words = self._said_words
        if words is None:
            return False
        place = await self._executor.run(words.place, timer)
        answer, said = await self._talk.read(timer.workspace, place) if place is not None else (NOTHING, [])
        if not self._goes_on(timer, method, answer):
            return False
        offer = await self._executor.run(words.offer, timer, said)
        if offer is not None and place is not None:
            await self._show(timer.workspace, place, said[-1].thread_ts, offer)
        return True

    async def _send_file(self, timer: DueTimer, method: str) -> bool:
        """A file that somebody asked for; whichever of its calls is limited, the next try waits as long."""
        if self._file_sending is None:
            return False
        unsettled = await self._file_sending.send(timer)
        if unsettled is not None and unsettled.verdict is Verdict.LIMITED:
            self._limits.put(timer.workspace, method, unsettled.retry_after)
        return unsettled is None

    async def _ask_presenter(self, timer: DueTimer) -> bool:
        """Whoever has paused in an answer is asked, alone, whether that was all; nothing has to be asked of Slack before."""
        if self._turns is None or self._private_answers is None or self._reader_languages is None:
            return False
        paused = await self._executor.run(self._turns.ask_presenter, timer)
        if paused is not None:
            with await self._reader_languages.to_person(timer.workspace, paused.user):
                words = say_of_turns.still_writing(paused)
                there = (paused.user, paused.channel, paused.thread)
                await self._private_answers.there(timer.workspace, *there, words)
        return True

    async def _hint(self, timer: DueTimer) -> bool:
        """Whoever has said something in their turn, and asked nothing since, is told alone."""
        if self._turns is None or self._private_answers is None or self._reader_languages is None:
            return False
        told = await self._executor.run(self._turns.hint_after_a_thought, timer)
        if told is not None:
            with await self._reader_languages.to_person(timer.workspace, told.user):
                words = say_of_hints.hinted(told.step, told.hint)
                there = (told.user, told.channel, told.thread_ts)
                await self._private_answers.there(timer.workspace, *there, words)
        return True

    async def _tell_what_they_missed(self, timer: DueTimer) -> bool:
        """Whoever could not be written to is told so, alone, in the channel where they are."""
        if self._private_answers is None or self._reader_languages is None:
            return False
        missed = await self._executor.run(self._people.not_reached, timer)
        if missed is not None:
            with await self._reader_languages.to_person(timer.workspace, missed.user):
                words = say_of_members.not_reached(missed.since, missed.zone)
                await self._private_answers.there(timer.workspace, missed.user, missed.channel, None, words)
        return True

    async def _show(self, workspace: str, place: TalkPlace, thread: str | None, offer: Offer) -> None:
        if self._private_answers is None or self._reader_languages is None:
            return
        with await self._reader_languages.to_person(workspace, place.user):
            await self._private_answers.there(workspace, place.user, place.channel, thread, say_of_words.offer(offer))

    def _ask(self, timer: DueTimer, user: str) -> Awaitable[Any]:
        client = self._client_of(timer.workspace)
        if timer.kind is Later.LEARN_PERSON:
            return client.users_info(user=user, include_locale=self._languages.are_several or None)
        return client.conversations_open(users=user)

    async def _stored(self, timer: DueTimer, method: str, person_id: int, answer: Answer) -> bool:
        if answer.verdict is Verdict.DONE and not isinstance(answer.content.get(HELD_IN[timer.kind]), dict):
            answer = Answer(Verdict.UNCLEAR, "an answer of another kind")
        if answer.verdict is Verdict.DONE:
            await self._executor.run(self._store(timer.kind), timer.workspace, person_id, answer.content)
            return True
        log.warning("%s for person %d: %s, %s", method, person_id, answer.verdict, answer.error)
        if answer.verdict is Verdict.GONE:
            await self._executor.run(self._people.unreachable, timer.workspace, person_id)
            return True
        if answer.verdict is Verdict.LIMITED:
            self._limits.put(timer.workspace, method, answer.retry_after)
        return answer.verdict not in PASSES and await self._executor.run(self._people.refused, timer)

    def _store(self, kind: Later) -> Callable[[str, int, Mapping[str, Any]], None]:
        return self._learned if kind is Later.LEARN_PERSON else self._opened

    def _learned(self, workspace: str, person_id: int, content: Mapping[str, Any]) -> None:
        user = content["user"]
        account = replace(account_of(user, workspace), language=self._languages.best_for(user.get("locale")))
        self._people.learned(workspace, person_id, account)

    def _opened(self, workspace: str, person_id: int, content: Mapping[str, Any]) -> None:
        self._people.dm_opened(workspace, person_id, str(content["channel"]["id"]))


def _seen(
    channels: Channels,
    timer: DueTimer,
    channel: str,
    found: SlackChannel | None,
    error: str,
    people: Mapping[str, bool],
) -> None:
    lost = _lost(found, error)
    if lost is not None:
        channels.gone(timer.workspace, channel, lost)
    if found is None or lost is not None:
        channels.not_seen(timer)
    else:
        channels.looked_at(timer, found, people)


def _lost(found: SlackChannel | None, error: str) -> str | None:
    """Slack's word for why nothing can be said in a channel; None for one in which it can, as far as this tells."""
    if found is None:
        return None
    if found.archived:
        return "is_archived"
    return None if found.bot_is_in else error or "not_in_channel"


def account_of(user: Mapping[str, Any], workspace: str) -> Account:
    """A user object of Slack, as we keep it. A stranger belongs to another workspace (Slack Connect)."""
    return Account(
        zone=user.get("tz"),
        is_bot=bool(user.get("is_bot")) or user.get("id") == "USLACKBOT",
        is_guest=bool(user.get("is_restricted") or user.get("is_ultra_restricted")),
        is_deleted=bool(user.get("deleted")),
        is_stranger=not is_of(user, workspace),
    )
