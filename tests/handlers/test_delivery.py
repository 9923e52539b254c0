"""Delivery makes Slack agree with the rows: once, in order, whatever goes wrong."""

import asyncio
from datetime import timedelta

import pytest

from bot.clock import MovableClock
from bot.domain.delivery import Reply
from bot.domain.message_and_timer_kinds import Says
from rehearsal.faults import FaultKind, Faults
from rehearsal.people import Channel
from rehearsal.workspace import Workspace
from storage import delivery, early_replies
from tests.handlers.delivery_process import DeliveryProcess, Rows
from tests.handlers.times import START

ON_BOTH = pytest.mark.parametrize("database", ["sqlite", "postgres"], indirect=True)


def texts(slack: Workspace, room: Channel) -> list[str]:
    return [message.text for message in slack.everything(room)]


def called(slack: Workspace, method: str) -> int:
    return len([call for call in slack.calls if call.method == method])


@ON_BOTH
async def test_a_row_becomes_one_message_that_carries_its_key_and_unfurls_nothing(
    sender: DeliveryProcess, rows: Rows, slack: Workspace, room: Channel
) -> None:
    post = rows.want("Welcome", room)
    await sender.settled()
    (message,) = slack.messages(room)
    assert message.text == "Welcome"
    assert message.metadata == {"event_type": "set_adviser_post", "event_payload": {"key": rows.post(post).key}}
    (call,) = [call for call in slack.calls if call.method == "chat.postMessage"]
    assert {str(call.args["unfurl_links"]).lower(), str(call.args["unfurl_media"]).lower()} <= {"false", "0"}
    assert (rows.post(post).ts, rows.post(post).shown, rows.post(post).tried_at) == (message.ts, 1, None)


@pytest.mark.parametrize(
    ("fault", "looks"),
    [
        pytest.param(Faults.drop_before, 2, id="the connection ends before it took effect"),
        pytest.param(Faults.drop_after, 1, id="the connection ends after it took effect"),
        pytest.param(Faults.slow(0.6), 1, id="the answer comes too late"),
        pytest.param(Faults.status(500), 2, id="500, nothing happened"),
        pytest.param(Faults.status(503, took_effect=True), 1, id="503, but it took effect"),
        pytest.param(Faults.error("internal_error"), 2, id="internal_error, nothing happened"),
        pytest.param(Faults.error("internal_error", took_effect=True), 1, id="internal_error, but it took effect"),
        pytest.param(Faults.error("fatal_error", took_effect=True), 1, id="fatal_error, but it took effect"),
    ],
)
async def test_a_post_with_an_unclear_outcome_is_looked_for_and_there_exactly_once(
    sender: DeliveryProcess, rows: Rows, slack: Workspace, room: Channel, fault: FaultKind, looks: int
) -> None:
    slack.faults.add("chat.postMessage", fault)
    post = rows.want("Welcome", room)
    await sender.settled()
    await sender.later(6)
    assert called(slack, "chat.postMessage") == 1
    await sender.later(2)
    assert texts(slack, room) == ["Welcome"]
    assert called(slack, "conversations.history") == looks
    assert (rows.post(post).ts, rows.post(post).shown) == (slack.messages(room)[0].ts, 1)


async def test_a_message_that_took_effect_late_is_found_by_the_second_look(
    sender: DeliveryProcess, rows: Rows, slack: Workspace, room: Channel
) -> None:
    slack.faults.add("chat.postMessage", Faults.slow(0.6, effect_late=True))
    rows.want("Welcome", room)
    await sender.settled()
    assert (texts(slack, room), called(slack, "conversations.history")) == ([], 1)
    await slack.until(lambda: texts(slack, room) == ["Welcome"])
    await sender.later(8)
    assert texts(slack, room) == ["Welcome"]
    assert (called(slack, "conversations.history"), called(slack, "chat.postMessage")) == (2, 1)


async def test_a_message_that_was_found_is_brought_up_to_date_by_one_edit(
    sender: DeliveryProcess, rows: Rows, slack: Workspace, room: Channel
) -> None:
    rows.words["step"] = "until 10:42"
    slack.faults.add("chat.postMessage", Faults.drop_after)
    slack.faults.add("conversations.history", Faults.status(500))
    rows.want("step", room)
    await sender.settled()
    rows.redraw("step", "until 10:47")
    await sender.later(3)
    assert texts(slack, room) == ["until 10:47"]
    assert (called(slack, "chat.postMessage"), called(slack, "chat.update")) == (1, 1)


