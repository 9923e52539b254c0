"""The rules of each kind of step: who may end it and how, what it waits for, what talk in it does, what it shows.

A new kind of step has an entry here and one of words in `prompts/step_words.py`.
"""

from collections.abc import Mapping
from typing import Final

from bot.domain.meeting import (
    card_views,
    channel_messages,
    concerns,
    controls,
    cycles,
    mirrors,
    presence,
    reading,
    report_back,
    reviews,
    slot_views,
    steps,
    turns,
)
from bot.domain.meeting.parts import Fact
from bot.domain.meeting.step_rule_types import BY_HAND_OR_TIME, StepRules
from bot.domain.meetings import Effect, Move
from bot.domain.said_words import Keeps
from bot.domain.step_kinds import StepKind

_OR_WHEN_FINISHED: Final = BY_HAND_OR_TIME | {Move.FINISHED}
_OR_BY_EVERYBODY: Final = BY_HAND_OR_TIME | {Move.EVERYBODY}

STEP_RULES: Final[Mapping[StepKind, StepRules]] = {
    StepKind.OPENING: StepRules(
        ended_by=_OR_BY_EVERYBODY,
        must=controls.must_be_enough,
        begins=cycles.tell_stories,
        ends=presence.on_the_call,
        somebody_came=steps.all_may_be_here,
        one_is_missing=controls.one_is_still_to_come,
        shows=card_views.opening,
        needs_while_open=frozenset({Fact.LAST_TIME}),
    ),
    StepKind.REPORT_BACK: StepRules(
        ended_by=_OR_BY_EVERYBODY,
        has_nothing_to_do=report_back.has_nobody_to_ask,
        begins=report_back.begin,
        ends=reading.settle,
        waits_for=report_back.move_on_when_nobody_tells,
        is_told=report_back.is_told,
        keeps=Keeps.REPORT,
        shows=card_views.report_back,
        needs=frozenset({Fact.OPENED_WITH}),
    ),
    StepKind.BIDS: StepRules(
        ended_by=_OR_WHEN_FINISHED,
        ends=steps.bidder_is_settled,
        listens=channel_messages.while_bidding,
        listens_beside=channel_messages.while_bidding,
        shows=card_views.of_bids,
        needs=frozenset({Fact.WAITING}),
    ),
    StepKind.PRESENT: StepRules(
        ended_by=_OR_WHEN_FINISHED,
        listens=channel_messages.while_presenting,
        shows=slot_views.presented,
    ),
    StepKind.CLARIFY: StepRules(ended_by=BY_HAND_OR_TIME, listens=channel_messages.while_clarifying),
    StepKind.QUESTION: StepRules(
        ended_by=_OR_WHEN_FINISHED,
        begins=steps.begin_questions,
        has_prompt=False,  # there each call has a prompt of its own
        ends=turns.cut,
        somebody_came=steps.keep_calling,
        listens=channel_messages.while_questioning,
        listens_beside=channel_messages.asked_beside_the_thread,
        shows=slot_views.calling,
    ),
    StepKind.MIRROR: StepRules(
        ended_by=_OR_BY_EVERYBODY,
        has_prompt=False,  # what they heard is their own
        waits_for=mirrors.move_on_when_all_have,
        one_is_missing=mirrors.is_one_short,
        listens=mirrors.while_mirroring,
    ),
    StepKind.RESTATE: StepRules(
        ended_by=_OR_WHEN_FINISHED,
        listens=channel_messages.while_restating,
        keeps=Keeps.RESTATED,
        offers_to_keep=True,
        quiet_ends_it=True,
        shows=slot_views.restated,
    ),
    StepKind.COMMIT: StepRules(
        ended_by=_OR_WHEN_FINISHED,
        keeps=Keeps.ACTION,
        offers_to_keep=True,
        shows=slot_views.committed,
    ),
    StepKind.SLOT_REVIEW: StepRules(
        ended_by=_OR_BY_EVERYBODY,
        waits_for=reviews.move_on_when_all_answered,
        one_is_missing=reviews.is_one_short,
        listens=channel_messages.while_reviewing,
        keeps=Keeps.LEARNING,
        offers_to_keep=True,
    ),
    StepKind.REVIEW: StepRules(
        ended_by=_OR_BY_EVERYBODY,
        begins=concerns.begin_review,
        ends=reviews.show_what_was_answered,
        waits_for=reviews.move_on_when_all_answered,
        one_is_missing=reviews.is_one_short,
        listens=channel_messages.while_reviewing,
        listens_beside=channel_messages.while_reviewing,  # a line of learning counts wherever it stands
        shows=card_views.review,
        keeps=Keeps.LEARNING,
    ),
    StepKind.CLOSING: StepRules(
        ended_by=BY_HAND_OR_TIME | {Move.CLOSE},
        effect=Effect.CLOSE,
        must=controls.must_have_a_next_date,
        begins=concerns.show_what_was_sent,
        shows=card_views.closing,
        needs=frozenset({Fact.NEXT_MEETING, Fact.OPEN_ACTIONS, Fact.LEARNED, Fact.OPENED_WITH, Fact.GOING_ON}),
    ),
}
