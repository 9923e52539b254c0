"""What Slack sends, as values: the only place where payloads are taken apart."""

import re
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from datetime import time as wall_time
from typing import Any, Final

from bot.domain.askers import FORM, Asker, Role
from bot.domain.errors import Refused
from bot.domain.talk import Said, is_courtesy, moment_of
from prompts import ids

PATIENCE: Final = 2.5
"""Seconds from arrival in which the work of a delivery must be committed; Slack waits three."""
HEARD_SUBTYPES: Final = frozenset({None, "file_share", "thread_broadcast", "me_message"})
STONE: Final = "tombstone"
UNNAMED: Final = {"@": "somebody", "#": "channel"}
MARKUP: Final = re.compile(r"<(?P<what>[@#!]?[^<>|]+)(?:\|(?P<label>[^<>]*))?>")
MENTION: Final = re.compile(r"<@([UW][A-Z0-9]{2,20})(?:\|[^>]*)?>")


@dataclass(frozen=True, slots=True)
class Knock:
    """Somebody at the door. `deadline` is on time.monotonic(); `channel` is where they are, None in the home tab."""

    asker: Asker
    trigger_id: str
    channel: str | None
    deadline: float
    response_url: str | None = None
    thread_ts: str | None = None


@dataclass(frozen=True, slots=True)
class Command(Knock):
    """A slash command with what was typed after it, as Slack sends it; `words` is how the person reads it."""

    text: str = ""

    @property
    def words(self) -> str:
        return as_read(self.text)

    @property
    def word(self) -> str:
        return self.text.split(maxsplit=1)[0].lower() if self.text.strip() else ""

    @property
    def rest(self) -> str:
        parts = self.text.split(maxsplit=1)
        return parts[1].strip() if len(parts) > 1 else ""


@dataclass(frozen=True, slots=True)
class Click(Knock):
    """A button: what it means is a kind and a public id, or `raw` where it carries the clicker's own words."""

    action_id: str = ""
    kind: str = ""
    id: str = ""
    raw: str = ""

    @property
    def in_its_set(self) -> Asker:
        """Whoever clicked, in the set that the button names; most name something else, and the channel tells."""
        return self.asker.choosing(self.id) if self.kind == "set" else self.asker


@dataclass(frozen=True, slots=True)
class Form(Knock):
    """A form that was submitted; what it is about is a kind and a public id, or `about` where it is neither."""

    kind: str = ""
    id: str = ""
    about: str = ""
    fields: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    @property
    def in_its_set(self) -> Asker:
        """Whoever submitted it, in the set that the form was opened for."""
        return self.asker.choosing(self.id) if self.kind == "set" else self.asker

    def about_one(self, kind: str) -> str:
        """The id of what the form is about, if that is of this kind."""
        return self.id if self.kind == kind else ""

    def text(self, name: str) -> str:
        return str(self._of(name).get("value") or "")

    def chosen(self, name: str, otherwise: str = "") -> str:
        option = self._of(name).get("selected_option") or {}
        return str(option.get("value", otherwise))

    def number(self, name: str) -> int:
        try:
            return int(self.text(name))
        except ValueError:
            raise Refused("Give a whole number.", name) from None

    def people(self, name: str) -> tuple[str, ...]:
        return tuple(self._of(name).get("selected_users") or ())

    def person(self, name: str) -> str | None:
        return self._of(name).get("selected_user") or None

    def day(self, name: str) -> date:
        try:
            return date.fromisoformat(str(self._of(name).get("selected_date")))
        except ValueError:
            raise Refused("Choose a date.", name) from None

    def at(self, name: str) -> wall_time:
        try:
            return wall_time.fromisoformat(str(self._of(name).get("selected_time")))
        except ValueError:
            raise Refused("Choose a time.", name) from None

    def _of(self, name: str) -> Mapping[str, Any]:
        return self.fields.get(name, {})


@dataclass(frozen=True, slots=True)
class Shortcut(Knock):
    """A message shortcut, with the message it was used on. Its words go into a form and are not kept."""

    ts: str = ""
    words: str = ""


def command(body: dict[str, Any], role: Role) -> Command:
    asker = _asker(body, body["user_id"], body["channel_id"], role)
    return Command(
        asker, body["trigger_id"], body["channel_id"], _deadline(), body.get("response_url"), text=body["text"]
    )


