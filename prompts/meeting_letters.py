"""What a letter tells of a meeting, and of actions whose day it is."""

from collections.abc import Sequence
from typing import Final

from bot.domain.actions import ActionLine
from bot.domain.letter_views import ChangedLetter, DueLetter, MayReadLetter, MeetingLetter, MissedLetter, ParkedLetter
from bot.domain.milestones import LONGEST_MILESTONE
from bot.domain.records import MayRead
from bot.domain.states import NOT_HELD, OVER, STILL_OPEN, MeetingState
from prompts import ids
from prompts.actions import as_it_stands
from prompts.blocks import Block, Button, PartWords, buttons, hint, section
from prompts.language import _, ngettext
from prompts.records import calendar_button
from prompts.regrets import can_come_after_all, cannot_come
from prompts.reports import afterwards as to_set_right
from prompts.reports import asked_about, heard, is_due, report_row, what_next
from prompts.wording import in_a_line, mention, mentions, number, slash, when, with_links

MOST_EARLIER: Final = 5
"""So many meetings that somebody missed before the last one have a button each."""


def meeting(shown: MeetingLetter) -> PartWords:
    """When and where, who is first in line, and what is to be reported on."""
    if shown.newer:
        return PartWords([hint(_("*{set}*: I've written again since.").format(set=_name(shown)))])
    if shown.state in OVER or shown.moved_to is not None:
        return PartWords([hint(_lapsed(shown))])
    lines, is_ahead = shown.lines, shown.state is MeetingState.PLANNED
    closing = [*_beyond(shown.beyond), *([hint(what_next(lines, is_ahead=is_ahead))] if lines else [])]
    asked = [section(_took_on(shown))] if lines else []
    own_words = asked_about(lines, beside=_once_more) if is_ahead else asked_about(lines)
    return PartWords([section(_meets(shown)), *_coming(shown), *asked], own_words, closing)


def due(shown: DueLetter) -> PartWords:
    """One word for the day on which actions are due."""
    if all(line.is_heard for line in shown.lines):
        thanks = section(_("You've told me how it went. Thank you."))
        return PartWords([thanks], _own_lines(shown.lines))
    how = _("Press what fits, today or later; I'll show it when the next meeting opens.")
    return PartWords([section(_are_due(shown))], _own_lines(shown.lines), [*_beyond(shown.beyond), hint(how)])


def _lapsed(shown: MeetingLetter) -> str:
    """What has become of a meeting that is not planned for that date any more, and not on either."""
    if shown.state in NOT_HELD:
        what = _("*{set}* was going to meet {when}. That meeting is off.")
    elif shown.moved_to is not None:
        what = _("*{set}* was going to meet {when}. That meeting was moved to {date}.")
    else:
        what = _("*{set}*: the meeting of {when} is over.")
    date = when(shown.moved_to, shown.zone) if shown.moved_to is not None else ""
    return what.format(set=_name(shown), when=_when(shown), date=date)


def _coming(shown: MeetingLetter) -> list[Block]:
    """Whether they come: said by one press, and taken back by one."""
    if shown.state is not MeetingState.PLANNED or not (shown.expected or shown.regretted):
        return []
    button = can_come_after_all(shown.meeting_id) if shown.regretted else cannot_come(shown.meeting_id)
    return [buttons(button, calendar_button(shown.meeting_id))]


def _name(shown: MeetingLetter | DueLetter) -> str:
    return in_a_line(shown.set_name, 80)


def _when(shown: MeetingLetter) -> str:
    return when(shown.at, shown.zone)


def _meets(shown: MeetingLetter) -> str:
    """In one paragraph, as it would be said."""
    if shown.state is not MeetingState.PLANNED:
        said = [_("*{set}*: the meeting of {when} has begun.").format(set=_name(shown), when=_when(shown))]
    else:
        said = [_("*{set}* meets {when}.").format(set=_name(shown), when=_when(shown)), *_ahead(shown)]
    return " ".join(said)


def _ahead(shown: MeetingLetter) -> list[str]:
    if shown.regretted:
        return [_("You can't make it, so I won't expect you.")]
    if not shown.expected:
        return [_("You're away that day, so I won't expect you.")]
    place = [_("Place: {place}.").format(place=with_links(shown.place, 200))] if shown.place.strip() else []
    return [_("I'll expect you."), *_milestone(shown), *_first_in_line(shown), *place]


def _milestone(shown: MeetingLetter) -> list[str]:
    if not shown.milestone:
        return []
    return [_("Milestone: {milestone}.").format(milestone=in_a_line(shown.milestone, LONGEST_MILESTONE))]


def _first_in_line(shown: MeetingLetter) -> list[str]:
    if not shown.first:
        return []
    if shown.first == shown.reader:
        return [_("You're first in line.")]
    return [_("{person} is first in line.").format(person=mention(shown.first, opening=True))]


def _took_on(shown: MeetingLetter) -> str:
    count = len(shown.lines) + shown.beyond
    if shown.again and all(line.status in STILL_OPEN for line in shown.lines):
        still = ngettext("One thing you took on is still open:", "{count} things you took on are still open:", count)
    else:
        still = ngettext("One thing you took on:", "{count} things you took on:", count)
    return still.format(count=number(count))


