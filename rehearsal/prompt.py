"""The prompt at which somebody plays a set, as all of its members."""

import asyncio
import signal
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import partial
from typing import Final
from zoneinfo import ZoneInfo

from prompt_toolkit import PromptSession
from prompt_toolkit.patch_stdout import patch_stdout

from rehearsal.asking import AtPrompt, Entered, FormAsker, GaveUp
from rehearsal.button_numbers import ButtonNumbers, key_of
from rehearsal.completing import LineCompleter
from rehearsal.filling import fields_of
from rehearsal.finding import NotThere, Target, alike, begun
from rehearsal.formatting import WIDTH
from rehearsal.participants import Participants
from rehearsal.people import Payload
from rehearsal.player import Player
from rehearsal.screens import Screens
from rehearsal.script_failures import Complained, Failed
from rehearsal.script_items import Cancels, Fills, Item, OpensHome, Presses, Says, Talk
from rehearsal.slash import INVITE, commands
from rehearsal.typed import Asks, NotUnderstood, PressesNumber, Typed, read_line, would_press
from rehearsal.wrapping import Span, plain, wrapped

MOST_SHOWN: Final = 24
LONGEST_PLACE: Final = 24
"""Characters of where talk goes, so that there is room to type beside it; help says the whole."""
LEAST: Final = 3
"""So many letters of a button press it where they stand alone."""
HELP: Final = """\
What you can type; in front is {who}, talk goes to: {place}.
  ana: What would good look like?  she says it, where talk goes
  ana: /set                        she types a command
  ana press Done, or: ana 12       she presses it, by its number, its words, or
                                   how no other button begins: ana press Do
  ana press Done beside WORDS      the one that stands beside these words
  ana press Done on WORDS          the one in the message with these words
  ana fill, or: ana cancel         her form is filled in, or put away
  ana use SHORTCUT on WORDS        a shortcut on the message with these words:
                                   make this my action, or park this question
  ana edit WORDS to OTHER WORDS    her message with these words says OTHER WORDS
                                   from then on, and nothing else
  ana delete WORDS, ana react tada on WORDS   with a message that has them
  ana leave, ana join              the channel
  add Gita                         somebody new, in the channel too; as guest,
                                   or outside of it: add Gita outside
  ana home                         she opens her home tab
  ana dm                           to her direct messages
  ana look                         what she sees here, once more
  ben                              Ben is in front: what has no name in front is
                                   done by him; only talk always needs a name
  channel, thread, thread WORDS    where talk goes: the channel, the thread of
                                   the newest card, or of that with these words
  +10m, +3d, to 14:30, to 1 Dec at 9am   the clock
  note WORDS, see WORDS            for a script that you record
  quit, or Ctrl-D                  the end; Ctrl-C halts a clock on its way
All of it can be typed inside a form, too; where it might be words for its field
you are asked. Tab completes; the arrow keys bring back earlier lines."""


class Quits(Exception):
    """The rehearsal is to end, in the middle of something."""


class FormChanged(Exception):
    """A form is another, or gone, since its fields were asked for."""


class LeftOpen(Exception):
    """Somebody else is in front now; the form stays where it is."""


