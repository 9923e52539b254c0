"""Plays a script, item by item, against the bot, and holds it to what the script expects to see."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Final

from rehearsal import slash
from rehearsal.becoming import BECOMES
from rehearsal.clock_words import moved, onward
from rehearsal.deliveries import Answer
from rehearsal.destinations import Destinations
from rehearsal.expecting import Expecting, quoted
from rehearsal.filling import entries, fields_of
from rehearsal.finding import Finder, NotThere, Target, alike, targets
from rehearsal.narrator import Narrator
from rehearsal.participants import Participants, newcomer
from rehearsal.people import Channel, Payload, Person
from rehearsal.script_failures import Complained, Failed
from rehearsal.script_items import (
    Adds,
    BecomesOfChannel,
    Cancels,
    Deletes,
    Edits,
    Fills,
    Item,
    JoinsOrLeaves,
    Moves,
    Note,
    OpensHome,
    Presses,
    Reacts,
    Reloads,
    Says,
    Script,
    Sees,
    Stands,
    Talk,
    Uses,
)
from rehearsal.time_passing import TimePassing

MORE: Final = "More"
SHORTCUTS: Final = {"make this my action": "make_action", "park this question": "park_question"}


class Player:
    """Does one thing after the other as the people who take part.

    `place` is where talk goes (see `Talk`); `done` is all that was done so far, in order, and each of it was told to
    `listeners` as it was done.
    """

    def __init__(self, participants: Participants, narrator: Narrator, passing: TimePassing) -> None:
        self.place = "thread"
        self.done: list[Item] = []
        self.listeners: list[Callable[[Item], None]] = []
        self.finder = Finder(participants, narrator.formatter)
        self._participants = participants
        self._ws = participants.ws
        self.narrator = narrator
        self.passing = passing
        self._destinations = Destinations(participants, self.finder, narrator.formatter)
        self._expecting = Expecting(participants, narrator, self.finder)

    async def play(self, script: Script, go_on: Callable[[int], Awaitable[bool]]) -> None:
        """Play it, after what it goes on after, to its end or until `go_on` says no. Raises Failed.

        `go_on` is awaited after each item with its number, counted from the first item of the first script.
        """
        for number, (source, item) in enumerate(script.whole, start=1):
            try:
                await self.do(item)
            except Failed as failed:
                failed.source = source
                raise
            if not await go_on(number):
                return

    def stop(self) -> None:
        """Halt the clock where it is being moved."""
        self.passing.stop()

    async def do(self, item: Item) -> None:
        """Do one thing, and let time pass until the bot has said what it has to say. Raises Failed."""
        if not isinstance(item, Sees | Stands | Note | Talk):
            self.narrator.fresh.clear()
        try:
            await self._done(item)
        except NotThere as missing:
            raise Failed(item.line, str(missing)) from None
        self.did(item)

    def did(self, item: Item) -> None:
        """Keep what was done."""
        self.done.append(item)
        for tell in self.listeners:
            tell(item)

    async def _done(self, item: Item) -> None:
        match item:
            case Note():
                self.narrator.note(item.words)
            case Talk():
                self.place = self._destinations.checked(item.place)
            case Sees():
                self._expecting.seen(item)
            case Stands():
                self._expecting.standing(item)
            case Moves():
                await self._move(item)
            case BecomesOfChannel():
                self.narrator.note(f"The channel: {item.words}.")
                self._answered(item.line, await BECOMES[item.words](self._ws, self._participants.room))
                await self.passing.settle()
            case Adds():
                await self._add(item)
                await self.passing.settle()
            case _:
                await self._gesture(item)
                await self.passing.settle()
                self._nothing_lost(item.line)

    async def _gesture(
        self,
        item: Says | Presses | Fills | Cancels | Uses | Deletes | Edits | Reacts | Reloads | JoinsOrLeaves | OpensHome,
    ) -> None:
        who = self._participants.people[item.who]
        match item:
            case Says():
                await self._say(item, who)
            case Presses():
                await self._press(item, who)
            case Fills():
                await self._fill(item, who)
            case Cancels():
                self._form(who)
                self.narrator.acted(who, "puts the form away")
                self._answered(item.line, await self._ws.close_view(who))
            case Uses():
                await self._use(item, who)
            case Deletes():
                message = self.finder.message(who, item.on)
                self.narrator.acted(who, f"deletes “{self.narrator.formatter.title(message)}”")
                self._answered(item.line, await self._ws.delete(who, message))
            case OpensHome():
                self._answered(item.line, await self._ws.open_home(who))
            case _:
                await self._with_slack_itself(item, who)

    async def _with_slack_itself(self, item: Edits | Reacts | Reloads | JoinsOrLeaves, who: Person) -> None:
        """What somebody does with Slack, and not with the bot."""
        match item:
            case Edits():
                message = self.finder.message(who, item.on, own=True)
                self.narrator.acted(who, f"changes “{self.narrator.formatter.title(message)}” to “{item.to}”")
                self._answered(item.line, await self._ws.edit(who, message, self._mentioning(item.to)))
            case Reacts():
                message, emoji = self.finder.message(who, item.on), item.emoji.strip(":")
                shown = emoji if not emoji.isascii() else f":{emoji}:"
                self.narrator.acted(who, f"puts {shown} on “{self.narrator.formatter.title(message)}”")
                self._ws.react(who, message, emoji)
            case Reloads():
                self.narrator.acted(who, "looks at Slack anew; what only they were shown is gone")
                await self._ws.reload(who)
            case JoinsOrLeaves():
                if item.joins == (who.id in self._participants.room.members):
                    raise NotThere(f"{who.name} is {'in' if item.joins else 'not in'} #{self._participants.room.name}")
                self.narrator.acted(who, f"{'joins' if item.joins else 'leaves'} the channel")
                move = self._ws.join if item.joins else self._ws.leave
                self._answered(item.line, await move(who, self._participants.room))

    async def _add(self, item: Adds) -> None:
        """Somebody new, whom Slack tells the bot of only where they come into its channel."""
        one, room = item.newcomer, self._participants.room
        if self._participants.named(one.key) or self._participants.named(one.name):
            raise NotThere(f"there is a {one.name} already")
        person = self._participants.people[one.key] = newcomer(one, self._ws)
        self.narrator.note(
            f"{one.name} is new here{', and in no channel' if one.outsider else f', and in #{room.name}'}."
        )
        if not one.outsider:
            self._answered(item.line, await self._ws.join(person, room))

    async def _say(self, item: Says, who: Person) -> None:
        room, thread = self._destinations.room(self.place, who)
        if item.late:
            await self._arrive_late(item, who, thread)
        elif item.words.startswith("/"):
            await self._command(item, who, room)
        else:
            await self._ws.say(who, room, self._mentioning(item.words), thread=thread)

    async def _arrive_late(self, item: Says, who: Person, thread: str | None) -> None:
        """Slack delivers a message long after it was written; it keeps the time at which that was."""
        now, room = self._participants.now, self._participants.room
        written = now - (moved(f"+{item.late}", now, self._participants.zone) - now)
        self.narrator.acted(who, f"wrote {item.late} ago, and the bot hears of it only now: {item.words}")
        ts = f"{written.timestamp():.6f}"
        about = {"channel": room.id, "channel_type": room.kind, "thread_ts": thread, "ts": ts, "event_ts": ts}
        self._answered(
            item.line, await self._ws.event({"type": "message", "user": who.id, "text": item.words, **about})
        )

    async def _command(self, item: Says, who: Person, room: Channel) -> None:
        command, _, text = item.words.partition(" ")
        if command == slash.INVITE:
            comes = slash.invited(text.strip(), who, self._participants)
            self.narrator.acted(who, f"types {item.words}; now {self.narrator.formatter.name(comes)} is in the channel")
            answer = await self._ws.join(comes, self._participants.room)
        else:
            slash.must_be_known(command)
            answer = await self._ws.command(who, room, command, self._typed_after(command, text.strip()))
        self._answered(item.line, answer)

    async def _press(self, item: Presses, who: Person) -> None:
        """What is not in front of them they look for behind *More*, and put its form away afterwards.

        There the whole of a label goes before the beginning of another in front: *Next* is not *Next person*. What sends a form
        or puts it away is pressed as well, where nothing else says so.
        """
        try:
            target = self.finder.target(who, item.label, item.on, item.beside, old=item.old)
        except NotThere as missing:
            if item.old or item.beside:
                raise missing from None
            if not await self._left_form(item, who) and not await self._pressed_behind_more(item, who):
                raise missing from None
            return
        in_part = alike(target.words) != alike(item.label)
        if item.old or item.beside or not in_part or not await self._pressed_behind_more(item, who):
            await self._press_target(item, who, target)

    async def _left_form(self, item: Presses, who: Person) -> bool:
        """Whether it was what sends the form in front as it stands, or puts it away."""
        form = self._ws.view(who) or {}
        ways = {name: alike(form[name]["text"]) for name in ("submit", "close") if form.get(name)}
        if item.on or alike(item.label) not in ways.values():
            return False
        if alike(item.label) == ways.get("submit"):
            await self._fill(Fills(item.line, item.who, {}), who)
        else:
            self.narrator.acted(who, "puts the form away")
            self._answered(item.line, await self._ws.close_view(who))
        return True

    async def _press_target(self, item: Presses, who: Person, target: Target) -> None:
        action_id, value = target.place.key[1], target.place.element.get("value")
        chosen = {"option": target.words} if target.is_option else {"value": value}
        self._answered(item.line, await self._ws.press(who, target.where, action_id, **chosen))

    async def _pressed_behind_more(self, item: Presses, who: Person) -> bool:
        """Whether it was there to be pressed."""
        try:
            await self._press_target(item, who, self.finder.target(who, MORE, item.on))
        except NotThere:
            return False
        await self.passing.settle()
        form = self._ws.view(who)
        there = [one for one in targets(form) if alike(one.words) == alike(item.label)] if form is not None else []
        if there:
            await self._press_target(item, who, there[0])
            await self.passing.settle()
        form = self._ws.view(who)
        if form is not None and not fields_of(form):
            await self._ws.close_view(who)
        return bool(there)

    async def _use(self, item: Uses, who: Person) -> None:
        message, callback_id = self.finder.message(who, item.on), self._shortcut(item.shortcut)
        self.narrator.acted(who, f"uses {item.shortcut} on “{self.narrator.formatter.title(message)}”")
        self._answered(item.line, await self._ws.shortcut(who, callback_id, message))

    async def _fill(self, item: Fills, who: Person) -> None:
        form = self._form(who)
        answer = await self._ws.submit(who, entries(form, item.fields, self._participants, who.zone))
        labels = {str(place.block["block_id"]): place.label for place in fields_of(form)}
        said = answer.errors or self._ws.view_errors(who)
        complaints = {labels.get(block_id, block_id): words for block_id, words in said.items()}
        if answer.errors:
            self.narrator.held_back(who, complaints)
        else:
            self._answered(item.line, answer)
        self._refused(item, complaints)

    def _refused(self, item: Fills, complaints: Mapping[str, str]) -> None:
        said = [*complaints.values(), *(told.words for told in self.narrator.fresh if told.where == "form")]
        if item.refused and not any(alike(item.refused) in alike(one) for one in said):
            it_said = quoted(list(complaints.values()))
            raise Failed(item.line, f"the form should have said “{item.refused}”; it said {it_said}")
        if complaints and not item.refused:
            raise Complained(item.line, complaints)

    async def _move(self, item: Moves) -> None:
        try:
            there = moved(item.words, self._participants.now, self._participants.zone)
        except ValueError as problem:
            raise Failed(item.line, str(problem)) from None
        began = self._participants.now
        arrived = await self.passing.advance(there)
        self._nothing_lost(item.line)
        if not arrived:
            self.did(Moves(item.line, onward(self._participants.now - began)))
            raise Failed(item.line, "The clock was stopped on its way.")

    def _form(self, who: Person) -> Payload:
        form = self._ws.view(who)
        if form is None:
            raise NotThere(f"{who.name} has no form open")
        return form

    def where(self, who: Person) -> str:
        """Where their talk goes now, by its name."""
        return self._destinations.named(self.place, who)

    def _typed_after(self, command: str, words: str) -> str:
        """What Slack sends of the words after a command: mentions only where the manifest asks it to escape them."""
        return self._mentioning(words) if command in slash.ESCAPED else words

    def _mentioning(self, words: str) -> str:
        """Names with @ in front become mentions, as when they are picked from Slack's list."""
        for key, person in self._participants.people.items():
            for name in (key, person.name):
                words = words.replace(f"@{name}", f"<@{person.id}>")
        return words.replace(f"@{slash.BOT}", f"<@{self._ws.bot_user}>")

    def _shortcut(self, words: str) -> str:
        if alike(words) not in SHORTCUTS:
            raise NotThere(f"there is no shortcut “{words}”; there are {quoted(list(SHORTCUTS))}")
        return SHORTCUTS[alike(words)]

    def _answered(self, line: int, answer: Answer | None) -> None:
        if answer is not None and answer.problem:
            raise Failed(line, f"Slack would not show what the bot answered: {answer.problem}")
        if answer is not None and not answer.ok:
            raise Failed(line, f"the bot did not answer: {answer.error or answer.status}")

    def _nothing_lost(self, line: int) -> None:
        if self._ws.undelivered:
            self._ws.undelivered.clear()
            raise Failed(line, "the bot failed at something that was said; what its log says of it stands above")
