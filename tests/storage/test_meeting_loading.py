"""What is read of a meeting, and how little is asked for that."""

from dataclasses import replace
from datetime import date
from typing import Any, Final

import pytest
from sqlalchemy.orm import Session

from bot.domain.meeting.log_entries import Key
from bot.domain.meeting.parts import Fact
from bot.domain.meeting.value import Meeting
from bot.domain.message_and_timer_kinds import Says
from bot.domain.states import MeetingState
from bot.domain.step_kinds import StepKind
from storage import cycles
from storage.database import Database
from storage.delivery_models import Post
from storage.meeting_loading import load
from storage.meeting_log import MOST_OF_ONE_THAT_IS_OVER
from storage.meeting_lookup import SetLookup
from storage.models import Meeting as Row
from storage.models import Member
from storage.surroundings import around
from tests.bot.domain.meeting import cases
from tests.bot.domain.meeting.cases import ANA, BEN, CAT, SET, START
from tests.query_plans import overhearing, walks
from tests.storage import stored_meetings
from tests.storage.changed_meetings import called, lines
from tests.storage.stored_meetings import AROUND, MEETING, TEAM, read, saved

MOST: Final = {
    StepKind.OPENING: 3,
    StepKind.REPORT_BACK: 3,
    StepKind.BIDS: 3,
    StepKind.PRESENT: 2,
    StepKind.CLARIFY: 2,
    StepKind.QUESTION: 2,
    StepKind.MIRROR: 2,
    StepKind.RESTATE: 2,
    StepKind.COMMIT: 2,
    StepKind.SLOT_REVIEW: 2,
    StepKind.REVIEW: 2,
    StepKind.CLOSING: 6,
}
"""One for what the meeting consists of, one for its messages, and one for each thing that is shown from outside of it."""


@pytest.mark.parametrize("kind", list(StepKind))
def test_a_meeting_is_read_with_few_statements(database: Database, kind: StepKind) -> None:
    m = stored_meetings.held(database, kind)
    with database.work() as db:
        of, people = stored_meetings.the_set(db), around(db, TEAM, SET.number).roster
        with stored_meetings.statements() as heard:
            load(db, of, people, m.now, AROUND)
    assert len(heard) == MOST[kind]


@pytest.mark.parametrize("whole", [False, True])
def test_nothing_that_grows_is_read_from_end_to_end(sqlite_url: str, whole: bool) -> None:
    database = Database(sqlite_url)
    m = stored_meetings.held(database, StepKind.CLOSING)
    with database.work() as db, overhearing() as asked:
        stored_meetings.loaded(db, m.now, whole=whole, number=MEETING if whole else None, also=list(Fact))
        outside = SetLookup(db, m)
        assert outside.heard(frozenset({"p"})) == []
        assert outside.pulses() == 0
        assert set(cycles.going_on(db, SET.number)) == {None}  # which only the last meeting of a cycle looks up
    ours = [one for one in asked.values() if "FROM sets" not in one.statement]
    assert len(ours) == 4 + len(Fact) + 1  # and the roster
    with database.engine.connect() as connection:
        found = [walk for one in ours for walk in walks(connection, one, {})]
    assert found == []
    database.close()


def test_there_is_no_meeting_where_none_is_open(database: Database) -> None:
    stored_meetings.found(database)
    with database.look() as db:
        assert load(db, stored_meetings.the_set(db), around(db, TEAM, SET.number).roster, START, AROUND) is None
        planned = stored_meetings.loaded(db, START, MEETING).meeting
    assert (planned.state, planned.steps, planned.log) == (MeetingState.PLANNED, (), ())
    assert planned.format == cases.FORMAT


def test_a_member_is_as_their_rows_say(database: Database) -> None:
    stored_meetings.found(database)
    with database.work() as db:
        one = db.get_one(Member, BEN)
        one.agreed_version, one.away_until, one.presented_in, one.missed_call = 0, date(2026, 12, 1), 1, True
        one.away_from = date(2026, 11, 24)
        stored_meetings.the_set(db).adviser_id = CAT + 100
        db.get_one(Member, ANA).left_at = START
    with database.look() as db:
        ben, cat, dan = stored_meetings.loaded(db, START, MEETING).meeting.members
    assert (ben.number, ben.person, ben.user, ben.agreed, ben.away_until) == (BEN, 102, "U2", False, date(2026, 12, 1))
    assert (ben.away_from, ben.presented_in, ben.missed_call, ben.is_adviser) == (date(2026, 11, 24), 1, True, False)
    assert (cat.agreed, cat.is_adviser, dan.is_adviser) == (True, True, False)


# Messages


def a_post(db: Session, subject: str, like: Post, **more: Any) -> Post:
    what = {"workspace": TEAM, "conversation_id": like.conversation_id, "kind": Says.NOTICE, "facts": {}}
    post = Post(key=f"k{subject}", subject=subject, **{**what, "due_at": START, **more})
    db.add(post)
    db.flush()
    return post