async def test_a_look_pages_through_what_was_said_since_the_last_message_known(
    sender: DeliveryProcess, rows: Rows, slack: Workspace, room: Channel
) -> None:
    rows.want("Before", room)
    await sender.settled()
    slack.faults.add("chat.postMessage", Faults.slow(0.6))
    rows.want("Welcome", room)
    slack.faults.add("conversations.history", Faults.status(500))
    await sender.settled()
    for number in range(130):
        await slack.say(slack.person(f"P{number}"), room, "hello") if number < 1 else slack._world.post(
            room, "U1", "hi"
        )
    await sender.later(2)
    assert texts(slack, room).count("Welcome") == 1
    assert (called(slack, "chat.postMessage"), called(slack, "conversations.history")) == (2, 3)


async def test_replies_in_a_thread_are_looked_for_in_the_thread(
    sender: DeliveryProcess, rows: Rows, slack: Workspace, room: Channel
) -> None:
    card = rows.want("Card", room)
    slack.faults.add("chat.postMessage", Faults.drop_after, when=lambda call: "thread_ts" in call.args)
    rows.want("Turn", room, under=card)
    await sender.settled()
    assert [message.text for message in slack.messages(room, thread=slack.messages(room)[0])] == ["Card", "Turn"]
    assert (called(slack, "conversations.replies"), called(slack, "chat.postMessage")) == (1, 2)


@pytest.mark.parametrize(
    "fault",
    [
        pytest.param(Faults.drop_before, id="the connection ends before it took effect"),
        pytest.param(Faults.drop_after, id="the connection ends after it took effect"),
        pytest.param(Faults.status(500), id="500"),
        pytest.param(Faults.error("internal_error", took_effect=True), id="internal_error"),
    ],
)
async def test_an_edit_with_an_unclear_outcome_waits_out_the_time_out_and_is_made_again(
    sender: DeliveryProcess, rows: Rows, slack: Workspace, room: Channel, fault: FaultKind
) -> None:
    rows.words["step"] = "until 10:42"
    rows.want("step", room)
    await sender.settled()
    slack.faults.add("chat.update", fault)
    rows.redraw("step", "until 10:47")
    await sender.settled()
    await sender.later(3)
    assert called(slack, "chat.update") == 1
    rows.redraw("step", "until 10:52")
    await sender.later(2)
    assert texts(slack, room) == ["until 10:52"]
    assert (called(slack, "chat.update"), called(slack, "chat.postMessage")) == (2, 1)


async def test_a_429_waits_as_long_as_slack_says_and_only_for_that_method(
    sender: DeliveryProcess, rows: Rows, slack: Workspace, room: Channel
) -> None:
    rows.want("Card", room)
    await sender.settled()
    slack.faults.add("chat.postMessage", Faults.ratelimited(20))
    rows.want("Later", room)
    rows.redraw("Card", "Card, edited")
    await sender.settled()
    await sender.later(19)
    assert (called(slack, "chat.postMessage"), texts(slack, room)) == (2, ["Card"])
    await sender.later(1)
    assert (called(slack, "chat.postMessage"), texts(slack, room)) == (3, ["Card, edited", "Later"])
    assert called(slack, "conversations.history") == 0


async def test_a_limit_on_edits_does_not_hold_up_new_posts(
    sender: DeliveryProcess, rows: Rows, slack: Workspace, room: Channel
) -> None:
    rows.want("Card", room)
    await sender.settled()
    slack.faults.add("chat.update", Faults.ratelimited(20))
    rows.redraw("Card", "Card, edited")
    await sender.settled()
    rows.want("Turn", room)
    await sender.settled()
    assert texts(slack, room) == ["Card", "Turn"]
    await sender.later(20)
    assert texts(slack, room) == ["Card, edited", "Turn"]


async def test_several_changes_before_a_post_goes_out_are_one_message(
    rows: Rows, slack: Workspace, room: Channel
) -> None:
    rows.want("Card", room)
    rows.redraw("Card", "Second")
    rows.redraw("Card", "Third")
    async with DeliveryProcess(rows, slack, rows.clock, rows.clock):
        assert texts(slack, room) == ["Third"]
    assert called(slack, "chat.update") == 0


