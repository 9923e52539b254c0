"""What a step offers is shown in it, and all that counts as heard was there to be seen."""

from dataclasses import replace

import pytest

from bot.domain.actions import Listing, TakenOn
from bot.domain.meeting import steps
from bot.domain.meeting.decide import decide
from bot.domain.meeting.effects import PromptOffered
from bot.domain.meeting.given import Given
from bot.domain.meeting.messages import messages_of
from bot.domain.meeting.people_events import Committed
from bot.domain.meeting.value import Meeting
from bot.domain.meetings import SlotStep
from bot.domain.question_bank import Bank, Family, Prompt, When
from bot.domain.states import PromptsShown
from bot.domain.step_kinds import StepKind
from tests.bot.domain.meeting.cases import ANA, BANK, IN_ORDER, at_step, away, by, given
from tests.bot.domain.meeting.test_actions import taken

THEIRS = Prompt("theirs", StepKind.SLOT_REVIEW, Family.LEARNING, "How was it?", asks_presenter=True)
ON_ACTION = Prompt(
    "on-action", StepKind.COMMIT, Family.HANDS, "What could stop you?", when=frozenset({When.AFTER_ACTION})
)
WITH_MORE = Bank((*BANK.prompts, THEIRS, ON_ACTION))


def around() -> Given:
    return replace(given(), bank=WITH_MORE)


def begun(kind: StepKind, m: Meeting | None = None) -> Meeting:
    m = m or at_step(kind)
    return steps.begin(replace(m, steps=m.steps[:-1], log=()), m.step.position, around())


def after(m: Meeting, event: Committed) -> Meeting:
    return decide(m, event, around()).meeting


def shown(m: Meeting) -> set[str]:
    """The words of every prompt that a message shows."""
    views = [one.view for one in messages_of(m, WITH_MORE)]
    words = {getattr(view, name, "") for view in views for name in ("prompt", "presenter_prompt")}
    return {one for one in words if one}


def offered(m: Meeting) -> set[str]:
    found = [WITH_MORE.by_id(one.prompt) for one in m.effects_of(PromptOffered)]
    return {one.text for one in found if one is not None}


@pytest.mark.parametrize("kind", [kind for kind in IN_ORDER if kind not in (StepKind.REPORT_BACK, StepKind.CLOSING)])
def test_what_a_step_offers_as_it_begins_is_shown_in_it(kind: StepKind) -> None:
    m = begun(kind)
    wanted = {StepKind.SLOT_REVIEW: 2}.get(kind, 1)
    assert len(offered(m)) == wanted
    if kind not in (StepKind.OPENING, StepKind.BIDS):  # what these show besides is looked up
        assert shown(m) == offered(m)


def test_the_presenter_is_asked_something_of_their_own_in_the_review_of_their_slot_while_they_are_here() -> None:
    assert begun(StepKind.SLOT_REVIEW).step.presenter_prompt == "theirs"
    alone = begun(StepKind.SLOT_REVIEW, away(at_step(StepKind.SLOT_REVIEW), ANA))
    assert alone.step.presenter_prompt is None
    assert alone.step.prompt is not None


def test_a_set_that_wants_no_prompts_has_none_anywhere_but_in_the_check_in() -> None:
    for kind in IN_ORDER:
        m = at_step(kind)
        m = begun(kind, replace(m, of=replace(m.of, prompts=PromptsShown.NONE)))
        assert bool(offered(m)) is (kind is StepKind.OPENING)


def test_once_an_action_is_named_what_may_be_asked_of_it_stands_below_it() -> None:
    before = begun(StepKind.COMMIT)
    slot = before.step.slot or ""
    event = Committed(by=by(ANA), slot=slot, actions=taken(1), new=900, open_actions=Listing())
    m = after(before, event)
    assert m.step.prompt == "on-action"
    action = next(one.view for one in messages_of(m, WITH_MORE) if isinstance(one.view, TakenOn))
    step = next(one.view for one in messages_of(m, WITH_MORE) if isinstance(one.view, SlotStep))
    assert (action.prompt, step.prompt) == ("What could stop you?", "")
    second = after(m, replace(event, actions=taken(2), new=901))
    assert second.step.prompt == m.step.prompt, "one prompt a step, not one an action"
    over = second.with_step(ended_at=second.now)
    assert shown(over) == set(), "it goes with its step"
