"""The cards of the steps outside of slots: their words and controls while they run, and what came of them."""

from collections.abc import Mapping, Sequence
from typing import Final

from bot.domain.actions import MOST_LISTED
from bot.domain.bid_order import Bid
from bot.domain.calendars import local_day
from bot.domain.meetings import Recorded, StepCard
from bot.domain.records import LastTime
from bot.domain.states import IssueKind
from prompts import ids
from prompts.actions import in_a_sentence, in_brief, left_out
from prompts.blocks import Block, Button, Message, hint, section, told
from prompts.controls import controls, minutes_left, moves_onward, stands
from prompts.cycles import end_well, last_choices, midway, renew, wrote
from prompts.language import N_, _, ngettext
from prompts.pulses import THE_RANGE
from prompts.step_word_types import card_words, said
from prompts.wording import (
    as_restated,
    begun,
    clock_time,
    day_written,
    in_a_line,
    listed,
    mention,
    mentions,
    number,
    slash,
    when,
)

MOST_BIDS: Final = 5
_URGENT: Final[Mapping[int, str]] = {
    1: N_("can wait"),
    2: N_("needed in the next few months"),
    3: N_("needed in the next month or two"),
    4: N_("needed soon"),
    5: N_("needed now"),
}
"""How urgent an issue is, as its owner chose it."""
_NOT_SAID: Final = ((N_("Add an action"), ids.ADD_ACTION), (N_("None this time"), ids.NONE_THIS_TIME))
_BETWEEN: Final = " · "


def step_card(shown: StepCard) -> Message:
    """A step outside of slots: while it is open its words and controls, then what came of it in a line."""
    words = card_words(shown.kind)
    if not shown.open:
        return told(*words.over(shown, slash("set")))
    longer = shown.time_up or shown.goes_on is not None
    row = controls(
        shown.step_id,
        *words.own(shown),
        paused=shown.paused,
        onward=moves_onward(words.onward, shown.ends),
        standing=shown.standing,
        longer=longer,
    )
    return told(section(begun(said(shown, words), shown.minutes)), *words.open(shown), _time_left(shown), row)


def _time_left(shown: StepCard) -> Block:
    if shown.paused:
        return hint(stands(shown.standing))
    words = card_words(shown.kind)
    if shown.time_up:
        return hint(words.time_is_up(shown.until))
    if shown.goes_on is not None:
        return hint(words.goes_on(shown.goes_on))
    until = _("{step} until {time}.").format(step=words.name, time=clock_time(shown.until))
    return hint(f"{until} {minutes_left(shown.minutes_left)}" if shown.minutes_left else until)


def opening(shown: StepCard) -> list[Block]:
    """The check-in, and who is here."""
    here = _("Here: {people}").format(people=mentions(shown.here)) if shown.here else _("Here: nobody yet")
    missing = [_("still to come: {people}").format(people=mentions(shown.missing))] if shown.missing else []
    away = [_("away: {people}").format(people=mentions(shown.away))] if shown.away else []
    return [*_last_time(shown), *_check_in(shown), section(_BETWEEN.join([here, *missing, *away]))]


def _last_time(shown: StepCard) -> list[Block]:
    """Three lines of the meeting before: when it was, who presented what, and how its actions stand."""
    last = shown.last_time
    if last is None:
        return []
    when_it_was = _("*Last time*, on {day}:").format(day=day_written(local_day(last.at, shown.zone)))
    presented = [
        _("{presenter} on _{issue}_").format(presenter=mention(user, opening=not nth), issue=in_a_line(sentence, 150))
        for nth, (user, sentence) in enumerate(last.presented)
    ]
    who = listed(presented) if presented else _("Nobody presented.")
    return [section("\n".join([when_it_was, who, _how_they_stand(last)]))]


def _how_they_stand(last: LastTime) -> str:
    in_all = sum(many for _status, many in last.actions)
    if not in_all:
        return _("No actions.")
    if in_all == 1:
        return _("One action: {outcome}.").format(outcome=in_a_sentence(last.actions[0][0]))
    standing = [
        _("{count} {outcome}").format(count=number(many), outcome=in_a_sentence(status))
        for status, many in last.actions
    ]
    return _("{count} actions: {standing}.").format(count=number(in_all), standing=listed(standing))


