"""The record of a set, or one's own: a form that shows one meeting at a time, and what can be taken along."""

from collections.abc import Sequence
from typing import Final

from bot.domain.actions import ActionLine, Listing
from bot.domain.calendars import local_day
from bot.domain.records import (
    LAST,
    FileKind,
    KeptLearning,
    MayRead,
    MeetingRecord,
    Presented,
    RecordedAction,
    RecordPage,
    RecordPlace,
    ToldOfIt,
    WaitingIssue,
)
from bot.domain.states import IssueKind
from prompts import ids
from prompts.actions import OUTCOMES, in_a_sentence, in_brief
from prompts.blocks import Button, Message, buttons, divider, header, hint, section, told
from prompts.forms import Form, modal
from prompts.language import N_, _, ngettext
from prompts.pages import Unit, page_after, page_before, paged, turning
from prompts.wording import day_written, in_a_line, mention, number, said, when

OWN: Final = "mine"
_LONGEST_TOLD: Final = 600
_FILES: Final = {
    FileKind.MARKDOWN: N_("Markdown"),
    FileKind.CSV: N_("CSV"),
    FileKind.CALENDAR: N_("Calendar"),
}
"""What each kind of file is called, on its button and in a sentence."""


def record_form(page: RecordPage, answer: str = "") -> Form:
    """One meeting of a record, the newest first. `answer` is what came of a button that was pressed in it."""
    parts = paged(_units(page)) if page.shown is not None else [[section(_nothing_yet(page))]]
    part = min(page.place.part, len(parts) - 1)
    place = RecordPlace(page.place.meeting, part)
    blocks = [
        *([section(answer), divider()] if answer else []),
        section(_summary(page)),
        *parts[part],
        *turning(ids.RECORD_PAGE, "record", _carried(page, _before(place)), _carried(page, _after(place, page, parts))),
        divider(),
        hint(_("To take along, as a file in our direct messages:")),
        buttons(*(_file(page, place, kind) for kind in FileKind)),
    ]
    return modal(_("Record") if page.set_id else _("My record"), "", ids.RECORD_FORM, "", *blocks)


def _before(place: RecordPlace) -> RecordPlace | None:
    if place.part > 0:
        return RecordPlace(place.meeting, place.part - 1)
    return RecordPlace(place.meeting - 1, LAST) if place.meeting > 0 else None


def _after(place: RecordPlace, page: RecordPage, parts: Sequence[object]) -> RecordPlace | None:
    if place.part + 1 < len(parts):
        return RecordPlace(place.meeting, place.part + 1)
    return RecordPlace(place.meeting + 1) if place.meeting + 1 < page.in_all else None


def _carried(page: RecordPage, place: RecordPlace | None) -> str | None:
    return f"{page.set_id or OWN}.{place}" if place is not None else None


def _file(page: RecordPage, place: RecordPlace, kind: FileKind) -> Button:
    return Button(_(_FILES[kind]), f"{ids.RECORD_FILE}:{kind.value}", "record", _carried(page, place) or "")


def _nothing_yet(page: RecordPage) -> str:
    if page.set_id:
        return _("No meeting has been held yet. The record begins with the first.")
    return _("There's nothing of yours on record yet. It begins with your set's first meeting.")


def _summary(page: RecordPage) -> str:
    if not page.set_id:
        return _("*What you brought, took on and learned*, in all your sets. Only you can see this.")
    held = ngettext("*{name}* has met once.", "*{name}* has met {count} times.", page.in_all)
    name = in_a_line(page.name, 80)
    since = _since(page)
    if not page.in_all:
        return " ".join((f"*{name}*", *since))
    return " ".join((held.format(name=name, count=number(page.in_all)), *since))


