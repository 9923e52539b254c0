"""The card of a step carries its controls while it is open, and a line once it is over."""

from dataclasses import replace
from datetime import datetime

import pytest

from bot.domain.actions import Listing
from bot.domain.cycles import Aims, Together
from bot.domain.states import IssueKind
from bot.domain.step_kinds import StepKind
from prompts.cards import step_card
from tests.prompts.samples import NOW, bids, labels
from tests.prompts.samples import step_card as shown


@pytest.mark.parametrize(
    ("kind", "offered"),
    [
        pytest.param(StepKind.OPENING, ["I'm here", "Next", "Pause", "More"], id="opening"),
        pytest.param(StepKind.REPORT_BACK, ["Next", "Pause", "More"], id="report-back"),
        pytest.param(StepKind.BIDS, ["Bid", "Next", "Pause", "More"], id="bids"),
        pytest.param(StepKind.REVIEW, ["Give your pulse", "Next", "Pause", "More"], id="review"),
        pytest.param(
            StepKind.CLOSING,
            ["Add an action", "None this time", "Fix the next date", "This was the last", "Pause", "More"],
            id="closing with actions not said yet",
        ),
    ],
)
def test_a_step_offers_its_controls_only_while_it_runs(kind: StepKind, offered: list[str]) -> None:
    assert labels(step_card(shown("words", kind))) == offered
    assert labels(step_card(shown("words", kind, paused=True))) == ["Resume"]
    assert labels(step_card(shown("words", kind, is_open=False))) == []


def test_once_its_time_is_up_it_offers_five_minutes_more() -> None:
    up = replace(shown("words", StepKind.REPORT_BACK), time_up=True)
    assert labels(step_card(up)) == ["Next", "+5 minutes", "Pause", "More"]


def test_each_of_five_bids_has_a_button_that_carries_the_issue_unless_its_owner_is_not_here() -> None:
    blocks = step_card(shown("words", StepKind.BIDS))["blocks"]
    goes = [block["accessory"] for block in blocks if "accessory" in block]
    assert [button["text"]["text"] for button in goes] == [f"Start with {number}" for number in (1, 3, 4, 5)]
    assert [button["value"] for button in goes] == [f"1|bid|i{number}" for number in (0, 2, 3, 4)]


def test_the_bids_say_how_long_since_each_presented_and_whom_the_bot_suggests() -> None:
    card, three = shown("A merger", StepKind.BIDS), bids("A merger")[:3]
    text = step_card(replace(card, bids=three, fits=1, next_in_line="UPEER2"))["text"]
    assert "3 issues are waiting. There's time for one." in text
    assert "1. <@UPEER0>: A merger · needed soon · hasn't presented yet · first in line" in text
    assert "2. <@UPEER1>: A merger · needed soon · presented last time · not here yet, keeps their turn" in text
    assert "I'd suggest <@UPEER0> now and <@UPEER2> first next time. Press *Next* to agree, or pick another." in text


@pytest.mark.parametrize(
    ("next_at", "number", "words"),
    [
        pytest.param(NOW, 2, "*Next:* <!date^", id="planned"),
        pytest.param(None, 2, "no date yet. Agree on one together, then press *Fix the next date*.", id="missing"),
        pytest.param(
            None,
            4,
            "*Next:* no date yet; this is the last meeting you planned.",
            id="last of four",
        ),
    ],
)
def test_the_closing_says_when_the_set_meets_next(next_at: datetime | None, number: int, words: str) -> None:
    card = replace(shown("words", StepKind.CLOSING), next_at=next_at, number=number, open_actions=Listing(), record=())
    assert words in step_card(card)["text"]


@pytest.mark.parametrize(
    ("number", "words"),
    [
        pytest.param(2, "no date yet. You can fix one with `/set`.", id="missing"),
        pytest.param(
            4,
            "this is the last meeting you planned. `/set` renews the set, adds a meeting, or ends it.",
            id="last of four",
        ),
    ],
)
def test_a_closed_meeting_names_no_button_that_is_gone(number: int, words: str) -> None:
    card = replace(shown("words", StepKind.CLOSING, is_open=False), number=number, open_actions=Listing(), record=())
    assert words in step_card(card)["text"]


def test_the_host_is_asked_for_a_date_that_is_missing() -> None:
    missing = replace(shown("words", StepKind.CLOSING), next_at=None, number=2, of=4, host="UHOST")
    assert (
        "<@UHOST>, you're the host: agree on one together, then press *Fix the next date*."
        in step_card(missing)["text"]
    )


