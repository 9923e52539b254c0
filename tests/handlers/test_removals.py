"""A message that is to be deleted goes from Slack first, then its row: whatever Slack answers, and whoever dies meanwhile."""

from collections.abc import Collection
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.clock import MovableClock
from rehearsal.faults import FaultKind, Faults
from rehearsal.people import Channel
from rehearsal.workspace import Workspace
from storage import channels, posts, removals
from storage.delivery_models import Post
from tests.handlers.delivery_process import DeliveryProcess, Rows
from tests.handlers.test_delivery import ON_BOTH, called, texts
from tests.handlers.test_trouble import ALWAYS, minutes


def removed(rows: Rows, *posts: int) -> None:
    """These messages are to be deleted from now on."""
    with rows.database.work() as db:
        removals.mark(db, posts, rows.clock.now())


def left(rows: Rows) -> Collection[str]:
    """The rows that there are, by what they are about."""
    with rows.database.look() as db:
        return db.scalars(select(Post.subject).order_by(Post.id)).all()


@ON_BOTH
async def test_the_message_goes_and_then_its_row(
    sender: DeliveryProcess, rows: Rows, slack: Workspace, room: Channel
) -> None:
    post, _ = rows.want("Ana's", room), rows.want("Everybody's", room)
    await sender.settled()
    removed(rows, post)
    assert left(rows) == [f"removed:{post}", "Everybody's"]
    await sender.settled()
    assert (texts(slack, room), left(rows)) == (["Everybody's"], ["Everybody's"])


async def test_what_was_never_sent_is_never_sent(
    sender: DeliveryProcess, rows: Rows, slack: Workspace, room: Channel
) -> None:
    removed(rows, rows.want("Ana's", room, due_at=rows.clock.now() + timedelta(days=1)))
    await sender.later(90_000)
    assert (texts(slack, room), left(rows), called(slack, "chat.delete")) == ([], [], 0)


@pytest.mark.parametrize(
    "fault",
    [
        pytest.param(Faults.error("message_not_found"), id="somebody has deleted it"),
        pytest.param(Faults.error("cant_delete_message"), id="it is not ours to delete"),
        pytest.param(Faults.error("compliance_exports_prevent_deletion"), id="the organisation keeps all messages"),
    ],
)
async def test_what_is_not_there_or_cannot_be_deleted_is_done_with(
    sender: DeliveryProcess, rows: Rows, slack: Workspace, room: Channel, fault: FaultKind
) -> None:
    post = rows.want("Ana's", room)
    await sender.settled()
    slack.faults.add("chat.delete", fault, times=ALWAYS)
    removed(rows, post)
    await sender.settled()
    assert (left(rows), called(slack, "chat.delete")) == ([], 1)


@pytest.mark.parametrize(
    "fault",
    [
        pytest.param(Faults.drop_before, id="no answer, nothing happened"),
        pytest.param(Faults.drop_after, id="no answer, but it is gone"),
        pytest.param(Faults.slow(0.6), id="the answer comes too late"),
        pytest.param(Faults.status(500), id="500"),
        pytest.param(Faults.error("internal_error", took_effect=True), id="internal_error, but it is gone"),
        pytest.param(Faults.ratelimited(7), id="429"),
        pytest.param(Faults.error("some_new_error"), id="an error that we do not know"),
    ],
)
@ON_BOTH
async def test_an_unclear_outcome_is_tried_again_until_it_is_gone(
    sender: DeliveryProcess, rows: Rows, slack: Workspace, room: Channel, fault: FaultKind
) -> None:
    post = rows.want("Ana's", room)
    await sender.settled()
    slack.faults.add("chat.delete", fault)
    removed(rows, post)
    await sender.settled()
    assert left(rows) == [f"removed:{post}"]
    await minutes(sender, 0.5)
    assert (texts(slack, room), left(rows), called(slack, "chat.delete")) == ([], [], 2)


async def test_after_a_day_of_an_unknown_error_the_row_goes_and_the_log_says_so(
    sender: DeliveryProcess, rows: Rows, slack: Workspace, room: Channel, caplog: pytest.LogCaptureFixture
) -> None:
    post = rows.want("Ana's", room)
    await sender.settled()
    slack.faults.add("chat.delete", Faults.error("some_new_error"), times=ALWAYS)
    removed(rows, post)
    await minutes(sender, 60 * 23, by=900)
    assert left(rows) == [f"removed:{post}"]
    await minutes(sender, 120, by=900)
    assert left(rows) == []
    assert "chat.delete of post" in caplog.text


async def test_one_whose_posting_is_unclear_is_looked_for_and_then_deleted(
    sender: DeliveryProcess, rows: Rows, slack: Workspace, room: Channel
) -> None:
    slack.faults.add("chat.postMessage", Faults.drop_after)
    post = rows.want("Ana's", room)
    await sender.settled()
    removed(rows, post)
    await minutes(sender, 0.5)
    assert (texts(slack, room), left(rows), called(slack, "chat.postMessage")) == ([], [], 1)


