"""The cards of the steps outside of slots: their words and controls while they run, and what came of them."""

from collections.abc import Mapping, Sequence
from typing import Final

from bot.domain.actions import MOST_LISTED
from bot.domain.bid_order import Bid
from bot.domain.meetings import Recorded, StepCard
from prompts import ids
from prompts.actions import in_brief, left_out
from prompts.blocks import Block, Button, Message, hint, section, told
from prompts.controls import controls, nearly_all, stands
from prompts.issues import URGENCY
from prompts.pulses import THE_RANGE
from prompts.step_word_types import card_words
from prompts.wording import (
    begun,
    clock_time,
    counted,
    in_a_line,
    listed,
    mention,
    mentions,
    opening_a_sentence,
    slash,
    when,
)

MOST_BIDS: Final = 5
_URGENT: Final[Mapping[int, str]] = {
    number: words if number == min(URGENCY) else f"needed {words}" for number, words in URGENCY.items()
}
"""How urgent an issue is, in the words that were chosen; the first stands by itself."""
_IN_THE_THREAD: Final = "Open this thread: each of them has a message there."
_ALOUD: Final = "Each of them has a message below this card, where one tap keeps what came of it."
_NOT_SAID: Final = (("Add an action", ids.ADD_ACTION), ("None this time", ids.NONE_THIS_TIME))


def step_card(shown: StepCard, prefix: str = "") -> Message:
    """A step outside of slots: while it is open its words and controls, then what came of it in a line."""
    words = card_words(shown.kind)
    if not shown.open:
        return told(*words.over(shown, slash("set", prefix)))
    longer = shown.time_up or shown.goes_on is not None
    row = controls(
        shown.step_id,
        *words.own(shown),
        paused=shown.paused,
        onward=words.onward,
        standing=shown.standing,
        longer=longer,
    )
    return told(section(begun(shown.says, shown.minutes)), *words.open(shown), _time_left(shown), row)


def _time_left(shown: StepCard) -> Block:
    if shown.paused:
        return hint(stands(shown.standing))
    words = card_words(shown.kind)
    if shown.time_up:
        return hint(words.time_is_up(shown.until))
    if shown.goes_on is not None:
        return hint(f"{words.name} {nearly_all(shown.goes_on)}")
    warned = " A fifth of the time is left." if shown.warned else ""
    return hint(f"{words.name} until {clock_time(shown.until)}.{warned}")


def opening(shown: StepCard) -> list[Block]:
    """The check-in, and who is here."""
    where = "In a sentence each" if shown.spoken else "In one line, in this thread"
    check_in = f"{where}: *{in_a_line(shown.prompt)}*" if shown.prompt else ""
    missing = f" · not yet: {mentions(shown.missing)}" if shown.missing else ""
    away = f" · away: {mentions(shown.away)}" if shown.away else ""
    return [
        *([section(check_in)] if check_in else []),
        section(f"Here: {mentions(shown.here, 'nobody yet')}{missing}{away}"),
    ]


def i_am_here(shown: StepCard) -> list[Button]:
    """On a call one person says so for all."""
    here = Button("I'm here", ids.HERE, "meeting", shown.meeting_id, primary=not shown.spoken)
    if not shown.spoken:
        return [here]
    return [Button("We're all here", ids.ALL_HERE, "step", shown.step_id, primary=True), here]


def report_back(shown: StepCard) -> list[Block]:
    """How many tell, of how much; on a call they tell it aloud, and one tap keeps what came of it."""
    people, actions = counted(shown.owners, "person", "people"), counted(shown.actions, "action")
    already = f" {mentions(shown.told)} {'has' if len(shown.told) == 1 else 'have'} told me already."
    early = already if shown.told else ""
    where = _ALOUD if shown.spoken else _IN_THE_THREAD
    count = f"{opening_a_sentence(people)}, {actions}.{early} {where}"
    nothing = "Nobody has an open action, so *Next* can move on at once."
    return [section(count if shown.actions else nothing)]


def bids(shown: StepCard) -> list[Block]:
    """Who waits, the first of them each with a button, and the order that I suggest."""
    waiting = opening_a_sentence(counted(len(shown.bids), "issue is", "issues are"))
    fits = f"{waiting} waiting, and there is time for {counted(shown.fits, 'slot')}."
    rows = [_bid(shown, number, bid) for number, bid in enumerate(shown.bids[:MOST_BIDS], start=1)]
    beyond = len(shown.bids) - MOST_BIDS
    rest = [hint(f"And {counted(beyond, 'more', 'more')}, which stay in line.")] if beyond > 0 else []
    suggestion = _suggestion(shown)
    return [section(fits), *rows, *rest, *([section(suggestion)] if suggestion else [])]


def bidding(shown: StepCard) -> list[Button]:
    return [Button("Bid", ids.RAISE_ISSUE, "step", shown.step_id)]


def _bid(shown: StepCard, number: int, bid: Bid) -> Block:
    here = "" if bid.here else " · not here yet, keeps their turn"
    if not bid.agreed:
        here = " · has not agreed to the ground rules yet, keeps their turn"
    words = f"{number}. {mention(bid.user)}: {in_a_line(bid.sentence)} · {_URGENT[bid.urgency]}"
    goes = Button(f"Number {number} goes", ids.BID_GOES, "bid", bid.issue_id)
    return section(
        f"{words}{_since(bid, shown.number)}{_place(bid, shown.bids)}{here}",
        goes if bid.ready and not shown.paused else None,
    )


def _place(bid: Bid, bids: Sequence[Bid]) -> str:
    """Whether it is in line since an earlier meeting."""
    if not bid.in_line:
        return ""
    return " · first in line" if bid.in_line == min(one.in_line for one in bids if one.in_line) else " · in line"