@pytest.mark.parametrize(
    ("going_on", "told"),
    [
        pytest.param(Together.ALL, "All of you have told me you'd go on.", id="all"),
        pytest.param(Together.NOT_ALL, "Not all of you have told me you'd go on as it is", id="not all"),
        pytest.param(
            Together.NOT_ALL_SAID, "Not all of you have told me yet whether you'd go on", id="not all have said"
        ),
        pytest.param(None, "this is the last meeting you planned. *Renew for 4*", id="nobody has said"),
    ],
)
def test_the_last_closing_tells_only_whether_all_would_go_on_and_offers_a_button_for_each_way(
    going_on: Together | None, told: str
) -> None:
    last = replace(shown("words", StepKind.CLOSING), next_at=None, number=4, of=4, renews=4, record=())
    card = step_card(replace(last, set_id="s1", going_on=going_on))
    assert told in card["text"]
    offered = [
        one["text"]["text"] for block in card["blocks"] if block["type"] == "actions" for one in block["elements"]
    ]
    assert offered[:4] == ["Renew for 4", "End well", "Fix the next date", "Decide later"]


def test_a_review_asks_one_question_about_the_set_at_the_half_and_shows_its_aims_at_the_end() -> None:
    review = shown("words", StepKind.REVIEW)
    assert "what you came for" not in step_card(review)["text"]
    half = step_card(replace(review, midway=True))
    assert "*Half-way.* Is this what you came for?" in half["text"]
    offered = [
        one["text"]["text"] for block in half["blocks"] if block["type"] == "actions" for one in block["elements"]
    ]
    assert offered[:4] == ["Length", "Format", "Rules", "Place"]
    end = step_card(replace(review, aims=Aims(learn="To ask", change="The rota")))
    assert "*You wrote:*\n*To learn:* To ask\n*To change:* The rota\nWhat came of it?" in end["text"]


def test_a_card_whose_time_is_up_says_when_the_meeting_moves_on() -> None:
    text = step_card(replace(shown("words", StepKind.REVIEW), minutes_left=2, time_up=True))["text"]
    assert "Time's up. I'll move on at <!date^" in text
    assert "minutes left" not in text
    closing = step_card(replace(shown("words", StepKind.CLOSING), time_up=True))["text"]
    assert "Time's up. I'll close the meeting at <!date^" in closing


@pytest.mark.parametrize("kind", [StepKind.OPENING, StepKind.REVIEW])
def test_a_card_says_until_when_the_last_one_is_waited_for_and_names_nobody(kind: StepKind) -> None:
    waits = replace(shown("words", kind), minutes_left=2, goes_on=NOW)
    clock = step_card(waits)["blocks"][-2]["elements"][0]["text"]
    assert "We're nearly all there, so I'll move on at <!date^" in clock
    assert ("<@" in clock, "minutes left" in clock) == (False, False)
    assert "Time's up." in step_card(replace(waits, time_up=True))["text"]


def test_the_record_gives_an_action_its_owner_and_day() -> None:
    text = step_card(shown("Call Mo", StepKind.CLOSING))["text"]
    assert "• <@UOURS>: Call Mo · by Fri 27 Nov 2026\n" in text


def test_the_record_tells_actions_from_none_and_from_not_said_yet() -> None:
    card = shown("A merger", StepKind.CLOSING, is_open=False)
    first, second = card.record[:2]
    text = step_card(replace(card, record=(first, replace(first, said_none=True), second)))["text"]
    assert "• <@UPEER0>: A merger; restated: A merger · ○ hasn't settled on an action yet" in text
    assert "• <@UPEER0>: A merger; restated: A merger · no action this time" in text
    assert "• <@UPEER1>: A merger; restated: A merger · takes on one action" in text


def test_on_a_call_a_report_back_is_told_aloud_and_one_tap_keeps_it() -> None:
    card = replace(shown("words", StepKind.REPORT_BACK), owners=1, actions=1, told=())
    assert (
        "One person reports back. There's one action. Open this thread: they have a message there."
        in step_card(card)["text"]
    )
    spoken = step_card(replace(card, spoken=True))["text"]
    assert (
        "One person reports back. There's one action. They have a message below this card, where one tap says how it went."
        in spoken
    )
    assert "thread" not in spoken


