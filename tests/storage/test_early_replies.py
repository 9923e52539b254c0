"""Replies that came before the head of their thread was known."""

from datetime import UTC, datetime

from sqlalchemy.orm import Session

from bot.domain.delivery import Reply
from storage import delivery, early_replies, posts
from storage.database import Database
from storage.delivery_models import Post

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
REPLY = Reply("T1", "C1", "100.1", "U1", "100.2")


def unsent(db: Session) -> Post:
    room = posts.channel_conversation(db, "T1", "C1")
    return posts.put(db, room, "step_card", "1", due_at=NOON, set_id=None, parent_id=None, facts={})


def test_a_thread_may_be_ours_only_while_the_channel_has_a_post_without_a_ts(database: Database) -> None:
    with database.work() as db:
        assert not early_replies.may_be_ours(db, "T1", "C1")
        post = unsent(db)
        assert early_replies.may_be_ours(db, "T1", "C1")
        assert not early_replies.may_be_ours(db, "T1", "C2")
        post.ts = "100.1"
        db.flush()
        assert not early_replies.may_be_ours(db, "T1", "C1")


def test_a_reply_is_found_once_its_head_has_a_ts_and_kept_until_it_is_forgotten(database: Database) -> None:
    with database.work() as db:
        post = unsent(db)
        early_replies.put(db, REPLY)
        early_replies.put(db, REPLY)
        early_replies.clear(db)
        assert early_replies.found(db) == []
        post.ts = "100.1"
        db.flush()
        early_replies.clear(db)
        assert early_replies.found(db) == [REPLY]
        assert early_replies.waiting_for(db, "T1", "100.1")
        early_replies.forget(db, REPLY)
        assert not delivery.coming(db, NOON).replies


def test_replies_in_the_threads_of_others_are_cleared(database: Database) -> None:
    with database.work() as db:
        post = unsent(db)
        early_replies.put(db, REPLY)
        post.ts = "99.9"
        db.flush()
        early_replies.clear(db)
        assert not delivery.coming(db, NOON).replies
