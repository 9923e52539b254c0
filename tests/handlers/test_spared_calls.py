"""What delivery does not do: edit a message to what it shows already, or write more than it must."""

from collections import Counter
from collections.abc import Callable
from typing import Any, Final

import pytest
from sqlalchemy import Connection, event

from rehearsal.faults import FaultKind, Faults
from rehearsal.people import Channel
from rehearsal.workspace import Workspace
from storage import posts
from storage.database import Database
from storage.delivery_models import Post
from tests.handlers.delivery_process import DeliveryProcess, Rows

ON_BOTH = pytest.mark.parametrize("database", ["sqlite", "postgres"], indirect=True)


def edits(slack: Workspace) -> int:
    return len([call for call in slack.calls if call.method == "chat.update"])


@pytest.fixture
async def card(sender: DeliveryProcess, rows: Rows, room: Channel) -> int:
    """A message that is there, as it was wanted first."""
    post = rows.want("Card", room)
    await sender.settled()
    return post


async def redrawn(sender: DeliveryProcess, rows: Rows, words: str) -> None:
    rows.redraw("Card", words)
    await sender.settled()


@ON_BOTH
async def test_an_edit_that_draws_the_same_makes_no_call_and_is_shown(
    sender: DeliveryProcess, rows: Rows, slack: Workspace, card: int
) -> None:
    calls = len(slack.calls)
    await redrawn(sender, rows, "Card")
    post = rows.post(card)
    assert (len(slack.calls), post.shown, post.drawn_for) == (calls, 2, 2)
    await redrawn(sender, rows, "Card, edited")
    assert (edits(slack), rows.post(card).shown) == (1, 3)


async def test_an_edit_that_was_spared_uses_no_pace(
    sender: DeliveryProcess, rows: Rows, slack: Workspace, card: int
) -> None:
    await redrawn(sender, rows, "Card")
    assert rows.post(card).edited_at is None
    await redrawn(sender, rows, "Card, edited")
    assert edits(slack) == 1


async def test_what_is_shown_is_compared_with_the_last_edit(
    sender: DeliveryProcess, rows: Rows, slack: Workspace, card: int
) -> None:
    await redrawn(sender, rows, "Card, edited")
    await sender.later(5)
    await redrawn(sender, rows, "Card, edited")
    assert (edits(slack), rows.post(card).shown) == (1, 3)
    await redrawn(sender, rows, "Card")
    assert (edits(slack), rows.post(card).shown) == (2, 4)


@pytest.mark.parametrize(
    "fault",
    [
        pytest.param(Faults.drop_before, id="the connection ends before it took effect"),
        pytest.param(Faults.drop_after, id="the connection ends after it took effect"),
        pytest.param(Faults.error("internal_error", took_effect=True), id="internal_error"),
    ],
)
async def test_after_an_unclear_edit_the_old_words_are_sent_all_the_same(
    sender: DeliveryProcess, rows: Rows, slack: Workspace, room: Channel, card: int, fault: FaultKind
) -> None:
    slack.faults.add("chat.update", fault)
    await redrawn(sender, rows, "Card, edited")
    assert (rows.post(card).drawn, edits(slack)) == (None, 1)
    await redrawn(sender, rows, "Card")
    await sender.later(5)
    assert (edits(slack), slack.messages(room)[0].text, rows.post(card).shown) == (2, "Card", 3)


async def test_an_unclear_edit_is_unclear_still_after_one_that_never_reached_slack(
    sender: DeliveryProcess, rows: Rows, slack: Workspace, room: Channel, card: int
) -> None:
    slack.faults.add("chat.update", Faults.drop_after)
    slack.faults.add("chat.update", Faults.ratelimited(3))
    await redrawn(sender, rows, "Card, edited")
    await sender.later(5)
    await redrawn(sender, rows, "Card")
    await sender.later(10)
    assert (edits(slack), slack.messages(room)[0].text, rows.post(card).shown) == (3, "Card", 3)


async def test_a_message_that_was_found_is_edited_once_though_it_draws_the_same(
    sender: DeliveryProcess, rows: Rows, slack: Workspace, room: Channel
) -> None:
    slack.faults.add("chat.postMessage", Faults.drop_after)
    post = rows.want("Card", room)
    await sender.settled()
    assert (edits(slack), rows.post(post).shown) == (1, 1)
    await sender.later(5)
    await redrawn(sender, rows, "Card")
    assert (edits(slack), rows.post(post).shown) == (1, 2)