async def test_one_that_was_not_posted_after_all_is_not_posted_any_more(
    sender: DeliveryProcess, rows: Rows, slack: Workspace, room: Channel
) -> None:
    slack.faults.add("chat.postMessage", Faults.drop_before)
    post = rows.want("Ana's", room)
    await sender.settled()
    removed(rows, post)
    await minutes(sender, 0.5)
    assert (texts(slack, room), left(rows), called(slack, "chat.postMessage")) == ([], [], 1)


@pytest.mark.parametrize("first", ["head", "reply"])
async def test_the_row_of_a_head_goes_with_the_last_of_its_replies(
    sender: DeliveryProcess, rows: Rows, slack: Workspace, room: Channel, first: str
) -> None:
    head = rows.want("A slot", room)
    reply = rows.want("A call", room, under=head)
    await sender.settled()
    one, other = (head, reply) if first == "head" else (reply, head)
    removed(rows, one)
    await sender.settled()
    assert len(left(rows)) == (2 if first == "head" else 1)
    removed(rows, other)
    await sender.settled()
    assert (texts(slack, room), left(rows)) == ([], [])


async def test_where_the_channel_is_lost_it_waits_until_that_is_back(
    sender: DeliveryProcess, rows: Rows, slack: Workspace, room: Channel
) -> None:
    post = rows.want("Ana's", room)
    await sender.settled()
    slack.faults.add("chat.delete", Faults.error("is_archived"))
    removed(rows, post)
    await minutes(sender, 60, by=600)
    assert left(rows) == [f"removed:{post}"]
    with rows.database.work() as db:
        conversation = db.get_one(type(rows.conversation(room)), rows.post(post).conversation_id)
        conversation.gone = None
    await sender.settled()
    assert (texts(slack, room), left(rows)) == ([], [])


async def test_many_go_at_the_pace_of_new_messages_and_live_cards_first(
    sender: DeliveryProcess, rows: Rows, slack: Workspace, room: Channel, clock: MovableClock
) -> None:
    posts = [rows.want(f"Old {number}", room) for number in range(12)]
    rows.want("The card", room)
    await minutes(sender, 0.5)
    removed(rows, *posts)
    rows.redraw("The card", "The card, changed")
    await sender.settled()
    methods = [one.method for one in slack.calls if one.method in ("chat.delete", "chat.update")]
    assert methods == ["chat.update", *["chat.delete"] * 5]
    await sender.later(1)
    assert called(slack, "chat.delete") == 6
    await minutes(sender, 0.5)
    assert (texts(slack, room), left(rows)) == (["The card, changed"], ["The card"])


@ON_BOTH
async def test_a_kill_between_row_and_call_loses_nothing(
    rows: Rows, slack: Workspace, room: Channel, clock: MovableClock, real: MovableClock
) -> None:
    async with DeliveryProcess(rows, slack, clock, real, "one") as first:
        post = rows.want("Ana's", room)
        await first.settled()
        slack.faults.add("chat.delete", Faults.slow(5, effect_late=True))
        removed(rows, post)
        first.delivery.wake()
        await slack.until(lambda: called(slack, "chat.delete") == 1)
        await first.killed()
        assert left(rows) == [f"removed:{post}"]
    slack.faults.clear()
    async with DeliveryProcess(rows, slack, clock, real, "two") as second:
        await minutes(second, 1)
        assert (texts(slack, room), left(rows)) == ([], [])


@pytest.mark.parametrize(
    ("fault", "calls"),
    [
        pytest.param(Faults.error("file_not_found"), 1, id="it is not there"),
        pytest.param(Faults.error("file_deleted"), 1, id="somebody has deleted it"),
        pytest.param(Faults.error("cant_delete_file"), 1, id="it is not ours to delete"),
        pytest.param(Faults.ratelimited(5), 2, id="429"),
        pytest.param(Faults.drop_before, 2, id="no answer"),
    ],
)
async def test_a_file_is_deleted_as_a_message_is(
    sender: DeliveryProcess, rows: Rows, slack: Workspace, room: Channel, fault: FaultKind, calls: int
) -> None:
    slack.faults.add("files.delete", fault)
    with rows.database.work() as db:
        removals.file(db, posts.channel_conversation(db, "T0001", room.id), "F0001", None, rows.clock.now())
    await minutes(sender, 0.5)
    assert (left(rows), called(slack, "files.delete"), called(slack, "chat.delete")) == ([], calls, 0)


@ON_BOTH
async def test_what_stays_in_a_channel_of_before_is_remembered_and_can_be_deleted(
    sender: DeliveryProcess, rows: Rows, slack: Workspace, room: Channel
) -> None:
    rows.want("Ana's", room)
    await sender.settled()
    hall = slack.channel("hall", members=[])
    with rows.database.work() as db:
        there = posts.channel_conversation(db, "T0001", room.id)
        channels.rename(db, "T0001", room.id, hall.id)
        channels.remember(db, there, room.id)
        channels.post_anew(db, there, 1, [], is_open=False)
    await sender.settled()
    assert len(texts(slack, room)) == 1
    with rows.database.look() as db:
        moved = db.scalars(select(Post.id).where(Post.subject.startswith("moved:"))).all()
    removed(rows, *moved)
    await sender.settled()
    assert texts(slack, room) == []
