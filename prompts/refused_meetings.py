"""Refusals of a meeting: its steps, its bids, its slots and turns."""

from collections.abc import Mapping, Sequence
from typing import Final

from bot.domain.controls import Standing
from bot.domain.refusals import Refusal
from prompts.language import N_, _, ngettext
from prompts.refused_types import Table, Words
from prompts.wording import in_a_line, listed_as_choices, number

_PAUSED: Final[Mapping[Standing, str]] = {
    Standing.PAUSED: N_("We're paused. Press *Resume* to go on."),
    Standing.MOMENT: N_("We're taking a moment. *Go on* picks up where we were."),
    Standing.ENDED: N_("We'll go on once somebody presses *We're ready*."),
    Standing.TOO_FEW: N_("We're waiting for more of you. *Begin* starts with whoever is here."),
}
"""For whoever would go on while the clock stands."""
_PAUSED_ALREADY: Final[Mapping[Standing, str]] = {
    Standing.PAUSED: N_("We're paused already. Press *Resume* to go on."),
    Standing.MOMENT: N_("The clock has stopped already. There's nothing you need to do."),
    Standing.ENDED: N_("The clock has stopped already. Press *We're ready* to go on."),
    Standing.TOO_FEW: N_("The clock has stopped already. *Begin* starts with whoever is here."),
}
"""For whoever would stop a clock that stands."""


def _too_few_here(here: int, needed: int) -> str:
    if not here:
        return _("Nobody's here yet. Press *I'm here* on the agenda card.")
    return ngettext(
        "Only one of you is here so far, and it takes {needed} to begin. *I'm here* is on the agenda card.",
        "Only {count} of you are here so far, and it takes {needed} to begin. *I'm here* is on the agenda card.",
        here,
    ).format(count=number(here), needed=number(needed))


def _too_few_agreed(count: int) -> str:
    return ngettext(
        "One more member has to agree to the ground rules first. The charter is in the channel.",
        "{count} more members have to agree to the ground rules first. The charter is in the channel.",
        count,
    ).format(count=number(count))


def _turn_of_another(people: Sequence[str]) -> str:
    if not people:
        return _("That button is for somebody who has left the set.")
    return _("That button is for {people}.").format(people=listed_as_choices(people))


def _no_such_format(formats: Sequence[str]) -> str:
    return _("There's no such format. You can start a meeting as {formats}.").format(
        formats=listed_as_choices([in_a_line(one, 80) for one in formats])
    )