def _check_in(shown: StepCard) -> list[Block]:
    question = in_a_line(shown.prompt)
    if not shown.prompt:
        return []
    if shown.spoken:
        return [section(_("In a sentence each: *{question}*").format(question=question))]
    return [section(_("In one line, in this thread: *{question}*").format(question=question))]


def i_am_here(shown: StepCard) -> list[Button]:
    """On a call one person says so for all."""
    here = Button(_("I'm here"), ids.HERE, "meeting", shown.meeting_id, primary=not shown.spoken)
    if not shown.spoken or not shown.goes_on_by_itself:
        return [here]
    return [Button(_("We're all here"), ids.ALL_HERE, "step", shown.step_id, primary=True), here]


def _if_it_helps(shown: StepCard) -> list[Block]:
    """The question that its step offers, to borrow or to leave."""
    return [section(_("If it helps: _{question}_").format(question=in_a_line(shown.prompt)))] if shown.prompt else []


def report_back(shown: StepCard) -> list[Block]:
    """How many tell, of how much; on a call they tell it aloud, and one tap keeps what came of it."""
    if not shown.actions and shown.looking_back:
        return [section(_looking_back(shown)), *_if_it_helps(shown)]
    if not shown.actions:
        return [section(_("Nobody has an open action, so you can press *Next* straight away."))]
    early = ngettext("{people} has told me already.", "{people} have told me already.", len(shown.told))
    if shown.spoken:
        where = ngettext(
            "They have a message below this card, where one tap says how it went.",
            "Each of them has a message below this card, where one tap says how it went.",
            shown.owners,
        )
    else:
        where = ngettext(
            "Open this thread: they have a message there.",
            "Open this thread: each of them has a message there.",
            shown.owners,
        )
    told_early = [early.format(people=mentions(shown.told, opening=True))] if shown.told else []
    looks = [hint(_looking_back(shown))] if shown.looking_back else []
    return [section(" ".join([_owners(shown), _actions(shown), *told_early, where])), *looks, *_if_it_helps(shown)]


def _looking_back(shown: StepCard) -> str:
    """That whoever took on nothing last time is asked as well."""
    asked = ngettext(
        "In this thread I've asked one person who took on nothing last time how it looks now.",
        "In this thread I've asked {count} people who took on nothing last time how it looks now.",
        shown.looking_back,
    )
    return asked.format(count=number(shown.looking_back))


def _owners(shown: StepCard) -> str:
    owners = ngettext("One person reports back.", "{count} people report back.", shown.owners)
    return owners.format(count=number(shown.owners))


def _actions(shown: StepCard) -> str:
    actions = ngettext("There's one action.", "There are {count} actions.", shown.actions)
    return actions.format(count=number(shown.actions))


def bids(shown: StepCard) -> list[Block]:
    """Who waits, the first of them each with a button, and the order that I suggest."""
    rows = [_bid(shown, place, bid) for place, bid in enumerate(shown.bids[:MOST_BIDS], start=1)]
    beyond = len(shown.bids) - MOST_BIDS
    in_line = ngettext("One more is in line.", "{count} more are in line.", beyond).format(count=number(beyond))
    suggestion = [section(_suggestion(shown))] if shown.bids else []
    listed_here = [section(_fits(shown)), *rows, *([hint(in_line)] if beyond > 0 else [])]
    return [*listed_here, *suggestion, *_if_it_helps(shown)]


def _fits(shown: StepCard) -> str:
    if not shown.bids:
        none_yet = ngettext("No issues yet, and time for one.", "No issues yet, and time for {count}.", shown.fits)
        return none_yet.format(count=number(shown.fits))
    count = len(shown.bids)
    if count == shown.fits == 1:
        return _("One issue, and time for it.")
    waiting = ngettext("One issue is waiting.", "{count} issues are waiting.", count).format(count=number(count))
    time = ngettext("There's time for one.", "There's time for {count}.", shown.fits).format(count=number(shown.fits))
    return f"{waiting} {time}"