async def test_of_a_message_that_an_earlier_release_sent_nothing_is_known(
    sender: DeliveryProcess, rows: Rows, slack: Workspace, card: int
) -> None:
    rows.change(card, drawn=None, drawn_for=None)
    await redrawn(sender, rows, "Card")
    assert (edits(slack), rows.post(card).shown) == (1, 2)


async def test_an_edit_that_went_as_plain_text_is_made_again_with_its_blocks(
    sender: DeliveryProcess, rows: Rows, slack: Workspace, room: Channel, card: int
) -> None:
    slack.faults.add("chat.update", Faults.error("invalid_blocks"))
    await redrawn(sender, rows, "Card, edited")
    assert (slack.messages(room)[0].blocks, rows.post(card).drawn) == ([], None)
    await sender.later(5)
    await redrawn(sender, rows, "Card, edited")
    assert (edits(slack), len(slack.messages(room)[0].blocks)) == (3, 1)


async def test_a_message_that_is_posted_anew_is_posted_though_it_draws_the_same(
    sender: DeliveryProcess, rows: Rows, slack: Workspace, room: Channel, card: int
) -> None:
    with rows.database.work() as db:
        posts.post_anew(db.get_one(Post, card), thread_stays=False)
    await sender.settled()
    post = rows.post(card)
    assert [message.text for message in slack.messages(room)] == ["Card", "Card"]
    assert (post.ts, post.drawn_for) == (slack.messages(room)[1].ts, 1)


async def test_what_was_deleted_as_it_was_drawn_is_not_written_down_as_shown(
    sender: DeliveryProcess, rows: Rows, slack: Workspace, room: Channel, card: int
) -> None:
    draw = rows.render

    def delete_first(wanted: Any) -> Any:
        if wanted.is_there:
            with rows.database.work() as db:
                posts.post_anew(db.get_one(Post, card), thread_stays=False)
        return draw(wanted)

    rows.render = delete_first  # type: ignore[method-assign]
    async with DeliveryProcess(rows, slack, rows.clock, rows.clock) as other:
        await sender.delivery.stop()
        await redrawn(other, rows, "Card")
    post = rows.post(card)
    assert (len(slack.messages(room)), post.shown, edits(slack)) == (2, 2, 0)


WRITING: Final = ("INSERT", "UPDATE", "DELETE")


@pytest.fixture
def committed(database: Database) -> Counter[str]:
    """How many transactions wrote, and how many times a conversation was leased."""
    counts: Counter[str] = Counter()

    def commits(connection: Connection) -> None:
        counts["writes"] += bool(connection.info.pop("has written", False))

    def executes(connection: Connection, _cursor: Any, statement: str, *_: Any) -> None:
        connection.info["has written"] = connection.info.get("has written") or statement.startswith(WRITING)
        counts["leases"] += statement.startswith("UPDATE conversations SET leased_by=")

    event.listen(database.engine, "commit", commits)
    event.listen(database.engine, "before_cursor_execute", executes)
    return counts


Do = Callable[[Rows, Channel], None]


def say_three(rows: Rows, room: Channel) -> None:
    head = rows.want("Head", room)
    for words in ("First", "Second"):
        rows.want(words, room, under=head)


def edit_it(rows: Rows, _: Channel) -> None:
    rows.redraw("Card", "Card, edited")


def edit_it_to_the_same(rows: Rows, _: Channel) -> None:
    rows.redraw("Card", "Card")


@ON_BOTH
@pytest.mark.parametrize(("do", "messages", "each"), [(say_three, 3, 2), (edit_it, 1, 2), (edit_it_to_the_same, 1, 1)])
async def test_a_message_is_two_write_transactions_and_a_burst_one_lease(
    sender: DeliveryProcess,
    rows: Rows,
    room: Channel,
    card: int,
    committed: Counter[str],
    database: Database,
    do: Do,
    messages: int,
    each: int,
) -> None:
    do(rows, room)
    wanted = committed["writes"]
    committed.clear()
    await sender.settled()
    assert wanted > 0
    assert rows.post(card).shown == rows.post(card).wanted
    leased_and_given_back = 0 if database.sqlite else 2
    assert committed["writes"] == messages * each + leased_and_given_back
    assert committed["leases"] == leased_and_given_back
