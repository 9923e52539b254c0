"""What was seen, put into headings and lines: pure words, printed elsewhere."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import cached_property, partial
from typing import Final

from rehearsal.drawing import Entered, Numbering, Page, drawn_files, drawn_message, drawn_view, shown_value
from rehearsal.elements import Place, places
from rehearsal.markup import Reader, spans_of
from rehearsal.messages import Message, SharedFile
from rehearsal.participants import Participants
from rehearsal.people import Payload
from rehearsal.script_items import PlaceKind
from rehearsal.world import Seen
from rehearsal.wrapping import Line, Span, indented, plain, wrapped

WIDTH: Final = 80
MARGIN: Final = 7
DEEPER: Final = 4
UNBROKEN: Final = 100_000
"""A width at which every paragraph stays one line."""
_TITLE: Final = 28
Pressable = Callable[[Message | Payload, Place, str], int]
"""The number by which somebody can press this at the prompt."""


@dataclass(frozen=True)
class Formatted:
    """One thing as it is told: a heading that says where, and lines; `deeper` where only some see it or it is a thread.

    `words` are all of it in one line without any signs, drawn once somebody asks for them; `lines` may be only what is new.
    """

    seen: Seen
    where: PlaceKind
    heading: str
    lines: list[Line]
    drawn: Callable[[], str] = str
    deeper: bool = False

    @cached_property
    def words(self) -> str:
        return self.drawn()


class Formatter:
    """Remembers how each message was last drawn, so that of an edit only what is new is told."""

    def __init__(self, participants: Participants, *, marks: bool = True, width: int = WIDTH) -> None:
        self._width = width
        self.number: Pressable | None = None
        self._participants = participants
        self._ws = participants.ws
        self._marks = marks
        self._drawn: dict[str, list[Line]] = {}
        self._named: dict[str, str] = {}
        self._threads: dict[str, str] = {}

    @property
    def _names(self) -> dict[str, str]:
        """Of people and channels, by id: a channel's may change."""
        rooms = (self._participants.room, *self._participants.places.values())
        people = {person.id: person.name for person in self._participants.people.values()}
        return {self._ws.bot_user: "Set Adviser", **{room.id: room.name for room in rooms}, **people}

    def told(self, seen: Seen) -> Formatted | None:
        """The thing as it is told; None for what nobody needs to be told."""
        if seen.message is not None:
            return self._message(seen, seen.message)
        if seen.view is not None:
            return self._view(seen, seen.view)
        return self._gesture(seen)

    def glimpsed(self, seen: Seen) -> Formatted | None:
        """The thing without heading and lines, for whoever prints nothing: where it is, and its words."""
        if seen.message is not None:
            return Formatted(seen, self.place(seen.message)[0], "", [], self._words(seen, seen.message))
        return self._view(seen, seen.view, drawn=False) if seen.view is not None else Formatted(seen, "channel", "", [])

    def reader(self, viewers: Sequence[str] = (), *, marks: bool | None = None) -> Reader:
        """How a text reads: in the zone of the only one who sees it, else in that of the rehearsal."""
        zone = self._participants.zone_of(viewers[0]) if len(viewers) == 1 else self._participants.zone
        return Reader(zone, self._participants.now, self._names, self._marks if marks is None else marks)

    def name(self, user: str) -> str:
        return self._names.get(user, user)

    def title(self, message: Message) -> str:
        """What a message is called by those who talk about it: its first line."""
        page = Page(self.reader(marks=False), UNBROKEN)
        return _first(drawn_message(message.text, message.blocks, page))

    def words(self, message: Message) -> str:
        """All words of a message, in one line."""
        return self._drawn_later(message)()

    def words_of_view(self, view: Payload, user: str) -> str:
        """All words of a view, in one line, as somebody reads it who has entered nothing."""
        page = Page(self.reader((user,), marks=False), UNBROKEN)
        return " ".join(plain(drawn_view(view, page, Entered({}, {}))))

    def place(self, message: Message) -> tuple[PlaceKind, str]:
        """The kind of place a message is in, and what that place is called."""
        partner = self._participants.partner(message)
        if partner is not None:
            room: tuple[PlaceKind, str] = ("dm", f"DM {partner.name.upper()}")
        elif message.in_thread:
            room = ("thread", f"THREAD {self.thread(message.channel, str(message.thread_ts))}")
        else:
            room = ("channel", f"#{self.name(message.channel)}")
        if message.ephemeral_to:
            return "private", f"ONLY {self.name(message.ephemeral_to).upper()} SEES, in {room[1]}"
        return room

    def _message(self, seen: Seen, message: Message) -> Formatted:
        where, heading = self.place(message)
        deeper = where in ("thread", "private")
        page = self._page(seen.viewers, deeper, lambda place, option: self._numbered(message, place, option))
        lines = self._paragraphs(message, replace(page, width=UNBROKEN))
        before, self._drawn[message.ts] = self._drawn.get(message.ts), lines
        if seen.kind == "edited" and before is not None:
            heading += f", changed: “{self._named[message.ts]}”"
            lines = _new(before, lines)
        elif message.user == self._ws.bot_user:
            heading += f", {self.name(message.user)}"
        if seen.kind == "deleted":
            lines = [(Span("(taken back)", "small"),)]
        self._named[message.ts] = self.title(message)
        shown = [part for line in lines for part in page.spans(line)]
        return Formatted(seen, where, heading, shown, self._words(seen, message), deeper)

    def _words(self, seen: Seen, message: Message) -> Callable[[], str]:
        return str if seen.kind == "deleted" else self._drawn_later(message)

    def _drawn_later(self, message: Message) -> Callable[[], str]:
        """Its words as it stands now, whatever becomes of it until they are drawn."""
        text, blocks, files = message.text, message.blocks, message.attached
        page = Page(self.reader(self._readers(message), marks=False), UNBROKEN)
        return partial(_words_of_message, text, blocks, files, page)

    def _paragraphs(self, message: Message, page: Page) -> list[Line]:
        if message.user == self._ws.bot_user:
            return [*drawn_message(message.text, message.blocks, page), *drawn_files(message.attached, page)]
        return page.spans([Span(f"{self.name(message.user)}: ", "label"), *spans_of(message.text, page.reader)])

    def _view(self, seen: Seen, view: Payload, *, drawn: bool = True) -> Formatted | None:
        (user,) = seen.viewers
        if seen.kind == "view_closed":
            return None
        if seen.kind == "submitted":
            return self._submitted(seen, view)
        page = self._page(seen.viewers, False, lambda place, option: self._numbered(view, place, option))
        modal = view["type"] == "modal"
        errors = self._ws.view_errors(user) if modal else {}
        entered = Entered(self._ws.view_typed(user) if modal else {}, errors)
        sent_back = errors and seen.kind == "view_updated"
        lines = drawn_view(_complained(view, errors) if sent_back else view, page, entered) if drawn else []
        bare = Page(self.reader(seen.viewers, marks=False), UNBROKEN)
        title = view["title"]["text"] if view.get("title") else ""
        where: PlaceKind = "home" if view["type"] == "home" else "form"
        again = ", sent back" if sent_back else ", again" if seen.kind == "view_updated" else ""
        heading = f"{where.upper()} {self.name(user).upper()}{again}" + (f", {title}" if title else "")
        return Formatted(seen, where, heading, lines, partial(_words_of_view, title, view, bare, entered))

    def _submitted(self, seen: Seen, view: Payload) -> Formatted:
        page = self._page(seen.viewers, False, None)
        heading = f"FORM {self.name(seen.by).upper()}, {view['title']['text']}"
        typed = _typed(view)
        filled = [
            (place.label, typed[place.key])
            for place in places(view["blocks"])
            if place.key in typed and typed[place.key] != place.initially()
        ]
        lines = [
            line
            for label, value in filled
            for line in page.spans([Span(f"{label}:", "bold"), Span(f" {shown_value(value, page.reader)}")])
        ]
        sent = page.spans([Span(f"{self.name(seen.by)} presses [{view['submit']['text']}]", "small")])
        return Formatted(seen, "form", heading, [*lines, *sent])

    def _gesture(self, seen: Seen) -> Formatted:
        verb = "types" if seen.kind == "command" else "presses"
        what = seen.text if seen.kind == "command" else f"[{seen.text}]"
        spans = [Span(f"{self.name(seen.by)} {verb} ", "label"), Span(what, "button")]
        return Formatted(seen, "channel", "", wrapped(spans, self._width - MARGIN))

    def thread(self, channel: str, ts: str) -> str:
        """The name of a thread, from the card it hangs under as it stood when it was first mentioned."""
        if ts not in self._threads:
            standing = self._ws.messages(channel, ts)
            self._threads[ts] = self.title(standing[0]) if standing else "of a message that is gone"
        return self._threads[ts]

    def _readers(self, message: Message) -> tuple[str, ...]:
        return (message.ephemeral_to,) if message.ephemeral_to else ()

    def _page(self, viewers: Sequence[str], deeper: bool, number: Numbering | None) -> Page:
        width = self._width - MARGIN - (DEEPER if deeper else 0)
        return Page(self.reader(viewers), width, number if self.number else None)

    def _numbered(self, where: Message | Payload, place: Place, option: str) -> int:
        return self.number(where, place, option) if self.number else 0