def bidding(shown: StepCard) -> list[Button]:
    return [Button(_("Bid"), ids.RAISE_ISSUE, "step", shown.step_id)]


def _bid(shown: StepCard, place: int, bid: Bid) -> Block:
    """Whose it is and what it is about; then what speaks for it, and what keeps it from being chosen now."""
    whose = f"{place}. {mention(bid.user, opening=True)}: {in_a_line(bid.sentence)}"
    chance = _("an opportunity") if bid.kind is IssueKind.OPPORTUNITY else ""
    about = [
        whose,
        chance,
        _(_URGENT[bid.urgency]),
        _since(bid, shown.number),
        _place(bid, shown.bids),
        _not_ready(bid),
    ]
    first = Button(_("Start with {number}").format(number=place), ids.BID_GOES, "bid", bid.issue_id)
    return section(_BETWEEN.join(filter(None, about)), first if bid.ready and not shown.paused else None)


def _not_ready(bid: Bid) -> str:
    if not bid.agreed:
        return _("hasn't agreed to the ground rules yet, keeps their turn")
    return "" if bid.here else _("not here yet, keeps their turn")


def _place(bid: Bid, bids: Sequence[Bid]) -> str:
    """Whether it is in line since an earlier meeting."""
    if not bid.in_line:
        return ""
    first = bid.in_line == min(one.in_line for one in bids if one.in_line)
    return _("first in line") if first else _("in line")


def _since(bid: Bid, meeting: int) -> str:
    """How long since its owner presented, counted in meetings; in the first nobody can have."""
    if not bid.presented_in:
        return _("hasn't presented yet") if meeting > 1 else ""
    ago = meeting - bid.presented_in
    if ago <= 0:
        return _("presented today")
    return ngettext("presented last time", "presented {count} meetings ago", ago).format(count=number(ago))


def _suggestion(shown: StepCard) -> str:
    """Whom I would take; how to bid the card says above."""
    ready = [bid for bid in shown.bids if bid.ready]
    if not ready:
        return _("Nobody here has brought one yet.")
    now = mentions([bid.user for bid in ready[: shown.fits]])
    if shown.next_in_line:
        return _("I'd suggest {now} now and {next} first next time. Press *Next* to agree, or pick another.").format(
            now=now, next=mention(shown.next_in_line)
        )
    if len(ready) == 1:
        order = _("I'd suggest {now}. Press *Next* to agree.").format(now=now)
    else:
        order = _("I'd suggest {now}, in that order. Press *Next* to agree, or pick who starts.").format(now=now)
    more = _("There's time for more.")
    return f"{order} {more}" if len(ready) < shown.fits else order


def review(shown: StepCard) -> list[Block]:
    """A question that may help, what is asked of the cycle, and what becomes of the numbers where that can come."""
    pulse = " ".join([_("I'll keep your pulse without your name."), _(THE_RANGE)])
    return [*_if_it_helps(shown), *wrote(shown.aims), *midway(shown), *([hint(pulse)] if shown.ranged else [])]


def reviewing(shown: StepCard) -> list[Button]:
    """One private form, which asks for no number any more once it was shown what was given."""
    if shown.only_keeps:
        return []
    label = _("What I'm taking away") if shown.pulse_shown else _("Give your pulse")
    balance = [Button(_("How is our balance?"), ids.BALANCE, "step", shown.step_id)] if shown.counts_balance else []
    return [Button(label, ids.PULSE, "step", shown.step_id), *balance]


def closing(shown: StepCard) -> list[Block]:
    """The record so far, the next date, and a last question."""
    last = _("A last word, if you like: _{question}_").format(question=in_a_line(shown.prompt))
    return [*_record(shown), section(_next_date(shown, "")), *([section(last)] if shown.prompt else [])]