WORDS: Final[Table] = {
    Refusal.NOT_RUNNING: Words(N_("No meeting is running. {command} starts one."), "set start"),
    Refusal.RUNNING: Words(N_("The meeting is running already.")),
    Refusal.OPEN_ALREADY: Words(N_("A meeting is open already. Its card in the channel shows where it is.")),
    Refusal.PAUSED: lambda standing: _(_PAUSED[standing]),
    Refusal.PAUSED_ALREADY: lambda standing: _(_PAUSED_ALREADY[standing]),
    Refusal.MOVED_ON: Words(N_("We've moved on since that button appeared. Nothing has changed.")),
    Refusal.OTHER_MEETING: Words(N_("That button belongs to another meeting. Nothing has changed.")),
    Refusal.ENDS_TOO_SOON: Words(N_("That step has only just begun.")),
    Refusal.ENDS_ANOTHERS_SLOT: Words(N_("That slot is another's.")),
    Refusal.PRESENTER_MOVES: Words(N_("Only {presenter} can move us on: it's their slot. You can pause the meeting.")),
    Refusal.FACILITATOR_MOVES: Words(N_("Only {adviser}, the facilitator, can move us on. You can pause the meeting.")),
    Refusal.PRESENTER_OR_FACILITATOR_MOVES: Words(
        N_(
            "Only {presenter}, whose slot it is, or {adviser}, the facilitator, can move us on. You can pause the meeting."
        )
    ),
    Refusal.NOT_HERE: Words(N_("Press *I'm here* first.")),
    Refusal.TOO_FEW_HERE: _too_few_here,
    Refusal.TOO_FEW_AGREED: _too_few_agreed,
    Refusal.EXTENSION_OUT_OF_RANGE: Words(N_("You can add 1 to {most} minutes at a time.")),
    Refusal.SPOKEN_ALREADY: Words(N_("You're on the call already.")),
    Refusal.TYPED_ALREADY: Words(N_("You're writing in the thread already.")),
    Refusal.NO_NEXT_DATE: Words(
        N_("There's no next date yet. Fix one on the closing card, or choose there how to go on without.")
    ),
    Refusal.NOTHING_TO_WAIT_FOR: Words(N_("There's nothing to wait for any more.")),
    Refusal.MEETING_CLOSED: Words(N_("That was meeting {number}, which closed on {day}. Nothing has changed.")),
    Refusal.MEETING_NOT_HELD: Words(N_("The meeting of {day} didn't take place. Nothing has changed.")),
    Refusal.MEETING_MOVED: Words(
        N_("Meeting {number} has moved to {day}. I'll post its card then, or {command} starts it now."), "set start"
    ),
    Refusal.NO_SUCH_FORMAT: _no_such_format,
    Refusal.NO_MEETING_TO_CHOOSE_FOR: Words(
        N_("There's no meeting planned yet to choose a format for. {command} fixes a date."), "set plan"
    ),
    Refusal.REPORT_BACK_OVER: Words(
        N_("The report-back is over, but you can still report with {command}."), "action report"
    ),
    Refusal.PULSE_WITHOUT_NUMBER: Words(N_("Choose a number too, and I'll keep both without your name.")),
    Refusal.NO_REVIEW_NOW: Words(
        N_("That's for the review, at the end of a meeting. *How is our balance?* is on its card.")
    ),
    Refusal.TOO_FEW_FOR_BALANCE: Words(
        N_("With fewer than {needed} peers it would be plain who is meant, so I don't count. You could ask each other.")
    ),
    Refusal.PULSE_OUT_OF_RANGE: Words(N_("Choose a number from {low} to {high}.")),
    Refusal.BIDS_OVER: Words(N_("The bids have closed.")),
    Refusal.BIDDER_NOT_HERE: Words(
        N_("They aren't here yet, but their issue stays in line. Pick another, or wait for them.")
    ),
    Refusal.BIDDER_NOT_AGREED: Words(
        N_("They haven't agreed to the ground rules yet, but their issue stays in line. Pick another.")
    ),
    Refusal.ISSUE_NOT_WAITING: Words(N_("That issue isn't waiting any more. Pick another.")),
    Refusal.NO_SLOT: Words(N_("Nobody is presenting just now.")),
    Refusal.SLOT_OVER: Words(N_("That slot is over. Nothing has changed.")),
    Refusal.SLOT_OVER_FOR_PRESENTER: Words(
        N_("Your slot is over, but the meeting isn't yours to end. Press *We're ready* to go on.")
    ),
    Refusal.SLOT_OF_ANOTHER: Words(N_("That's for {presenter}: it's their slot.")),
    Refusal.NOT_THE_PRESENTER: Words(N_("That's for whoever presented in that slot.")),
    Refusal.ONLY_OWN_SLOT: Words(N_("You can end your slot, but not the meeting. *End my slot* is under *More*.")),
    Refusal.MOMENT_OF_PRESENTER: Words(
        N_("{presenter} will go on when they're ready. There's nothing you need to do until then.")
    ),
    Refusal.HINT_ANSWERED: Words(N_("You've answered that hint already. There's nothing more to do.")),
    Refusal.TURN_OVER: Words(N_("That turn is over; the set has moved on.")),
    Refusal.TURN_OF_ANOTHER: _turn_of_another,
    Refusal.ASKED_ALREADY: Words(
        N_("That question has been asked already. Press *Next question* when you've finished.")
    ),
    Refusal.NOT_PRESENTING: Words(N_("Only the presenter can park a question, during their slot.")),
    Refusal.NO_QUESTION: Words(N_("Type the question first.")),
    Refusal.QUESTION_THERE: Words(N_("That one is there already.")),
    Refusal.TOO_MANY_QUESTIONS: Words(N_("A set can have {most} questions of its own. Take one away first.")),
    Refusal.QUESTION_OF_OTHERS: Words(N_("That's for the presenter, or whoever asked that question.")),
    Refusal.QUESTION_ADVISES: Words(
        N_("That may be advice: it has an answer in it. Leave the answer open, or choose “Keep it as it is” below.")
    ),
    Refusal.QUESTION_LEADS: Words(
        N_("That may point to one answer. Ask it so that any answer will do, or choose “Keep it as it is” below.")
    ),
    Refusal.QUESTION_CLOSED: Words(
        N_("A yes or no could answer that. Try it with what, how or who, or choose “Keep it as it is” below.")
    ),
    Refusal.QUESTION_MULTIPLE: Words(
        N_("That asks more than one thing. Choose one of them, or choose “Keep it as it is” below.")
    ),
    Refusal.NO_QUESTION_IN_IT: Words(
        N_("I can't find a question in that. Put it as one, or choose “Keep it as it is” below.")
    ),
    Refusal.NOTHING_ASKED: Words(N_("Nobody asked a question in this slot, so there's none to choose.")),
    Refusal.QUESTION_OF_ANOTHER_SLOT: Words(N_("That question wasn't asked in this slot. Nothing has changed.")),
    Refusal.WRITING_OVER: Words(
        N_("The writing is over, so this wasn't sent. Hold on to your words: you can ask them when I call you.")
    ),
    Refusal.PEERS_WRITE: Words(N_("It's the others who write, for {presenter}.")),
    Refusal.AGREED_WRITE: Words(N_("Once you've agreed to the ground rules, you can ask too.")),
    Refusal.ASKING_STANDS: Words(N_("It's too late to change how we ask in this slot.")),
    Refusal.NO_WORDS: Words(N_("Write something first.")),
}
