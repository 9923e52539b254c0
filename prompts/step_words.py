"""The words for each kind of step: its name, its message while it is open and once it is over, and its own buttons.

A new kind of step has an entry here and one of rules in `bot/domain/meeting/step_rules.py`.
"""

from collections.abc import Mapping
from typing import Final

from bot.domain.step_kinds import StepKind
from prompts import cards, cards_over, ids, slots
from prompts.controls import all_told, closing_time_is_up
from prompts.language import N_, pgettext
from prompts.step_word_types import CardWords, SlotWords

STEP_WORDS: Final[Mapping[StepKind, CardWords | SlotWords]] = {
    StepKind.OPENING: CardWords(
        named=lambda: pgettext("name of a step", "Opening"),
        brief=N_("Welcome. Press *I'm here*."),
        brief_when_kept=True,
        open=cards.opening,
        own=cards.i_am_here,
        over=cards_over.opening_over,
        up=N_("Time's up for the opening."),
    ),
    StepKind.REPORT_BACK: CardWords(
        named=lambda: pgettext("name of a step", "Report-back"),
        brief=N_("*Report-back*, {minutes} minutes, one by one."),
        brief_when_kept=True,
        open=cards.report_back,
        over=cards_over.report_back_over,
        goes_on=all_told,
        up=N_("Time's up for the report-back."),
    ),
    StepKind.BIDS: CardWords(
        named=lambda: pgettext("name of a step", "Bids"),
        brief=N_("*Who's bringing an issue?* Press *Bid*, then confirm the order."),
        brief_when_kept=True,
        open=cards.bids,
        own=cards.bidding,
        over=cards_over.bids_over,
        up=N_("Time's up for the bids."),
    ),
    StepKind.PRESENT: SlotWords(
        named=lambda: pgettext("name of a step", "Presenting"),
        brief=N_("{presenter}, you have {minutes} minutes. Press *That's it* when you've said it."),
        brief_when_kept=True,
        open=slots.presenting,
        own=((N_("That's it"), ids.THATS_IT), (N_("Write my question down"), ids.WRITE_QUESTION)),
        onward=False,
        over=slots.presented,
        still=slots.issue,
        up=N_("Time's up for presenting."),
    ),
    StepKind.CLARIFY: SlotWords(
        named=lambda: pgettext("name of a step", "Clarifying"),
        brief=N_("*Clarify*, {minutes} minutes: facts."),
        over=slots.clarified,
        up=N_("Time's up for clarifying."),
    ),
    StepKind.QUESTION: SlotWords(
        named=lambda: pgettext("name of a step", "Questions"),
        brief=N_("*Questions*, {minutes} minutes."),
        open=slots.questions,
        own=((N_("That's it"), ids.THATS_IT),),
        onward=False,
        over=slots.questioned,
        up=N_("Time's up for questions."),
    ),
    StepKind.MIRROR: SlotWords(
        named=lambda: pgettext("name of a step", "Mirror round"),
        brief=N_("*Mirror round*, {minutes} minutes: what do you hear?"),
        over=slots.mirrored,
        up=N_("Time's up for the mirror round."),
    ),
    StepKind.RESTATE: SlotWords(
        named=lambda: pgettext("name of a step", "Restating"),
        brief=N_("*Restate.* {presenter}, what's the question now?"),
        open=slots.real_question,
        own=((N_("Write it down"), ids.WRITE_RESTATED),),
        over=slots.restated,
        still=slots.may_still_be_restated,
        up=N_("Time's up for restating the question."),
    ),
    StepKind.COMMIT: SlotWords(
        named=lambda: pgettext("name of a step", "Committing"),
        brief=N_("*Commit.* {presenter}, what will you do, and by when?"),
        brief_when_kept=True,
        open=slots.real_question,
        own=(
            (N_("Add an action"), ids.ADD_ACTION),
            (N_("That's all"), ids.THATS_ALL),
            (N_("None this time"), ids.NONE_THIS_TIME),
        ),
        onward=False,
        over=slots.committed,
        up=N_("Time's up for committing."),
    ),
    StepKind.SLOT_REVIEW: SlotWords(
        named=lambda: pgettext("name of a step", "Slot review"),
        brief=N_("*Before we leave this slot*, a line each: what did you learn?"),
        open=slots.slot_review,
        own=((N_("Which question helped most?"), ids.HELPED_MOST), (N_("Keep this"), ids.KEEP_LEARNING)),
        onward=False,
        over=slots.slot_over,
        up=N_("Time's up for the slot review."),
    ),
    StepKind.REVIEW: CardWords(
        named=lambda: pgettext("name of a step", "Review"),
        brief=N_("*How did we work?* Your pulse first, privately, then a line each."),
        open=cards.review,
        own=cards.reviewing,
        over=cards_over.review_over,
        up=N_("Time's up for the review."),
    ),
    StepKind.CLOSING: CardWords(
        named=lambda: pgettext("name of a step", "Closing"),
        brief=N_("*Before we go*, the actions and the date."),
        brief_when_kept=True,
        open=cards.closing,
        own=cards.ending,
        onward=False,
        time_is_up=closing_time_is_up,
        over=cards.closed,
        up=N_("Time's up for the closing."),
    ),
}
