"""Slack's markup read as its own app reads it: mentions, links, dates and emphasis."""

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from rehearsal.wrapping import Span, Style

_TOKEN: Final = re.compile(r"<([^<>\n]*)>")
_EMPHASIS: Final = re.compile(
    r"```(?P<block>.+?)```|`(?P<code>[^`\n]+)`"
    r"|(?<![\w*])\*(?P<bold>(?=\S)[^*\n]*[^*\s])\*(?![\w*])"
    r"|(?<![\w_])_(?P<italic>(?=\S)[^_\n]*[^_\s])_(?![\w_])"
    r"|(?<![\w~])~(?P<strike>(?=\S)[^~\n]*[^~\s])~(?![\w~])",
    re.DOTALL,
)
_MARKS: Final = {"block": "```", "code": "`", "bold": "*", "italic": "_", "strike": "~"}
_STYLES: Final[Mapping[str, Style]] = {
    "block": "code",
    "code": "code",
    "bold": "bold",
    "italic": "italic",
    "strike": "strike",
}
_DATE_PART: Final = re.compile(r"\{(\w+)\}")
_HELD: Final = "\ue000"


@dataclass(frozen=True)
class Reader:
    """Who reads: what ids are called, in which zone (IANA) and at what moment (aware) dates are told.

    With `marks`, emphasis keeps the signs it was written with, for paper without bold or colour.
    """

    zone: str
    now: datetime
    names: Mapping[str, str] = field(default_factory=dict)
    marks: bool = True


def spans_of(mrkdwn: str, reader: Reader, style: Style = "") -> list[Span]:
    """The text as it is read. What is no valid markup stays as it was written."""
    held: list[Span] = []

    def hold(found: re.Match[str]) -> str:
        held.append(_token(found[1], reader))
        return _HELD

    bare = _TOKEN.sub(hold, mrkdwn.replace(_HELD, ""))
    waiting = iter(held)
    return [span for part in _emphasised(bare, reader, style) for span in _released(part, waiting)]


def moment_told(moment: datetime, how: str, reader: Reader) -> str:
    """Slack's date format, such as `{date_short_pretty} at {time}`, in the reader's zone."""
    local = moment.astimezone(ZoneInfo(reader.zone))
    today = reader.now.astimezone(ZoneInfo(reader.zone)).date()
    return _DATE_PART.sub(lambda part: _date_part(part[1], local, today - local.date()), how)


def _emphasised(text: str, reader: Reader, style: Style) -> Iterator[Span]:
    end = 0
    for found in _EMPHASIS.finditer(text):
        yield Span(text[end : found.start()], style)
        kind = str(found.lastgroup)
        mark = _MARKS[kind] if reader.marks else ""
        yield Span(f"{mark}{found[kind]}{mark}", _STYLES[kind])
        end = found.end()
    yield Span(text[end:], style)


def _released(span: Span, waiting: Iterator[Span]) -> Iterator[Span]:
    """The span with what was held back of it in its places, and entities as the characters they stand for."""
    first, *others = span.text.split(_HELD)
    yield Span(html.unescape(first), span.style)
    for other in others:
        held = next(waiting)
        yield Span(held.text, held.style or span.style)
        yield Span(html.unescape(other), span.style)


def _token(inner: str, reader: Reader) -> Span:
    target, _, label = inner.partition("|")
    match target[:1], target[1:]:
        case "@", user:
            return Span("@" + reader.names.get(user, label or user), "mention")
        case "#", channel:
            return Span("#" + reader.names.get(channel, label or channel), "mention")
        case "!", special:
            return _special(special, label, reader)
    shown = html.unescape(f"{label} ({target})" if label else target)
    return Span(shown, "code") if target else Span("<>")


def _special(special: str, label: str, reader: Reader) -> Span:
    if special in ("channel", "here", "everyone"):
        return Span(f"@{special}", "mention")
    kind, *parts = special.split("^")
    if kind == "date" and len(parts) >= 2 and re.fullmatch(r"\d{1,11}", parts[0], re.ASCII):
        return Span(moment_told(datetime.fromtimestamp(int(parts[0]), UTC), parts[1], reader))
    return Span(label or f"<!{special}>")


def _date_part(name: str, local: datetime, past: timedelta) -> str:
    pretty = {0: "today", 1: "yesterday", -1: "tomorrow"}.get(past.days)
    if name.endswith("_pretty") and pretty:
        return pretty
    match name.removesuffix("_pretty"):
        case "time":
            return f"{local:%H:%M}"
        case "time_secs":
            return f"{local:%H:%M:%S}"
        case "date_num":
            return f"{local:%Y-%m-%d}"
        case "date":
            return f"{local.day} {local:%B %Y}"
        case "date_short":
            return f"{local.day} {local:%b %Y}"
        case "date_long":
            return f"{local:%A} {local.day} {local:%B %Y}"
    return f"{{{name}}}"
