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
from prompts.charter import next_step
from prompts.forms import MOST_BLOCKS, Form
from prompts.issues import own_issues
from prompts.language import _, ngettext
from prompts.reports import report_row, so_far, told_so_far
from prompts.sets import fixing_the_date
from prompts.wording import in_a_line, link, mention, number, slash, when_planned

NOTHING_KEPT = PrivateNotes()
_MOST_SETS = 10
_MOST_ACTIONS = 15


def home(
    user: str,
    sets: Sequence[SetCard],
    kept: PrivateNotes = NOTHING_KEPT,
    answer: Message | None = None,
) -> Form:
    """What one person sees of everything that is theirs. `sets` are those they are in, each card drawn for them.

    `answer` is what is said to whoever has just pressed something there: it stands on top until the tab is drawn again.
    """
    on_top = [*answer["blocks"], divider()] if answer else []
    theirs = [*_sets(user, sets), *_aside(kept), *_kept(kept), *_parked(kept)] if sets else _nothing_yet()
    blocks = [*on_top, *theirs]
    return {"blocks": fitting(blocks, MOST_BLOCKS), "type": "home"}


def _nothing_yet() -> list[Block]:
    return [
        section(_("You're not in an action learning set yet.")),
        section(
            _(
                "A set is a small group of peers who meet regularly and help each other with real problems, by asking "
                "rather than telling. To start one, type {command} in a private channel that I'm in. Or ask a member "
                "of a set to add you."
            ).format(command=slash("set new"))
        ),
        hint(_("Once you're in one, you'll see your open actions and next meetings here.")),
    ]


def _sets(user: str, sets: Sequence[SetCard]) -> list[Block]:
    alive = sum(card.charter.state is not SetState.ENDED for card in sets)
    many = ngettext("{person}, you're in one set.", "{person}, you're in {count} sets.", alive)
    none = _("{person}, you're in no set at the moment.")
    blocks = [section((many if alive else none).format(person=mention(user), count=number(alive)))]
    for card in islice(sets, _MOST_SETS):
        blocks += [divider(), header(card.charter.name), section(_meeting(card)), *_set_buttons(card)]
        blocks += own_issues(card.issues)
    mine = [line for card in sets for line in card.open_actions.lines if line.owner == user]
    told = [line for card in sets for line in card.reported]
    own = [line for card in sets if card.charter.state is SetState.ENDED for line in card.reported]
    heard = [line for line in told if line not in own]
    actions = _actions(mine, sum(card.open_actions.in_all for card in sets), told)
    return [*blocks, divider(), *actions, *_told(heard), *_told_alone(own)]


def _meeting(card: SetCard) -> str:
    if card.charter.state is SetState.ENDED:
        return next_step(card.charter)
    if card.running:
        is_paused = card.running.state is MeetingState.PAUSED
        paused, on_now = (
            _("Meeting {number} is paused, in the set's channel."),
            _("Meeting {number} is on now, in the set's channel."),
        )
        return (paused if is_paused else on_now).format(number=number(card.running.number))
    if card.your_answer is Answer.WAITING:
        return _("The charter in the set's channel is waiting for your answer: do you agree to its ground rules?")
    if card.next_meeting is None:
        return _("No next meeting is planned.")
    ahead = card.next_meeting
    moment = when_planned(ahead.at, card.charter.zone, late=ahead.late)
    return _("Next: meeting {number}, {moment}.").format(number=number(ahead.number), moment=moment)


def _set_buttons(card: SetCard) -> list[Block]:
    if card.charter.state is not SetState.ACTIVE or card.your_answer is not Answer.AGREED:
        return []
    set_id = card.charter.set_id
    return [
        buttons(
            Button(_("Raise an issue"), ids.RAISE_ISSUE, "set", set_id),
            Button(_("Add an action"), ids.ADD_ACTION, "set", set_id),
            Button(_("Plan"), ids.SHOW_PLAN, "set", set_id),
        ),
        *fixing_the_date(card.charter),
    ]


def _actions(mine: Sequence[ActionLine], in_all: int, reported: Sequence[ActionLine]) -> list[Block]:
    if not mine:
        return [section(_("You have no open actions."))]
    head = _("*Your open actions* ({count}). How did they go? One press is enough; the form is for adding words.")
    blocks = [section(head.format(count=number(in_all)))]
    for place, line in enumerate(mine[:_MOST_ACTIONS], start=1):
        change = Button(_("Change {number}").format(number=number(place)), ids.EDIT_ACTION, "action", line.action_id)
        said = [so_far(one) for one in reported if one.action_id == line.action_id]
        blocks += [section("\n".join([f"{place}. {in_brief(line)}", *said]), change), report_row(line)]
    return [*blocks, *_more(in_all - _MOST_ACTIONS)]


def _more(beyond: int) -> list[Block]:
    many = ngettext("And one more.", "And {count} more.", beyond).format(count=number(beyond))
    return [hint(many)] if beyond > 0 else []


def _aside(kept: PrivateNotes) -> list[Block]:
    """Issues whose slots they ended early."""
    if not kept.aside:
        return []
    blocks = [divider(), section(_("*An issue of yours that only you can see*"))]
    for one in kept.aside:
        again, gone = (
            Button(_("Raise it again"), ids.RAISE_AGAIN, "issue", one.issue_id),
            Button(_("Let it go"), ids.LET_GO, "issue", one.issue_id),
        )
        blocks += [section(f"• {in_a_line(one.sentence)}"), buttons(again, gone)]
    return blocks


def _told(reported: Sequence[ActionLine]) -> list[Block]:
    """What their set has not heard yet: it can be added to, or set right."""
    if not reported:
        return []
    shown = [block for line in reported[:_MOST_ACTIONS] for block in told_so_far(line)]
    return [section(_("*What you told me.* I'll show it when your set's next meeting opens.")), *shown]


def _told_alone(reported: Sequence[ActionLine]) -> list[Block]:
    """What they told of a set that has ended: nobody else hears of it."""
    if not reported:
        return []
    shown = [block for line in reported[:_MOST_ACTIONS] for block in told_so_far(line)]
    return [section(_("*What you told me.* Only you can see it: the set has ended.")), *shown]


def _kept(kept: PrivateNotes) -> list[Block]:
    lines = [f"• {in_a_line(note)}" for note in kept.notes]
    lines += [
        _("• No action from _{issue}_: {reason}").format(
            issue=in_a_line(one.sentence, 120), reason=in_a_line(one.because)
        )
        for one in kept.reasons
    ]
    return [divider(), section(_("*What you kept for yourself*")), *map(section, lines)] if lines else []


def _parked(kept: PrivateNotes) -> list[Block]:
    if not kept.parked:
        return []
    lines = [_asked(one) for one in kept.parked]
    return [divider(), section(_("*Questions you parked*")), *map(section, lines)]


def _asked(one: ParkedQuestion) -> str:
    if not one.link:
        return _("• A question whose message has gone, asked about _{issue}_").format(
            issue=in_a_line(one.sentence, 120)
        )
    return _("• {question}, asked about _{issue}_").format(
        question=link(one.link, _("The question")), issue=in_a_line(one.sentence, 120)
    )
