"""A record as a file: what stands in it, in words. Calendars have a module of their own."""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from bot.domain.calendar_entries import CalendarEntry
from bot.domain.calendars import local_day
from bot.domain.records import FileKind, KeptLearning, MeetingRecord, Presented, Record, RecordedAction, ToldOfIt
from bot.domain.states import ActionStatus, IssueKind
from prompts.actions import OUTCOMES, in_a_sentence
from prompts.calendar_files import calendar
from prompts.issues import KINDS
from prompts.language import _
from prompts.records import title, waiting
from prompts.wording import clean, day_written, number, plain

_STARTS_A_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_ACTIVE: Final = re.compile(r"([\\`*_\[\]<>#|~])")
_OPENS_A_LINE: Final = re.compile(r"^(\s*)([-+]|\d+[.)])(\s)")
_IN_A_NAME: Final = re.compile(r"[^\w]+")
_LONGEST_NAME: Final = 60
_ENDINGS: Final[Mapping[FileKind, str]] = {FileKind.MARKDOWN: "md", FileKind.CSV: "csv", FileKind.CALENDAR: "ics"}


@dataclass(frozen=True, slots=True)
class RenderedFile:
    """A file as Slack takes it: its name, what it is called there, what is said beside it, and what is in it."""

    name: str
    title: str
    comment: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Names:
    """What others call people, by their Slack ids."""

    of: Mapping[str, str]

    def __getitem__(self, user: str) -> str:
        """Whoever has left the set has no id here; of whom Slack tells no name is somebody."""
        if not user:
            return _("A former member")
        return self.of.get(user) or _("Somebody")


def record_file(kind: FileKind, record: Record, names: Mapping[str, str], now: datetime) -> RenderedFile:
    """A record as Markdown or CSV; `now` is UTC."""
    draws = _as_csv if kind is FileKind.CSV else _as_markdown
    words = draws(record, Names(names), local_day(now, record.zone))
    # With its mark at the beginning Excel reads UTF-8 as such, and all others know what it is.
    content = words.encode("utf-8-sig" if kind is FileKind.CSV else "utf-8")
    return RenderedFile(_file_name(_title(record.name), kind), _title(record.name), _beside(record.name, kind), content)


def calendar_file(entries: Sequence[CalendarEntry], set_name: str, now: datetime) -> RenderedFile:
    """Meetings for a calendar."""
    called = _("Meetings of {set}").format(set=plain(set_name, 80)) if set_name else _("My meetings")
    beside = _("Open it with your calendar. A newer file moves the meetings that have moved since.")
    return RenderedFile(_file_name(called, FileKind.CALENDAR), called, beside, calendar(entries, now))


def _title(set_name: str) -> str:
    return _("Record of {set}").format(set=plain(set_name, 80)) if set_name else _("My record")


def _beside(set_name: str, kind: FileKind) -> str:
    if kind is FileKind.CSV:
        return _("Open it with a spreadsheet. It has a row for each question, action and piece of learning.")
    if not set_name:
        return _("It has what only you can see as well: think before you pass it on.")
    return _("It has the words of all of you: what's said in the set stays in the set.")


def _file_name(called: str, kind: FileKind) -> str:
    words = _IN_A_NAME.sub("-", clean(called).casefold()).strip("-")[:_LONGEST_NAME].strip("-")
    return f"{words or 'record'}.{_ENDINGS[kind]}"


def _as_markdown(record: Record, names: Names, today: date) -> str:
    own = not record.set_id
    heading = _("My record") if own else _("Record of {set}").format(set=_safe(record.name))
    written = _("Written on {day}. {summary}").format(day=day_written(today), summary=_summary(record))
    parts = [f"# {heading}", written]
    for one in record.meetings:
        parts += [f"## {_safe(title(one, own=own))}", *_meeting(one, names, own=own)]
    return "\n\n".join(parts) + "\n"


def _summary(record: Record) -> str:
    if not record.set_id:
        if not record.meetings:
            return _("There's nothing of yours on record yet.")
        return _("It has what is yours, in all your sets, also what only you can see.")
    if not record.meetings:
        return _("No meeting has been held yet.")
    if record.since is not None:
        return _("It begins where you joined the set.")
    if record.gap is not None:
        return _("It leaves out the time in which you weren't in the set.")
    return _("It has what the set has heard of, and nothing that is private.")


def _meeting(one: MeetingRecord, names: Names, *, own: bool) -> Iterator[str]:
    if one.is_empty:
        yield _("Nothing was presented or taken on.")
    for slot in one.presented:
        yield from _slot(slot, names, own=own)
    if one.others:
        yield _("### Taken on between meetings")
        yield "\n".join(_action(action, names, own=own) for action in one.others)
    if one.learned:
        yield _("### What you learned") if own else _("### What we learned")
        yield "\n".join(f"- {_learning(note, names)}" for note in one.learned)
    if one.issues:
        yield _("### Your issues that are waiting")
        yield "\n".join(f"- {waiting(issue, _safe(issue.sentence))}" for issue in one.issues)


