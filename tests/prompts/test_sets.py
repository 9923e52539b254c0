"""The charter says what people agree to; the card offers what can be done now."""

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.domain.contacts import NOBODY_NAMED, Contacts
from bot.domain.sets import Answer, Charter, MemberLine, PlannedMeeting
from bot.domain.states import MeetingState, SetState
from prompts import programme, sets
from prompts.charter import next_step
from prompts.language import speaking
from tests.prompts.samples import NOW, PEERS, card, charter, labels


def words(message: dict[str, Any]) -> str:
    """All that the blocks say, since the text of a charter is shorter."""
    return str(message["blocks"])


def test_the_charter_of_a_public_channel_warns_of_its_readers() -> None:
    public, private, shared = (
        words(sets.charter(charter("x", private=private, shared=shared)))
        for private, shared in ((False, False), (True, False), (True, True))
    )
    assert "• *This channel is public: everyone in the workspace can read everything in it, now and later.*" in public
    assert "• Everyone in this channel can read everything in it, and so can anyone who joins later." in private
    assert "public" not in private
    assert "• *This channel is shared with another organisation: people there can read everything in it," in shared


def test_the_next_step_says_whether_all_have_agreed_or_enough() -> None:
    some, everybody = (
        charter("x", state=SetState.ACTIVE, still_needed=0, members=tuple(MemberLine(one, how) for one, how in those))
        for those in (
            [("UANA", Answer.AGREED), ("UBEN", Answer.WAITING)],
            [("UANA", Answer.AGREED), ("UBEN", Answer.AGREED)],
        )
    )
    assert next_step(some).startswith(
        "Enough of you have agreed, so we're set. I'll post a card here at the start time,"
    )
    assert next_step(everybody).startswith(
        "Everyone has agreed, so we're set. I'll post a card here at the start time,"
    )


def bullets(found: Charter, contacts: Contacts = NOBODY_NAMED) -> list[str]:
    """What the charter says of who reads and keeps what, a line each; its text says the same to a screen reader."""
    message = sets.charter(found, contacts)
    said = next(block["text"]["text"] for block in message["blocks"] if "what I keep*" in str(block))
    assert said in message["text"]
    return str(said).splitlines()[1:]


def test_the_charter_says_in_a_line_each_who_reads_and_keeps_what() -> None:
    found = bullets(charter("x", private=True, spoken=False))
    assert len(found) == 7
    assert found[1].startswith("• I read messages here only while a meeting is running, or when you speak to me.")
    assert found[1].endswith("none goes into a log, and I store none unless you say so.")
    assert "For as long as the set exists" in found[2]
    assert "I forget who was at a meeting, and who wrote when, within 90 days of it" in found[2]
    assert found[3] == "• Once the set has ended, I keep this for 3 months, then delete it."
    assert found[4] == (
        "• Whoever runs Slack here, or the server I run on, can read and export what's there, and the law may require them "
        "to hand it over."
    )


def test_the_charter_names_whom_to_ask_and_whom_to_turn_to() -> None:
    *_, data, safety = bullets(charter("x", spoken=False), Contacts("Jo, jo@heads.example", "Sam & co"))
    assert data.endswith("For a copy of your data, or to have it deleted, ask Jo, jo@heads.example.")
    assert "turn to Sam &amp; co, or in an emergency call the emergency services" in safety
    *_, data, safety = bullets(charter("x", spoken=False))
    assert data.endswith("ask whoever runs me here.")
    assert "tell someone who can help, or in an emergency call the emergency services. I don't alert anyone." in safety


def test_a_spoken_set_is_asked_to_keep_notes_and_recording_off() -> None:
    asked = "• On calls, please keep Slack's AI notes and recording off. I can't see whether they are."
    assert bullets(charter("x", spoken=True))[-1] == asked
    assert asked not in bullets(charter("x", spoken=False))


def test_the_charter_names_the_command_as_the_workspace_types_it() -> None:
    with speaking(prefix="acme"):
        assert "Leaving (`/acme-set leave`) deletes" in sets.charter(charter("x"))["text"]