async def test_a_card_is_edited_at_once_and_then_at_most_every_five_seconds(
    sender: DeliveryProcess, rows: Rows, slack: Workspace, room: Channel
) -> None:
    rows.want("Card", room)
    await sender.settled()
    for number in range(3):
        rows.redraw("Card", f"edit {number}")
        await sender.settled()
    assert (texts(slack, room), called(slack, "chat.update")) == (["edit 0"], 1)
    await sender.later(4.9)
    assert called(slack, "chat.update") == 1
    await sender.later(0.1)
    assert (texts(slack, room), called(slack, "chat.update")) == (["edit 2"], 2)


@ON_BOTH
async def test_a_new_post_does_not_wait_for_an_edit(
    sender: DeliveryProcess, rows: Rows, slack: Workspace, room: Channel
) -> None:
    rows.want("Card", room)
    await sender.settled()
    rows.redraw("Card", "first edit")
    await sender.settled()
    rows.redraw("Card", "second edit")
    await sender.settled()
    rows.want("Turn", room)
    await sender.settled()
    assert texts(slack, room) == ["first edit", "Turn"]


async def test_a_post_that_says_nothing_any_more_is_dropped(
    sender: DeliveryProcess, rows: Rows, slack: Workspace, room: Channel
) -> None:
    rows.words["reminder"] = None
    post = rows.want("reminder", room)
    await sender.settled()
    assert (texts(slack, room), rows.post(post).dropped) == ([], True)


@ON_BOTH
async def test_a_post_that_was_tried_is_looked_for_before_it_is_dropped(
    sender: DeliveryProcess, rows: Rows, slack: Workspace, room: Channel
) -> None:
    slack.faults.add("chat.postMessage", Faults.drop_after)
    slack.faults.add("conversations.history", Faults.status(500))
    post = rows.want("reminder", room)
    await sender.settled()
    rows.words["reminder"] = None
    await sender.later(3)
    assert (rows.post(post).dropped, rows.post(post).ts) == (False, slack.messages(room)[0].ts)
    assert called(slack, "conversations.history") == 2


@ON_BOTH
async def test_what_hangs_from_a_dropped_post_is_dropped_too(
    sender: DeliveryProcess, rows: Rows, slack: Workspace, room: Channel
) -> None:
    rows.words["card"] = None
    turn = rows.want("turn", room, under=rows.want("card", room))
    await sender.settled()
    assert (texts(slack, room), rows.post(turn).dropped) == ([], True)


@ON_BOTH
async def test_posts_come_in_the_order_in_which_they_were_wanted(
    sender: DeliveryProcess, rows: Rows, slack: Workspace, room: Channel
) -> None:
    card = rows.want("Card", room)
    for number in range(4):
        rows.want(f"Turn {number}", room, under=card)
    slack.faults.add("chat.postMessage", Faults.drop_before, when=lambda call: call.args["text"] == "Turn 1")
    await sender.settled()
    await sender.later(8)
    assert texts(slack, room) == ["Card", "Turn 0", "Turn 1", "Turn 2", "Turn 3"]


async def test_a_post_that_is_not_due_yet_does_not_hold_up_later_ones_and_comes_on_time(
    sender: DeliveryProcess, rows: Rows, slack: Workspace, room: Channel
) -> None:
    rows.want("Tomorrow", room, due_at=START + timedelta(days=1))
    rows.want("Now", room)
    await sender.settled()
    assert texts(slack, room) == ["Now"]
    await sender.later(86_399)
    assert texts(slack, room) == ["Now"]
    await sender.later(1)
    assert texts(slack, room) == ["Now", "Tomorrow"]


async def test_a_post_comes_by_the_clock_alone_without_a_wake(
    sender: DeliveryProcess, rows: Rows, slack: Workspace, room: Channel, clock: MovableClock
) -> None:
    rows.want("In a minute", room, due_at=START + timedelta(minutes=1))
    await sender.settled()
    clock.move_to(START + timedelta(minutes=1))
    await sender.delivery.idle()
    assert texts(slack, room) == ["In a minute"]


async def test_a_channel_gets_five_at_once_and_then_one_a_second(
    sender: DeliveryProcess, rows: Rows, slack: Workspace, room: Channel
) -> None:
    slack.rate_limits.on = True
    for number in range(8):
        rows.want(f"{number}", room)
    await sender.settled()
    assert texts(slack, room) == ["0", "1", "2", "3", "4"]
    await sender.later(0.9)
    assert len(texts(slack, room)) == 5
    await sender.later(0.1)
    assert len(texts(slack, room)) == 6
    await sender.later(2)
    assert len(texts(slack, room)) == 8
    assert [call.outcome for call in slack.calls if call.outcome != "ok"] == []


