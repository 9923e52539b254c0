"""The rows of messages and of the conversations they go to."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from bot.domain.message_and_timer_kinds import Says
from storage import posts
from storage.database import Database
from storage.delivery_models import Post
from storage.models import Person

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
TEAM = "T1"


def in_a_channel(db: Session) -> int:
    return posts.channel_conversation(db, TEAM, "C1").id


def with_one(db: Session) -> int:
    return posts.person_conversations(db, TEAM, [1])[1].id


def with_several(db: Session) -> int:
    return posts.person_conversations(db, TEAM, [1, 2])[1].id


def of_people(database: Database) -> None:
    with database.work() as db:
        db.add_all([Person(id=number, workspace=TEAM, user=f"U{number}") for number in (1, 2)])


@pytest.mark.parametrize("made", [in_a_channel, with_one, with_several])
def test_a_conversation_is_made_once(database: Database, made: Callable[[Session], int]) -> None:
    of_people(database)
    with database.work() as db:
        first = made(db)
    with database.work() as db:
        assert made(db) == first


@pytest.mark.parametrize(
    ("made", "elsewhere"),
    [
        pytest.param(in_a_channel, in_a_channel, id="a channel's"),
        pytest.param(with_one, with_one, id="one person's"),
        pytest.param(with_several, with_one, id="one of several people's"),
    ],
)
def test_two_processes_that_make_the_same_one_at_once_have_the_same_one(
    postgres_url: str, made: Callable[[Session], int], elsewhere: Callable[[Session], int]
) -> None:
    one, other = Database(postgres_url), Database(postgres_url)
    of_people(one)
    found: list[int] = []

    def meanwhile(*_: object) -> None:
        """The other process is through before this one has read what its first look brought."""
        with other.work() as db:
            found.append(elsewhere(db))

    with one.work() as db:
        event.listen(one.engine, "after_cursor_execute", meanwhile, once=True)
        found.append(made(db))
    assert found[0] == found[1]
    one.close()
    other.close()


def test_what_is_begun_afresh_or_posted_anew_has_its_place_and_its_blocks_again(database: Database) -> None:
    with database.work() as db:
        where = posts.channel_conversation(db, TEAM, "C1")

        def wanted() -> Post:
            return posts.put(db, where, Says.NOTICE, "x", due_at=NOON, set_id=None, parent_id=None, facts={})

        post = wanted()
        post.dropped = post.aside = post.plain = True
        wanted()
        assert (post.dropped, post.aside, post.plain) == (False, False, False)
        post.ts, post.aside, post.plain = "100.1", True, True
        posts.post_anew(post, thread_stays=True)
        assert [post.ts, post.aside, post.plain] == [None, False, False]
