"""The words for each kind of step: its name, its message while it is open and once it is over, and its own buttons.

A new kind of step has an entry here and one of rules in `bot/domain/meeting/step_rules.py`.
"""

from collections.abc import Mapping
from typing import Final

from bot.domain.step_kinds import StepKind
from prompts import cards, ids, slots
from prompts.controls import closing_time_is_up
from prompts.step_word_types import CardWords, SlotWords

STEP_WORDS: Final[Mapping[StepKind, CardWords | SlotWords]] = {
    StepKind.OPENING: CardWords(
        name="Opening",
        open=cards.opening,
        own=cards.i_am_here,
        over=cards.opening_over,
    ),
    StepKind.REPORT_BACK: CardWords(
        name="Report-back",
        open=cards.report_back,
        over=cards.report_back_over,
    ),
    StepKind.BIDS: CardWords(
        name="Bids",
        open=cards.bids,
        own=cards.bidding,
        over=cards.bids_over,
    ),
    StepKind.PRESENT: SlotWords(
        name="Presenting",
        open=slots.issue,
        own=(("That's it", ids.THATS_IT), ("Write my question down", ids.WRITE_QUESTION)),
        onward=False,
        over=lambda _: "Presenting: over.",
        still=slots.issue,
    ),
    StepKind.CLARIFY: SlotWords(
        name="Clarifying",
        over=lambda _: "Clarifying: over.",
    ),
    StepKind.QUESTION: SlotWords(
        name="Questions",
        open=slots.questions,
        own=(("That's it", ids.THATS_IT),),
        onward=False,
        over=lambda _: "Questions: over.",
    ),
    StepKind.RESTATE: SlotWords(
        name="Restating",
        open=slots.real_question,
        own=(("Write it down", ids.WRITE_RESTATED),),
        over=slots.restated,
        still=slots.may_still_be_restated,
    ),
    StepKind.COMMIT: SlotWords(
        name="Committing",
        open=slots.real_question,
        own=(
            ("Add an action", ids.ADD_ACTION),
            ("That's all", ids.THATS_ALL),
            ("None this time", ids.NONE_THIS_TIME),
        ),
        onward=False,
        over=slots.committed,
    ),
    StepKind.SLOT_REVIEW: SlotWords(
        name="Slot review",
        own=(("Which question helped most?", ids.HELPED_MOST), ("Keep this", ids.KEEP_LEARNING)),
        onward=False,
        over=slots.slot_over,
    ),
    StepKind.REVIEW: CardWords(
        name="Review",
        open=cards.review,
        own=cards.reviewing,
        over=cards.review_over,
    ),
    StepKind.CLOSING: CardWords(
        name="Closing",
        open=cards.closing,
        own=cards.ending,
        onward=False,
        time_is_up=closing_time_is_up,
        over=cards.closed,
    ),
}
