"""Plays a script, item by item, against the bot, and holds it to what the script expects to see."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Final

from rehearsal import slash
from rehearsal.clock_words import moved, onward
from rehearsal.company import Company
from rehearsal.deliveries import Answer
from rehearsal.filling import entries, fields_of
from rehearsal.finding import Finder, NotThere, alike
from rehearsal.narrator import Narrator
from rehearsal.people import Channel, Payload, Person
from rehearsal.script_items import (
    Cancels,
    Fills,
    Item,
    Moves,
    Note,
    OpensHome,
    Presses,
    Says,
    Script,
    Sees,
    Talk,
    Uses,
)
from rehearsal.telling import Told
from rehearsal.time_passing import Passing

SHORTCUTS: Final = {"make this my action": "make_action", "park this question": "park_question"}
_SHOWN: Final = 6


class Failed(Exception):
    """Something in a script could not be done or was not seen; `line` is where the script says it."""

    def __init__(self, line: int, what: str) -> None:
        super().__init__(what)
        self.line = line
        self.what = what


class Complained(Failed):
    """A form that was sent came back with complaints, by the labels of its fields."""

    def __init__(self, line: int, complaints: Mapping[str, str]) -> None:
        super().__init__(line, f"the form was not taken: {_quoted(list(complaints.values()))}")
        self.complaints = complaints


class Player:
    """Does one thing after the other as the people of a company.

    `place` is where talk goes (see `Talk`); `done` is all that was done so far, in order.
    """

    def __init__(self, company: Company, narrator: Narrator, passing: Passing) -> None:
        self.place = "thread"
        self.done: list[Item] = []
        self.finder = Finder(company, narrator.teller)
        self._company = company
        self._ws = company.ws
        self.narrator = narrator
        self._passing = passing

    async def play(self, script: Script, go_on: Callable[[int], Awaitable[bool]]) -> None:
        """Play it to its end, or until `go_on`, awaited after each item with its number, says no. Raises Failed."""
        for number, item in enumerate(script.items, start=1):
            await self.do(item)
            if not await go_on(number):
                return

    def stop(self) -> None:
        """Halt the clock where it is being moved."""
        self._passing.stop()

    async def do(self, item: Item) -> None:
        """Do one thing, and let time pass until the bot has said what it has to say. Raises Failed."""
        if not isinstance(item, Sees | Note | Talk):
            self.narrator.fresh.clear()
        try:
            await self._done(item)
        except NotThere as missing:
            raise Failed(item.line, str(missing)) from None
        self.done.append(item)

    async def _done(self, item: Item) -> None:
        match item:
            case Note():
                self.narrator.note(item.words)
            case Talk():
                self.place = self._checked_place(item.place)
            case Sees():
                self._expect(item)
            case Moves():
                await self._move(item)
            case _:
                await self._gesture(item)
                await self._passing.settle()
                self._nothing_lost(item.line)

    async def _gesture(self, item: Says | Presses | Fills | Cancels | Uses | OpensHome) -> None:
        who = self._company.people[item.who]
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
            case OpensHome():
                self._answered(item.line, await self._ws.open_home(who))

    async def _say(self, item: Says, who: Person) -> None:
        room, thread = self._room(who)
        if item.words.startswith("/"):
            await self._command(item, who, room)
        else:
            await self._ws.say(who, room, self._mentioning(item.words), thread=thread)

    async def _command(self, item: Says, who: Person, room: Channel) -> None:
        command, _, text = item.words.partition(" ")
        if command == slash.INVITE:
            comes = slash.invited(text.strip(), who, self._company)
            self.narrator.acted(who, f"types {item.words}; now {self.narrator.teller.name(comes)} is in the channel")
            answer = await self._ws.join(comes, self._company.room)
        else:
            slash.must_be_known(command)
            answer = await self._ws.command(who, room, command, self._mentioning(text.strip()))
        self._answered(item.line, answer)

    async def _press(self, item: Presses, who: Person) -> None:
        target = self.finder.target(who, item.label, item.on, item.beside)
        action_id, value = target.place.key[1], target.place.element.get("value")
        chosen = {"option": target.words} if target.is_option else {"value": value}
        self._answered(item.line, await self._ws.press(who, target.where, action_id, **chosen))

    async def _use(self, item: Uses, who: Person) -> None:
        message, callback_id = self.finder.message(who, item.on), self._shortcut(item.shortcut)
        self.narrator.acted(who, f"uses {item.shortcut} on “{self.narrator.teller.title(message)}”")
        self._answered(item.line, await self._ws.shortcut(who, callback_id, message))

    async def _fill(self, item: Fills, who: Person) -> None:
        form = self._form(who)
        answer = await self._ws.submit(who, entries(form, item.fields, self._company))
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
            it_said = _quoted(list(complaints.values()))
            raise Failed(item.line, f"the form should have said “{item.refused}”; it said {it_said}")
        if complaints and not item.refused:
            raise Complained(item.line, complaints)

    async def _move(self, item: Moves) -> None:
        try:
            there = moved(item.words, self._company.now, self._company.zone)
        except ValueError as problem:
            raise Failed(item.line, str(problem)) from None
        began = self._company.now
        arrived = await self._passing.advance(there)
        self._nothing_lost(item.line)
        if not arrived:
            self.done.append(Moves(item.line, onward(self._company.now - began)))
            raise Failed(item.line, "The clock was stopped on its way.")

    def _expect(self, item: Sees) -> None:
        who = self._company.people[item.who] if item.who else None
        looked_at = [one for one in self.narrator.fresh if _fits(one, who, item)]
        found = any(alike(item.words) in alike(one.words) for one in looked_at)
        if found == item.there:
            return
        name = who.name if who else "nobody"
        where = f" ({item.where})" if item.where else ""
        if not item.there:
            raise Failed(item.line, f"“{item.words}” was seen{where}, and should not have been")
        seen = _quoted([one.words for one in looked_at if one.words][-_SHOWN:])
        verb = "did not see" if who else "saw"
        raise Failed(item.line, f"{name} {verb} “{item.words}”{where}. What was seen there since then: {seen}")

    def _form(self, who: Person) -> Payload:
        form = self._ws.view(who)
        if form is None:
            raise NotThere(f"{who.name} has no form open")
        return form

    def _room(self, who: Person) -> tuple[Channel, str | None]:
        """Where somebody types, and in which thread; who is not in the channel has the bot's direct messages only."""
        if self.place == "dm" or who.id not in self._company.room.members:
            return self._ws.dm_channel(who), None
        if self.place == "channel":
            return self._company.room, None
        return self._company.room, self.finder.newest_thread() if self.place == "thread" else self.finder.card(
            self.place
        )

    def _checked_place(self, place: str) -> str:
        if place not in ("channel", "thread", "dm"):
            self.finder.card(place)
        return place

    def _mentioning(self, words: str) -> str:
        """Names with @ in front become mentions, as when they are picked from Slack's list."""
        for key, person in self._company.people.items():
            for name in (key, person.name):
                words = words.replace(f"@{name}", f"<@{person.id}>")
        return words

    def _shortcut(self, words: str) -> str:
        if alike(words) not in SHORTCUTS:
            raise NotThere(f"there is no shortcut “{words}”; there are {_quoted(list(SHORTCUTS))}")
        return SHORTCUTS[alike(words)]

    def _answered(self, line: int, answer: Answer | None) -> None:
        if answer is not None and answer.problem:
            raise Failed(line, f"Slack would not show what the bot answered: {answer.problem}")
        if answer is not None and not answer.ok:
            raise Failed(line, f"the bot did not answer: {answer.error or answer.status}")

    def _nothing_lost(self, line: int) -> None:
        if self._ws.undelivered:
            self._ws.undelivered.clear()
            raise Failed(line, "the bot failed at something that was said; its log says why")


def _fits(told: Told, who: Person | None, item: Sees) -> bool:
    return (who is None or who.id in told.seen.viewers) and (item.where is None or told.where == item.where)


def _quoted(words: list[str]) -> str:
    return "; ".join(f"“{one}”" for one in words) or "nothing"
