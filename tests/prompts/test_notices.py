"""What happened to a meeting unasked is said once, with what to do."""

from typing import Any

import pytest

from bot.domain.meeting.step_rule_types import rules_of
from bot.domain.step_kinds import StepKind
from prompts.language import speaking
from prompts.notices import notice
from tests.prompts.samples import NOW, facts, labels


@pytest.mark.parametrize(
    ("name", "offered"),
    [
        pytest.param("presenter_silent", ["Wait", "A moment", "Go to review"], id="presenter silent"),
        pytest.param("presenter_away", ["Wait", "A moment", "Go to review"], id="presenter away"),
        pytest.param("left_open", [], id="left open"),
        pytest.param("not_started", ["Start", "Move it"], id="not started"),
        pytest.param("moved", [], id="moved"),
        pytest.param("no_date", ["Fix the next date"], id="no next date"),
        pytest.param("missed", ["Fix a date", "Skip this one"], id="not held"),
        pytest.param("skipped", [], id="skipped"),
    ],
)
def test_a_notice_offers_the_way_on(name: str, offered: list[str]) -> None:
    assert labels(notice(name, facts())) == offered


@pytest.mark.parametrize("kind", [one for one in StepKind if rules_of(one).one_is_missing is not None])
def test_a_step_that_goes_on_without_the_last_one_says_so_and_names_nobody(kind: StepKind) -> None:
    said = notice("nearly_all", {**facts(), "kind": kind.value})["text"]
    assert (said.startswith("Nearly everyone"), "You can" in said, "<@" in said) == (True, True, False)


@pytest.mark.parametrize(
    ("known", "words", "offered"),
    [
        pytest.param({"back": True, "settled": True}, "<@UOURS> is back: carry on", [], id="back"),
        pytest.param({"settled": True}, "wasn't there for a while.", [], id="gone on without them"),
        pytest.param(
            {"waited_by": "UPEER1"}, "<@UPEER1> would like to wait", ["A moment", "Go to review"], id="waited for"
        ),
    ],
)
def test_the_offer_to_go_on_without_the_presenter_says_what_came_of_it(
    known: dict[str, object], words: str, offered: list[str]
) -> None:
    said = notice("presenter_away", {**facts(), "presenter": "UOURS", **known})
    assert (words in said["text"], labels(said)) == (True, offered)


@pytest.mark.parametrize("name", ["not_started", "no_date", "missed", "presenter_silent"])
def test_a_notice_that_is_settled_has_lost_its_buttons(name: str) -> None:
    assert labels(notice(name, facts(settled=True))) == []


def test_a_first_date_is_fixed_and_a_later_one_moved() -> None:
    assert "has moved meeting 2 to <!date^" in notice("moved", facts())["text"]
    assert "has fixed the next date: <!date^" in notice("moved", facts(again=False))["text"]


def test_what_was_given_up_is_nobodys_fault_that_we_do_not_know() -> None:
    for reason in ("KeyError", "some_new_error", "no_answer"):
        given_up = notice("given_up", {"reason": reason, "channel": "C1"})["text"]
        assert given_up.startswith(f"I couldn't post a message in <#C1> (`{reason}`), so I gave up.")


def test_a_loss_says_what_helps_and_when_it_is_over_no_more_than_that() -> None:
    known = {"reason": "is_archived", "channel": "C1"}
    assert _hints(known) == [
        "Please unarchive the channel. I'll keep trying, and straight away whenever one of you does something there.",
        "Or move the set: type `/set` in another channel, and press *Move the set here*.",
    ]
    over = notice("channel_gone", {**known, "settled": True})["text"]
    assert over == "I couldn't write in <#C1> for a while. I can again."


@pytest.mark.parametrize("reason", ["channel_deleted", "group_deleted"])
def test_in_a_channel_that_was_deleted_nobody_is_asked_to_do_anything(reason: str) -> None:
    assert _hints({"reason": reason, "channel": "C1"}) == [
        "The channel was deleted. To move the set, type `/set` in another one and press *Move the set here*."
    ]


def _hints(known: dict[str, str]) -> list[str]:
    blocks = notice("channel_gone", known)["blocks"]
    return [block["elements"][0]["text"] for block in blocks if "elements" in block]


def test_a_name_that_is_not_known_is_an_error() -> None:
    with pytest.raises(KeyError):
        notice("nothing", {"until": NOW.timestamp()})


def told_the_facilitator(**changes: Any) -> str:
    with speaking(prefix="acme"):
        return str(notice("facilitates", facts(**changes))["text"])


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        pytest.param({}, "<@UOURS> would like you to facilitate an action learning set: *Heads*.", id="asked"),
        pytest.param({"by": "UADVISER"}, "You're the facilitator of *Heads*.", id="who founded it"),
        pytest.param({}, "I won't call on you or count you", id="no member"),
        pytest.param({"is_member": True}, "You're a member too, so I'll call on you like everyone else", id="a member"),
        pytest.param({}, "`/acme-set` there shows where the set stands.", id="in the channel"),
        pytest.param(
            {"outside": True, "private": False}, "It all happens in <#C1>, and you aren't in that", id="to join"
        ),
    ],
)
def test_whoever_facilitates_is_told_what_is_theirs(changes: dict[str, Any], words: str) -> None:
    assert words in told_the_facilitator(**changes)


def test_a_private_channel_is_not_named_to_whoever_is_not_in_it() -> None:
    text = told_the_facilitator(outside=True, private=True)
    assert "C1" not in text
    assert "I've told <@UOURS> how to invite you." in text


@pytest.mark.parametrize(
    ("questions", "before", "says"),
    [
        (6, [], "Of 9 turns today, 6 were questions."),
        (1, [[10, 4]], "Of 9 turns today, one was a question. In earlier meetings, one by one: 4 of 10."),
        (
            6,
            [[10, 4], [11, 5]],
            "Of 9 turns today, 6 were questions. In earlier meetings, one by one: 4 of 10, 5 of 11.",
        ),
    ],
)
def test_the_balance_says_how_many_turns_were_questions_below_it(
    questions: int, before: list[list[int]], says: str
) -> None:
    said = notice("balance", {"least": 1, "most": 4, "turns": 9, "questions": questions, "before": before})
    assert [block["text"]["text"] for block in said["blocks"]][1:] == [says]


def test_where_no_turns_were_counted_the_balance_is_one_line() -> None:
    assert len(notice("balance", {"least": 1, "most": 4})["blocks"]) == 1