def _slot(slot: Presented, names: Names, *, own: bool) -> Iterator[str]:
    issue = _safe(slot.sentence)
    presenter = _safe(names[slot.presenter])
    if slot.withheld:
        yield f"### {presenter}"
        yield f"- {_not_there()}"
        return
    heading = _("### {issue}") if own else _("### {presenter}: {issue}")
    yield heading.format(presenter=presenter, issue=issue)
    lines = [_("- An opportunity")] if slot.kind is IssueKind.OPPORTUNITY else []
    if slot.question.strip():
        lines.append(_("- Question brought: {question}").format(question=_safe(slot.question)))
    if slot.restated.strip():
        lines.append(_("- The real question: {question}").format(question=_safe(slot.restated)))
    if slot.ended_early:
        lines.append(_("- You ended this slot early: only you can see it."))
    if slot.none_this_time and not slot.actions:
        lines.append(_("- No action this time."))
    if slot.because.strip():
        lines.append(_("- Your reason, for you alone: {reason}").format(reason=_safe(slot.because)))
    lines += [_action(action, names, own=own) for action in slot.actions]
    if lines:
        yield "\n".join(lines)


def _not_there() -> str:
    return _("You weren't there, so ask them about it.")


def _action(action: RecordedAction, names: Names, *, own: bool) -> str:
    what, stands = _safe(action.what), in_a_sentence(action.status)
    if own:
        head = _("- Action: {what} ({outcome})").format(what=what, outcome=stands)
    else:
        owner = _safe(names[action.owner])
        head = _("- Action of {person}: {what} ({outcome})").format(person=owner, what=what, outcome=stands)
    lines = [head]
    if action.due_on is not None:
        lines.append(_("  - Due on {day}").format(day=day_written(action.due_on)))
    if action.first_step.strip():
        lines.append(_("  - First step: {words}").format(words=_safe(action.first_step)))
    for one in action.told:
        lines += [f"  - {line}" for line in _told(one)]
    return "\n".join(lines)


def _told(one: ToldOfIt) -> Iterator[str]:
    outcome = _(OUTCOMES[one.outcome])
    happened = _safe(one.happened) if one.happened.strip() else ""
    yield _("{outcome}: {words}").format(outcome=outcome, words=happened) if happened else outcome
    if one.learned.strip():
        yield _("Learned: {words}").format(words=_safe(one.learned))


def _learning(note: KeptLearning, names: Names) -> str:
    if not note.shared:
        return _("{note} (only you can see this)").format(note=_safe(note.note))
    return _("{person}: {note}").format(person=_safe(names[note.user]), note=_safe(note.note))


def _safe(typed: str) -> str:
    """Typed words in one line, in which nothing is markup."""
    words = _ACTIVE.sub(r"\\\1", " ".join(clean(typed).split()))
    return _OPENS_A_LINE.sub(r"\1\\\2\3", words)


def _as_csv(record: Record, names: Names, _today: date) -> str:
    written = io.StringIO()
    rows = csv.writer(written, lineterminator="\r\n")
    rows.writerow(map(_cell, _columns()))
    for meeting in record.meetings:
        for row in _rows(meeting, names):
            rows.writerow(map(_cell, row))
    return written.getvalue()


def _columns() -> list[str]:
    return [
        _("Set"),
        _("Meeting"),
        _("Date"),
        _("What"),
        _("Who"),
        _("Issue"),
        _("A problem or an opportunity"),
        _("Question brought"),
        _("The real question"),
        _("Action"),
        _("First step"),
        _("Due"),
        _("How it stands"),
        _("What happened"),
        _("Learned"),
        _("Only for you"),
    ]


def _rows(meeting: MeetingRecord, names: Names) -> Iterator[list[str]]:
    day = local_day(meeting.at, meeting.zone).isoformat() if meeting.at is not None else ""
    held = number(meeting.number) if meeting.number is not None else ""
    begins = [meeting.set_name, held, day]
    for slot in meeting.presented:
        only_you = _yes() if slot.ended_early else ""
        about = [slot.sentence, _(KINDS[slot.kind]), slot.question, slot.restated]
        about = [_not_there(), "", "", ""] if slot.withheld else about
        none = _("No action this time") if slot.none_this_time and not slot.actions else ""
        presented = [_("Question"), names[slot.presenter], *about, none, "", "", "", slot.because, "", only_you]
        yield [*begins, *presented]
        for action in slot.actions:
            yield [*begins, *_action_row(action, names, about)]
    for action in meeting.others:
        yield [*begins, *_action_row(action, names, [""] * 4)]
    for note in meeting.learned:
        only_you = "" if note.shared else _yes()
        yield [*begins, _("Learning"), names[note.user], *[""] * 9, note.note, only_you]
    for issue in meeting.issues:
        yield [*begins, _("Issue"), "", issue.sentence, _(KINDS[issue.kind]), *[""] * 8, _yes()]


def _action_row(action: RecordedAction, names: Names, about: Sequence[str]) -> list[str]:
    happened = "\n".join(
        _("{outcome}: {words}").format(outcome=_(OUTCOMES[one.outcome]), words=one.happened)
        for one in action.told
        if one.happened.strip()
    )
    learned = "\n".join(one.learned for one in action.told if one.learned.strip())
    only_you = _yes() if action.status is ActionStatus.ASIDE else ""
    due = action.due_on.isoformat() if action.due_on is not None else ""
    stands = in_a_sentence(action.status)
    what = [_("Action"), names[action.owner], *about, action.what, action.first_step]
    return [*what, due, stands, happened, learned, only_you]


def _yes() -> str:
    return _("yes")


def _cell(words: str) -> str:
    """A spreadsheet takes words that begin with one of a few signs for a formula, and would run it: an apostrophe makes them words."""
    cleaned = clean(words)
    return f"'{cleaned}" if cleaned.startswith(_STARTS_A_FORMULA) else cleaned
