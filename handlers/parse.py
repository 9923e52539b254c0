"""What Slack sends, as values: the only place where payloads are taken apart.

`payloads.py` has looked at each before; what stands in a form or a button is looked at here, since people fill it in, and
since Slack keeps those of earlier versions for ever.
"""

import re
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from datetime import time as wall_time
from enum import StrEnum
from typing import Any, Final, TypeVar

from bot.domain.askers import FORM, Asker, Role
from bot.domain.channel_messages import ChannelMessage, Tone, bids_in, moment_of, tone_of
from bot.domain.errors import Refused
from bot.domain.questions.hints import noticed
from bot.domain.refusals import Refusal
from handlers.form_beginnings import begun
from handlers.message_hash import hash_of_form
from handlers.origins import home_page, opened_from, page_number, place, thread_of
from handlers.payloads import HEARD_SUBTYPES
from handlers.slack_markup import as_read
from prompts import ids

PATIENCE: Final = 2.5
"""Seconds from arrival in which the work of a delivery must be committed; Slack waits three."""
STONE: Final = "tombstone"
NUMBER: Final = re.compile(r"-?[0-9]{1,6}", re.ASCII)
YEARS: Final = range(2000, 2100)
MENTION: Final = re.compile(r"<@([UW][A-Z0-9]{2,20})(?:\|[^<>]*)?>")