class Prompt:
    """Reads lines and does them, from `run` until somebody quits. `_who` is the person in front."""

    def __init__(
        self, participants: Participants, player: Player, numbers: ButtonNumbers, put: Callable[[str], None]
    ) -> None:
        self._participants = participants
        self._player = player
        self._narrator = player.narrator
        self._numbers = numbers
        self._put = put
        self._screens = Screens(participants, player.narrator, player.finder)
        self._who = next(iter(participants.people))
        self._filling: list[str] = []
        completer = LineCompleter(participants.people, [*commands(), INVITE], self._labels)
        self._session: PromptSession[str] = PromptSession(completer=completer, complete_while_typing=False)
        self._fields: PromptSession[str] = PromptSession()

    async def run(self) -> None:
        """Read and do, line by line, until the end of input or `quit`."""
        self._put("")
        self._say("You play everybody now; help says what can be done.")
        while True:
            try:
                line = await _read(self._session, self._sign())
            except KeyboardInterrupt:
                continue
            except EOFError:
                return
            self._narrator.interrupted()
            with self._stoppable():
                if not await self.obey(line):
                    return

    @contextmanager
    def _stoppable(self) -> Iterator[None]:
        """While it lasts, Ctrl-C halts the clock, and ends nothing."""
        loop = asyncio.get_running_loop()
        loop.add_signal_handler(signal.SIGINT, self._player.stop)
        try:
            yield
        finally:
            loop.remove_signal_handler(signal.SIGINT)

    async def obey(self, line: str) -> bool:
        """Do one line; False if it ends the rehearsal. What cannot be done is answered with a sentence."""
        try:
            typed = self._typed(line)
            if isinstance(typed, Asks) and typed.what == "quit":
                return False
            if isinstance(typed, Asks):
                await self._ask(typed)
            elif isinstance(typed, PressesNumber):
                await self._do(self._numbered(typed))
            elif typed is not None:
                await self._do(typed)
        except Quits:
            return False
        except (NotUnderstood, NotThere) as problem:
            self._say(str(problem))
        except Failed as failed:
            self._say(failed.what)
        return True

    def _typed(self, line: str) -> Typed:
        """The line as it reads; words that are only on a button press it. Raises Puzzled."""
        self._not_meant_to_press(line)
        try:
            return read_line(line, self._participants, self._who)
        except NotUnderstood as puzzled:
            if puzzled.who and self._only_on_a_button(puzzled.who, puzzled.words):
                return Presses(0, puzzled.who, puzzled.words)
            raise

    def _only_on_a_button(self, who: str, words: str) -> bool:
        """Whether one button begins with these words; a letter or two are a slip of the finger."""
        there = begun(words, self._labels(who))
        return len(there) == 1 and (len(alike(words)) >= LEAST or alike(words) == alike(there[0]))

    def _not_meant_to_press(self, line: str) -> None:
        """Raises Puzzled for a button that would be said aloud, because of a colon."""
        meant = would_press(line, self._participants)
        if meant is None:
            return
        if isinstance(meant, PressesNumber) or self._only_on_a_button(meant.who, meant.label):
            words = line.partition(":")[2].strip()
            raise NotUnderstood(
                f"With a colon it would be said. Type {meant.who} {words}, or to say it {meant.who} say {words}"
            )

    async def _ask(self, asked: Asks) -> None:
        match asked.what:
            case "help":
                self._help()
            case "become":
                self._become(asked.who)
            case "look":
                self._become(asked.who)
                self._screens.show(self._participants.people[asked.who], self._player.place)
            case "dm":
                self._become(asked.who)
                await self._player.do(Talk(0, "dm"))
                self._screens.show(self._participants.people[asked.who], "dm")
            case "fill":
                await self._fill(asked.who)

    async def _do(self, item: Item) -> None:
        who = getattr(item, "who", "")
        before = self._participants.ws.view(self._participants.people[who]) if who else None
        if who:
            self._become(who)
        if isinstance(item, Presses):
            item = replace(item, label=self._said_in_full(item))
        await self._player.do(item)
        self._hinted(item)
        if who and not isinstance(item, Cancels | OpensHome):
            form = self._participants.ws.view(self._participants.people[who])
            if form is not None and _is_another(form, before):
                await self._shown(who, form)

    async def _shown(self, who: str, form: Payload) -> None:
        """Ask for its fields; a form without any is left in front, for its buttons."""
        if fields_of(form):
            await self._fill(who)
        else:
            sends = f", fill for [{form['submit']['text']}]" if form.get("submit") else ""
            self._say(f"{self._name(who)} has this in front: press one of its buttons{sends}, or type cancel.")

    def _said_in_full(self, item: Presses) -> str:
        """All that the button says, for whoever reads the script that is recorded. Raises NotThere."""
        return self._player.finder.target(self._participants.people[item.who], item.label, item.on, item.beside).words

    def _hinted(self, item: Item) -> None:
        """Whoever says what a button says may have meant to press it."""
        if isinstance(item, Says) and alike(item.words) in [alike(label) for label in self._labels(item.who)]:
            self._say(f"That was said. To press [{item.words}], type {item.who} press {item.words}")

    async def _fill(self, who: str) -> None:
        """Ask for every field of the form in front, then for those that it complains of, until it is taken or put away."""
        self._become(who)
        if who in self._filling:
            raise NotThere(f"{self._name(who)} is filling it in now: its next field comes again")
        self._filling.append(who)
        try:
            await self._filled(who)
        except LeftOpen:
            self._say(f"{self._name(who)}'s form stays open: {who} fill goes on with it, {who} cancel puts it away.")
            return
        except GaveUp as gave_up:
            await self._player.do(Cancels(0, who))
            self._say("The form is put away; what was in it was not sent.")
            then = gave_up.then
        else:
            then = ""
        finally:
            self._filling.remove(who)
        if then and not await self.obey(then):
            raise Quits

    async def _filled(self, who: str) -> None:
        """Ask until the form is sent, anew where it has become another meanwhile. Raises GaveUp, Quits."""
        person, fields = self._participants.people[who], dict[str, Entered]()
        reader = self._narrator.formatter.reader((person.id,), marks=False)
        while (form := self._participants.ws.view(person)) is not None:
            there = AtPrompt(self._typed, partial(self._meanwhile, who, form))
            asker = FormAsker(form, who, self._participants, reader, partial(_read, self._fields), self._say, there)
            labels = {place.label for place in fields_of(form)}
            asker.fields = {label: value for label, value in fields.items() if label in labels}
            try:
                await self._sent_until_taken(who, asker)
            except FormChanged:
                fields = asker.fields
                continue
            fields = {}
            after = self._participants.ws.view(person)
            if after is None or after["hash"] == form["hash"]:
                return
            if not fields_of(after):
                await self._shown(who, after)
                return
        if not fields:
            raise NotThere(f"{person.name} has no form open")
        self._say("That form is gone; nothing was sent.")

    async def _sent_until_taken(self, who: str, asker: FormAsker) -> None:
        fields = await asker.ask_all()
        while (labels := await self._sent(who, fields)) is not None:
            fields = await asker.ask_again(labels)

    async def _meanwhile(self, who: str, form: Payload, line: str) -> None:
        """Something else while the form stays open. Raises Quits, FormChanged, and LeftOpen for whoever turns to somebody else."""
        turns_away = self._turns_to(line) not in ("", who)
        if not await self.obey(line):
            raise Quits
        if turns_away:
            raise LeftOpen
        self._become(who)
        now = self._participants.ws.view(self._participants.people[who])
        if now is None or now["hash"] != form["hash"]:
            raise FormChanged

    async def _sent(self, who: str, fields: Mapping[str, str | tuple[str, ...]]) -> Collection[str] | None:
        """The labels that the form complained of; None once it is taken."""
        try:
            await self._player.do(Fills(0, who, fields))
        except Complained as complained:
            said = next(iter(complained.complaints.values()))
            self._player.did(Fills(0, who, fields, refused=said))
            return list(complained.complaints)
        return None

    def _numbered(self, typed: PressesNumber) -> Presses:
        person = self._participants.people[typed.who]
        target = self._numbers.target(typed.number)
        if target is None:
            raise NotThere(f"nothing has the number {typed.number}")
        return self._player.finder.described(person, self._player.finder.still_there(person, target, key_of))

    def _turns_to(self, line: str) -> str:
        """Who is to be in front, where that is all that is meant."""
        with suppress(NotUnderstood):
            typed = self._typed(line)
            return typed.who if isinstance(typed, Asks) and typed.what == "become" else ""
        return ""

    def _name(self, who: str) -> str:
        return self._participants.people[who].name

    def _become(self, who: str) -> None:
        self._who = who

    def _help(self) -> None:
        person = self._participants.people[self._who]
        for line in HELP.format(who=person.name, place=self._place()).splitlines():
            self._put(line)
        self._say(f"Here are {', '.join(self._participants.people)}.")
        form = self._participants.ws.view(person)
        if form is not None:
            self._say(f"{person.name} has a form open: {form['title']['text']}. Type fill, or cancel.")
        there = [(self._numbers.give(one.where, one.place, one.words), one.words) for one in self._targets(self._who)]
        shown = ", ".join(f"{number} {words}" for number, words in there[:MOST_SHOWN])
        self._say(f"{person.name} can press: {shown or 'nothing yet; try /set new'}")

    def _say(self, words: str) -> None:
        for line in plain(wrapped([Span(words)], WIDTH)):
            self._put(line)

    def _labels(self, who: str | None) -> list[str]:
        return list(dict.fromkeys(one.words for one in self._targets(who or self._who)))

    def _targets(self, who: str) -> list[Target]:
        return self._player.finder.all_targets(self._participants.people[who])

    def _sign(self) -> str:
        clock = self._participants.now.astimezone(ZoneInfo(self._participants.zone))
        place = self._place()
        shown = place if len(place) <= LONGEST_PLACE else place[: LONGEST_PLACE - 1].rstrip() + "…"
        return f"{clock:%a} {clock.day} {clock:%b %H:%M} {self._who}, {shown}> "

    def _place(self) -> str:
        return self._player.where(self._participants.people[self._who])


def _is_another(form: Payload, before: Payload | None) -> bool:
    """Whether a form has come, or one of buttons has become one to fill in."""
    return before is None or form["id"] != before["id"] or (not fields_of(before) and bool(fields_of(form)))


async def _read(session: PromptSession[str], sign: str) -> str:
    """A line; what the bot says while somebody types stands above what they type."""
    with patch_stdout(raw=True):
        return await session.prompt_async(sign)
