"""A file that somebody asked for comes once, whatever becomes of the calls in between, and a failure is told kindly."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.clock import MovableClock
from bot.domain.askers import Asker
from bot.domain.errors import NotIn
from bot.domain.message_and_timer_kinds import DueTimer, Later
from bot.domain.records import FileKind
from bot.services.files import Files
from bot.services.own_reminders import OwnReminders
from bot.services.sets import Sets
from bot.services.slots import Slots
from handlers.file_sending import FileSending
from handlers.home_tab import HomeTab
from handlers.private_answers import PrivateAnswers
from handlers.reader_languages import ReaderLanguages
from handlers.slack_queries import SlackQueries
from prompts.language_files import ENGLISH_ALONE
from rehearsal.faults import FaultKind, Faults
from rehearsal.messages import Message
from rehearsal.people import Person
from rehearsal.workspace import Workspace
from storage import timers
from storage.file_models import File
from storage.models import Meeting, Member
from tests.handlers.delivery_process import TEAM, DeliveryProcess, Rows
from tests.handlers.services import people_of, resources_of
from tests.handlers.times import START

BEGIN, UPLOAD, SHOW = "files.getUploadURLExternal", "upload", "files.completeUploadExternal"


@dataclass
class Desk:
    """One process that sends files, and Ana, who asks for them."""

    slack: Workspace
    rows: Rows
    clock: MovableClock
    files: Files
    sending: FileSending
    answers: PrivateAnswers
    ana: Person

    def asker(self) -> Asker:
        return Asker(TEAM, self.ana.id)

    def timer(self) -> DueTimer | None:
        with self.rows.database.look() as db:
            return next((one for one in timers.lookups(db, self.clock.now()) if one.kind is Later.SEND_FILE), None)

    async def tries(self) -> bool:
        """Whether it has to be tried again."""
        timer = self.timer()
        assert timer is not None
        left = await self.sending.send(timer)
        await self.answers.idle()
        assert (self.timer() is None) == (left is None)
        return left is not None

    def shown(self) -> list[Message]:
        return [message for message in self.slack.dm(self.ana) if message.attached]

    def told(self) -> str:
        return "\n".join(message.text for message in self.slack.dm(self.ana) if not message.attached)

    def file(self) -> File | None:
        with self.rows.database.look() as db:
            return db.query(File).one_or_none()


@pytest.fixture
async def desk(rows: Rows, slack: Workspace, clock: MovableClock, real: MovableClock) -> AsyncIterator[Desk]:
    async with DeliveryProcess(rows, slack, clock, real, runs=False) as sender:
        ana = slack.person("Ana")
        resources = resources_of(rows)
        people, executor = people_of(rows, lambda: None), sender.executor
        person, of = rows.person(ana), rows.set(slack.channel("heads", members=[ana]))
        with rows.database.work() as db:
            db.add(Member(workspace=TEAM, set_id=of, person_id=person))
            db.add(Meeting(workspace=TEAM, public_id="m1", set_id=of, number=1, planned_at=START, state="planned"))

        def client_of(_workspace: str) -> AsyncWebClient:
            return sender.client

        queries = SlackQueries(client_of)
        languages = ReaderLanguages(ENGLISH_ALONE, people, executor, queries)
        home = HomeTab(
            client_of, executor, Sets(resources), Slots(resources), OwnReminders(resources), queries, languages
        )
        answers = PrivateAnswers(client_of, slack.api_url, home)
        files = Files(resources)
        sending = FileSending(client_of, files, people, executor, queries, answers, languages)
        yield Desk(slack, rows, clock, files, sending, answers, ana)
        await answers.close()


@pytest.mark.parametrize("database", ["sqlite", "postgres"], indirect=True)
@pytest.mark.parametrize("kind", FileKind)
async def test_a_file_comes_by_direct_message(desk: Desk, kind: FileKind) -> None:
    desk.files.ask_of_set(desk.asker(), kind)
    assert not await desk.tries()
    (message,) = desk.shown()
    (file,) = message.attached
    assert file.content
    assert "Heads" in file.title
    row = desk.file()
    assert row is not None
    assert (row.file_id, row.sent_at) == (file.id, START)


@pytest.mark.parametrize("method", [BEGIN, UPLOAD, SHOW, "conversations.open"])
@pytest.mark.parametrize("fault", [Faults.drop_after, Faults.drop_before, Faults.status(500)])
async def test_whatever_is_lost_on_the_way_one_file_comes(desk: Desk, method: str, fault: FaultKind) -> None:
    desk.slack.faults.add(method, fault)
    desk.files.ask_of_set(desk.asker(), FileKind.MARKDOWN)
    assert await desk.tries()
    assert not await desk.tries()
    assert len(desk.shown()) == 1
    assert desk.told() == ""


@pytest.mark.parametrize("fault", [Faults.drop_after, Faults.error("internal_error", took_effect=True)])
async def test_again_and_again_without_an_answer_it_still_comes_once(desk: Desk, fault: FaultKind) -> None:
    desk.slack.faults.add(SHOW, fault, times=1)
    desk.slack.faults.add("conversations.history", Faults.status(503), times=2)
    desk.files.ask_of_set(desk.asker(), FileKind.CSV)
    assert [await desk.tries() for _ in range(4)] == [True, True, True, False]
    assert len(desk.shown()) == 1


async def test_the_same_lookup_run_twice_at_once_after_it_was_sent_does_nothing(desk: Desk) -> None:
    desk.files.ask_of_set(desk.asker(), FileKind.CSV)
    timer = desk.timer()
    assert timer is not None
    assert await desk.sending.send(timer) is None
    assert await desk.sending.send(timer) is None
    assert len(desk.shown()) == 1


async def test_whoever_presses_twice_before_it_is_sent_gets_one(desk: Desk) -> None:
    for kind in (FileKind.CSV, FileKind.CSV):
        desk.files.ask_of_set(desk.asker(), kind)
    assert not await desk.tries()
    assert len(desk.shown()) == 1
    desk.files.ask_of_set(desk.asker(), FileKind.CSV)
    assert not await desk.tries()
    assert len(desk.shown()) == 2


async def test_where_files_are_not_allowed_they_are_told_who_can_mend_that(desk: Desk) -> None:
    desk.slack.scopes.discard("files:write")
    desk.files.ask_of_set(desk.asker(), FileKind.CSV)
    assert not await desk.tries()
    assert "I'm not allowed to send files yet" in desk.told()
    assert "`files:write`" in desk.told()
    assert desk.file() is None


async def test_what_slack_refuses_is_told_once(desk: Desk) -> None:
    desk.slack.faults.add(BEGIN, Faults.error("blocked_file_type"))
    desk.files.ask_of_set(desk.asker(), FileKind.CSV)
    assert not await desk.tries()
    assert "Slack didn't take it" in desk.told()
    assert desk.shown() == []


async def test_a_limit_is_waited_out(desk: Desk) -> None:
    desk.slack.faults.add(BEGIN, Faults.ratelimited(30))
    desk.files.ask_of_set(desk.asker(), FileKind.CSV)
    timer = desk.timer()
    assert timer is not None
    answer = await desk.sending.send(timer)
    assert answer is not None
    assert answer.retry_after == 30


async def test_after_an_hour_of_trying_they_are_told(desk: Desk) -> None:
    desk.slack.faults.add(BEGIN, Faults.status(500), times=None)
    desk.files.ask_of_set(desk.asker(), FileKind.CSV)
    desk.clock.move_to(START + timedelta(minutes=59))
    assert await desk.tries()
    assert desk.told() == ""
    desk.clock.move_to(START + timedelta(minutes=60))
    assert not await desk.tries()
    assert "Slack didn't take it" in desk.told()


async def test_content_is_sent_nowhere_but_to_slack(desk: Desk) -> None:
    elsewhere = '{"ok": true, "upload_url": "http://evil.invalid/upload", "file_id": "F1"}'
    desk.slack.faults.add(BEGIN, Faults.garbage(elsewhere))
    desk.files.ask_of_set(desk.asker(), FileKind.CSV)
    assert await desk.tries()
    assert desk.shown() == []


async def test_one_meeting_and_all_of_ones_own(desk: Desk) -> None:
    desk.files.ask_of_meeting(desk.asker(), "m1")
    assert not await desk.tries()
    desk.files.ask_own(desk.asker(), FileKind.CALENDAR)
    assert not await desk.tries()
    desk.files.ask_own(desk.asker(), FileKind.MARKDOWN)
    assert not await desk.tries()
    one, mine, record = (message.attached[0] for message in desk.shown())
    assert b"UID:m1@set-adviser" in one.content
    assert b"UID:m1@set-adviser" in mine.content
    assert record.name == "my-record.md"


async def test_strangers_get_nothing(desk: Desk) -> None:
    otto = Asker(TEAM, desk.slack.person("Otto").id)
    with pytest.raises(NotIn):
        desk.files.ask_own(otto, FileKind.CSV)
    with pytest.raises(NotIn):
        desk.files.ask_of_meeting(otto, "m1")
    with pytest.raises(NotIn):
        desk.files.ask_of_meeting(desk.asker(), "no such meeting")
    assert desk.timer() is None
