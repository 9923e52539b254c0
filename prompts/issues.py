"""Issues: raised and prepared, and what is written down in a slot."""

from collections.abc import Mapping, Sequence
from typing import Final

from bot.domain.issues import Comes, OwnIssue, OwnIssues, Raised
from bot.domain.lengths import LONGEST_DETAIL, LONGEST_LINK, LONGEST_SENTENCE
from bot.domain.states import IssueKind
from prompts import ids
from prompts.blocks import Block, Button, Message, buttons, hint, section, told
from prompts.forms import Form, modal, nobody_identified, radio, select, text_input
from prompts.language import N_, _
from prompts.own_prompts import keep_button
from prompts.wording import in_a_line, in_two, mention, number, when_planned

AGREE_FIRST: Final = N_("You haven't agreed to the ground rules yet. Press *I agree* and I'll include you.")
CHALLENGE: Final[Mapping[int, str]] = {
    1: N_("gently, I'm still finding my feet"),
    2: N_("a fair amount, with support"),
    3: N_("as tough as you like"),
}
"""How much challenge a presenter welcomes (M5: challenge needs explicit permission)."""
KINDS: Final[Mapping[IssueKind, str]] = {
    IssueKind.PROBLEM: N_("a problem"),
    IssueKind.OPPORTUNITY: N_("an opportunity"),
}
URGENCY: Final[Mapping[int, str]] = {
    1: N_("it can wait"),
    2: N_("in the next few months"),
    3: N_("in the next month or two"),
    4: N_("soon"),
    5: N_("now"),
}
_MOST_RADIO: Final = 10


def raised(issue: Raised) -> Message:
    """The private answer to whoever raised an issue: when it comes up; or that they had raised the same before."""
    sentence = in_a_line(issue.sentence)
    if issue.already:
        return _waits(issue, _("You've already raised that: *{issue}*").format(issue=sentence), _("Change it"))
    is_chance = issue.kind is IssueKind.OPPORTUNITY
    done = _("Raised as an opportunity: *{issue}*") if is_chance else _("Raised: *{issue}*")
    done = done.format(issue=sentence)
    until_then = "" if issue.comes is Comes.BIDS_NOW else _("You can add the rest until then.")
    return _waits(issue, done, _("Add the rest"), until_then)


def kept(issue: Raised) -> Message:
    """The private answer to whoever filled in the form of an issue that was raised before."""
    is_chance = issue.kind is IssueKind.OPPORTUNITY
    done = _("Saved, as an opportunity: *{issue}*") if is_chance else _("Saved: *{issue}*")
    return _waits(issue, done.format(issue=in_a_line(issue.sentence)), _("Change it"))


def _waits(issue: Raised, done: str, change: str, invitation: str = "") -> Message:
    first = Button(_("I agree"), ids.AGREE, "set", issue.agree_in, primary=True)
    return told(
        section(done),
        hint(f"{_comes_up(issue)} {invitation}".strip()),
        *([hint(_(AGREE_FIRST))] if issue.agree_in else []),
        buttons(
            *([first] if issue.agree_in else []),
            Button(change, ids.EDIT_ISSUE, "issue", issue.issue_id),
            Button(_("Withdraw it"), ids.WITHDRAW_ISSUE, "issue", issue.issue_id),
        ),
    )


def _comes_up(issue: Raised) -> str:
    if issue.comes is Comes.BIDS_NOW:
        return _("It's on the bids card now, for the set to choose from.")
    if issue.comes is Comes.BIDS_TODAY:
        return _("It'll come up at the bids in this meeting. The set won't see it before then.")
    slot = [_("If there's time for another slot today, it goes to whoever is here and first in line.")]
    return " ".join([*(slot if issue.comes is Comes.FREE_SLOT else []), _next_time(issue)])


def _next_time(issue: Raised) -> str:
    coming = issue.next_meeting
    meeting = when_planned(coming, issue.zone, late=issue.late) if coming is not None else ""
    if issue.comes is Comes.FREE_SLOT:
        if meeting:
            return _("Otherwise your issue will wait for the next meeting, {when}.").format(when=meeting)
        return _("Otherwise your issue will wait for the next meeting, which has no date yet.")
    if meeting:
        return _("It'll wait for the next meeting, {when}. The set won't see it before the bids.").format(when=meeting)
    return _("It'll wait for the next meeting, which has no date yet. The set won't see it before the bids.")