def named(m: Meeting) -> list[tuple[Says, str]]:
    return [(one.key.kind, one.key.of or one.key.nth) for one in m.log]


def test_messages_are_those_since_the_card_at_the_top_and_in_the_thread_of_the_open_step(database: Database) -> None:
    m = stored_meetings.held(database, StepKind.PRESENT, slot=1)
    assert [kind for kind, _ in named(m)].count(Says.STEP) == 1
    with database.work() as db:
        post = db.query(Post).filter_by(kind=Says.AGENDA).one()
        earlier = a_post(db, "moved:40:1", post)
        earlier.id = 0
        a_post(db, "moved:40:2", post)
        a_post(db, "elsewhere", post, parent_id=post.id)
    again = read(database, m.now)
    assert named(again) == [*named(m), (Says.NOTICE, "moved:40:2")]
    other = read(database, m.now, threads=[Key(Says.SLOT_CARD, "slot1")])
    assert [kind for kind, _ in named(other)].count(Says.STEP) == 7


@pytest.mark.parametrize("whole", [False, True])
def test_of_a_meeting_that_is_over_what_came_after_a_message_is_not_read(database: Database, whole: bool) -> None:
    m = stored_meetings.held(database, StepKind.CLOSING)
    with database.work() as db:
        card = db.query(Post).filter_by(kind=Says.STEP_CARD, subject=str(m.step.number)).one()
        for number in range(3):
            a_post(db, f"later:{number}", card)
    how: Any = {"number": MEETING, "whole": whole, "last": card.id}
    running = read(database, m.now, **how)
    with database.work() as db:
        db.get_one(Row, MEETING).state = MeetingState.CLOSED
    over = read(database, m.now, **how)
    assert [kind for kind, _ in named(running)[-3:]] == [Says.NOTICE] * 3
    assert named(over) == named(running)[:-3]
    assert over.entry(Key(Says.STEP_CARD, m.step.id)) is not None


def test_of_a_meeting_that_is_over_no_more_is_read_however_long_ago_that_was(database: Database) -> None:
    m = stored_meetings.held(database, StepKind.CLOSING)
    with database.work() as db:
        card = db.query(Post).filter_by(kind=Says.STEP_CARD, subject=str(m.step.number)).one()
        for number in range(2 * MOST_OF_ONE_THAT_IS_OVER):
            a_post(db, f"later:{number}", card)
        db.get_one(Row, MEETING).state = MeetingState.CLOSED
    over = read(database, m.now, number=MEETING)
    assert sum(one.under is None for one in over.log) == MOST_OF_ONE_THAT_IS_OVER
    assert over.entry(Key(Says.STEP_CARD, m.step.id)) is not None


def test_what_became_of_a_message_is_known(database: Database) -> None:
    m = stored_meetings.held(database, StepKind.PRESENT)
    assert m.head is not None
    with database.work() as db:
        head, step = db.get_one(Post, m.head.number), db.get_one(Post, m.log[-1].number)
        head.ts, head.deleted_ts, head.threads_lost = "2.0", "1.0", 2
        step.tried_at = START
    head_now, step_now = read(database, m.now).log[-2:]
    assert (head_now.sent, head_now.threads, head_now.has_no_thread) == (True, ("1.0", "2.0"), True)
    assert (step_now.sent, step_now.tried, step_now.has_no_thread) == (False, True, False)
    assert (step_now.under, step_now.due_at) == (head_now.key, m.now)


def test_the_messages_of_report_backs_are_read_where_the_meeting_may_close(database: Database) -> None:
    m = stored_meetings.held(database, StepKind.CLOSING)
    back = next(one for one in m.steps if one.kind is StepKind.REPORT_BACK)
    with database.work() as db:
        card = db.query(Post).filter_by(kind=Says.STEP_CARD, subject=str(back.number)).one()
        a_post(db, f"{back.number}:{BEN}", card, parent_id=card.id, kind=Says.OWNER)
    found = read(database, m.now).entry(Key(Says.OWNER, back.id, str(BEN)))
    assert found is not None
    assert found.under == Key(Says.STEP_CARD, back.id)


# Turns


def test_turns_are_those_of_the_open_step_unless_all_are_wanted(database: Database) -> None:
    m = saved(database, called(stored_meetings.held(database, StepKind.QUESTION))).loaded.meeting
    over = cases.at_step(StepKind.RESTATE).step
    saved(database, replace(m, steps=(*m.with_step(ended_at=m.now).steps, replace(over, number=0))))
    now = read(database, m.now)
    assert (now.turns, [one.of for one in (entry.key for entry in now.log) if one.kind is Says.CALL]) == ((), ["", ""])
    assert [one.id for one in read(database, m.now, whole=True).turns] == ["turn1", "turn2"]


# Lines


def test_what_was_done_once_in_a_step_is_a_field_of_it(database: Database) -> None:
    m = stored_meetings.held(database, StepKind.RESTATE)
    saved(database, lines(m))
    assert read(database, m.now).step == lines(m).step