def _since(bid: Bid, number: int) -> str:
    """How long since its owner presented, counted in meetings; in the first nobody can have."""
    if not bid.presented_in:
        return " · hasn't presented yet" if number > 1 else ""
    ago = number - bid.presented_in
    if ago <= 0:
        return " · has presented today"
    return " · presented last time" if ago == 1 else f" · presented {counted(ago, 'meeting')} ago"


def _suggestion(shown: StepCard) -> str:
    """Nothing where nobody could go; how to bid the card says above."""
    ready = [bid for bid in shown.bids if bid.ready]
    if not ready:
        return "Nobody who is here has put one forward yet."
    goes = listed([mention(bid.user) for bid in ready[: shown.fits]])
    later = f"; {mention(shown.next_in_line)} goes first next time" if shown.next_in_line else ""
    order = f"I suggest {goes}{later}. *Next* takes that order; the button beside an issue puts it first."
    return f"{order} There is time for more." if len(ready) < shown.fits else order


def review(shown: StepCard) -> list[Block]:
    """A question that may help, and what becomes of the numbers where that can come."""
    help_ = [section(f"If it helps: _{in_a_line(shown.prompt)}_")] if shown.prompt else []
    return [*help_, *([hint(f"Your pulse has no name. {THE_RANGE}")] if shown.ranged else [])]


def reviewing(shown: StepCard) -> list[Button]:
    keep = Button("Keep what I learned", ids.KEEP_LEARNING, "step", shown.step_id)
    return [Button("Give your pulse", ids.PULSE, "step", shown.step_id), keep]


def closing(shown: StepCard) -> list[Block]:
    """The record so far, and the next date."""
    return [*_record(shown), section(_next_date(shown, ""))]


def ending(shown: StepCard) -> list[Button]:
    """A meeting does not close without a next date, or the word that it was the last."""
    date = Button("Change the date" if shown.next_at else "Fix the next date", ids.CHANGE_DATE, "step", shown.step_id)
    missing = any(not line.actions and not line.said_none for line in shown.record)
    add = [Button(label, action_id, "step", shown.step_id) for label, action_id in _NOT_SAID] if missing else []
    if shown.next_at:
        return [*add, Button("Close", ids.CLOSE, "step", shown.step_id, primary=True), date]
    return [*add, date, Button("This was the last", ids.WAS_LAST, "step", shown.step_id)]


def closed(shown: StepCard, command: str) -> list[Block]:
    """The record; `command` is how this workspace types `/set`."""
    of = f" {shown.number} of {shown.of}" if shown.number else ""
    return [section(f"*That was meeting{of}.*"), *_record(shown), section(_next_date(shown, command))]


def _record(shown: StepCard) -> list[Block]:
    """The issues, and below them every action that is open, with its owner and date (M16)."""
    nobody = "" if shown.presented else "Nobody presented this time."
    issues = "\n".join(_recorded(line) for line in shown.record) or nobody
    found = shown.open_actions
    owed = [f"• {mention(line.owner)}: {in_brief(line)}" for line in found.lines[:MOST_LISTED]]
    listed_actions = [section("*Open actions*"), *map(section, owed), *left_out(found.in_all)] if owed else []
    learned = [f"• {mention(one.user)}: {in_a_line(one.note)}" for one in shown.learned[:MOST_LISTED]]
    listed_learning = [section("*What we learned*"), *map(section, learned)] if learned else []
    return [*([section(issues)] if issues else []), *listed_actions, *listed_learning]


def _recorded(line: Recorded) -> str:
    restated = f" → {in_a_line(line.restated)}" if line.restated.strip() else ""
    if line.actions:
        takes = f"takes on {counted(line.actions, 'action')}"
    else:
        takes = "no action this time" if line.said_none else "○ actions not said yet"
        takes = takes if line.presenter else "has left the set"
    return f"• {mention(line.presenter)}: {in_a_line(line.sentence)}{restated} · {takes}"


def _next_date(shown: StepCard, command: str) -> str:
    if shown.next_at:
        return f"*Next:* {when(shown.next_at, shown.zone)}. Before then I ask each of you what came of your actions."
    host = f"{mention(shown.host)}, you are the host: " if shown.host else ""
    if shown.of and shown.number >= shown.of:
        then = f"{host}*Fix the next date* goes on, *This was the last* ends here." if shown.open else ""
        return f"*Next:* this was the last meeting you planned. {then or f'To go on, fix a date with {command}.'}"
    agree = opening_a_sentence(f"{host}agree on one and press *Fix the next date*.")
    then = agree if shown.open else f"{command} has the button that fixes one."
    return f"*Next:* there is no date yet. {then}"


def opening_over(shown: StepCard, _: str) -> list[Block]:
    """How many are here."""
    here = opening_a_sentence(counted(len(shown.came), "person is", "people are")) if shown.came else "Nobody is"
    return [hint(f"Opening: over. {here} here.")]


def report_back_over(shown: StepCard, _: str) -> list[Block]:
    """What there was to tell of; what was told stands in messages of its own."""
    if not shown.actions:
        return [hint("Report-back: over. Nobody had an open action.")]
    people = opening_a_sentence(counted(shown.owners, "person", "people"))
    return [hint(f"Report-back: over. {people}, {counted(shown.actions, 'action')}, listed below this card.")]


def bids_over(shown: StepCard, _: str) -> list[Block]:
    """How many wait on."""
    waiting = f"{opening_a_sentence(counted(len(shown.bids), 'issue stays', 'issues stay'))} in line."
    return [hint(f"Bids: over. {waiting if shown.bids else ''}".strip())]


def review_over(_: StepCard, __: str) -> list[Block]:
    return [hint("Review: over.")]