def own_issues(issues: Sequence[OwnIssue]) -> list[Block]:
    """Somebody's own issues that wait, each with what can be done with it."""
    return [block for one in issues for block in _own(one)]


def _own(issue: OwnIssue) -> list[Block]:
    kept, waits = (
        _("Your issue, with a place in line from the last bids: *{issue}*"),
        _("Your issue, waiting for the bids: *{issue}*"),
    )
    if issue.kind is IssueKind.OPPORTUNITY:
        kept, waits = (
            _("Your opportunity, with a place in line from the last bids: *{issue}*"),
            _("Your opportunity, waiting for the bids: *{issue}*"),
        )
    give_way = [Button(_("Give way"), ids.GIVE_WAY, "issue", issue.issue_id)] if issue.in_line else []
    return [
        section((kept if issue.in_line else waits).format(issue=in_a_line(issue.sentence))),
        buttons(
            Button(_("Change it"), ids.EDIT_ISSUE, "issue", issue.issue_id),
            Button(_("Withdraw it"), ids.WITHDRAW_ISSUE, "issue", issue.issue_id),
            *give_way,
            about=issue.sentence,
        ),
    ]


def listing(mine: OwnIssues) -> Message:
    """Somebody's own issues, for them alone."""
    if not mine.issues:
        one = buttons(Button(_("Raise one"), ids.RAISE_ISSUE, "set", mine.set_id))
        return told(section(_("You have no issues waiting.")), one)
    another = buttons(Button(_("Raise another"), ids.RAISE_ISSUE, "set", mine.set_id))
    only_you = hint(_("Only you can see this. The set will see an issue at the bids."))
    return told(*own_issues(mine.issues), only_you, another)


def other_issue_form(slot_id: str, kind: IssueKind) -> Form:
    """What the slot is about instead; of that kind, as the raised issue is, unless its presenter says otherwise."""
    return modal(
        _("Something else"),
        _("Save"),
        ids.OTHER_ISSUE_FORM,
        ids.value("slot", slot_id),
        section(_("That's fine, it often turns out that way. The issue you raised will keep for another time.")),
        text_input("sentence", _("What is it about, in one sentence?"), most=LONGEST_SENTENCE),
        _of_kind(kind),
    )


def turned(sentence: str) -> Message:
    words = in_a_line(sentence)
    return told(
        hint(
            _("Your slot is now about _{issue}_. The issue you raised will keep for another time.").format(issue=words)
        )
    )


def gave_way(sentence: str) -> Message:
    """Whose place in the line it was, others go first now."""
    return told(
        section(_("You've given way with *{issue}*.").format(issue=in_a_line(sentence))),
        hint(_("It still waits for the bids, with no place in line.")),
    )


def withdrawn(sentence: str) -> Message:
    return told(
        section(_("Withdrawn: *{issue}*").format(issue=in_a_line(sentence))),
        hint(_("Nobody will be told. You can raise it again whenever you like.")),
    )


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
    kind: IssueKind = IssueKind.PROBLEM,
) -> Form:
    """The preparation form: an old issue by its public id, a new one with what it must remember (`about`, ids)."""
    return modal(
        _("Your issue"),
        _("Save"),
        ids.ISSUE_FORM,
        ids.value("issue", issue_id) if issue_id else about,
        nobody_identified(),
        text_input(
            "sentence",
            _("The issue, in one sentence"),
            initial=sentence,
            most=LONGEST_SENTENCE,
            hint=_("Something real of yours that's still open."),
        ),
        _of_kind(kind),
        _detail("why", _("Why it matters to you"), why),
        _detail("tried", _("What you've tried"), tried),
        _detail("wanted", _("What you want from the set"), wanted),
        text_input(
            "link",
            _("A link to evidence"),
            initial=link,
            optional=True,
            most=LONGEST_LINK,
            hint=_("A page the set can open."),
        ),
        radio("urgency", _("How urgent is it?"), _numbered(URGENCY), initial=str(urgency)),
        radio("challenge", _("How much challenge would you welcome?"), _numbered(CHALLENGE), initial=str(challenge)),
    )


def _of_kind(kind: IssueKind) -> Block:
    """A problem or an opportunity."""
    return radio("kind", _("What is it?"), [(one.value, _(words)) for one, words in KINDS.items()], initial=kind.value)


