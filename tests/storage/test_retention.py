"""What is cleaned, and what never is: nothing that is still owed, and never much at once."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.domain.letters import Part
from bot.domain.message_and_timer_kinds import Later, Says
from bot.domain.states import MeetingState, SetState
from storage import delivery, posts, retention, seen_requests, timers
from storage.database import Database
from storage.delivery_models import Conversation, Post, SeenRequest
from storage.delivery_statements import UNSHOWN
from storage.letter_models import Letter, LetterPart
from storage.models import Issue, Meeting, Member, Person, Set, Slot

TEAM: Final = "T1"
CLOSED: Final = datetime(2026, 11, 3, 16, tzinfo=UTC)
LATER: Final = CLOSED + timedelta(days=90)


def a_meeting(db: Session, number: int = 1, closed_at: datetime = CLOSED) -> Meeting:
    if number == 1:
        day = {"first_on": date(2026, 11, 3), "at": time(14), "zone": "Etc/UTC", "founded_at": CLOSED}
        how = {"meetings_planned": 2, "minutes": 90, "every_weeks": 2, "spoken": False, "format": "classic"}
        who = {"public_id": "s1", "channel": "C1", "private": True, "name": "Heads", "rules": ["Ask"]}
        db.add(Set(id=1, workspace=TEAM, state=SetState.ACTIVE, **day, **how, **who))
        db.flush()
        posts.channel_conversation(db, TEAM, "C1")
    times = {"planned_at": closed_at, "started_at": closed_at, "closed_at": closed_at}
    meeting = Meeting(
        workspace=TEAM, public_id=f"m{number}", set_id=1, number=number, state=MeetingState.CLOSED, **times
    )
    db.add(meeting)
    db.flush()
    return meeting


def a_post(db: Session, kind: Says, subject: str, **more: Any) -> int:
    """Sent, and shown as it is wanted, unless told otherwise."""
    where = db.scalars(select(Conversation)).one()
    shown = {"ts": f"1.{subject}", "shown": 1, "wanted": 1, "due_at": CLOSED, "set_id": 1, "facts": {}}
    post = Post(
        workspace=TEAM, conversation_id=where.id, key=f"{kind}{subject}", kind=kind, subject=subject, **(shown | more)
    )
    db.add(post)
    db.flush()
    return post.id


@pytest.mark.parametrize(
    ("kind", "subject", "how", "goes"),
    [
        pytest.param(Says.CALL, "1", {}, True, id="a call"),
        pytest.param(Says.NOTICE, "skipped:1", {}, True, id="a notice"),
        pytest.param(Says.CALL, "1", {"wanted": 2}, False, id="owed an edit"),
        pytest.param(Says.CALL, "1", {"ts": None, "shown": 0}, False, id="owed"),
        pytest.param(Says.CALL, "1", {"tried_at": CLOSED}, False, id="with an unclear outcome"),
        pytest.param(Says.CALL, "1", {"due_at": CLOSED + timedelta(days=1)}, False, id="after the close"),
        pytest.param(Says.NOTICE, "no_date:1", {}, False, id="a question that may stand"),
        pytest.param(Says.NOTICE, "moved:1", {}, False, id="with words, in a channel of before"),
        pytest.param(Says.SLOT_CARD, "1", {}, False, id="with words"),
        pytest.param(Says.SLOT_CARD, "1", {"ts": None, "shown": 0, "dropped": True}, True, id="never sent, with words"),
        pytest.param(Says.SLOT_CARD, "1", {"dropped": True}, False, id="sent, dropped, with words"),
    ],
)
def test_only_what_is_settled_and_carries_no_words_is_forgotten(
    database: Database, kind: Says, subject: str, how: dict[str, Any], goes: bool
) -> None:
    with database.work() as db:
        meeting = a_meeting(db)
        a_post(db, kind, subject, **how)
        assert not retention.clean_meeting(db, meeting)
        assert (db.scalars(select(Post.id)).first() is None) == goes


def test_a_head_that_was_never_sent_stays_while_something_hangs_under_it(database: Database) -> None:
    with database.work() as db:
        meeting = a_meeting(db)
        head = a_post(db, Says.SLOT_CARD, "1", ts=None, shown=0, dropped=True)
        a_post(db, Says.STEP, "1", parent_id=head)
        retention.clean_meeting(db, meeting)
        assert len(db.scalars(select(Post.id)).all()) == 2


def test_many_posts_are_forgotten_some_at_a_time_and_none_of_another_meeting(database: Database) -> None:
    with database.work() as db:
        a_meeting(db, 1, CLOSED - timedelta(days=14))
        meeting = a_meeting_after(db)
        before = a_post(db, Says.CALL, "before", due_at=CLOSED - timedelta(days=14))
        for number in range(retention.AT_ONCE + 1):
            a_post(db, Says.CALL, str(number))
        assert retention.clean_meeting(db, meeting)
        assert len(db.scalars(select(Post.id)).all()) == 2
        assert not retention.clean_meeting(db, meeting)
        assert db.scalars(select(Post.id)).all() == [before]


def a_meeting_after(db: Session) -> Meeting:
    return a_meeting(db, 2)


@pytest.mark.parametrize(
    ("gone_for", "how", "then"),
    [
        pytest.param(30, {"ts": None, "shown": 0}, {"dropped": True}, id="a message that was never sent"),
        pytest.param(30, {"wanted": 3}, {"dropped": False, "ts": "1.1"}, id="an edit: the message stays as it is"),
        pytest.param(29, {"ts": None, "shown": 0}, None, id="not gone for long"),
        pytest.param(None, {"ts": None, "shown": 0}, None, id="not gone"),
        pytest.param(
            30, {"ts": None, "shown": 0, "due_at": LATER - timedelta(days=1)}, None, id="wanted only yesterday"
        ),
    ],
)
def test_what_a_channel_is_owed_that_has_been_gone_for_thirty_days_is_given_up(
    database: Database, gone_for: int | None, how: dict[str, Any], then: dict[str, Any] | None
) -> None:
    with database.work() as db:
        a_meeting(db)
        where = db.scalars(select(Conversation)).one()
        a_post(db, Says.AGENDA, "1", **how)
        if gone_for is not None:
            delivery.lost(db, where, LATER - timedelta(days=gone_for))
            delivery.returned(db, TEAM, "C1")  # asked again, which is not yet a return
        assert not retention.give_up(db, TEAM, LATER - timedelta(days=30))
        db.expire_all()
        post = db.scalars(select(Post)).one()
        owed = db.scalar(select(Post.id).where(UNSHOWN)) is not None
        assert owed == (then is None)
        assert {name: getattr(post, name) for name in then or {}} == (then or {})


def test_cleaning_lets_every_other_timer_go_first(database: Database) -> None:
    """After an upgrade there is one for every meeting that was ever held, and all are due."""
    with database.work() as db:
        for kind in (Later.MEETING_LONG_OVER, Later.STEP_END):
            timers.put(db, TEAM, kind, "1", CLOSED, None)
        assert [one.kind for one in timers.due(db, LATER)] == [Later.STEP_END]
        assert [one.kind for one in timers.low_priority(db, LATER, 9)] == [Later.MEETING_LONG_OVER]


@pytest.mark.parametrize("apart", [timedelta(seconds=1), timedelta(0)])
def test_deliveries_are_forgotten_some_at_a_time(database: Database, apart: timedelta) -> None:
    with database.work() as db:
        each = range(seen_requests.AT_ONCE + 10)
        db.add_all(SeenRequest(workspace=TEAM, key=f"k{number}", seen_at=CLOSED + apart * number) for number in each)
        db.add(SeenRequest(workspace=TEAM, key="new", seen_at=LATER))
        db.flush()
        assert seen_requests.forget_old(db, LATER)
        assert not seen_requests.forget_old(db, LATER)
        assert db.scalars(select(SeenRequest.key)).all() == ["new"]


@pytest.mark.parametrize("may_read", [True, False, None])
def test_letters_know_no_more_who_missed_a_meeting_but_from_whom_a_slot_is_kept(
    database: Database, *, may_read: bool | None
) -> None:
    with database.work() as db:
        first, second = a_meeting(db), a_meeting(db, 2, CLOSED + timedelta(days=14))
        a_slot(db, first, may_read)
        a_part(db, Part.MISSED_MEETING, "1", meeting=first.id, earlier=[])
        a_part(db, Part.MISSED_MEETING, "1", meeting=second.id, earlier=[first.id])
        a_part(db, Part.MAY_READ, "1", absent=["U2"])
        retention.clean_meeting(db, first)
        left = [(one.kind, one.facts) for one in db.scalars(select(LetterPart).order_by(LetterPart.id))]
        kept = [] if may_read else [("missed_meeting", {"meeting": first.id, "earlier": []})]
        earlier = [] if may_read else [first.id]
        assert left == [
            *kept,
            ("missed_meeting", {"meeting": second.id, "earlier": earlier}),
            ("may_read", {"absent": []}),
        ]


def a_slot(db: Session, meeting: Meeting, may_read: bool | None) -> None:
    """Presented by a member, and a letter to them."""
    db.add(Person(id=1, workspace=TEAM, user="U1"))
    db.flush()
    db.add(Member(id=1, workspace=TEAM, set_id=1, person_id=1))
    db.add(Letter(id=1, workspace=TEAM, person_id=1, day=date(2026, 11, 4), composed_at=CLOSED, late=False))
    db.flush()
    db.add(Issue(id=1, workspace=TEAM, public_id="i1", set_id=1, member_id=1, sentence="So?", raised_at=CLOSED))
    db.flush()
    where = {"workspace": TEAM, "public_id": "sl1", "meeting_id": meeting.id, "position": 1}
    db.add(Slot(id=1, issue_id=1, member_id=1, absent_may_read=may_read, **where))
    db.flush()


def a_part(db: Session, kind: Part, subject: str, **facts: object) -> None:
    db.add(
        LetterPart(workspace=TEAM, person_id=1, letter_id=1, set_id=1, kind=kind.value, subject=subject, facts=facts)
    )
    db.flush()