def test_the_charter_shows_who_has_answered_and_how() -> None:
    people = (
        MemberLine("U1", Answer.AGREED),
        MemberLine("U2", Answer.DECLINED),
        MemberLine("U3", Answer.WAITING),
    )
    said = words(sets.charter(charter("x", members=people)))
    assert "✓ Agreed: <@U1>" in said
    assert "– Not taking part: <@U2>" in said
    assert "○ Not yet: <@U3>" in said


@pytest.mark.parametrize(
    ("answers", "offered", "asked"),
    [
        pytest.param(
            (Answer.AGREED, Answer.WAITING), ["I agree", "Not for me", "Change the rules"], True, id="waiting"
        ),
        pytest.param(
            (Answer.AGREED, Answer.DECLINED), ["I agree", "Not for me", "Change the rules"], False, id="declined"
        ),
        pytest.param((Answer.AGREED, Answer.AGREED), ["Change the rules"], False, id="all have agreed"),
    ],
)
def test_the_charter_asks_only_those_who_have_not_answered(
    answers: tuple[Answer, ...], offered: list[str], asked: bool
) -> None:
    people = tuple(MemberLine(user, answer) for user, answer in zip(PEERS, answers, strict=False))
    shown = sets.charter(charter("x", members=people))
    assert labels(shown) == offered
    assert ("Please read the rules above" in shown["text"]) is asked


def test_the_list_of_members_has_a_line_each() -> None:
    people = (
        MemberLine("U1", Answer.AGREED, date(2026, 11, 30)),
        MemberLine("U2", Answer.DECLINED),
        MemberLine("U3", Answer.WAITING),
    )
    text = sets.members(charter("x", members=people))["text"]
    assert "✓ <@U1> (away until Mon 30 Nov 2026) has agreed\n" in text
    assert "– <@U2> isn't taking part\n" in text
    assert "○ <@U3> hasn't answered yet\n" in text


def test_the_charter_has_the_next_meeting_and_the_plan_has_them_all() -> None:
    dates = tuple(PlannedMeeting(n, NOW, MeetingState.PLANNED) for n in (1, 2))
    shown = charter("x", meetings=dates, next_meeting=dates[0], place="")
    said = words(sets.charter(shown))
    assert "*2 meetings.* Next: meeting 1, <!date^" in said
    assert "Every 4 weeks, for 90 minutes. Spoken: you talk on a call, and I keep time and turns here." in said
    assert "Meeting 2" not in said
    assert "○ Meeting 2: <!date^" in programme.plan(shown)["text"]


@pytest.mark.parametrize(
    ("needed", "sentence"),
    [
        pytest.param(2, "2 more members have to agree before the set can start.", id="two more"),
        pytest.param(1, "One more member has to agree before the set can start.", id="one more"),
        pytest.param(0, "Enough of you have agreed", id="enough"),
    ],
)
def test_the_charter_says_how_many_are_still_needed(needed: int, sentence: str) -> None:
    assert sentence in sets.charter(charter("x", still_needed=needed))["text"]


@pytest.mark.parametrize(
    ("people", "advised"),
    [
        pytest.param(3, True, id="three are few"),
        pytest.param(4, False, id="four"),
        pytest.param(8, False, id="eight"),
        pytest.param(9, True, id="nine are many"),
    ],
)
def test_a_size_outside_four_to_eight_gets_advice(people: int, advised: bool) -> None:
    members = tuple(MemberLine(user, Answer.AGREED) for user in PEERS[:people])
    assert ("4 to 8 work best" in words(sets.charter(charter("x", members=members)))) is advised


RUNNING = PlannedMeeting(2, NOW, MeetingState.RUNNING)
AGREEING = ["I agree", "Not for me", "Change the rules"]