def too_long(words: str) -> Form:
    """The form with all that was typed, where it is more than a sentence: the rest stands below."""
    sentence, rest = in_two(words, LONGEST_SENTENCE)
    why, beyond = in_two(rest, LONGEST_DETAIL)
    problem = _("*Not saved yet.* An issue can have up to {most} characters, so the rest of your words are below it.")
    view = form(sentence=sentence, why=why, tried=beyond)
    return {**view, "blocks": [section(problem.format(most=number(LONGEST_SENTENCE))), *view["blocks"]]}


def question_form(slot_public_id: str, initial: str = "") -> Form:
    return modal(
        _("Your question"),
        _("Save"),
        ids.QUESTION_FORM,
        ids.value("slot", slot_public_id),
        text_input("question", _("The one question you're bringing"), initial=initial, most=LONGEST_SENTENCE),
    )


def restated_form(slot_public_id: str, initial: str = "", *, problem: str = "") -> Form:
    return modal(
        _("The real question"),
        _("Save"),
        ids.RESTATED_FORM,
        ids.value("slot", slot_public_id),
        *_not_yet(problem),
        text_input("restated", _("What's the real question now?"), initial=initial, most=LONGEST_SENTENCE),
    )


def helped_form(step_id: str, choices: Sequence[tuple[str, str, int]]) -> Form:
    """Which question helped most: `choices` are the turn's public id, the asker, and which question of theirs."""
    return modal(
        _("What helped most"),
        _("Save"),
        ids.HELPED_FORM,
        ids.value("step", step_id),
        section(_("Whose question helped you most? I'll tell only them, privately.")),
        *_helped(choices),
    )


def learning_form(step_id: str, initial: str = "", *, shared: bool = False, problem: str = "") -> Form:
    """A learning note, for oneself or for the set."""
    return modal(
        _("What you learned"),
        _("Save"),
        ids.LEARNING_FORM,
        ids.value("step", step_id),
        *_not_yet(problem),
        text_input("note", _("What did you learn yourself?"), initial=initial, multiline=True, most=LONGEST_DETAIL),
        radio(
            "shared",
            _("Who can read it?"),
            (("me", _("Only me")), ("set", _("The set, in its record"))),
            initial="set" if shared else "me",
        ),
    )


def _not_yet(problem: str) -> list[Block]:
    return [section(_("*Not saved yet.* {why}").format(why=problem))] if problem else []


def kept_question() -> Message:
    return told(hint(_("Saved. Your question is on the slot's card now.")))


def kept_restated() -> Message:
    return told(hint(_("Saved. The real question is on the slot's card now. Next comes what you'll do about it.")))


def kept_helped(turn_id: str) -> Message:
    return told(
        hint(_("Saved. I'll tell whoever asked it, privately, that it helped.")),
        keep_button(turn_id),
    )


def kept_learning(*, shared: bool) -> Message:
    if shared:
        return told(hint(_("Saved for the set: it'll be in the record of this meeting. That's all you need to do.")))
    return told(hint(_("Saved on your Home tab, where only you can see it. That's all you need to do.")))


def thanked(presenter: str, turn_id: str) -> Message:
    """The private thanks to whoever asked the question that helped most."""
    thanks = _("{presenter} found one of your questions the most helpful. Thank you for asking it.")
    return told(section(thanks.format(presenter=mention(presenter, opening=True))), keep_button(turn_id))


def _detail(name: str, label: str, initial: str) -> Block:
    return text_input(name, label, initial=initial, optional=True, multiline=True, most=LONGEST_DETAIL)


def _numbered(words: Mapping[int, str]) -> list[tuple[str, str]]:
    """The degrees of a scale, the lowest first."""
    return [
        (str(degree), _("{number}: {words}").format(number=number(degree), words=_(text)))
        for degree, text in words.items()
    ]


def _helped(choices: Sequence[tuple[str, str, int]]) -> list[Block]:
    """Radio buttons can name people; a longer list is written out, with a menu of its numbers."""
    named = [(turn_id, _whose(user, order)) for turn_id, user, order in choices]
    if len(named) <= _MOST_RADIO:
        return [radio("turn", _("The question"), named)]
    written, numbers = [], []
    for nth, (turn_id, words) in enumerate(named, start=1):
        written.append(_("{number}. {words}").format(number=number(nth), words=words))
        numbers.append((turn_id, _("Number {number}").format(number=number(nth))))
    return [section("\n".join(written)), select("turn", _("The question"), numbers)]


def _whose(user: str, order: int) -> str:
    return _("{peer}, question {number}").format(peer=mention(user, opening=True), number=number(order))
