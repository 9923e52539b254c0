"""What Slack sends to an app when people do something."""

from typing import Any

from rehearsal.copies import copied
from rehearsal.elements import Place, state_of
from rehearsal.messages import Message, plain_text_escaped
from rehearsal.people import Channel, Payload, Person
from rehearsal.view_methods import OpenView
from rehearsal.world import World

VERIFICATION = "stand-in-verification"


class Payloads:
    """Builds payloads in the shapes of Slack's reference. Trigger ids and response URLs are given in."""

    def __init__(self, world: World) -> None:
        self._world = world

    def command(self, who: Person, channel: Channel, words: tuple[str, str], trigger_id: str, url: str) -> Payload:
        """A slash command; `words` are the command and its text."""
        return {
            "token": VERIFICATION,
            "team_id": self._world.team_id if who.is_of(self._world.team_id) else who.team_id,
            "team_domain": "stand-in",
            **self._enterprise("enterprise_id", "enterprise_name"),
            "channel_id": channel.id,
            "channel_name": "directmessage" if channel.with_person else channel.name,
            "user_id": who.id,
            "user_name": who.name.lower(),
            "command": words[0],
            "text": words[1],
            "api_app_id": self._world.app_id,
            "is_enterprise_install": "false",
            "response_url": url,
            "trigger_id": trigger_id,
        }

    def action(self, who: Person, place: Place, chosen: Any, trigger_id: str) -> Payload:
        """What every `block_actions` payload has, wherever the element is."""
        block_id, action_id = place.key
        element = place.element
        acted: Payload = {"type": element["type"], "action_id": action_id, "block_id": block_id}
        acted["action_ts"] = self._world.stamp()
        if element["type"] == "button":
            acted |= {name: element[name] for name in ("text", "value", "style") if name in element}
        else:
            acted[place.holds] = chosen
        return {
            **self._interaction("block_actions", who, trigger_id),
            "actions": [plain_text_escaped(acted)],
        }

    def in_message(self, message: Message, url: str) -> Payload:
        """Where in a conversation something was pressed. Of an ephemeral message the content is not told."""
        container: Payload = {"type": "message", "message_ts": message.ts, "channel_id": message.channel}
        container["is_ephemeral"] = message.ephemeral_to is not None
        if message.thread_ts:
            container["thread_ts"] = message.thread_ts
        told = {} if message.ephemeral_to else {"message": message.described()}
        return {
            "container": container,
            "channel": self._channel(message.channel),
            "state": state_of(message.blocks, {}),
            "response_url": url,
            **told,
        }

    def in_view(self, shown: OpenView) -> Payload:
        """Which view something was pressed in, with all that was entered."""
        view = self.view(shown)
        return {"container": {"type": "view", "view_id": view["id"]}, "view": view}

    def view(self, shown: OpenView) -> Payload:
        view = copied(shown.payload)
        view["state"] = copied(state_of(shown.payload["blocks"], shown.typed))
        view["blocks"] = plain_text_escaped(view["blocks"])
        return view

    def submission(self, who: Person, shown: OpenView, trigger_id: str) -> Payload:
        interaction = self._interaction("view_submission", who, trigger_id)
        return {**interaction, "view": self.view(shown), "response_urls": []}

    def closed(self, who: Person, shown: OpenView) -> Payload:
        interaction = self._interaction("view_closed", who, "")
        interaction.pop("trigger_id")
        return {**interaction, "view": self.view(shown), "is_cleared": False}

    def shortcut(self, who: Person, callback_id: str, trigger_id: str) -> Payload:
        """A global shortcut."""
        return {
            **self._interaction("shortcut", who, trigger_id),
            "callback_id": callback_id,
            "action_ts": self._world.stamp(),
        }

    def message_action(self, who: Person, callback_id: str, message: Message, trigger_id: str, url: str) -> Payload:
        """A message shortcut."""
        return {
            **self._interaction("message_action", who, trigger_id),
            "callback_id": callback_id,
            "action_ts": self._world.stamp(),
            "message_ts": message.ts,
            "channel": self._channel(message.channel),
            "message": message.described(),
            "response_url": url,
        }

    def event(self, inner: Payload) -> Payload:
        """An event in its envelope, with an id of its own."""
        return {
            "token": VERIFICATION,
            "team_id": self._world.team_id,
            "api_app_id": self._world.app_id,
            "type": "event_callback",
            "event_id": f"Ev{self._world.number():08d}",
            "event_time": int(self._world.clock.now().timestamp()),
            "authorizations": [
                {
                    "enterprise_id": None,
                    "team_id": self._world.team_id,
                    "user_id": self._world.bot_user,
                    "is_bot": True,
                    "is_enterprise_install": False,
                }
            ],
            "is_ext_shared_channel": self._shared(inner.get("channel")),
            "event": {"event_ts": inner.get("ts") or self._world.stamp(), **inner},
        }

    def spoken(self, message: Message) -> Payload:
        """The `message` event of something that was said."""
        channel = self._world.channels[message.channel]
        inner = {**message.described(metadata=True), "channel": channel.id, "channel_type": channel.kind}
        inner["event_ts"] = message.ts
        parent = self._world.find(channel.id, message.thread_ts)
        if parent is not None:
            inner["parent_user_id"] = parent.user
        return inner

    def edited(self, message: Message, before: Payload) -> Payload:
        """The event of a message that somebody changed; `before` is what it was."""
        channel, stamp = self._world.channels[message.channel], self._world.stamp()
        about = {"channel": channel.id, "channel_type": channel.kind, "hidden": True, "ts": stamp, "event_ts": stamp}
        return {
            "type": "message",
            "subtype": "message_changed",
            "message": message.described(),
            "previous_message": before,
            **about,
        }

    def vanished(self, message: Message, before: Payload) -> Payload:
        """The event of a message that was deleted; `before` is what it was. Of one with replies Slack tells as of an edit."""
        channel, stamp = self._world.channels[message.channel], self._world.stamp()
        about = {"channel": channel.id, "channel_type": channel.kind, "hidden": True, "ts": stamp, "event_ts": stamp}
        kind: Payload = {"subtype": "message_deleted", "deleted_ts": message.ts}
        if message.is_stone and not self._world.has_vanished(message.channel, message.ts):
            kind = {"subtype": "message_changed", "message": {**message.described(), "hidden": True}}
        return {"type": "message", **kind, "previous_message": before, **about}

    def _interaction(self, kind: str, who: Person, trigger_id: str) -> Payload:
        name = who.name.lower()
        return {
            "type": kind,
            "token": VERIFICATION,
            "team": {
                "id": self._world.team_id,
                "domain": "stand-in",
                **self._enterprise("enterprise_id", "enterprise_name"),
            },
            "user": {"id": who.id, "username": name, "name": name, "team_id": who.bears or who.team_id},
            "api_app_id": self._world.app_id,
            "trigger_id": trigger_id,
            "enterprise": self._enterprise("id", "name") or None,
            "is_enterprise_install": False,
        }

    def _enterprise(self, its_id: str, its_name: str) -> Payload:
        """The organisation under these names, where there is one."""
        return {its_id: self._world.organisation, its_name: "Organisation"} if self._world.organisation else {}

    def _channel(self, channel_id: str) -> Payload:
        channel = self._world.channels[channel_id]
        name = "directmessage" if channel.with_person else "privategroup" if channel.private else channel.name
        return {"id": channel.id, "name": name}

    def _shared(self, channel_id: object) -> bool:
        channel = self._world.channels.get(channel_id) if isinstance(channel_id, str) else None
        return channel is not None and channel.shared