C = TypeVar("C", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Request:
    """What somebody asks of us through Slack. `deadline` is on time.monotonic(); `channel` is where they are, None in the home tab.

    `thread_ts` is the thread they are in: none for what stands in the channel itself, be there replies to it or not.
    """

    asker: Asker
    trigger_id: str
    channel: str | None
    deadline: float
    response_url: str | None = None
    thread_ts: str | None = None
    home_page: int = 0
    """Where on the home tab they are, or were as they opened the form."""

    @property
    def is_at_home(self) -> bool:
        """Whether it was asked on the home tab, or in a form that was opened there."""
        return self.channel is None


@dataclass(frozen=True, slots=True)
class Command(Request):
    """A slash command with what was typed after it, as Slack sends it; `words` is how the person reads it."""

    text: str = ""
    rest: str = ""
    """What its subcommand takes, once that has been read."""

    @property
    def words(self) -> str:
        return as_read(self.text)

    def saying(self, words: str) -> "Command":
        """The same with the words that are meant, where a copy of the command stood before them."""
        return self if words == self.words else replace(self, text=words)


@dataclass(frozen=True, slots=True)
class Click(Request):
    """A button: what it means is a kind and a public id, or `raw` where it carries the clicker's own words.

    One in a form names its view, and what that remembers.
    """

    action_id: str = ""
    kind: str = ""
    id: str = ""
    raw: str = ""
    view_id: str = ""
    metadata: str = ""

    def means(self, kind: type[C]) -> C:
        """The kind that the button names, as one of a few. Raises Refused for one that this version does not have."""
        try:
            return kind(self.kind)
        except ValueError:
            raise Refused(Refusal.OLD_BUTTON) from None

    def one_of(self, kind: type[C]) -> C:
        """What the button's own name ends in, after its colon. Raises Refused for one that this version does not have."""
        try:
            return kind(self.action_id.partition(":")[2])
        except ValueError:
            raise Refused(Refusal.OLD_BUTTON) from None

    @property
    def day(self) -> date:
        """The day that the button's own name ends in, after its colon. Raises Refused where it names none."""
        try:
            return date.fromisoformat(self.action_id.partition(":")[2])
        except ValueError:
            raise Refused(Refusal.OLD_BUTTON) from None

    @property
    def in_its_set(self) -> Asker:
        """Whoever clicked, in the set that the button names; most name something else, and the channel tells."""
        return self.asker.choosing(self.id) if self.kind == "set" else self.asker


@dataclass(frozen=True, slots=True)
class Form(Request):
    """A form that was submitted; what it is about is a kind and a public id, or `about` where it is neither."""

    kind: str = ""
    id: str = ""
    about: str = ""
    fields: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    began: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    @property
    def as_it_began(self) -> "Form":
        """The same form as nobody had touched it yet: what has been changed since by others is not what this person changed."""
        return replace(self, fields={**self.fields, **self.began})

    @property
    def in_its_set(self) -> Asker:
        """Whoever submitted it, in the set that the form was opened for."""
        return self.asker.choosing(self.id) if self.kind == "set" else self.asker

    def about_one(self, kind: str) -> str:
        """The id of what the form is about, if that is of this kind."""
        return self.id if self.kind == kind else ""

    def has(self, name: str) -> bool:
        """Whether the form has a field of that name."""
        return name in self.fields

    def text(self, name: str) -> str:
        return str(self._of(name).get("value") or "")

    def chosen(self, name: str, otherwise: str = "") -> str:
        option = self._of(name).get("selected_option") or {}
        return str(option.get("value", otherwise))

    def numbers(self, name: str) -> frozenset[int]:
        """Of boxes that stand for numbers, those that are ticked."""
        ticked = (str(option.get("value", "")) for option in self._of(name).get("selected_options") or ())
        return frozenset(int(value) for value in ticked if value.isdecimal() and len(value) < 3)

    def one_of(self, name: str, kind: type[C], otherwise: str) -> C:
        """What was chosen, as one of a few. Raises Refused for one that this version does not offer."""
        try:
            return kind(self.chosen(name, otherwise))
        except ValueError:
            raise Refused(Refusal.OLD_FORM, name) from None

    def one_of_or_none(self, name: str, kind: type[C]) -> C | None:
        """The same where nothing need be chosen."""
        return self.one_of(name, kind, "") if self.chosen(name) else None

    def among(self, name: str, offered: Iterable[object], otherwise: str) -> str:
        """What was chosen, if it is one of those that are offered. Raises Refused for any other."""
        chosen = self.chosen(name, otherwise)
        if chosen not in map(str, offered):
            raise Refused(Refusal.OLD_FORM, name)
        return chosen

    def ticked(self, name: str) -> bool:
        """Whether the one box of that field is ticked."""
        return bool(self._of(name).get("selected_options"))

    def number(self, name: str) -> int:
        typed = self.text(name).strip()
        if not NUMBER.fullmatch(typed):
            raise Refused(Refusal.NO_NUMBER, name)
        return int(typed)

    def people(self, name: str) -> tuple[str, ...]:
        return tuple(self._of(name).get("selected_users") or ())

    def person(self, name: str) -> str | None:
        return self._of(name).get("selected_user") or None

    def day(self, name: str) -> date:
        try:
            chosen = date.fromisoformat(str(self._of(name).get("selected_date")))
        except ValueError:
            raise Refused(Refusal.NO_DATE, name) from None
        if chosen.year not in YEARS:
            raise Refused(Refusal.OTHER_CENTURY, name)
        return chosen

    def at(self, name: str) -> wall_time:
        try:
            return wall_time.fromisoformat(str(self._of(name).get("selected_time")))
        except ValueError:
            raise Refused(Refusal.NO_TIME, name) from None

    def has_moment(self, name: str) -> bool:
        """Whether a day and a time of day were chosen in that field."""
        return self._of(name).get("selected_date_time") is not None

    def moment(self, name: str) -> datetime:
        """A day and a time of day, as the moment that Slack makes of them (UTC)."""
        chosen = self._of(name).get("selected_date_time")
        if not isinstance(chosen, int) or isinstance(chosen, bool):
            raise Refused(Refusal.NO_DAY_AND_TIME, name)
        try:
            moment = datetime.fromtimestamp(chosen, UTC)
        except (ValueError, OverflowError, OSError):
            raise Refused(Refusal.OTHER_CENTURY, name) from None
        if moment.year not in YEARS:
            raise Refused(Refusal.OTHER_CENTURY, name)
        return moment

    def _of(self, name: str) -> Mapping[str, Any]:
        return self.fields.get(name, {})


@dataclass(frozen=True, slots=True)
class Shortcut(Request):
    """A message shortcut, with the message it was used on. Its words go into a form and are not kept."""

    ts: str = ""
    words: str = ""


def command(body: dict[str, Any], role: Role) -> Command:
    asker = _asker(body, body["user_id"], body["channel_id"], role)
    where, words = body["channel_id"], body.get("text") or ""
    return Command(asker, body["trigger_id"], where, _deadline(), body.get("response_url"), text=words)


def click(body: dict[str, Any], role: Role) -> Click:
    action = body["actions"][0]
    raw = str(action.get("value") or (action.get("selected_option") or {}).get("value") or "")
    kind, public_id = ids.meant(raw) or ("", "")
    channel, thread = place(body)
    container, view = body.get("container") or {}, body.get("view") or {}
    asker = _asker(body, body["user"]["id"], channel, role)
    turned = action["action_id"].partition(":")[0] == ids.HOME_PAGE
    return Click(
        asker, body["trigger_id"], channel, _deadline(), body.get("response_url"), thread,
        action_id=action["action_id"], kind=kind, id=public_id, raw=raw,
        view_id=str(container.get("view_id") or ""),
        metadata=str(view.get("private_metadata") or "") if view.get("type") == "modal" else "",
        home_page=page_number(public_id) if turned else home_page(view),
    )  # fmt: skip


def form(body: dict[str, Any], role: Role) -> Form:
    view = body["view"]
    entered = view["state"]["values"]
    values = {name: element for block in entered.values() for name, element in block.items()}
    about, channel, only_set, thread = opened_from(view)
    asker = _asker(body, body["user"]["id"], channel, role, also=f"{FORM}{view['id']}")
    asker = replace(asker, entered=hash_of_form(view["id"], entered), only_set=only_set or None)
    kind, public_id = ids.meant(about) or ("", "")
    return Form(
        asker,
        body.get("trigger_id") or "",
        channel,
        _deadline(),
        thread_ts=thread,
        kind=kind,
        id=public_id,
        about=about,
        fields=values,
        began=begun(view),
        home_page=home_page(view),
    )


def shortcut(body: dict[str, Any], role: Role) -> Shortcut:
    message, channel = body["message"], body["channel"]["id"]
    thread = thread_of(message)
    asker = _asker(body, body["user"]["id"], channel, role)
    return Shortcut(
        asker, body["trigger_id"], channel, _deadline(), body.get("response_url"), thread,
        ts=message["ts"], words=as_read(str(message.get("text") or "")),
    )  # fmt: skip


def said(body: dict[str, Any]) -> ChannelMessage | None:
    """A message that a person wrote; None for any other. What is said to the bot is a mere sound to the set."""
    event = body["event"]
    if event.get("subtype") not in HEARD_SUBTYPES or event.get("bot_id") or not event.get("user"):
        return None
    text = str(event.get("text") or "")
    to_us = not mine(body).isdisjoint(MENTION.findall(text))
    return ChannelMessage(
        workspace=body["team_id"],
        user=event["user"],
        channel=event["channel"],
        ts=event["ts"],
        thread_ts=event.get("thread_ts"),
        event_id=body["event_id"],
        tone=Tone.SOUND if to_us else tone_of(text),
        bids=bids_in(text) and not to_us,
        noticed=None if to_us else noticed(text),
    )


def is_direct(body: dict[str, Any]) -> bool:
    """Whether a message was written to the bot alone."""
    return bool(body["event"].get("channel_type") == "im")


def after_the_mention(body: dict[str, Any]) -> str:
    """What was typed beside the mention of the bot, as in "@set-adviser start"; others that are mentioned stay.

    The bot is the one for whom the event is delivered.
    """
    text, bots = str(body["event"].get("text") or ""), mine(body)
    return MENTION.sub(lambda found: "" if found[1] in bots or not bots else found[0], text).strip()


def mine(body: dict[str, Any]) -> frozenset[str]:
    """The ids of the bot, as an event tells for whom it is delivered."""
    return frozenset(str(one.get("user_id")) for one in body.get("authorizations") or ())


def deleted(body: dict[str, Any]) -> tuple[str, str, str, bool] | None:
    """Workspace, channel and `ts` of a message that is not there any more, and whether its thread still is.

    Where a message with replies is deleted Slack leaves a stone in its place, and tells of an edit.
    """
    event = body["event"]
    if event.get("subtype") == "message_deleted" and isinstance(event.get("deleted_ts"), str):
        return body["team_id"], event["channel"], event["deleted_ts"], False
    stone = event.get("message")
    if event.get("subtype") != "message_changed" or not isinstance(stone, dict) or stone.get("subtype") != STONE:
        return None
    return body["team_id"], event["channel"], str(stone.get("ts")), True


def come_or_gone(body: dict[str, Any]) -> Asker:
    """Who has come into a channel, or left it."""
    event = body["event"]
    return Asker(body["team_id"], event["user"], event["channel"], deliveries=(body["event_id"],))


def home_opened(body: dict[str, Any]) -> Asker | None:
    """Who has opened the home tab; None for another tab."""
    event = body["event"]
    return Asker(body["team_id"], event["user"]) if event.get("tab") in {None, "home"} else None


def channel_event(body: dict[str, Any]) -> tuple[str, str, str]:
    """The workspace, the channel, and what has happened to it."""
    return body["team_id"], body["event"]["channel"], body["event"]["type"]


def inputs(body: dict[str, Any]) -> list[str]:
    """The fields of the form that was submitted, in order."""
    blocks = body["view"].get("blocks") or []
    return [block["block_id"] for block in blocks if block["type"] == "input" and block.get("block_id")]


def mentioned(text: str) -> tuple[str, ...]:
    """The people mentioned in typed words, each once."""
    return tuple(dict.fromkeys(MENTION.findall(text)))


def _asker(body: dict[str, Any], user: str, channel: str | None, role: Role, also: str = "") -> Asker:
    workspace = str(body["team_id"])  # `origins.name_the_workspace` has put it there
    deliveries = tuple(f"{key}" for key in (body.get("trigger_id"), also) if key)
    acted = (body.get("actions") or [{}])[0].get("action_ts")
    return Asker(workspace, user, channel, role, deliveries, moment_of(acted) if acted else None)


def _deadline() -> float:
    return time.monotonic() + PATIENCE