async def test_conversations_do_not_wait_for_each_other(
    sender: DeliveryProcess, rows: Rows, slack: Workspace, room: Channel
) -> None:
    other = slack.channel("finance")
    slack.faults.add(
        "chat.postMessage", Faults.drop_before, times=None, when=lambda call: call.args["channel"] == room.id
    )
    rows.want("stuck", room)
    for number in range(3):
        rows.want(f"{number}", other)
    await sender.settled()
    assert texts(slack, other) == ["0", "1", "2"]


async def test_refused_blocks_go_as_plain_text(
    sender: DeliveryProcess, rows: Rows, slack: Workspace, room: Channel
) -> None:
    slack.faults.add("chat.postMessage", Faults.error("invalid_blocks"))
    post = rows.want("Card", room)
    await sender.settled()
    (message,) = slack.messages(room)
    assert (message.text, message.blocks, rows.post(post).plain) == ("Card", [], False)
    slack.faults.add("chat.update", Faults.error("msg_blocks_too_long"))
    rows.redraw("Card", "Card, edited")
    await sender.settled()
    assert (message.text, message.blocks) == ("Card, edited", [])


@pytest.mark.parametrize("error", ["thread_not_found", "msg_too_long", "invalid_metadata_format"])
async def test_what_can_never_be_posted_is_given_up_and_the_rest_goes_on(
    sender: DeliveryProcess, rows: Rows, slack: Workspace, room: Channel, error: str
) -> None:
    slack.faults.add("chat.postMessage", Faults.error(error), times=None, when=lambda call: call.args["text"] == "bad")
    post = rows.want("bad", room)
    rows.want("good", room)
    await sender.settled()
    assert (texts(slack, room), rows.post(post).dropped) == (["good"], True)
    assert (called(slack, "chat.postMessage"), sender.delivery.given_up) == (2, 1)


async def test_a_lost_token_loses_nothing(sender: DeliveryProcess, rows: Rows, slack: Workspace, room: Channel) -> None:
    slack.faults.add("chat.postMessage", Faults.error("invalid_auth"), times=8)
    rows.want("Card", room)
    await sender.settled()
    for _ in range(9):
        await sender.later(60)
    assert texts(slack, room) == ["Card"]


@pytest.mark.parametrize("reason", ["channel_not_found", "not_in_channel", "is_archived", "restricted_action"])
async def test_a_channel_that_is_gone_is_told_once_and_its_posts_wait_until_it_is_back(
    sender: DeliveryProcess, rows: Rows, slack: Workspace, room: Channel, reason: str
) -> None:
    slack.faults.add("chat.postMessage", Faults.error(reason), times=None)
    rows.want("one", room)
    rows.want("two", room)
    await sender.settled()
    await sender.later(60)
    assert (sender.gone, called(slack, "chat.postMessage")) == ([("T0001", room.id, reason)], 1)
    slack.faults.clear()
    with rows.database.work() as db:
        delivery.returned(db, "T0001", room.id)
    await sender.settled()
    assert texts(slack, room) == ["one", "two"]


async def test_a_person_who_cannot_be_reached_is_marked_and_what_waits_for_them_is_dropped(
    sender: DeliveryProcess, rows: Rows, slack: Workspace
) -> None:
    ana = slack.person("Bo")
    person = rows.person(ana, dm=slack.dm_channel(ana).id)
    slack.faults.add("chat.postMessage", Faults.error("user_disabled"), times=None)
    first, second = rows.want("one", person), rows.want("two", person)
    await sender.settled()
    assert (rows.post(first).dropped, rows.post(second).dropped, sender.gone) == (True, True, [])
    assert called(slack, "chat.postMessage") == 1


@pytest.mark.parametrize("reason", ["channel_not_found", "messages_tab_disabled", "restricted_action"])
async def test_what_is_no_fault_of_a_persons_drops_nothing_and_is_tried_again_in_a_day(
    sender: DeliveryProcess, rows: Rows, slack: Workspace, reason: str
) -> None:
    bo = slack.person("Bo")
    person = rows.person(bo, dm=slack.dm_channel(bo).id)
    slack.faults.add("chat.postMessage", Faults.error(reason), times=None)
    posts = [rows.want(words, person) for words in ("one", "two")]
    await sender.settled()
    assert [(rows.post(one).dropped, rows.post(one).ts) for one in posts] == [(False, None)] * 2
    slack.faults.clear()
    refused = called(slack, "chat.postMessage")
    await sender.later(23 * 3600)
    assert called(slack, "chat.postMessage") == refused
    rows.opened(person, slack.dm_channel(bo).id)
    await sender.later(3600 + 60)
    assert [one.text for one in slack.dm(bo)] == ["one", "two"]