def ending(shown: StepCard) -> list[Button]:
    """A meeting does not close without a next date, or the word that it was the last."""
    fixes = _("Change the date") if shown.next_at else _("Fix the next date")
    date = Button(fixes, ids.CHANGE_DATE, "step", shown.step_id)
    missing = any(not line.actions and not line.said_none for line in shown.record)
    add = [Button(_(label), action_id, "step", shown.step_id) for label, action_id in _NOT_SAID] if missing else []
    if shown.next_at:
        close = Button(_("Close"), ids.CLOSE, "step", shown.step_id, primary=True)
        hand_on = [Button(_("Hand on"), ids.HAND_ON, "step", shown.step_id)] if shown.hosts else []
        return [*add, close, date, *hand_on, Button(_("See the plan"), ids.SHOW_PLAN, "set", shown.set_id)]
    if shown.renews:
        later = Button(_("Decide later"), ids.WAS_LAST, "step", shown.step_id)
        return [*add, renew(shown.renews, shown.set_id, primary=True), end_well(shown.set_id), date, later]
    return [*add, date, Button(_("This was the last"), ids.WAS_LAST, "step", shown.step_id)]


def closed(shown: StepCard, command: str) -> list[Block]:
    """The record; `command` is how this workspace types `/set`."""
    that_was = _("*That was meeting {number} of {planned}.*")
    head = that_was.format(number=number(shown.number), planned=number(shown.of))
    return [section(head), *_record(shown), section(_next_date(shown, command))]


def _record(shown: StepCard) -> list[Block]:
    """The issues, and below them every action that is open, with its owner and date (M16)."""
    nobody = "" if shown.presented else _("Nobody presented this time.")
    issues = "\n".join(_recorded(line) for line in shown.record) or nobody
    found = shown.open_actions
    owed = [f"• {mention(line.owner, opening=True)}: {in_brief(line)}" for line in found.lines[:MOST_LISTED]]
    listed_actions = [section(_("*Open actions*")), *map(section, owed), *left_out(found.in_all)] if owed else []
    learned = [f"• {mention(one.user, opening=True)}: {in_a_line(one.note)}" for one in shown.learned[:MOST_LISTED]]
    listed_learning = [section(_("*What we learned*")), *map(section, learned)] if learned else []
    return [*([section(issues)] if issues else []), *listed_actions, *listed_learning]


def _recorded(line: Recorded) -> str:
    restated = as_restated(line.restated)
    whose = mention(line.presenter, opening=True)
    if line.kind is IssueKind.OPPORTUNITY:
        whose = _("{presenter}, an opportunity").format(presenter=whose)
    return f"• {whose}: {in_a_line(line.sentence)}{restated}{_BETWEEN}{_taken_on(line)}"


def _taken_on(line: Recorded) -> str:
    if line.actions:
        taken_on = ngettext("takes on one action", "takes on {count} actions", line.actions)
        return taken_on.format(count=number(line.actions))
    if not line.presenter:
        return _("has left the set")
    return _("no action this time") if line.said_none else _("○ hasn't settled on an action yet")


def _next_date(shown: StepCard, command: str) -> str:
    if shown.next_at:
        dated = _("*Next:* {date}. Before then, I'll ask each of you how your actions went.")
        hosted = _("Host until then: {person}, whom I'll ask if a date or a place is missing.")
        then = [hosted.format(person=mention(shown.hosts))] if shown.hosts else []
        return " ".join([dated.format(date=when(shown.next_at, shown.zone)), *then])
    if shown.has_ended:
        return _("The set has ended. Its last card is below.")
    if shown.of and shown.number >= shown.of:
        last = _("*Next:* no date yet; this is the last meeting you planned.")
        return f"{last} {_go_on_or_end(shown, command)}"
    undated = _("*Next:* no date yet.")
    return f"{undated} {_fix_one(shown, command)}"


def _go_on_or_end(shown: StepCard, command: str) -> str:
    """After the last meeting that was planned."""
    if not shown.open:
        return _("{command} renews the set, adds a meeting, or ends it.").format(command=command)
    return last_choices(shown)


def _fix_one(shown: StepCard, command: str) -> str:
    if not shown.open:
        return _("You can fix one with {command}.").format(command=command)
    if shown.host:
        return _("{host}, you're the host: agree on one together, then press *Fix the next date*.").format(
            host=mention(shown.host)
        )
    return _("Agree on one together, then press *Fix the next date*.")