def _since(page: RecordPage) -> list[str]:
    """A new member's view begins with their joining; whoever left and came again does not see what was meanwhile."""
    zone = page.shown.zone if page.shown is not None else "UTC"
    told = []
    if page.since is not None:
        told.append(_("You joined on {moment}, so your view begins there.").format(moment=when(page.since, zone)))
    if page.gap is not None:
        out = _("You weren't in the set from {left} to {back}, so your view leaves that time out.")
        told.append(out.format(left=when(page.gap.left, zone), back=when(page.gap.back, zone)))
    return told


def _units(page: RecordPage) -> list[Unit]:
    """A meeting in pieces that are not parted."""
    shown = page.shown
    if shown is None:
        return []
    return [
        [header(title(shown, own=not page.set_id))],
        *([[hint(_("Nothing was presented or taken on."))]] if shown.is_empty else []),
        *(unit for slot in shown.presented for unit in _slot(slot, own=not page.set_id)),
        *_listed(_("*Taken on between meetings*"), [_action(one, own=not page.set_id) for one in shown.others]),
        *_listed(_("*What we learned*") if page.set_id else _("*What you learned*"), _notes(shown.learned)),
        *_listed(
            _("*Your issues that are waiting*"), [f"• {waiting(one, in_a_line(one.sentence))}" for one in shown.issues]
        ),
    ]


def waiting(issue: WaitingIssue, sentence: str) -> str:
    """An issue that waits, in words that are ready to be shown; a problem is called nothing else."""
    return _("{issue} (an opportunity)").format(issue=sentence) if issue.kind is IssueKind.OPPORTUNITY else sentence


def title(shown: MeetingRecord, *, own: bool) -> str:
    """A meeting with its day, in words without markup; in one's own record with its set."""
    if shown.number is None or shown.at is None:
        return _("{set}: since the last meeting").format(set=shown.set_name)
    day = day_written(local_day(shown.at, shown.zone))
    if own:
        return _("{set}, meeting {number}: {day}").format(set=shown.set_name, number=number(shown.number), day=day)
    return _("Meeting {number}: {day}").format(number=number(shown.number), day=day)


def _listed(heading: str, lines: Sequence[str]) -> list[Unit]:
    """The heading is not parted from the first of them."""
    return [[*([section(heading)] if not place else []), section(line)] for place, line in enumerate(lines)]


def _slot(slot: Presented, *, own: bool) -> list[Unit]:
    if slot.withheld:
        return [[section(withheld(mention(slot.presenter, opening=True)))]]
    shown = [section(_presented(slot, own=own))]
    if slot.none_this_time and not slot.actions:
        reason = _("No action this time: {reason}").format(reason=in_a_line(slot.because))
        return [[*shown, section(reason if slot.because.strip() else _("No action this time."))]]
    return [shown, *([section(_action(one, own=own))] for one in slot.actions)]


def _presented(slot: Presented, *, own: bool) -> str:
    issue = in_a_line(slot.sentence)
    whose = _("*You presented:* {issue}") if own else _("*{presenter} presented:* {issue}")
    if slot.kind is IssueKind.OPPORTUNITY:
        mine, theirs = (
            _("*You presented an opportunity:* {issue}"),
            _("*{presenter} presented an opportunity:* {issue}"),
        )
        whose = mine if own else theirs
    lines = [whose.format(presenter=mention(slot.presenter, opening=True), issue=issue)]
    if slot.restated.strip():
        lines.append(_("*The real question:* {question}").format(question=in_a_line(slot.restated)))
    elif slot.question.strip():
        lines.append(_("*The question:* {question}").format(question=in_a_line(slot.question)))
    if slot.ended_early:
        lines.append(_("You ended this slot early: only you can see it."))
    return "\n".join(lines)


def _action(action: RecordedAction, *, own: bool) -> str:
    what, stands = _what(action), in_a_sentence(action.status)
    if own:
        head = _("• {what}: *{outcome}*").format(what=what, outcome=stands)
    else:
        owner = mention(action.owner, opening=True)
        head = _("• {person}: {what}: *{outcome}*").format(person=owner, what=what, outcome=stands)
    return "\n".join([head, *(line for one in action.told for line in _told(one))])