async def test_a_message_that_cannot_be_rendered_holds_nobody_up(
    sender: DeliveryProcess, rows: Rows, slack: Workspace, room: Channel
) -> None:
    rows.words["broken"] = "cannot be rendered"
    rows.want("broken", room)
    rows.want("good", room)
    await sender.settled()
    assert texts(slack, room) == ["good"]
    rows.words["broken"] = "mended"
    await sender.later(61)
    assert texts(slack, room) == ["good", "mended"]


@ON_BOTH
async def test_what_was_in_flight_when_a_process_was_killed_is_looked_for_by_the_next(
    rows: Rows, slack: Workspace, room: Channel
) -> None:
    slack.faults.add("chat.postMessage", Faults.slow(0.2))
    async with DeliveryProcess(rows, slack, rows.clock, rows.clock) as first:
        rows.want("Welcome", room)
        first.delivery.wake()
        await slack.until(lambda: texts(slack, room) == ["Welcome"])
        await first.killed()
    async with DeliveryProcess(rows, slack, rows.clock, rows.clock, process="two") as second:
        await second.later(11)
        await second.later(8)
    assert texts(slack, room) == ["Welcome"]
    assert called(slack, "chat.postMessage") == 1


@pytest.mark.parametrize("database", ["postgres"], indirect=True)
async def test_a_conversation_is_given_back_when_nothing_is_left_and_at_a_clean_stop(
    rows: Rows, slack: Workspace, room: Channel
) -> None:
    async with DeliveryProcess(rows, slack, rows.clock, rows.clock) as sender:
        rows.want("Card", room)
        await sender.settled()
        assert rows.conversation(room).leased_by is None
        for subject in ("first", "second"):
            rows.redraw("Card", subject)
            await sender.settled()
        assert rows.conversation(room).leased_by == "one"
    assert rows.conversation(room).leased_by is None


@ON_BOTH
async def test_replies_that_came_before_the_head_was_known_are_placed_once_it_is(
    sender: DeliveryProcess, rows: Rows, slack: Workspace, room: Channel
) -> None:
    slack.faults.add("chat.postMessage", Faults.drop_after)
    slack.faults.add("conversations.history", Faults.status(500))
    rows.want("Card", room)
    await sender.settled()
    (card,) = slack.messages(room)
    reply = Reply("T0001", room.id, card.ts, "U7", "1796000000.000100")
    with rows.database.work() as db:
        early_replies.put(db, reply)
        early_replies.put(db, Reply("T0001", room.id, "1.000001", "U7", "1796000000.000200"))
    await sender.settled()
    assert sender.placed == []
    await sender.later(3)
    assert sender.placed == [("T0001", room.id, card.ts, "U7", "1796000000.000100")]
    with rows.database.look() as db:
        assert not delivery.coming(db, sender.clock.now()).replies


@ON_BOTH
async def test_everything_wanted_is_there_exactly_once_under_every_kind_of_fault(
    sender: DeliveryProcess, rows: Rows, slack: Workspace
) -> None:
    rooms = [slack.channel(f"room {number}") for number in range(4)]
    kinds = [
        Faults.drop_before,
        Faults.drop_after,
        Faults.status(500),
        Faults.status(500, took_effect=True),
        Faults.error("internal_error", took_effect=True),
        Faults.ratelimited(3),
    ]
    for number in range(6):
        for room in rooms:
            rows.want(f"{room.name}, {number}", room)
    for kind in kinds:
        slack.faults.add("chat.postMessage", kind, times=2)
        slack.faults.add("conversations.history", kind)
        slack.faults.add("chat.update", kind)
    await sender.settled()
    for _ in range(60):
        await sender.later(10)
    for room in rooms:
        assert texts(slack, room) == [f"{room.name}, {number}" for number in range(6)]


async def test_two_wakes_at_once_post_once(
    sender: DeliveryProcess, rows: Rows, slack: Workspace, room: Channel
) -> None:
    rows.want("Card", room, kind=Says.CHARTER)
    sender.delivery.wake()
    await asyncio.gather(sender.settled(), sender.settled())
    assert texts(slack, room) == ["Card"]
