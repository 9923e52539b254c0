"""The prompt at which somebody plays a set, as all of its members."""

import asyncio
import signal
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from typing import Final
from zoneinfo import ZoneInfo

from prompt_toolkit import PromptSession
from prompt_toolkit.patch_stdout import patch_stdout

from rehearsal.asking import FormAsker, GaveUp
from rehearsal.button_numbers import ButtonNumbers, key_of
from rehearsal.completing import LineCompleter
from rehearsal.finding import NotThere, Target, alike, begun
from rehearsal.formatting import WIDTH
from rehearsal.participants import Participants
from rehearsal.player import Player
from rehearsal.screens import Screens
from rehearsal.script_failures import Complained, Failed
from rehearsal.script_items import Cancels, Fills, Item, OpensHome, Presses, Says, Talk
from rehearsal.slash import INVITE, commands
from rehearsal.typed import Asks, NotUnderstood, PressesNumber, Typed, read_line, would_press
from rehearsal.wrapping import Span, plain, wrapped

MOST_SHOWN: Final = 24
LEAST: Final = 3
"""So many letters of a button press it where they stand alone."""
HELP: Final = """\
What you can type; in front is {who}, talk goes to: {place}.
  ana: What would good look like?  she says it, where talk goes
  ana: /set                        she types a command
  ana press Done, or: ana 12       she presses it, by its words or its number
  ana press Done beside WORDS      the one that stands beside these words
  ana press Done on WORDS          the one in the message with these words
  ana fill, or: ana cancel         her form is filled in, or put away
  ana use SHORTCUT on WORDS        a shortcut on the message with these words:
                                   make this my action, or park this question
  ana home                         she opens her home tab
  ana dm                           to her direct messages
  ana look                         what she sees here, once more
  ben                              Ben is in front: what has no name in front is
                                   done by him; only talk always needs a name
  channel, thread, thread WORDS    where talk goes: the channel, the thread of
                                   the newest card, or of that with these words
  +10m, +3d, to 14:30, to Tuesday 09:00   the clock
  note WORDS, see WORDS            for a script that you record
  quit, or Ctrl-D                  the end; Ctrl-C halts a clock on its way
Tab completes; the arrow keys bring back earlier lines."""


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
            if form is not None and (before is None or form["id"] != before["id"]):
                await self._fill(who)

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
        person = self._participants.people[who]
        form = self._participants.ws.view(person)
        if form is None:
            raise NotThere(f"{person.name} has no form open")
        reader = self._narrator.formatter.reader((person.id,), marks=False)
        asker = FormAsker(form, self._participants, reader, partial(_read, self._fields), self._say)
        try:
            fields = await asker.ask_all()
            while (labels := await self._sent(who, fields)) is not None:
                fields = await asker.ask_again(labels)
        except GaveUp:
            await self._player.do(Cancels(0, who))
            self._say("The form is put away; nothing was sent.")

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
        return f"{clock:%a} {clock.day} {clock:%b %H:%M} {self._who}, {self._place()}> "

    def _place(self) -> str:
        return self._player.where(self._participants.people[self._who])


async def _read(session: PromptSession[str], sign: str) -> str:
    """A line; what the bot says while somebody types stands above what they type."""
    with patch_stdout(raw=True):
        return await session.prompt_async(sign)
