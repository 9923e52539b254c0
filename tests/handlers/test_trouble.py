"""A message that Slack does not take, or that cannot be drawn, holds up nothing but itself, and nothing for ever."""

from datetime import timedelta

import pytest

from bot.services.channels import Channels
from rehearsal.faults import Call, FaultKind, Faults
from rehearsal.people import Channel
from rehearsal.workspace import Workspace
from storage import posts
from tests.handlers.delivery_process import DeliveryProcess, Rows
from tests.handlers.services import resources_of
from tests.handlers.test_delivery import ON_BOTH, called, texts
from tests.handlers.times import START

ALWAYS = None
A_LITTLE = 2
"""Minutes."""


def bad(call: Call) -> bool:
    return str(call.args.get("text", "")).startswith("bad")


async def minutes(sender: DeliveryProcess, many: float, *, by: float = 0) -> None:
    """Time passes in small steps, as it does; where there is much of it, in larger ones."""
    by = by or (5 if many <= A_LITTLE else 30)
    for _ in range(int(many * 60 / by)):
        await sender.later(by)


FAULTS = {
    "500": Faults.status(500),
    "503": Faults.status(503),
    "no answer at all": Faults.drop_before,
    "internal_error": Faults.error("internal_error"),
    "an error that we do not know": Faults.error("some_new_error"),
}
NEVER_TAKEN = pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
"""What the fault is never depends on the database, nor what becomes of the rows on which fault it is."""


@pytest.mark.parametrize(
    ("database", "fault"),
    [*(pytest.param("sqlite", fault, id=name) for name, fault in FAULTS.items()), ("postgres", FAULTS["500"])],
    indirect=["database"],
)
async def test_a_message_that_is_never_taken_steps_aside_after_a_minute(
    sender: DeliveryProcess, rows: Rows, slack: Workspace, room: Channel, fault: FaultKind
) -> None:
    slack.faults.add("chat.postMessage", fault, times=ALWAYS, when=bad)
    post = rows.want("bad", room)
    rows.want("good", room)
    await minutes(sender, 0.9)
    assert texts(slack, room) == []
    await minutes(sender, 0.3)
    assert (texts(slack, room), rows.post(post).aside, rows.post(post).dropped) == (["good"], True, False)
    slack.faults.clear()
    await minutes(sender, 2)
    assert (texts(slack, room), rows.post(post).trouble_at) == (["good", "bad"], None)


@NEVER_TAKEN
async def test_after_ten_minutes_it_goes_as_plain_text(
    sender: DeliveryProcess, rows: Rows, slack: Workspace, room: Channel, fault: FaultKind
) -> None:
    slack.faults.add("chat.postMessage", fault, times=ALWAYS, when=lambda call: bad(call) and "blocks" in call.args)
    rows.want("bad", room)
    rows.want("good", room)
    await minutes(sender, 9.5)
    assert texts(slack, room) == ["good"]
    await minutes(sender, 3)
    assert [(one.text, bool(one.blocks)) for one in slack.messages(room)] == [("good", True), ("bad", False)]
    assert sender.delivery.given_up == 0


@NEVER_TAKEN
async def test_if_that_fails_too_it_is_given_up_logged_and_counted(
    sender: DeliveryProcess,
    rows: Rows,
    slack: Workspace,
    room: Channel,
    fault: FaultKind,
    caplog: pytest.LogCaptureFixture,
) -> None:
    slack.faults.add("chat.postMessage", fault, times=ALWAYS, when=bad)
    post = rows.want("bad", room)
    rows.want("good", room)
    await minutes(sender, 9.5)
    assert not rows.post(post).dropped
    await minutes(sender, 4)
    assert (texts(slack, room), rows.post(post).dropped, sender.delivery.given_up) == (["good"], True, 1)
    assert [one.getMessage() for one in caplog.records if "is given up" in one.getMessage()]
    calls = called(slack, "chat.postMessage")
    await minutes(sender, 5)
    assert called(slack, "chat.postMessage") == calls


async def test_where_slack_answers_nothing_at_all_no_message_is_to_blame(
    sender: DeliveryProcess, rows: Rows, slack: Workspace, room: Channel
) -> None:
    slack.faults.add("*", Faults.status(503), times=ALWAYS)
    for number in range(3):
        rows.want(f"{number}", room)
    await minutes(sender, 30, by=20)
    assert (texts(slack, room), sender.delivery.given_up) == ([], 0)
    slack.faults.clear()
    await minutes(sender, 4)
    assert sorted(texts(slack, room)) == ["0", "1", "2"]
    assert all(one.blocks for one in slack.messages(room))


