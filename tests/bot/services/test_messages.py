"""What messages of a meeting show, where another process changes the meeting between two of them."""

from collections.abc import Iterator
from random import Random
from typing import Any

import pytest
from sqlalchemy import select

from bot.clock import MovableClock
from bot.domain.materials import ENGLISH, Material
from bot.domain.message_and_timer_kinds import Says, WantedMessage
from bot.domain.question_bank import Bank
from bot.domain.step_kinds import StepKind
from bot.services.locked_set import Resources
from bot.services.meeting_messages import MeetingMessages
from storage.database import Database
from storage.delivery_models import Post
from storage.models import Step
from tests.bot.domain.meeting.cases import FORMAT, START
from tests.storage import stored_meetings

ON_BOTH = pytest.mark.parametrize("database", ["sqlite", "postgres"], indirect=True)


@pytest.fixture
def other(database: Database) -> Iterator[Database]:
    """The same database, as another process has it."""
    other = Database(database.engine.url.render_as_string(hide_password=False))
    yield other
    other.close()


@pytest.fixture
def messages(database: Database) -> MeetingMessages:
    stored_meetings.held(database, StepKind.PRESENT)
    clock = MovableClock(START)
    return MeetingMessages(
        Resources(database, clock, Random(1), {ENGLISH: Material(Bank(()), {"test": FORMAT})}, lambda: None)
    )


def wanted(database: Database, kind: Says) -> WantedMessage:
    """The newest message of that kind, as delivery finds it now."""
    with database.look() as db:
        post = db.scalars(select(Post).where(Post.kind == kind).order_by(Post.id.desc())).first()
        assert post is not None
        what = (post.id, post.workspace, kind, post.subject, post.set_id, "C1", None, post.due_at, post.facts, "")
        return WantedMessage(*what, post.wanted)


def time_is_up(database: Database) -> None:
    """The step that is open has its time up, which its message shows from its next revision on."""
    with database.work() as db:
        for step in db.scalars(select(Step).where(Step.ended_at.is_(None))):
            step.time_up = True
        for post in db.scalars(select(Post).where(Post.kind == Says.STEP)):
            post.wanted += 1


def shown(messages: MeetingMessages, database: Database, kind: Says) -> tuple[Any, int]:
    """What it shows, and how many statements that cost."""
    one = wanted(database, kind)
    with stored_meetings.statements() as asked:
        view = messages.show(one)
    return view, sum(not statement.startswith("BEGIN") for statement in asked)


@ON_BOTH
def test_the_second_message_of_a_burst_asks_nothing(database: Database, messages: MeetingMessages) -> None:
    first, asked = shown(messages, database, Says.SLOT_CARD)
    assert (first is not None, asked > 0) == (True, True)
    second, asked = shown(messages, database, Says.STEP)
    assert (second is not None, asked) == (True, 0)


@ON_BOTH
def test_what_another_process_has_changed_meanwhile_is_read_anew(
    database: Database, other: Database, messages: MeetingMessages
) -> None:
    shown(messages, database, Says.SLOT_CARD)
    before, _ = shown(messages, database, Says.STEP)
    time_is_up(other)
    after, asked = shown(messages, database, Says.STEP)
    assert asked > 0
    assert after != before
