"""The Home tab: a person's sets, open actions and next meetings, in pages where it is more than Slack takes."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from bot.domain.actions import ActionLine
from bot.domain.private_notes import ParkedQuestion, PrivateNotes
from bot.domain.reminders import Reminders
from bot.domain.sets import Answer, SetCard
from bot.domain.states import MeetingState, SetState
from prompts import ids
from prompts.actions import in_brief
from prompts.blocks import Block, Button, Message, buttons, divider, fitting, header, hint, length_of, section
from prompts.charter import next_step
from prompts.commands import in_set
from prompts.concerns import something_off
from prompts.forms import MOST_BLOCKS, Form
from prompts.issues import own_issues
from prompts.language import _, ngettext
from prompts.pages import page_after, page_before, turning
from prompts.records import OWN
from prompts.regrets import can_come_after_all, cannot_come
from prompts.reminders import summary
from prompts.reports import outcome_buttons, so_far, told_so_far
from prompts.sets import fixing_the_date
from prompts.wording import in_a_line, link, mention, number, slash, when_planned

NOTHING_KEPT = PrivateNotes()
_ROOM: Final = 82
"""Blocks on a page, so that an answer fits above them and the buttons that turn it below."""
_MOST_CHARACTERS: Final = 10_500
_AN_ACTION: Final = (2, 520)
"""Blocks and characters of an action at most: it is known how many are on a page before any of them is read."""


@dataclass(frozen=True, slots=True)
class _Place:
    """An open action by its place among all of them, counted from 0."""

    nth: int


_Unit = list[Block] | _Place
"""What is not parted: blocks, or an action that is read once its page is drawn."""


@dataclass(frozen=True)
class Home:
    """What one person sees of everything that is theirs. `sets` are those they are in, each card drawn for them.

    `kept` is theirs alone. Which of their actions a page shows is known before they are read. Whoever is in none, and `has_left`
    one, still has their record.
    """

    user: str
    sets: Sequence[SetCard]
    kept: PrivateNotes = field(default=NOTHING_KEPT)
    reminders: Reminders | None = None
    has_left: bool = False

    def actions_on(self, page: int) -> tuple[int, int]:
        """The place of the first open action on that page, counted from 0, and how many it shows."""
        shown = [unit.nth for unit in self._pages[self._within(page)] if isinstance(unit, _Place)]
        return (shown[0], len(shown)) if shown else (0, 0)

    def drawn(self, page: int, lines: Sequence[ActionLine], answer: Message | None = None) -> Form:
        """That page, with the actions that it shows.

        `answer` is what is said to whoever has just pressed something there: it stands on top until the tab is drawn again.
        """
        page, pages = self._within(page), self._pages
        on_top = [*answer["blocks"], divider()] if answer else []
        blocks = [
            *on_top,
            *self._blocks(pages[page], dict(zip(range(*_range(self.actions_on(page))), lines, strict=False))),
        ]
        turns = _turns(page, len(pages))
        return {
            "blocks": [*fitting(blocks, MOST_BLOCKS - len(turns)), *turns],
            "private_metadata": f"{page}",
            "type": "home",
        }

    def _within(self, page: int) -> int:
        return max(0, min(page, len(self._pages) - 1))

    @cached_property
    def _pages(self) -> list[list[_Unit]]:
        pages: list[list[_Unit]] = [[]]
        room, left = _ROOM, _MOST_CHARACTERS
        for unit in self._units():
            tall, long = _AN_ACTION if isinstance(unit, _Place) else (len(unit), sum(map(length_of, unit)))
            if pages[-1] and (tall > room or long > left):
                pages.append([])
                room, left = _ROOM, _MOST_CHARACTERS
            pages[-1].append(unit)
            room, left = room - tall, left - long
        return pages

    def _units(self) -> list[_Unit]:
        if not self.sets:
            return [_nothing_now(self.user)] if self.has_left else [_nothing_yet()]
        in_all = sum(card.open_actions.in_all for card in self.sets)
        return [
            *_sets(self.user, self.sets),
            *([[divider(), *summary(self.reminders)]] if self.reminders is not None else []),
            [divider(), *_actions_head(in_all)],
            *map(_Place, range(in_all)),
            *_told(
                _("*What you told me.* I'll show it when your set's next meeting opens."), self._reported(ended=False)
            ),
            *_told(_("*What you told me.* Only you can see it: the set has ended."), self._reported(ended=True)),
            *_aside(self.kept),
            *_lines(_("*What you kept for yourself*"), _kept(self.kept)),
            *_lines(_("*Questions you parked*"), [_asked(one) for one in self.kept.parked]),
        ]

    def _reported(self, *, ended: bool) -> list[ActionLine]:
        """What they told of since: of sets that have ended nobody else hears of it."""
        of = (card for card in self.sets if (card.charter.state is SetState.ENDED) is ended)
        return [line for card in of for line in card.reported]

    def _blocks(self, units: Sequence[_Unit], lines: dict[int, ActionLine]) -> list[Block]:
        told = {line.action_id: line for card in self.sets for line in card.reported}
        return [
            block
            for unit in units
            for block in (unit if isinstance(unit, list) else _action(unit.nth, lines.get(unit.nth), told))
        ]


def home(user: str, sets: Sequence[SetCard], kept: PrivateNotes = NOTHING_KEPT, answer: Message | None = None) -> Form:
    """The first page, with actions that are at hand."""
    lines = [line for card in sets for line in card.open_actions.lines if line.owner == user]
    return Home(user, sets, kept).drawn(0, lines, answer)


def _range(window: tuple[int, int]) -> tuple[int, int]:
    first, many = window
    return first, first + many


def _turns(page: int, pages: int) -> list[Block]:
    """Where this page is among several, and the buttons that turn it."""
    if pages == 1:
        return []
    where = _("Page {page} of {pages}").format(page=number(page + 1), pages=number(pages))
    before, after = page_before(page), page_after(page, pages)
    shown = [None if one is None else f"{one}" for one in (before, after)]
    return [hint(where), *turning(ids.HOME_PAGE, "home", *shown)]


def _nothing_now(user: str) -> list[Block]:
    """For whoever has left the only set they were in."""
    return [
        section(_("{person}, you're in no set at the moment.").format(person=mention(user))),
        buttons(Button(_("My record"), ids.RECORD, OWN, OWN)),
        hint(_("*My record* has what you brought, took on and learned, to read or to take along as a file.")),
    ]


def _nothing_yet() -> list[Block]:
    return [
        section(_("You're not in an action learning set yet.")),
        section(
            _(
                "A set is a small group of peers who meet regularly and help each other with real problems, by asking "
                "rather than telling. To start one, type {command} in a private channel that I'm in, or mention me there. Or "
                "ask a member of a set to add you."
            ).format(command=slash("set new"))
        ),
        hint(_("Once you're in one, you'll see your open actions and next meetings here.")),
    ]


def _sets(user: str, sets: Sequence[SetCard]) -> list[_Unit]:
    alive = sum(card.charter.state is not SetState.ENDED for card in sets)
    many = ngettext("{person}, you're in one set.", "{person}, you're in {count} sets.", alive)
    none = _("{person}, you're in no set at the moment.")
    said = section((many if alive else none).format(person=mention(user), count=number(alive)))
    units: list[_Unit] = [[said, _own_buttons()]]
    for card in sets:
        units.append([divider(), header(card.charter.name), section(_meeting(card)), *_set_buttons(card)])
        units += [own_issues((one,)) for one in card.issues]
    return units


def _own_buttons() -> Block:
    """What is theirs over all their sets."""
    return buttons(
        Button(_("My record"), ids.RECORD, OWN, OWN),
        Button(_("Calendar file"), ids.CALENDAR_FILE, OWN, OWN),
        Button(_("Hints"), ids.HINTS, OWN, OWN),
    )


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
    if card.your_answer is not Answer.WAITING:
        return _next(card)
    waits = _("The charter in the set's channel is waiting for your answer: do you agree to its ground rules?")
    return f"{waits}\n{_next(card)}" if card.next_meeting is not None else waits


def _next(card: SetCard) -> str:
    if card.next_meeting is None:
        return _("No next meeting is planned.")
    ahead = card.next_meeting
    moment = when_planned(ahead.at, card.charter.zone, late=ahead.late)
    if card.regretted:
        return _("Next: meeting {number}, {moment}. You can't make it.").format(
            number=number(ahead.number), moment=moment
        )
    return _("Next: meeting {number}, {moment}.").format(number=number(ahead.number), moment=moment)


def _coming(card: SetCard) -> list[Button]:
    """Whether they come to the next meeting: said by one press, and taken back by one. While one is on that might be meant."""
    ahead = card.next_meeting
    if ahead is None or not ahead.id or card.running:
        return []
    return [can_come_after_all(ahead.id) if card.regretted else cannot_come(ahead.id)]


def _set_buttons(card: SetCard) -> list[Block]:
    """While the set agrees, or they have not answered, what comes next is theirs to know all the same."""
    state, set_id = card.charter.state, card.charter.set_id
    if state not in (SetState.AGREEING, SetState.ACTIVE) or card.your_answer not in (Answer.AGREED, Answer.WAITING):
        return []
    plan = Button(_("Plan"), ids.SHOW_PLAN, "set", set_id)
    if state is SetState.AGREEING or card.your_answer is Answer.WAITING:
        return [buttons(plan, *_coming(card))]
    return [
        buttons(
            Button(_("Raise an issue"), ids.RAISE_ISSUE, "set", set_id),
            Button(_("Add an action"), ids.ADD_ACTION, "set", set_id),
            plan,
            *_coming(card),
            *in_set(set_id, ""),
            *something_off(set_id, len(card.charter.members)),
            about=card.charter.name,
        ),
        *fixing_the_date(card.charter),
    ]


def _actions_head(in_all: int) -> list[Block]:
    if not in_all:
        return [section(_("You have no open actions."))]
    head = _("*Your open actions* ({count}). How did they go? One press is enough; the form is for adding words.")
    return [section(head.format(count=number(in_all)))]


def _action(nth: int, line: ActionLine | None, told: dict[str, ActionLine]) -> list[Block]:
    """An open action with its buttons; nothing where it has been closed since it was counted."""
    if line is None:
        return []
    place = number(nth + 1)
    change = Button(_("Change {number}").format(number=place), ids.EDIT_ACTION, "action", line.action_id)
    said = [so_far(told[line.action_id])] if line.action_id in told else []
    what = _("{number}. {action}").format(number=place, action=in_brief(line))
    return [
        section("\n".join([what, *said]), change),
        buttons(*outcome_buttons(line), Button(_("Story"), ids.STORY, "action", line.action_id), about=line.what),
    ]


def _aside(kept: PrivateNotes) -> list[_Unit]:
    """Issues whose slots they ended early."""
    units: list[_Unit] = []
    for one in kept.aside:
        again, gone = (
            Button(_("Raise it again"), ids.RAISE_AGAIN, "issue", one.issue_id),
            Button(_("Let it go"), ids.LET_GO, "issue", one.issue_id),
        )
        heading = [] if units else [divider(), section(_("*An issue of yours that only you can see*"))]
        units.append([*heading, section(f"• {in_a_line(one.sentence)}"), buttons(again, gone, about=one.sentence)])
    return units


def _told(heading: str, reported: Sequence[ActionLine]) -> list[_Unit]:
    """What their set has not heard yet: it can be added to, or set right."""
    return [[*([] if nth else [section(heading)]), *told_so_far(line)] for nth, line in enumerate(reported)]


def _lines(heading: str, lines: Sequence[str]) -> list[_Unit]:
    return [[*([] if nth else [divider(), section(heading)]), section(line)] for nth, line in enumerate(lines)]


def _kept(kept: PrivateNotes) -> list[str]:
    lines = [f"• {in_a_line(note)}" for note in kept.notes]
    lines += [
        _("• No action from _{issue}_: {reason}").format(
            issue=in_a_line(one.sentence, 120), reason=in_a_line(one.because)
        )
        for one in kept.reasons
    ]
    return lines


def _asked(one: ParkedQuestion) -> str:
    if not one.link:
        return _("• A question whose message has gone, asked about _{issue}_").format(
            issue=in_a_line(one.sentence, 120)
        )
    return _("• {question}, asked about _{issue}_").format(
        question=link(one.link, _("The question")), issue=in_a_line(one.sentence, 120)
    )