@ON_BOTH
async def test_an_edit_that_always_fails_silences_neither_the_conversation_nor_the_card(
    sender: DeliveryProcess, rows: Rows, slack: Workspace, room: Channel
) -> None:
    card = rows.want("Card", room)
    rows.want("Other", room)
    await sender.settled()
    slack.faults.add("chat.update", Faults.error("some_new_error"), times=ALWAYS, when=bad)
    rows.redraw("Card", "bad edit")
    rows.redraw("Other", "Other, edited")
    await sender.settled()
    rows.want("Turn", room)
    await minutes(sender, 0.5)
    assert texts(slack, room) == ["Card", "Other, edited", "Turn"]
    await minutes(sender, 13)
    assert (rows.post(card).shown, sender.delivery.given_up) == (2, 1)
    rows.redraw("Card", "Card, at last")
    await sender.settled()
    assert texts(slack, room)[0] == "Card, at last"


async def test_a_head_in_trouble_holds_back_only_its_own_thread(
    sender: DeliveryProcess, rows: Rows, slack: Workspace, room: Channel
) -> None:
    slack.faults.add("chat.postMessage", Faults.status(500), times=ALWAYS, when=bad)
    card = rows.want("bad card", room)
    rows.want("Turn", room, under=card)
    other = rows.want("Other card", room)
    rows.want("Other turn", room, under=other)
    await minutes(sender, 1.5)
    assert texts(slack, room) == ["Other card", "Other turn"]
    slack.faults.clear()
    await minutes(sender, 2)
    assert [one.text for one in slack.messages(room, thread=slack.messages(room)[-1])] == ["bad card", "Turn"]


@pytest.mark.parametrize("drawn", [True, False], ids=["never taken", "cannot be drawn"])
async def test_what_belongs_under_a_head_that_is_given_up_stands_in_the_channel(
    sender: DeliveryProcess, rows: Rows, slack: Workspace, room: Channel, drawn: bool
) -> None:
    slack.faults.add("chat.postMessage", Faults.status(500), times=ALWAYS, when=bad)
    rows.words["card"] = "bad card" if drawn else "cannot be rendered"
    turn = rows.want("Turn", room, under=rows.want("card", room))
    rows.want("good", room)
    await minutes(sender, 9.5)
    assert texts(slack, room) == ["good"]
    await minutes(sender, 4)
    assert (texts(slack, room), rows.post(turn).dropped) == (["good", "Turn"], False)
    assert [one.in_thread for one in slack.messages(room)] == [False, False]


async def test_a_look_that_always_fails_silences_nothing(
    sender: DeliveryProcess, rows: Rows, slack: Workspace, room: Channel
) -> None:
    slack.faults.add("chat.postMessage", Faults.drop_after)
    slack.faults.add("conversations.history", Faults.status(500), times=ALWAYS)
    post = rows.want("first", room)
    rows.want("second", room)
    await minutes(sender, 1.5)
    assert texts(slack, room) == ["first", "second"]
    await minutes(sender, 11)
    assert (rows.post(post).dropped, sender.delivery.given_up, texts(slack, room)) == (True, 1, ["first", "second"])


async def test_a_message_that_failed_and_was_shown_counts_as_new_when_it_fails_again(
    sender: DeliveryProcess, rows: Rows, slack: Workspace, room: Channel
) -> None:
    slack.faults.add("chat.postMessage", Faults.error("some_new_error"), times=3)
    post = rows.want("Card", room)
    await minutes(sender, 1)
    assert (texts(slack, room), rows.post(post).trouble_at, rows.post(post).aside) == (["Card"], None, False)


@pytest.mark.parametrize("error", ["token_revoked", "invalid_auth", "accesslimited"])
async def test_a_lost_token_is_no_messages_fault_and_is_asked_about_once_a_minute(
    sender: DeliveryProcess, rows: Rows, slack: Workspace, room: Channel, error: str
) -> None:
    slack.faults.add("chat.postMessage", Faults.error(error), times=ALWAYS)
    rows.want("one", room)
    rows.want("two", room)
    await minutes(sender, 15)
    assert called(slack, "chat.postMessage") == 15
    slack.faults.clear()
    await minutes(sender, 1.2)
    assert (texts(slack, room), sender.delivery.given_up) == (["one", "two"], 0)