def _what(action: RecordedAction) -> str:
    what = in_a_line(action.what)
    if action.due_on is None:
        return what
    return _("{what} · due on {day}").format(what=what, day=day_written(action.due_on))


def _told(one: ToldOfIt) -> list[str]:
    lines = []
    if one.happened.strip():
        happened = said(one.happened, _LONGEST_TOLD)
        lines.append(_("_{outcome}:_ {words}").format(outcome=_(OUTCOMES[one.outcome]), words=happened))
    if one.learned.strip():
        lines.append(_("*Learned:* {learned}").format(learned=said(one.learned, _LONGEST_TOLD)))
    return lines


def _notes(learned: Sequence[KeptLearning]) -> list[str]:
    """Beside what one kept for oneself in one's own record stands that."""
    lines = []
    for one in learned:
        note = in_a_line(one.note)
        if one.shared:
            lines.append(f"• {mention(one.user, opening=True)}: {note}")
        else:
            lines.append(_("• {note} (only you can see this)").format(note=note))
    return lines


def withheld(presenter: str) -> str:
    """Of a slot that whoever reads the record missed, without its presenter's yes."""
    return _("*{presenter} presented.* You weren't there, so ask them about it.").format(presenter=presenter)


def may_read(may: MayRead) -> Message:
    """The private answer to a presenter."""
    if may is MayRead.YES:
        return told(section(_("Saved. They can read your slot in the record.")))
    return told(section(_("Saved. They'll see only that you presented.")))


def calendar_button(meeting_id: str) -> Button:
    """Beside a meeting that somebody is told of: that one for their calendar."""
    return Button(_("Calendar file"), ids.CALENDAR_FILE, "meeting", meeting_id)


def on_its_way(kind: FileKind) -> str:
    """The answer to whoever asked for a file."""
    return _("Your file is on its way to our direct messages ({kind}).").format(kind=_(_FILES[kind]))


def file_on_its_way(kind: FileKind) -> Message:
    """The same as an answer of its own."""
    return told(section(on_its_way(kind)))


def file_not_allowed() -> Message:
    """By DM, where the app may not send files."""
    return told(
        section(_("I couldn't send you the file: in this workspace I'm not allowed to send files yet.")),
        hint(
            _(
                "Whoever looks after the app can mend that: it needs the permission `files:write`, and to be installed "
                "again. Nothing is lost, and you can ask for the file again then."
            )
        ),
    )


def file_failed() -> Message:
    """By DM, where Slack has not taken a file."""
    return told(
        section(_("I couldn't send you the file: Slack didn't take it.")),
        hint(_("Nothing is lost. You can ask for it again, where you pressed the button.")),
    )


def actions_form(set_id: str, found: Listing, page: int) -> Form:
    """The open actions of a set, with their owners."""
    if not found.lines:
        return modal(_("Open actions"), "", ids.SET_ACTIONS_FORM, "", section(_("No open actions.")))
    pages = paged([[section(_open(line))] for line in found.lines], 40)
    page = min(page, len(pages) - 1)
    before, after = page_before(page), page_after(page, len(pages))
    many = ngettext("The set has one open action.", "The set has {count} open actions.", found.in_all)
    return modal(
        _("Open actions"),
        "",
        ids.SET_ACTIONS_FORM,
        "",
        section(many.format(count=number(found.in_all))),
        *pages[page],
        *turning(
            ids.SET_ACTIONS_PAGE,
            "actions",
            f"{set_id}.{before}" if before is not None else None,
            f"{set_id}.{after}" if after is not None else None,
        ),
    )


def _open(line: ActionLine) -> str:
    return _("• {person}: {action} · {outcome}").format(
        person=mention(line.owner, opening=True), action=in_brief(line), outcome=in_a_sentence(line.status)
    )