ALONE = ("Start a meeting", "Raise an issue", "Add an action")
BACK = ("Record", "Open actions", "Calendar file", "Hints", "Our questions", "How much of me?", "Something is off")
WITHOUT_OUR_QUESTIONS = BACK[:4] + BACK[5:6]
YOURS = ("Who's in it", "I'm away", "Leave the set", "What I can type")


@pytest.mark.parametrize(
    ("more", "offered"),
    [
        pytest.param(
            {},
            [*ALONE, "Plan", "Change the rules", "Change the set", "Pause until", "End well", *BACK, *YOURS],
            id="between",
        ),
        pytest.param({"running": RUNNING}, ["I'm here", "Pause", "Change the set", *BACK, *YOURS], id="running"),
        pytest.param(
            {"running": replace(RUNNING, state=MeetingState.PAUSED)},
            ["Resume", "Change the set", *BACK, *YOURS],
            id="paused",
        ),
        pytest.param({"your_answer": Answer.WAITING}, [*AGREEING, *YOURS], id="not answered"),
        pytest.param({"your_answer": Answer.DECLINED}, [*AGREEING, *YOURS], id="declined"),
        pytest.param(
            {"your_answer": None}, ["Change the set", *WITHOUT_OUR_QUESTIONS], id="an adviser who is not a member"
        ),
        pytest.param({"charter": charter("x", state=SetState.ENDED)}, [], id="ended"),
    ],
)
def test_the_card_offers_what_can_be_done_now(more: dict[str, Any], offered: list[str]) -> None:
    assert labels(sets.set_card(card("x", issues=(), **more))) == offered


def test_ones_own_issues_are_changed_and_withdrawn_there_until_the_set_has_ended() -> None:
    assert labels(sets.set_card(card("x")))[:2] == ["Change it", "Withdraw it"]
    assert labels(sets.set_card(card("x", charter=charter("x", state=SetState.ENDED)))) == []


def test_those_who_join_are_named() -> None:
    assert sets.added(("U1", "U2"))["text"].startswith("<@U1> and <@U2> are now in the set.")
    assert sets.added(("U1",))["text"].startswith("<@U1> is now in the set.")


def over(number: int) -> PlannedMeeting:
    return PlannedMeeting(number, NOW, MeetingState.CLOSED)


def to_come(number: int) -> PlannedMeeting:
    return PlannedMeeting(number, NOW, MeetingState.PLANNED)


@pytest.mark.parametrize(
    ("dates", "earlier", "shown", "words"),
    [
        pytest.param([*map(over, range(1, 9)), *map(to_come, range(9, 16))], 0, range(1, 16), [], id="all fit"),
        pytest.param([*map(to_come, range(1, 21))], 0, range(1, 16), ["and 5 more"], id="a new plan"),
        pytest.param(
            [*map(over, range(1, 11)), *map(to_come, range(11, 21))],
            0,
            range(6, 21),
            ["5 meetings before these"],
            id="the last five that are over, and those to come",
        ),
        pytest.param(
            [*map(over, range(186, 201)), to_come(201), to_come(202)],
            185,
            range(188, 203),
            ["187 meetings before these"],
            id="two hundred behind it",
        ),
        pytest.param(
            [*map(over, range(1, 9)), *map(to_come, range(9, 41))],
            0,
            range(4, 19),
            ["3 meetings before these", "and 22 more"],
            id="long on both sides",
        ),
    ],
)
def test_a_plan_shows_the_last_few_that_are_over_and_those_to_come(
    dates: list[PlannedMeeting], earlier: int, shown: range, words: list[str]
) -> None:
    text = programme.plan(charter("x", meetings=tuple(dates), earlier=earlier))["text"]
    assert [int(number) for number in re.findall(r"Meeting (\d+):", text)] == list(shown)
    assert re.findall(r"\w+ meetings before these|and [\w-]+ more", text) == words


def test_a_set_that_is_paused_promises_no_time() -> None:
    said = next_step(charter("x", state=SetState.PAUSED))
    assert said == "This set is paused: I couldn't write in its channel. I'll keep trying."