async def test_a_limit_is_no_trouble(sender: DeliveryProcess, rows: Rows, slack: Workspace, room: Channel) -> None:
    slack.faults.add("chat.postMessage", Faults.ratelimited(60), times=12)
    post = rows.want("one", room)
    rows.want("two", room)
    await minutes(sender, 11)
    assert (rows.post(post).trouble_at, rows.post(post).aside) == (None, False)
    await minutes(sender, 2)
    assert [(one.text, bool(one.blocks)) for one in slack.messages(room)] == [("one", True), ("two", True)]


async def test_the_host_is_told_of_a_message_of_a_set_that_was_given_up(
    sender: DeliveryProcess, rows: Rows, slack: Workspace, room: Channel
) -> None:
    set_id = rows.set(room)
    slack.faults.add("chat.postMessage", Faults.error("some_new_error"), times=ALWAYS, when=bad)
    rows.change(rows.want("bad", room), set_id=set_id)
    await minutes(sender, 12)
    assert sender.given_up == [("T0001", set_id, "some_new_error")]


async def test_times_of_trouble_are_measured_in_real_time(
    sender: DeliveryProcess, rows: Rows, slack: Workspace, room: Channel
) -> None:
    slack.faults.add("chat.postMessage", Faults.error("some_new_error"), times=ALWAYS, when=bad)
    post = rows.want("bad", room)
    await sender.settled()
    sender.clock.move_to(sender.clock.now() + timedelta(hours=1))  # type: ignore[attr-defined]
    await sender.settled()
    assert not rows.post(post).aside


async def test_a_look_that_slack_cannot_make_just_now_is_no_trouble_of_the_messages(
    sender: DeliveryProcess, rows: Rows, slack: Workspace, room: Channel
) -> None:
    slack.faults.add("conversations.history", Faults.error("external_channel_migrating"), times=ALWAYS)
    post = rows.want("first", room)
    rows.change(post, tried_at=START, after_ts="100.1")  # by a process that was killed
    rows.want("second", room)
    await minutes(sender, 15, by=20)
    assert (rows.post(post).trouble_at, rows.post(post).aside, sender.delivery.given_up) == (None, False, 0)
    assert called(slack, "conversations.history") < 30
    slack.faults.clear()
    await minutes(sender, 4)
    assert texts(slack, room) == ["first", "second"]


@ON_BOTH
async def test_a_channel_that_is_asked_again_while_it_is_being_marked_is_not_mute_for_ever(
    sender: DeliveryProcess, rows: Rows, slack: Workspace, room: Channel
) -> None:
    set_id, channels = rows.set(room), Channels(resources_of(rows))

    def gone_and_asked_again(workspace: str, channel: str, reason: str) -> bool:
        marked = channels.gone(workspace, channel, reason)
        channels.back(workspace, channel, False)
        return marked

    sender.marks_gone = gone_and_asked_again
    slack.faults.add("chat.postMessage", Faults.error("restricted_action"))
    rows.change(rows.want("Card", room), set_id=set_id)
    await sender.settled()
    await minutes(sender, 1)
    assert (texts(slack, room), rows.conversation(room).gone) == (["Card"], None)


async def test_what_is_left_of_an_old_loss_is_gone_as_soon_as_the_set_says_something(
    sender: DeliveryProcess, rows: Rows, slack: Workspace, room: Channel
) -> None:
    rows.set(room)
    channels = Channels(resources_of(rows))
    with rows.database.work() as db:
        posts.channel_conversation(db, "T0001", room.id).gone = "not_in_channel"
    channels.back("T0001", room.id, True)
    assert rows.conversation(room).gone is None


@ON_BOTH
async def test_what_was_posted_without_its_ts_being_told_is_looked_for(
    sender: DeliveryProcess, rows: Rows, slack: Workspace, room: Channel, caplog: pytest.LogCaptureFixture
) -> None:
    slack.faults.add("chat.postMessage", Faults.garbage('{"ok": true}', took_effect=True))
    post = rows.want("Card", room)
    await minutes(sender, 1)
    assert (texts(slack, room), rows.post(post).ts is not None) == (["Card"], True)
    assert called(slack, "chat.postMessage") == 1
    assert "Traceback" not in caplog.text
