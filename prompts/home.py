"""The Home tab: a person's sets, open actions and next meetings."""

from collections.abc import Sequence
from itertools import islice

from bot.domain.actions import ActionLine
from bot.domain.private_notes import ParkedQuestion, PrivateNotes
from bot.domain.sets import Answer, SetCard
from bot.domain.states import MeetingState, SetState
from prompts import ids
from prompts.actions import in_brief
from prompts.blocks import Block, Button, Message, buttons, divider, fitting, header, hint, section
from prompts.forms import MOST_BLOCKS, Form
from prompts.issues import own_issues
from prompts.reports import report_row, told_so_far
from prompts.sets import fixing_the_date
from prompts.wording import counted, in_a_line, link, mention, slash, when_planned

NOTHING_KEPT = PrivateNotes()
_MOST_SETS = 10
_MOST_ACTIONS = 15


def home(
    user: str,
    sets: Sequence[SetCard],
    prefix: str = "",
    kept: PrivateNotes = NOTHING_KEPT,
    answer: Message | None = None,
) -> Form:
    """What one person sees of everything that is theirs. `sets` are those they are in, each card drawn for them.

    `answer` is what is said to whoever has just pressed something there: it stands on top until the tab is drawn again.
    """
    on_top = [*answer["blocks"], divider()] if answer else []
    theirs = [*_sets(user, sets), *_aside(kept), *_kept(kept), *_parked(kept)] if sets else _nothing_yet(prefix)
    blocks = [*on_top, *theirs]
    return {"blocks": fitting(blocks, MOST_BLOCKS), "type": "home"}


def _nothing_yet(prefix: str) -> list[Block]:
    return [
        section("You are not in an action learning set yet."),
        section(
            "A set is a small group of peers who meet regularly and help each other with real problems, by asking "
            f"rather than telling. To found one, type {slash('set new', prefix)} in a private channel that I am in; or a "
            "member of a set adds you to theirs."
        ),
        hint("Once you are in one, your open actions and next meetings are shown here."),
    ]


def _sets(user: str, sets: Sequence[SetCard]) -> list[Block]:
    blocks = [section(f"{mention(user)}, you are in {counted(len(sets), 'set')}.")]
    for card in islice(sets, _MOST_SETS):
        blocks += [divider(), header(card.charter.name), section(_meeting(card)), *_set_buttons(card)]
        blocks += own_issues(card.issues)
    mine = [line for card in sets for line in card.open_actions.lines if line.owner == user]
    told = [line for card in sets for line in card.reported]
    return [*blocks, divider(), *_actions(mine, sum(card.open_actions.in_all for card in sets)), *_told(told)]


def _meeting(card: SetCard) -> str:
    if card.charter.state is SetState.ENDED:
        return "This set has ended."
    if card.running:
        paused = card.running.state is MeetingState.PAUSED
        return f"Meeting {card.running.number} is {'paused' if paused else 'running'} now, in the set's channel."
    if card.your_answer is Answer.WAITING:
        return "The charter in the set's channel waits for your answer: do you agree to its ground rules?"
    if card.next_meeting is None:
        return "There is no next meeting planned."
    ahead = card.next_meeting
    return f"Next: meeting {ahead.number}, {when_planned(ahead.at, card.charter.zone, late=ahead.late)}"


def _set_buttons(card: SetCard) -> list[Block]:
    if card.charter.state is not SetState.ACTIVE or card.your_answer is not Answer.AGREED:
        return []
    set_id = card.charter.set_id
    return [
        buttons(
            Button("Raise an issue", ids.RAISE_ISSUE, "set", set_id),
            Button("Add an action", ids.ADD_ACTION, "set", set_id),
        ),
        *fixing_the_date(card.charter),
    ]


def _actions(mine: Sequence[ActionLine], in_all: int) -> list[Block]:
    if not mine:
        return [section("You have no open actions.")]
    blocks = [section(f"*Your open actions* ({in_all}). What came of them? One press counts; the form adds words.")]
    for number, line in enumerate(mine[:_MOST_ACTIONS], start=1):
        change = Button(f"Change {number}", ids.EDIT_ACTION, "action", line.action_id)
        blocks += [section(f"{number}. {in_brief(line)}", change), report_row(line)]
    beyond = in_all - _MOST_ACTIONS
    return [*blocks, *([hint(f"And {counted(beyond, 'more', 'more')}.")] if beyond > 0 else [])]


def _aside(kept: PrivateNotes) -> list[Block]:
    """Issues whose slots they ended early."""
    if not kept.aside:
        return []
    blocks = [divider(), section("*An issue of yours that only you see*")]
    for one in kept.aside:
        again, gone = (
            Button("Raise it again", ids.RAISE_AGAIN, "issue", one.issue_id),
            Button("Let it go", ids.LET_GO, "issue", one.issue_id),
        )
        blocks += [section(f"• {in_a_line(one.sentence)}"), buttons(again, gone)]
    return blocks


def _told(reported: Sequence[ActionLine]) -> list[Block]:
    """What their set has not heard yet: it can be added to, or set right."""
    if not reported:
        return []
    shown = [block for line in reported[:_MOST_ACTIONS] for block in told_so_far(line)]
    return [section("*What you told me.* Your set hears of it at its next meeting."), *shown]


def _kept(kept: PrivateNotes) -> list[Block]:
    lines = [f"• {in_a_line(note)}" for note in kept.notes]
    lines += [f"• No action from _{in_a_line(one.sentence, 120)}_: {in_a_line(one.because)}" for one in kept.reasons]
    return [divider(), section("*What you kept for yourself*"), *map(section, lines)] if lines else []


def _parked(kept: PrivateNotes) -> list[Block]:
    if not kept.parked:
        return []
    lines = [f"• {_linked(one)}, asked about _{in_a_line(one.sentence, 120)}_" for one in kept.parked]
    return [divider(), section("*Questions you parked*"), *map(section, lines)]


def _linked(one: ParkedQuestion) -> str:
    return link(one.link, "The question") if one.link else "A question whose message is not there any more"
