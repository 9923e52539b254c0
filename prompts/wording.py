"""Words for Slack: typed text made harmless and short, people mentioned, moments and days written out."""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_time
from babel.lists import format_list
from babel.numbers import format_decimal

from prompts.language import _, locale, pgettext, speech

ELLIPSIS: Final = "…"
NOTHING: Final = "–"
_ESCAPES: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_ESCAPING: Final = str.maketrans(_ESCAPES)
_UNSEEN: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""Control characters, those that turn the direction of writing, and halves of characters that no encoding takes."""
_ADDRESS: Final = re.compile(r"https?://[^\s<>|…]*[^\s<>|….,;:!?)\"'”’]")


def clean(typed: str) -> str:
    """Typed text without control characters; its line breaks stay."""
    return _UNSEEN.sub("", typed.replace("\r\n", "\n")).strip()


def escape(typed: str) -> str:
    """Typed text as mrkdwn shows it: exactly & < > are escaped, which disarms every mention and link."""
    return clean(typed).translate(_ESCAPING)


def clip(typed: str, limit: int) -> str:
    """Typed text, cut with an ellipsis so that it has at most `limit` characters once escaped."""
    text = clean(typed)
    if len(text) <= limit and len(text.translate(_ESCAPING)) <= limit:
        return text
    room = limit - len(ELLIPSIS)
    for index, character in enumerate(text):
        room -= len(_ESCAPES.get(character, character))
        if room < 0:
            return text[:index].rstrip() + ELLIPSIS
    return text


def in_two(typed: str, limit: int) -> tuple[str, str]:
    """Typed text in one line, whole: what fits within the limit, up to its last space there, and the rest."""
    text = clean(" ".join(typed.split()))
    if len(text) <= limit:
        return text, ""
    end = text.rfind(" ", 0, limit + 1)
    end = end if end > 0 else limit
    return text[:end], text[end:].strip()


def said(typed: str, limit: int = 600) -> str:
    """Typed text for mrkdwn, line breaks kept. A dash stands for nothing."""
    return escape(clip(typed, limit)) or NOTHING


def in_a_line(typed: str, limit: int = 300) -> str:
    """Typed text for mrkdwn in one line. A dash stands for nothing."""
    return said(" ".join(typed.split()), limit)


def as_restated(typed: str) -> str:
    """The question as it was restated, to stand behind the issue as it was brought; nothing where it was not."""
    return _("; restated: {question}").format(question=in_a_line(typed)) if typed.strip() else ""


def plain(typed: str, limit: int) -> str:
    """Typed text for labels, which Slack takes as they are, in one line. A dash stands for nothing."""
    text = clean(" ".join(typed.split()))
    return (text if len(text) <= limit else text[: limit - 1].rstrip() + ELLIPSIS) or NOTHING


def cut(mrkdwn: str, limit: int) -> str:
    """Finished mrkdwn, cut so that no mention, date or escaped character is left half."""
    if len(mrkdwn) <= limit:
        return mrkdwn
    kept = mrkdwn[: max(0, limit - len(ELLIPSIS))]
    for opening, closing in (("<", ">"), ("&", ";")):
        if kept.rfind(opening) > kept.rfind(closing):
            kept = kept[: kept.rfind(opening)]
    return kept.rstrip() + ELLIPSIS


def mention(user: str, *, opening: bool = False) -> str:
    """A person, by their Slack id; whoever has left the set has none here, and a capital where they are `opening` a sentence."""
    if user and not user.startswith("-"):  # that of somebody whose name was deleted
        return f"<@{user}>"
    return _("A former member") if opening else _("a former member")


def link(address: str, words: str) -> str:
    """A link; what would end it early is left out of its address."""
    return f"<{re.sub('[<>|]', '', address).replace('&', '&amp;')}|{escape(words)}>"


def with_links(typed: str, limit: int = 300) -> str:
    """Typed text in one line, where an address is to be followed: the link for a call, a plan. Slack itself links nothing of it."""
    return _ADDRESS.sub(r"<\g<0>>", in_a_line(typed, limit))


def mentions(users: Sequence[str], nobody: str = "", *, opening: bool = False) -> str:
    """People in a row: Ana, Ben and Dan. Where there is none it is `nobody`; `opening` where they begin a sentence."""
    named = [mention(user, opening=opening and not place) for place, user in enumerate(users)]
    return listed(named) or nobody or _("nobody")


def listed(words: Sequence[str]) -> str:
    """Words in a row, as the language has them: Ana, Ben and Dan."""
    return format_list(list(words), locale=locale()) if words else ""


def listed_as_choices(words: Sequence[str]) -> str:
    """Ana, Ben or Dan."""
    return format_list(list(words), style="or", locale=locale()) if words else ""


def several(value: float) -> int:
    """The whole number by which a noun is chosen: 2.5 minutes are several, as 2 are."""
    return int(value) if value == int(value) else 2


def number(value: float) -> str:
    """A number in figures, as the language writes it."""
    return _in_figures(value, locale())


@lru_cache(maxsize=1_000)
def _in_figures(value: float, in_locale: Locale) -> str:
    """Babel looks its patterns up anew for each, and cards are full of minutes."""
    return str(format_decimal(value, locale=in_locale))


def begun(says: str, minutes: float, presenter: str = "", peers: Sequence[str] = ()) -> str:
    """What a format says as a step begins, with its minutes and people in the place of their names."""
    return says.format(
        minutes=number(minutes),
        presenter=mention(presenter) if presenter else _("The presenter"),
        peers=" ".join(map(mention, peers)),
    )


def unnamed(sign: str) -> str:
    """What stands for a person (@) or a channel (#) of whom Slack tells no name, in what is read as it was typed."""
    person, channel = _("somebody"), _("channel")
    return f"@{person}" if sign == "@" else f"#{channel}"


def slash(words: str) -> str:
    """A command as this workspace types it: `set new` is `/acme-set new` under the prefix `acme`."""
    before = speech().prefix
    return f"`/{before}-{words}`" if before else f"`/{words}`"


def when(moment: datetime, zone: str) -> str:
    """A moment with its weekday, as each reader's own device tells it; `zone` (IANA) is for those whose device cannot."""
    local = moment.astimezone(ZoneInfo(zone or "UTC"))
    fallback = _("{day}, {time} ({zone})").format(
        day=day_written(local.date()), time=_hour_written(local), zone=zone or "UTC"
    )
    shown = _("{day} at {time}").format(day="{date_long_pretty}", time="{time}")
    return f"<!date^{int(moment.timestamp())}^{shown}|{fallback}>"


def when_planned(moment: datetime, zone: str, *, late: bool) -> str:
    """The moment of a meeting that is to be held; one whose time is past is not shown as if it were ahead."""
    return _("{moment}, not started yet").format(moment=when(moment, zone)) if late else when(moment, zone)


def clock_time(moment: datetime) -> str:
    """The time of day alone, as each reader's own device tells it."""
    return f"<!date^{int(moment.timestamp())}^{{time}}|{_hour_written(moment.astimezone(UTC))} UTC>"


def day_in_full(day: date, zone: str) -> str:
    """A local date that runs out at the end of its day in `zone` (IANA)."""
    return _("{day}, end of day, {zone}").format(day=day_written(day), zone=zone)


def day_written(day: date) -> str:
    """A date with its weekday: Fri 27 Nov 2026."""
    return _day(day, pgettext("pattern of a date", "EEE d MMM y"), locale())


@lru_cache(maxsize=512)
def _day(day: date, pattern: str, spoken: Locale) -> str:
    """The same few days are written again and again, and Babel reads the pattern each time."""
    return str(format_date(day, pattern, locale=spoken))


def _hour_written(moment: datetime) -> str:
    return str(format_time(moment, pgettext("pattern of a time", "HH:mm"), locale=locale()))
