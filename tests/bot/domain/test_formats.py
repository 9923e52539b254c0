"""Formats: what can be run, how much fits, and the copy that a meeting keeps."""

import json
from dataclasses import replace

import pytest

from bot.domain.errors import Misconfigured
from bot.domain.formats import Ends, Format, FormatStep, format_from_json, format_to_json
from bot.domain.question_bank import InSet
from bot.domain.states import Asking
from bot.domain.step_kinds import StepKind


def step(kind: str, minutes: float = 5, says: str = "Go on.") -> FormatStep:
    return FormatStep(StepKind(kind), minutes, says)


def steps(kinds: str) -> tuple[FormatStep, ...]:
    return tuple(step(kind) for kind in kinds.split())


def a_format(before: str = "opening", slot: str = "question", after: str = "closing") -> Format:
    return Format("plain", "Plain", steps(before), steps(slot), steps(after))


CLASSIC_LENGTHS = Format(
    "classic",
    "Classic",
    (step("opening", 8), step("report_back", 12), step("bids", 5)),
    (step("present", 7), step("clarify", 6), step("question", 15), step("restate", 3), step("commit", 9)),
    (step("review", 10), step("closing", 5)),
)


def test_a_slot_is_everything_from_presenting_to_its_review() -> None:
    assert {"present", "clarify", "question", "mirror", "restate", "commit", "slot_review"} == {
        kind for kind in StepKind if kind.in_slot
    }


@pytest.mark.parametrize(
    ("length", "slots"),
    [
        pytest.param(10, 1, id="too short for anything: still one"),
        pytest.param(80, 1, id="just one"),
        pytest.param(90, 1, id="one and ten minutes to spare"),
        pytest.param(119, 1, id="a minute short of two"),
        pytest.param(120, 2, id="just two"),
        pytest.param(180, 3, id="three and a half is three"),
    ],
)
@pytest.mark.promise(14)
def test_as_many_slots_fit_as_have_their_full_length(length: float, slots: int) -> None:
    assert (CLASSIC_LENGTHS.minutes_of_slot, CLASSIC_LENGTHS.minutes_around) == (40, 40)
    assert CLASSIC_LENGTHS.slots_that_fit(length) == slots


def test_slots_of_a_few_seconds_are_counted_without_rounding_one_away() -> None:
    tiny = Format("tiny", "Tiny", (step("opening", 0.1),), (step("question", 0.1),), (step("closing", 0.1),))
    assert tiny.slots_that_fit(0.5) == 3


@pytest.mark.parametrize(
    ("before", "slot", "after"),
    [
        pytest.param("opening", "question", "closing", id="the least there can be"),
        pytest.param("opening bids", "question clarify present", "report_back closing", id="quite another order"),
        pytest.param("opening review bids", "restate question", "review closing", id="a review before and after"),
    ],
)
@pytest.mark.promise(15)
def test_any_order_can_be_run_that_opens_and_closes_and_asks(before: str, slot: str, after: str) -> None:
    plan = a_format(before, slot, after)
    assert " ".join(one.kind for one in plan.slot) == slot


@pytest.mark.parametrize(
    ("before", "slot", "after", "told"),
    [
        pytest.param("bids", "question", "closing", "the first step must be the opening", id="no opening"),
        pytest.param("bids opening", "question", "closing", "the first step must be the opening", id="late opening"),
        pytest.param("opening", "question", "review", "the last step must be the closing", id="no closing"),
        pytest.param("opening", "question", "closing review", "the last step must be the closing", id="early closing"),
        pytest.param("opening", "question", "opening closing", "opening is there already", id="two openings"),
        pytest.param("opening", "present", "closing", "a slot needs a step of kind question", id="no questions"),
        pytest.param("opening", "question clarify question", "closing", "question is there already", id="twice"),
        pytest.param("opening", "question bids", "closing", "bids belongs outside the slot", id="bids in a slot"),
        pytest.param("opening commit", "question", "closing", "commit belongs inside the slot", id="commit outside"),
        pytest.param("", "", "", "the first step must be the opening", id="nothing at all"),
    ],
)
def test_an_order_that_cannot_be_run_is_refused(before: str, slot: str, after: str, told: str) -> None:
    with pytest.raises(Misconfigured, match=told):
        a_format(before, slot, after)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        pytest.param(step("question", 0), "minutes must be a number above nothing, not 0", id="no time"),
        pytest.param(step("question", -3), "above nothing, not -3", id="negative time"),
        pytest.param(step("question", float("inf")), "above nothing, not inf", id="for ever"),
        pytest.param(step("question", float("nan")), "above nothing, not nan", id="not a number"),
        pytest.param(step("question", says="{set}, ask."), r"\{set\} here, only for \{minutes\}", id="unknown name"),
        pytest.param(step("question", says="{}, ask."), r"no use for \{\} here", id="no name"),
        pytest.param(step("question", says="{peers.x} ask."), r"no use for \{peers.x\}", id="an inside of a name"),
        pytest.param(step("question", says="{minutes:>9}"), r"no use for \{minutes:>9\}", id="a layout"),
        pytest.param(step("question", says="{peers, ask."), "a curly bracket in says is not closed", id="open bracket"),
    ],
)
def test_a_step_that_cannot_be_run_is_refused(wrong: FormatStep, told: str) -> None:
    with pytest.raises(Misconfigured, match=told):
        Format("plain", "Plain", (step("opening"),), (wrong,), (step("closing"),))