def click(body: dict[str, Any], role: Role) -> Click:
    action = body["actions"][0]
    raw = str(action.get("value") or (action.get("selected_option") or {}).get("value") or "")
    kind, public_id = ids.meant(raw) or ("", "")
    container = body.get("container") or {}
    channel = container.get("channel_id")
    thread = container.get("thread_ts") or (body.get("message") or {}).get("thread_ts")
    asker = _asker(body, body["user"]["id"], channel, role)
    return Click(
        asker, body["trigger_id"], channel, _deadline(), body.get("response_url"), thread,
        action_id=action["action_id"], kind=kind, id=public_id, raw=raw,
    )  # fmt: skip


def form(body: dict[str, Any], role: Role) -> Form:
    view = body["view"]
    values = {name: element for block in view["state"]["values"].values() for name, element in block.items()}
    about, channel, only_set, thread = [*str(view.get("private_metadata") or "").split("@"), "", "", ""][:4]
    asker = _asker(body, body["user"]["id"], channel or None, role, also=f"{FORM}{view['id']}")
    asker = asker.choosing(only_set) if only_set else asker
    kind, public_id = ids.meant(about) or ("", "")
    return Form(
        asker,
        body.get("trigger_id", ""),
        channel or None,
        _deadline(),
        thread_ts=thread or None,
        kind=kind,
        id=public_id,
        about=about,
        fields=values,
    )


def shortcut(body: dict[str, Any], role: Role) -> Shortcut:
    message, channel = body["message"], body["channel"]["id"]
    thread = message.get("thread_ts")
    asker = _asker(body, body["user"]["id"], channel, role)
    return Shortcut(
        asker, body["trigger_id"], channel, _deadline(), body.get("response_url"), thread,
        ts=message["ts"], words=as_read(str(message.get("text") or "")),
    )  # fmt: skip


def said(body: dict[str, Any]) -> Said | None:
    """A message that a person wrote; None for a bot's, an edit, a deletion, or any other that is no business of ours."""
    event = body["event"]
    if event.get("subtype") not in HEARD_SUBTYPES or event.get("bot_id") or "user" not in event:
        return None
    return Said(
        workspace=body["team_id"],
        user=event["user"],
        channel=event["channel"],
        ts=event["ts"],
        thread_ts=event.get("thread_ts"),
        event_id=body["event_id"],
        courtesy=is_courtesy(str(event.get("text") or "")),
    )


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


def gone_from_channel(body: dict[str, Any]) -> Asker:
    """Who has left a channel."""
    event = body["event"]
    return Asker(body["team_id"], event["user"], event["channel"], deliveries=(body["event_id"],))


def as_read(text: str) -> str:
    """Slack's own markup as people read it: names, addresses and characters instead of ids and entities."""
    shown = MARKUP.sub(lambda found: _read(found["what"], found["label"]), text)
    return shown.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").strip()


def _read(what: str, label: str | None) -> str:
    sign, rest = what[:1], what[1:]
    if sign in UNNAMED:
        return f"{sign}{label or UNNAMED[sign]}"
    if sign == "!":
        return label or f"@{rest.partition('^')[0]}"
    return label or what


def mentioned(text: str) -> tuple[str, ...]:
    """The people mentioned in typed words, each once."""
    return tuple(dict.fromkeys(MENTION.findall(text)))


def minutes(text: str, otherwise: int) -> int:
    """The minutes of `/set extend 5`."""
    word = text.split()[0] if text.split() else ""
    if not word:
        return otherwise
    if not (word.isascii() and word.isdigit() and len(word) < 4):
        raise Refused("Say how many minutes, as in `/set extend 5`.")
    return int(word)


def _asker(body: dict[str, Any], user: str, channel: str | None, role: Role, also: str = "") -> Asker:
    workspace = body.get("team_id") or (body.get("team") or {}).get("id") or body["user"]["team_id"]
    deliveries = tuple(f"{key}" for key in (body.get("trigger_id"), also) if key)
    acted = (body.get("actions") or [{}])[0].get("action_ts")
    return Asker(workspace, user, channel, role, deliveries, moment_of(acted) if acted else None)


def is_from_elsewhere(body: dict[str, Any]) -> bool:
    """Whether a person of another workspace (Slack Connect) pressed something."""
    user, team = body.get("user"), body.get("team") or {}
    own = user.get("team_id") if isinstance(user, dict) else None
    return own is not None and team.get("id") is not None and own != team["id"]


def _deadline() -> float:
    return time.monotonic() + PATIENCE
