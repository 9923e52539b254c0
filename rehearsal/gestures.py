"""What people do in the stand-in workspace, and what becomes of the bot's answers."""

from collections.abc import Mapping
from typing import Any

from rehearsal.channel_changes import ChannelChanges
from rehearsal.deliveries import Answer, Deliveries, Delivery
from rehearsal.elements import Place, field_named, found, refused_by_client
from rehearsal.messages import Message, as_typed
from rehearsal.people import ApiError, Channel, Payload, Person
from rehearsal.response_urls import ResponseUrls
from rehearsal.triggers import Triggers
from rehearsal.view_methods import OpenView, Views
from rehearsal.world import World


class Gestures(ChannelChanges):
    """Everything that a person can do. Each returns once the bot has answered, or Slack has given up on it."""

    def __init__(self, world: World, triggers: Triggers, views: Views, urls: ResponseUrls, out: Deliveries) -> None:
        super().__init__(world, out)
        self._triggers = triggers
        self._views = views
        self._urls = urls
        self._answers: dict[str, Answer] = {}
        self._base = ""

    async def command(self, who: Person | str, channel: Channel | str, command: str, text: str = "") -> Answer:
        """Type a slash command. What it answers is shown, and so is Slack's own word when it fails."""
        person, room = self._person(who), self._channel(channel)
        self._world.tell("command", (person.id,), person.id, text=f"{command} {text}".strip())
        trigger_id, url = self._triggers.issue(person.id), self._response_url(room, person)
        payload = self._payloads.command(person, room, (command, text), trigger_id, url)
        answer = await self._deliveries.deliver("slash_commands", payload)
        if answer.error:
            self._world.whisper(room, person.id, answer.text, subtype="slackbot")
        elif answer.body:
            self._show(answer, room, person)
        return answer

    async def say(
        self,
        who: Person | str,
        channel: Channel | str,
        text: str,
        *,
        thread: Message | str | None = None,
        files: bool = False,
        subtype: str | None = None,
    ) -> Message:
        """Type a message. Markup is escaped as Slack does, but for `<@U...>` and `<#C...>`; `@channel` mentions."""
        person, room = self._person(who), self._channel(channel)
        thread_ts = (thread.thread_ts or thread.ts) if isinstance(thread, Message) else thread
        kind = subtype or ("file_share" if files else None)
        message = self._world.post(room, person.id, as_typed(text), thread_ts=thread_ts, files=files, subtype=kind)
        if self._world.bot_user in room.members:
            self._answers[message.ts] = await self.event(self._payloads.spoken(message))
            await self._mentioned(message)
        return message

    async def _mentioned(self, message: Message) -> None:
        """Slack tells of a mention of the bot beside the message itself, but not in its direct messages."""
        room = self._world.channels[message.channel]
        if self._world.bot_user in message.mentions and room.with_person is None:
            inner = self._payloads.spoken(message)
            for name in ("channel_type", "subtype", "files"):
                inner.pop(name, None)
            await self.event({**inner, "type": "app_mention"})

    async def edit(self, who: Person | str, message: Message, text: str) -> Answer | None:
        """Change what one has said. The bot hears of it where it is."""
        before = message.described(metadata=True)
        self._world.edit(message, as_typed(text), ())
        heard = self._world.bot_user in self._world.channels[message.channel].members
        return await self.event(self._payloads.edited(message, before)) if heard else None

    def react(self, who: Person | str, message: Message, emoji: str) -> None:
        """Put an emoji on a message. Slack tells no app of it that does not ask for `reaction_added`, and this one does not."""
        message.reactions.setdefault(emoji, []).append(self._person(who).id)
        self._world.changed()

    async def reload(self, who: Person | str) -> None:
        """Look at Slack anew, or on another device: what was shown to that person alone is gone."""
        person = self._person(who)
        self._world.ephemerals[:] = [one for one in self._world.ephemerals if one.ephemeral_to != person.id]

    async def delete(self, who: Person | str, message: Message) -> Answer | None:
        """Delete a message, be it one of the bot's: admins can. The bot hears of it where it is."""
        heard = self._world.bot_user in self._world.channels[message.channel].members
        before = message.described(metadata=True)
        parent = self._world.find(message.channel, message.thread_ts) if message.in_thread else None
        self._world.delete(message)
        answer = await self.event(self._payloads.vanished(message, before)) if heard else None
        if heard and parent is not None and self._world.has_vanished(parent.channel, parent.ts):
            await self.event(self._payloads.vanished(parent, parent.described()))
        return answer

    async def press(
        self,
        who: Person | str,
        where: Message | Payload,
        key: str,
        *,
        value: object = None,
        option: object = None,
    ) -> Answer:
        """Press a button or choose from a menu, by action id, label or the option's text.

        `where` is a message or a view; a copy of an old one (`Message.as_it_was`) will do. `value` tells buttons with
        the same id apart, or is what is entered in a picker. Raises LookupError where there is no such thing.
        """
        person = self._person(who)
        place = found(where.blocks if isinstance(where, Message) else where["blocks"], key, value)
        chosen = self._chosen(place, key, option if option is not None else value)
        self._world.tell("pressed", (person.id,), person.id, text=_pressed(place, str(option or place.label or key)))
        payload = self._payloads.action(person, place, chosen, self._triggers.issue(person.id))
        payload |= (
            self._in_message(person, where) if isinstance(where, Message) else self._in_view(where, place, chosen)
        )
        return await self._deliveries.deliver("interactive", payload)

    async def fill(self, who: Person | str, values: Mapping[str, object], *, view: Payload | None = None) -> None:
        """Enter values into the fields of the topmost modal, without submitting."""
        shown = self._shown(who, view)
        for name, wanted in values.items():
            place = field_named(shown.payload["blocks"], name)
            shown.typed[place.key] = place.entered(wanted)

    async def submit(
        self, who: Person | str, values: Mapping[str, object] | None = None, *, view: Payload | None = None
    ) -> Answer:
        """Enter values by action id or label, submit the topmost modal, and do what the answer says.

        Slack's own app holds a form back that is not filled in: then nothing is delivered, and `errors` says why.
        """
        person, shown = self._person(who), self._shown(who, view)
        await self.fill(person, values or {}, view=shown.payload)
        shown.errors = refused_by_client(shown.payload["blocks"], shown.typed)
        payload = self._payloads.submission(person, shown, self._triggers.issue(person.id))
        if shown.errors:
            return Answer(0, Delivery("interactive", payload), errors=dict(shown.errors))
        self._world.tell("submitted", (person.id,), person.id, view=payload["view"])
        answer = await self._deliveries.deliver("interactive", payload)
        if answer.ok:
            answer.problem = self._applied(shown, answer)
        return answer

    async def close_view(self, who: Person | str) -> Answer | None:
        """Cancel the topmost modal; the bot hears of it if the view asked for that."""
        person, shown = self._person(who), self._shown(who, None)
        payload = self._payloads.closed(person, shown)
        self._views.close(shown)
        if not shown.payload.get("notify_on_close"):
            return None
        return await self._deliveries.deliver("interactive", payload)

    async def shortcut(self, who: Person | str, callback_id: str, message: Message | None = None) -> Answer:
        """Use a message shortcut, or without a message a global one."""
        person = self._person(who)
        trigger_id = self._triggers.issue(person.id)
        if message is None:
            return await self._deliveries.deliver(
                "interactive", self._payloads.shortcut(person, callback_id, trigger_id)
            )
        url = self._response_url(self._world.channels[message.channel], person)
        payload = self._payloads.message_action(person, callback_id, message, trigger_id, url)
        return await self._deliveries.deliver("interactive", payload)

    async def open_home(self, who: Person | str) -> Answer:
        """Look at the app's Home tab."""
        person = self._person(who)
        shown = self._views.homes.get(person.id)
        view = {"view": self._payloads.view(shown)} if shown else {}
        channel = self._world.dm(person.id).id
        return await self.event(
            {"type": "app_home_opened", "user": person.id, "channel": channel, "tab": "home", **view}
        )

    async def redeliver(self, again: Answer | Delivery | Message) -> Answer:
        """The very same delivery once more, with its event or trigger id. A new answer is not shown to anybody."""
        if isinstance(again, Message):
            again = self._answers[again.ts]
        return await self._deliveries.attempt(again.delivery if isinstance(again, Answer) else again)

    def answer_to(self, message: Message) -> Answer:
        """What the bot answered to the event of something that was said. Raises KeyError where it never heard."""
        return self._answers[message.ts]

    def _show(self, answer: Answer, room: Channel, person: Person) -> None:
        try:
            self._urls.show(room, person.id, answer.response or {"text": answer.body})
        except ApiError as refused:
            answer.problem = f"{refused.error} {refused.fields or ''}".strip()

    def _applied(self, shown: OpenView, answer: Answer) -> str | None:
        if answer.body and not answer.response:
            return "the body must be empty, or JSON with a response_action"
        return self._views.apply(shown, answer.response)

    def _chosen(self, place: Place, key: str, wanted: object) -> Any:
        if place.element["type"] == "button":
            return None
        if wanted is None and any(key == option["text"]["text"] for option in place.options):
            wanted = key
        return place.entered(wanted)

    def _in_message(self, person: Person, message: Message) -> Payload:
        room = self._world.channels[message.channel]
        original = self._world.find(room.id, message.ts) or next(
            (whispered for whispered in self._world.ephemerals if whispered.ts == message.ts), message
        )
        return self._payloads.in_message(message, self._base + self._urls.issue(room, person.id, original))

    def _in_view(self, view: Payload, place: Place, chosen: Any) -> Payload:
        shown = self._views.named(view["id"])
        if place.element["type"] not in ("button", "overflow"):
            shown.typed[place.key] = chosen
        return self._payloads.in_view(shown)

    def _response_url(self, room: Channel, person: Person) -> str:
        return self._base + self._urls.issue(room, person.id)

    def _shown(self, who: Person | str, view: Payload | None) -> OpenView:
        shown = self._views.named(view["id"]) if view else self._views.top(self._person(who).id)
        if shown is None:
            raise LookupError(f"{self._person(who).name} has no modal open")
        return shown


def _pressed(place: Place, label: str) -> str:
    """What is pressed; where Slack's own dialog comes between, its words and its button as well."""
    dialog = place.element.get("confirm")
    return (
        label
        if dialog is None
        else f"{label}], is asked “{dialog['text']['text']}”, presses [{dialog['confirm']['text']}"
    )