def test_nobody_presents_outside_a_slot_so_nobody_can_be_named_there() -> None:
    opening = step("opening", says="Welcome, {presenter}.")
    with pytest.raises(Misconfigured, match=r"\{presenter\} here, only for \{minutes\}"):
        Format("plain", "Plain", (opening,), (step("question"),), (step("closing"),))


def test_all_that_is_wrong_is_told_at_once() -> None:
    with pytest.raises(Misconfigured) as refusal:
        Format("odd", "Odd", (step("bids", 0),), (step("question"),), (step("closing", says="{x}"),))
    assert str(refusal.value) == (
        "The format odd cannot be used: the first step must be the opening; "
        "bids: minutes must be a number above nothing, not 0; "
        "closing: says has no use for {x} here, only for {minutes}"
    )


@pytest.mark.parametrize(
    ("minutes", "spoken"),
    [pytest.param(7.0, "Ana, 7 minutes.", id="whole"), pytest.param(2.5, "Ana, 2.5 minutes.", id="a half")],
)
def test_what_is_said_names_the_presenter_and_the_minutes(minutes: float, spoken: str) -> None:
    assert step("present", minutes, "{presenter}, {minutes} minutes.").spoken(presenter="Ana") == spoken


def test_a_name_with_brackets_in_it_is_said_as_it_is() -> None:
    assert step("present", says="{presenter}, go.").spoken(presenter="{peers}", peers="Ben") == "{peers}, go."


@pytest.mark.promise(13)
def test_a_meeting_gets_back_the_format_that_it_kept() -> None:
    kept = json.loads(json.dumps(format_to_json(CLASSIC_LENGTHS)))
    assert format_from_json(kept) == CLASSIC_LENGTHS


def test_all_that_a_step_says_of_itself_is_kept_but_not_where_its_practice_comes_from() -> None:
    own = replace(step("opening"), brief="Hello.", otherwise=8, ends=Ends.NEXT, families=())
    plan = replace(a_format(), before=(own,), made_for=InSet.FIRST, sources=("a book",))
    kept = json.loads(json.dumps(format_to_json(plan)))
    assert format_from_json(kept) == replace(plan, sources=())


def test_held_the_other_way_only_what_differs_is_longer_or_shorter() -> None:
    plan = replace(CLASSIC_LENGTHS, after=(replace(step("review", 10), otherwise=20), step("closing", 5)))
    assert (plan.switched.minutes_around, plan.switched.minutes_of_slot) == (50, 40)
    assert plan.switched.switched == plan


def test_a_step_of_questions_says_how_peers_ask_and_the_meeting_keeps_that() -> None:
    written = FormatStep(StepKind.QUESTION, 15, "Write.", asking=Asking.WRITTEN)
    plan = Format("plain", "Plain", (step("opening"),), (written,), (step("closing"),))
    assert format_from_json(json.loads(json.dumps(format_to_json(plan)))) == plan


def test_no_other_step_says_how_peers_ask() -> None:
    presents = FormatStep(StepKind.PRESENT, 7, "Tell.", asking=Asking.ROUNDS)
    with pytest.raises(Misconfigured, match="present: only a step of kind question says how peers ask"):
        Format("plain", "Plain", (step("opening"),), (presents, step("question")), (step("closing"),))


def test_what_is_kept_is_a_plain_dict() -> None:
    assert format_to_json(a_format()) == {
        "name": "plain",
        "title": "Plain",
        "about": "",
        "before": [{"kind": "opening", "minutes": 5, "says": "Go on.", "aloud": "", "opportunity": ""}],
        "slot": [{"kind": "question", "minutes": 5, "says": "Go on.", "aloud": "", "opportunity": ""}],
        "after": [{"kind": "closing", "minutes": 5, "says": "Go on.", "aloud": "", "opportunity": ""}],
    }