def _are_due(shown: DueLetter) -> str:
    """That something is due, and when, without what it is: a notification shows it."""
    count = len(shown.lines) + shown.beyond
    if count == 1:
        return is_due(shown.lines[0])
    due = ngettext("One thing you took on is due.", "{count} things you took on are due.", count)
    return due.format(count=number(count))


def _own_lines(lines: Sequence[ActionLine]) -> list[Block]:
    blocks = []
    for line in lines:
        row = to_set_right(line) if line.is_heard else report_row(line)
        blocks += [section("\n".join([as_it_stands(line), *heard(line)]), _once_more(line)), row]
    return blocks


def _once_more(line: ActionLine) -> Button | None:
    """Whether letters are to ask about an action once more before the set meets: nothing stands beside what was told."""
    if line.is_heard or line.status not in STILL_OPEN:
        return None
    if line.quiet:
        return Button(_("Ask me after all"), ids.ASK_AFTER_ALL, "action", line.action_id, about=line.what)
    return Button(_("Not again for this one"), ids.NOT_AGAIN, "action", line.action_id, about=line.what)


def _beyond(beyond: int) -> list[Block]:
    """The word that a letter has no room for more of them."""
    if not beyond:
        return []
    more = ngettext("And one more: {command} lists them all.", "And {count} more: {command} lists them all.", beyond)
    return [hint(more.format(count=number(beyond), command=slash("action report")))]


def changed(shown: ChangedLetter) -> PartWords:
    """What whoever was away has missed of the plan, or whoever was told of a date that is none any more."""
    if shown.away:
        called_off = _("While you were away, *{set}* called off its meeting of {when}.")
        moved = _("While you were away, *{set}* moved its meeting of {when}. It's now {date}.")
    else:
        called_off = _("*{set}* was going to meet {when}. That meeting is off.")
        moved = _("*{set}* was going to meet {when}. That meeting was moved to {date}.")
    said, date = (moved, when(shown.at, shown.zone)) if shown.at is not None else (called_off, "")
    was = when(shown.was, shown.zone)
    return PartWords([section(said.format(set=in_a_line(shown.set_name, 80), when=was, date=date))])


def parked(shown: ParkedLetter) -> PartWords:
    """Where the questions are; none of them stands here."""
    kept = ngettext(
        "*{set}*: the question you parked is on my Home tab.",
        "*{set}*: the {count} questions you parked are on my Home tab.",
        shown.count,
    )
    return PartWords([section(kept.format(set=in_a_line(shown.set_name, 80), count=number(shown.count)))])


def missed(shown: MissedLetter) -> PartWords:
    """For whoever could not come: the way to the record, and to what they may still do."""
    if shown.reports:
        met = _("*{set}* met {when} without you. You can read what happened, and still report back or raise an issue.")
    else:
        met = _("*{set}* met {when} without you. You can read what happened, or raise an issue.")
    record = Button(_("Read what happened"), ids.RECORD, "meeting", shown.meeting_id)
    report = [Button(_("Report back now"), ids.REPORT_NOW, "set", shown.set_id)] if shown.reports else []
    raised = Button(_("Raise an issue"), ids.RAISE_ISSUE, "set", shown.set_id)
    when_met = when(shown.at, shown.zone)
    return PartWords(
        [
            section(met.format(set=in_a_line(shown.set_name, 80), when=when_met)),
            buttons(record, *report, raised),
            *_missed_before(shown),
        ]
    )


def _missed_before(shown: MissedLetter) -> list[Block]:
    """The way to each of the meetings before that one, of the newest ones by a button."""
    earlier = shown.earlier
    if not earlier:
        return []
    met = ngettext(
        "Before that they met once more without you. Here's what happened:",
        "Before that they met {count} more times without you. Here's what happened:",
        len(earlier),
    )
    each = [
        section(when(at, shown.zone), Button(_("Read what happened"), ids.RECORD, "meeting", meeting_id))
        for meeting_id, at in earlier[:MOST_EARLIER]
    ]
    rest = [hint(_("{command} has them all.").format(command=slash("set record")))] if earlier[MOST_EARLIER:] else []
    return [section(met.format(count=number(len(earlier)))), *each, *rest]


def may_read(shown: MayReadLetter) -> PartWords:
    """Whether those who could not come may read one's slot."""
    asked = _("*{set}*: {people} couldn't come {when}. May they read your slot in the record?").format(
        set=in_a_line(shown.set_name, 80), people=mentions(shown.absent), when=when(shown.at, shown.zone)
    )
    answers = buttons(
        Button(_("Yes"), f"{ids.MAY_READ}:{MayRead.YES.value}", "slot", shown.slot_id),
        Button(_("No"), f"{ids.MAY_READ}:{MayRead.NO.value}", "slot", shown.slot_id),
    )
    if shown.said is None:
        what = _("It shows your issue, your question and your actions. Otherwise they'll see only that you presented.")
        return PartWords([section(asked)], closing=[answers, hint(what)])
    said = _("✓ They can read it.") if shown.said else _("✓ They'll see only that you presented.")
    return PartWords([section(asked)], closing=[section(said), answers])
