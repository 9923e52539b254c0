"""Issues: raised and prepared, and what is written down in a slot."""

from collections.abc import Mapping, Sequence
from typing import Final

from bot.domain.issues import Comes, OwnIssue, OwnIssues, Raised
from bot.domain.lengths import LONGEST_DETAIL, LONGEST_LINK, LONGEST_SENTENCE
from prompts import ids
from prompts.blocks import Block, Button, Message, buttons, hint, section, told
from prompts.forms import Form, modal, radio, select, text_input
from prompts.wording import in_a_line, in_two, mention, when_planned

AGREE_FIRST: Final = (
    "You have not agreed to the ground rules yet; I suggest and call only those who have. *I agree* does it."
)

CHALLENGE: Final[Mapping[int, str]] = {
    1: "gently, I'm still finding my feet",
    2: "a fair amount, with support",
    3: "as tough as you like, assumptions too",
}
"""How much challenge a presenter welcomes (M5: challenge needs explicit permission)."""
URGENCY: Final[Mapping[int, str]] = {
    1: "it can wait",
    2: "in the next few months",
    3: "in the next month or two",
    4: "soon",
    5: "now",
}
_MOST_RADIO: Final = 10
_ORDINALS: Final = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")


def raised(issue: Raised) -> Message:
    """The private answer to whoever raised an issue: when it comes up; or that they had raised the same before."""
    if issue.already:
        return _waits(issue, "You have that already", "Change it", "")
    until_then = "" if issue.comes is Comes.BIDS_NOW else " You can add the rest until then."
    return _waits(issue, "Raised", "Add the rest", until_then)


def kept(issue: Raised) -> Message:
    """The private answer to whoever filled in the form of an issue that was raised before."""
    return _waits(issue, "Kept", "Change it", "")


def _waits(issue: Raised, done: str, change: str, invitation: str) -> Message:
    first = Button("I agree", ids.AGREE, "set", issue.agree_in, primary=True)
    return told(
        section(f"{done}: *{in_a_line(issue.sentence)}*"),
        hint(f"{_comes_up(issue)}{invitation}"),
        *([hint(AGREE_FIRST)] if issue.agree_in else []),
        buttons(
            *([first] if issue.agree_in else []),
            Button(change, ids.EDIT_ISSUE, "issue", issue.issue_id),
            Button("Withdraw it", ids.WITHDRAW_ISSUE, "issue", issue.issue_id),
        ),
    )


def _comes_up(issue: Raised) -> str:
    moment = issue.next_meeting
    planned = f"the next meeting, {when_planned(moment, issue.zone, late=issue.late)}" if moment else ""
    meeting = planned or "the next meeting, which has no date yet"
    if issue.comes is Comes.BIDS_NOW:
        return "The set sees it now, on the card of the bids, and chooses."
    if issue.comes is Comes.BIDS_TODAY:
        return "It comes up at the bids of this meeting; the set sees it then, not before."
    if issue.comes is Comes.FREE_SLOT:
        return (
            "It waits for a free slot: where time is left after the slots that are given, the next one goes to whoever is "
            f"first in line and here; otherwise it waits for {meeting}."
        )
    return f"It waits for {meeting}. The set sees it at the bids, not before."


def own_issues(issues: Sequence[OwnIssue]) -> list[Block]:
    """Somebody's own issues that wait, each with what can be done with it."""
    return [block for one in issues for block in _own(one)]


def _own(issue: OwnIssue) -> list[Block]:
    return [
        section(f"Your issue waits for the bids: *{in_a_line(issue.sentence)}*"),
        buttons(
            Button("Change it", ids.EDIT_ISSUE, "issue", issue.issue_id),
            Button("Withdraw it", ids.WITHDRAW_ISSUE, "issue", issue.issue_id),
        ),
    ]


def listing(mine: OwnIssues) -> Message:
    """Somebody's own issues, for them alone."""
    another = buttons(Button("Raise another" if mine.issues else "Raise one", ids.RAISE_ISSUE, "set", mine.set_id))
    if not mine.issues:
        return told(section("No issue of yours is waiting."), another)
    return told(*own_issues(mine.issues), hint("Only you see this; the set sees an issue at the bids."), another)


def other_issue_form(slot_id: str) -> Form:
    """What the slot is about instead."""
    return modal(
        "Something else",
        "Save",
        ids.OTHER_ISSUE_FORM,
        ids.value("slot", slot_id),
        section("That's fine: it often turns out so. The issue you raised stays raised, for another time."),
        text_input("sentence", "What is it about, in one sentence?", most=LONGEST_SENTENCE),
    )


def turned(sentence: str) -> Message:
    return told(hint(f"Your slot is now about _{in_a_line(sentence)}_. The issue you raised waits for another time."))


def withdrawn(sentence: str) -> Message:
    words = in_a_line(sentence)
    return told(section(f"Withdrawn: *{words}*"), hint("Nobody is told. You can raise it again whenever you like."))


