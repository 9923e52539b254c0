"""What a meeting says, in rows: in order, under the names of always, and wanted once more where it shows something else."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from bot.domain.meeting import log
from bot.domain.meeting.log_entries import Key
from bot.domain.meeting.parts import Slot
from bot.domain.message_and_timer_kinds import Says
from bot.domain.step_kinds import StepKind
from storage.database import Database
from storage.delivery_models import Post
from storage.posts import channel_conversation
from tests.bot.domain.meeting import cases
from tests.bot.domain.meeting.cases import ANA
from tests.storage import stored_meetings
from tests.storage.changed_meetings import a_step, offered, retired
from tests.storage.stored_meetings import MEETING, TEAM, read, saved


def posts_of(database: Database) -> list[Post]:
    with database.look() as db:
        return list(db.scalars(select(Post).order_by(Post.id)))


def said(database: Database, kind: Says) -> list[tuple[str, int, bool]]:
    """The subject, the revision wanted and whether it was dropped, of each message of that kind."""
    return [(one.subject, one.wanted, one.dropped) for one in posts_of(database) if one.kind == kind]


def test_messages_are_posted_in_the_order_of_the_log_whatever_hangs_under_what(database: Database) -> None:
    m = stored_meetings.held(database, StepKind.BIDS)
    m = replace(m, slots=(Slot("slot1", cases.issue_of(ANA), actions=()),))
    m = replace(m, steps=(*m.with_step(ended_at=m.now).steps, a_step(m, "s8"), a_step(m, "s9")))
    head = Key(Says.SLOT_CARD, "slot1")
    for key, under in ((head, None), (Key(Says.STEP, "s8"), head), (Key(Says.STEP_CARD, "s9"), None)):
        m = log.say(m, key, under)
    saved(database, m)
    *_, card, first, second = posts_of(database)
    assert [card.kind, first.kind, second.kind] == [Says.SLOT_CARD, Says.STEP, Says.STEP_CARD]
    assert (card.parent_id, first.parent_id, second.parent_id) == (None, card.id, None)
    assert all(one.set_id == 7 and one.due_at == m.now and len(one.key) == 24 for one in (card, first, second))


def test_what_shows_something_else_is_wanted_once_more_and_nothing_besides(database: Database) -> None:
    m = stored_meetings.held(database, StepKind.PRESENT)
    card = m.head
    assert card is not None
    assert saved(database, m, redrawn=[card.number]).has_to_say
    assert said(database, Says.SLOT_CARD) == [("1", 2, False)]
    assert {wanted for kind in Says if kind is not Says.SLOT_CARD for _, wanted, _ in said(database, kind)} == {1}


def test_an_offer_that_is_made_anew_leaves_the_older_one_settled_under_a_name_of_its_own(database: Database) -> None:
    m = stored_meetings.held(database, StepKind.PRESENT)
    first = saved(database, offered(m)).loaded.meeting
    saved(database, retired(read(database, m.now)))
    number, old = first.slots[0].number, first.log[-1].number
    assert said(database, Says.NOTICE) == [
        (f"presenter_gone:{number}:{old}", 2, False),
        (f"presenter_gone:{number}", 1, False),
    ]
    assert [one.facts.get("settled") for one in posts_of(database) if one.kind == Says.NOTICE] == [True, None]
    again = [one.key.nth for one in read(database, m.now).log if one.key.kind is Says.NOTICE]
    assert again == [f"{m.slots[0].id}:{old}", m.slots[0].id]


def test_that_time_is_up_becomes_that_the_meeting_is_paused(database: Database) -> None:
    m = stored_meetings.held(database, StepKind.PRESENT)
    told = log.tell_that_time_is_up(m)
    assert told is not None
    m = saved(database, told).loaded.meeting
    saved(database, log.tell_of_the_clock(m, "paused_itself", spoken=False))
    assert said(database, Says.TIME_UP) == []
    assert said(database, Says.CLOCK) == [(f"slot:{m.slots[0].number}:1", 2, False)]
    (clock,) = [one for one in posts_of(database) if one.kind == Says.CLOCK]
    assert clock.facts == {
        "name": "paused_itself",
        "meeting": MEETING,
        "slot": m.slots[0].number,
        "step": m.step.id,
        "spoken": False,
    }


@pytest.mark.parametrize(("ts", "goes"), [(None, True), ("1.1", False)])
def test_only_what_was_never_sent_is_dropped(database: Database, ts: str | None, goes: bool) -> None:
    m = stored_meetings.held(database, StepKind.PRESENT)
    with database.work() as db:
        db.scalars(select(Post).where(Post.kind == Says.STEP)).one().ts = ts
    m = read(database, m.now)
    saved(database, m.with_entry(m.log[-1], dropped=True))
    assert said(database, Says.STEP)[-1][1:] == (1, goes)


def test_what_was_dropped_is_wanted_after_all(database: Database) -> None:
    m = stored_meetings.held(database, StepKind.PRESENT)
    with database.work() as db:
        post = db.scalars(select(Post).where(Post.kind == Says.STEP)).one()
        post.dropped, post.attempts, post.aside, post.plain, post.threads_lost = True, 3, True, True, 1
    m = read(database, m.now)
    assert m.log[-1].dropped
    saved(database, log.say(m, m.log[-1].key))
    (post,) = [one for one in posts_of(database) if one.kind == Says.STEP]
    assert (post.dropped, post.attempts, post.aside, post.plain) == (False, 0, False, False)
    assert (post.threads_lost, post.wanted) == (0, 2)


def test_what_was_said_and_taken_back_at_once_is_never_there(database: Database) -> None:
    m = log.notice(stored_meetings.held(database, StepKind.PRESENT), "presenter_left", "step3")
    done = saved(database, m.with_entry(m.log[-1], dropped=True))
    assert not done.has_to_say
    assert done.loaded.meeting.log == m.log[:-1]


def test_a_set_that_is_alive_speaks_where_its_channel_was_lost_once(database: Database) -> None:
    m = stored_meetings.held(database, StepKind.PRESENT)
    with database.work() as db:
        channel_conversation(db, TEAM, "C1").gone = "not_in_channel"
    saved(database, offered(m))
    with database.work() as db:
        assert channel_conversation(db, TEAM, "C1").gone is None