@pytest.mark.parametrize(
    ("told", "words"),
    [
        pytest.param((), "2 people report back. There are 3 actions. Open", id="nobody"),
        pytest.param(("U1",), "2 people report back. There are 3 actions. <@U1> has told me already. Open", id="one"),
        pytest.param(("U1", "U2"), "<@U1> and <@U2> have told me already. Open", id="both"),
    ],
)
def test_who_has_told_already_is_named(told: tuple[str, ...], words: str) -> None:
    card = replace(shown("words", StepKind.REPORT_BACK), owners=2, actions=3, told=told)
    assert words in step_card(card)["text"]


@pytest.mark.parametrize(
    ("actions", "words"),
    [(3, "Its 3 actions are listed below this card."), (0, "Nobody had an open action.")],
)
def test_a_report_back_that_is_over_says_where_its_actions_are(actions: int, words: str) -> None:
    card = replace(shown("words", StepKind.REPORT_BACK, is_open=False), owners=2, actions=actions)
    assert step_card(card)["text"] == f"The report-back is over. {words}"


def test_in_a_first_meeting_nobody_is_said_not_to_have_presented() -> None:
    card, (one, *_) = shown("A merger", StepKind.BIDS), bids("A merger")
    first = step_card(replace(card, bids=(replace(one, urgency=1),), number=1))["text"]
    assert "1. <@UPEER0>: A merger · can wait · first in line" in first
    assert "hasn't presented yet" in step_card(replace(card, bids=(one,), number=2))["text"]


def test_where_nobody_here_has_bid_the_card_says_so_and_asks_once() -> None:
    card, (one, *_) = shown("A merger", StepKind.BIDS), bids("A merger")
    text = step_card(replace(card, bids=(replace(one, here=False),)))["text"]
    assert "Nobody here has brought one yet." in text
    assert "*Bid*" not in text


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(1, "Opening until <!date^1795529280^{time}|14:08 UTC>. About a minute left."), (3, "About 3 minutes left.")],
)
def test_a_card_warns_in_minutes(minutes: int, words: str) -> None:
    assert words in step_card(replace(shown("words", StepKind.OPENING), minutes_left=minutes))["text"]


@pytest.mark.parametrize(
    ("waiting", "fits", "words"),
    [
        pytest.param(0, 1, "No issues yet, and time for one.", id="none"),
        pytest.param(1, 1, "One issue, and time for it.", id="one"),
        pytest.param(1, 2, "One issue is waiting. There's time for 2.", id="one, and time"),
        pytest.param(3, 2, "3 issues are waiting. There's time for 2.", id="more than fit"),
    ],
)
def test_the_bids_say_how_many_there_is_time_for(waiting: int, fits: int, words: str) -> None:
    card = replace(shown("words", StepKind.BIDS), bids=bids("A merger")[:waiting], fits=fits, next_in_line="")
    assert words in step_card(card)["text"]


def test_one_bid_is_agreed_to_and_not_chosen_from() -> None:
    card = replace(shown("words", StepKind.BIDS), next_in_line="", fits=2)
    text = step_card(replace(card, bids=bids("A merger")[:1]))["text"]
    assert "I'd suggest <@UPEER0>. Press *Next* to agree. There's time for more." in text
    text = step_card(replace(card, bids=tuple(replace(one, here=True) for one in bids("A merger")[:2])))["text"]
    assert "I'd suggest <@UPEER0> and <@UPEER1>, in that order. Press *Next* to agree, or pick who starts." in text


CARDS = [StepKind.OPENING, StepKind.REPORT_BACK, StepKind.BIDS, StepKind.REVIEW, StepKind.CLOSING]


@pytest.mark.parametrize("kind", CARDS)
def test_a_step_shows_the_question_that_it_offers_as_long_as_it_is_open(kind: StepKind) -> None:
    asks = replace(shown("words", kind), prompt="Who cares?")
    assert step_card(asks)["text"].count("Who cares?") == 1
    assert "Who cares?" not in step_card(replace(asks, open=False))["text"]
    assert "If it helps" not in step_card(replace(asks, prompt=""))["text"]


def test_the_closing_calls_an_opportunity_one() -> None:
    closing = shown("A workshop", StepKind.CLOSING)
    (first, *_) = closing.record
    chance = replace(closing, record=(replace(first, kind=IssueKind.OPPORTUNITY),))
    assert "• <@UPEER0>, an opportunity: A workshop" in step_card(chance)["text"]