def form(
    sentence: str = "",
    why: str = "",
    tried: str = "",
    wanted: str = "",
    urgency: int = 3,
    challenge: int = 2,
    issue_id: str | None = None,
    about: str = "",
    link: str = "",
) -> Form:
    """The preparation form: an old issue by its public id, a new one with what it must remember (`about`, ids)."""
    return modal(
        "Your issue",
        "Save",
        ids.ISSUE_FORM,
        ids.value("issue", issue_id) if issue_id else about,
        text_input(
            "sentence",
            "The issue, in one sentence",
            initial=sentence,
            most=LONGEST_SENTENCE,
            hint="A real problem or opportunity of yours, still open.",
        ),
        _detail("why", "Why it matters to you", why),
        _detail("tried", "What you have tried", tried),
        _detail("wanted", "What you want from the set", wanted),
        text_input(
            "link",
            "A link to evidence",
            initial=link,
            optional=True,
            most=LONGEST_LINK,
            hint="A page the set may open.",
        ),
        radio("urgency", "How urgent is it?", _numbered(URGENCY), initial=str(urgency)),
        radio("challenge", "How much challenge do you welcome?", _numbered(CHALLENGE), initial=str(challenge)),
    )


def too_long(words: str) -> Form:
    """The form with all that was typed, where it is more than a sentence: the rest stands below."""
    sentence, rest = in_two(words, LONGEST_SENTENCE)
    why, beyond = in_two(rest, LONGEST_DETAIL)
    problem = (
        f"*Not saved yet.* The issue takes up to {LONGEST_SENTENCE} characters: the rest of your words stands below it."
    )
    view = form(sentence=sentence, why=why, tried=beyond)
    return {**view, "blocks": [section(problem), *view["blocks"]]}


def question_form(slot_public_id: str, initial: str = "") -> Form:
    return modal(
        "Your question",
        "Save",
        ids.QUESTION_FORM,
        ids.value("slot", slot_public_id),
        text_input("question", "The one question you bring", initial=initial, most=LONGEST_SENTENCE),
    )


def restated_form(slot_public_id: str, initial: str = "", *, problem: str = "") -> Form:
    return modal(
        "The real question",
        "Save",
        ids.RESTATED_FORM,
        ids.value("slot", slot_public_id),
        *_not_yet(problem),
        text_input("restated", "What is the real question now?", initial=initial, most=LONGEST_SENTENCE),
    )


def helped_form(step_id: str, choices: Sequence[tuple[str, str, int]]) -> Form:
    """Which question helped most: `choices` are the turn's public id, the asker, and which question of theirs."""
    return modal(
        "What helped you most",
        "Save",
        ids.HELPED_FORM,
        ids.value("step", step_id),
        section("Whose question helped you most? Only they are told, and privately."),
        *_helped(choices),
    )


def learning_form(step_id: str, initial: str = "", *, shared: bool = False, problem: str = "") -> Form:
    """A learning note, for oneself or for the set."""
    return modal(
        "What you learned",
        "Save",
        ids.LEARNING_FORM,
        ids.value("step", step_id),
        *_not_yet(problem),
        text_input("note", "What did you learn yourself?", initial=initial, multiline=True, most=LONGEST_DETAIL),
        radio(
            "shared",
            "Who may read it?",
            (("me", "Only me"), ("set", "The set, in its record")),
            initial="set" if shared else "me",
        ),
    )


def _not_yet(problem: str) -> list[Block]:
    return [section(f"*Not saved yet.* {problem}")] if problem else []


def kept_question() -> Message:
    return told(hint("Kept as the question you bring: it now stands on your slot's card."))


def kept_restated() -> Message:
    return told(hint("Kept as the real question: it now stands on your slot's card. Next you say what you will do."))


def kept_helped() -> Message:
    return told(hint("Kept. Whoever asked it hears privately that it helped."))


def kept_learning(*, shared: bool) -> Message:
    mine, ours = (
        "for you alone, on your Home tab: nobody else sees it",
        "for the set: it goes into the record of this meeting",
    )
    where = ours if shared else mine
    return told(hint(f"Kept {where}. There is nothing more to do."))


def thanked(presenter: str) -> Message:
    """The private thanks to whoever asked the question that helped most."""
    return told(
        section(f"{mention(presenter)} says that a question of yours helped them most. Thank you for asking it.")
    )


def _detail(name: str, label: str, initial: str) -> Block:
    return text_input(name, label, initial=initial, optional=True, multiline=True, most=LONGEST_DETAIL)


def _numbered(words: Mapping[int, str]) -> list[tuple[str, str]]:
    return [(str(number), f"{number}: {text}") for number, text in words.items()]


def _helped(choices: Sequence[tuple[str, str, int]]) -> list[Block]:
    """Radio buttons can name people; a longer list is written out, with a menu of its numbers."""
    named = [(turn_id, f"{mention(user)}, {_ordinal(order)} question") for turn_id, user, order in choices]
    if len(named) <= _MOST_RADIO:
        return [radio("turn", "The question", named)]
    written = "\n".join(f"{number}. {words}" for number, (_, words) in enumerate(named, start=1))
    numbers = [(turn_id, f"Number {number}") for number, (turn_id, _) in enumerate(named, start=1)]
    return [section(written), select("turn", "The question", numbers)]


def _ordinal(order: int) -> str:
    return _ORDINALS[order - 1] if 1 <= order <= len(_ORDINALS) else f"number {order}"