def laid_out(told: Formatted, clock: str, *, headed: bool = True) -> list[Line]:
    """The lines with their time and heading in front; without the heading where it would only repeat the last."""
    margin = " " * (MARGIN + (DEEPER if told.deeper else 0))
    if not told.heading:
        return [
            (Span(f"{clock}  "), *line) if not number else (Span(margin), *line)
            for number, line in enumerate(told.lines)
        ]
    body = indented(told.lines, margin)
    if not headed:
        return body
    start = f"{clock}  " + " " * (DEEPER if told.deeper else 0)
    heading = wrapped([Span(told.heading, "heading")], WIDTH - len(start))
    return [(Span(start if not number else margin), *line) for number, line in enumerate(heading)] + body


def _words_of_message(text: str, blocks: list[Payload], files: Iterable[SharedFile], page: Page) -> str:
    return " ".join(plain([*drawn_message(text, blocks, page), *drawn_files(files, page, whole=True)]))


def _words_of_view(title: str, view: Payload, page: Page, entered: Entered) -> str:
    return " ".join([title, *plain(drawn_view(view, page, entered))])


def _first(lines: list[Line]) -> str:
    first = next((line for line in plain(lines) if line), "an empty message").partition(" · ")[0]
    return first if len(first) <= _TITLE else first[: _TITLE - 1].rstrip() + "…"


def _new(before: list[Line], after: list[Line]) -> list[Line]:
    """The lines that an edit brought."""
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    return [line for kind, _, _, low, high in matcher.get_opcodes() if kind != "equal" for line in after[low:high]]


def _complained(view: Payload, errors: Mapping[str, str]) -> Payload:
    """A form with only those fields that are complained of; who filled it in has just seen the others."""
    return {**view, "blocks": [block for block in view["blocks"] if block.get("block_id") in errors]}


def _typed(view: Payload) -> dict[tuple[str, str], object]:
    """What stands in the fields, from the state that Slack tells the bot."""
    entered: dict[tuple[str, str], object] = {}
    for block_id, fields in view["state"]["values"].items():
        for action_id, state in fields.items():
            entered[block_id, action_id] = next((value for name, value in state.items() if name != "type"), None)
    return entered
