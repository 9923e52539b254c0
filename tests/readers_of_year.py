"""What people do with their letters in a simulated year: put them off, and want to hear no more about something."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, time, timedelta
from random import Random
from typing import Final
from zoneinfo import ZoneInfo

from rehearsal.messages import Message
from rehearsal.people import Payload, Person
from rehearsal.world import Seen
from tests.scene import labels
from tests.simulated_year import Action, Gesture, PutOff, Year

LATER: Final = "Later today"
TOMORROW: Final = "Tomorrow"
NOT_AGAIN: Final = "Not again for this one"
AFTER_ALL: Final = "Ask me after all"
PUTS_OFF: Final = 0.2
"""How likely whoever finds a letter puts it off, be it one that has come again."""
HEARS_NO_MORE: Final = 0.4
"""How likely somebody whose letter asks about something wants to hear no more about one of its actions."""
CHANGES_THEIR_MIND: Final = 0.25
_COMES: Final = timedelta(minutes=10)
"""So shortly before a letter comes again nobody presses on the one of before."""


def comes_at(one: PutOff) -> datetime:
    """When a letter comes again (UTC): three hours later, to the next quarter, or an hour before their day ends; else at nine."""
    zone = ZoneInfo(one.person.zone)
    here = one.at.astimezone(zone)
    tomorrow = datetime.combine(here.date() + timedelta(days=1), time(9), zone)
    evening = datetime.combine(here.date(), time(16), zone)
    later = datetime.fromtimestamp(-(-(one.at.timestamp() + 3 * 3600) // 900) * 900, zone)
    if one.at.timestamp() + 1800 <= evening.timestamp() < later.timestamp():
        later = evening
    return later if one.is_later and later.date() == here.date() else tomorrow


class Readers:
    """Whoever has a letter does something with it by chance, and that alone: in whatever order the letters of a moment come."""

    def __init__(self, year: Year, people: Sequence[Person]) -> None:
        self._year, self._salt = year, year.chance.random()
        self._people = {person.id: person for person in people}
        self._letters: Counter[str] = Counter()
        year.ws.listeners.append(self._has)

    def _has(self, seen: Seen) -> None:
        message = seen.message
        if message is None or seen.kind != "posted" or LATER not in labels(message):
            return
        person = next(self._people[reader] for reader in seen.viewers if reader in self._people)
        self._letters[person.id] += 1
        chance = Random(f"{self._salt} {person.name} {self._letters[person.id]}")
        if chance.random() < PUTS_OFF:
            hours = chance.uniform(0.02, 60 if chance.random() < 0.3 else 7)
            self._year.then(message.at + timedelta(hours=hours), self._put_off(person, message, chance))
        if NOT_AGAIN in labels(message) and chance.random() < HEARS_NO_MORE:
            reads = message.at + timedelta(hours=chance.uniform(0.02, 30))
            self._year.then(reads, self._not_again(person, message, chance))

    def _put_off(self, person: Person, letter: Message, chance: Random) -> Gesture:
        async def put_off() -> None:
            year, is_later = self._year, chance.random() < 0.5
            before = [one for one in year.put_off if one.letter is letter]
            is_coming = before and comes_at(before[-1]) < year.clock.now() + _COMES
            if is_coming or (letter.channel, letter.ts) in year.gone or LATER not in labels(letter):
                return
            year.put_off.append(PutOff(person, letter, year.clock.now(), is_later))
            await year.ws.press(person, letter, LATER if is_later else TOMORROW)
            if chance.random() < CHANGES_THEIR_MIND:
                again = year.clock.now() + timedelta(hours=chance.uniform(0.02, 4))
                year.then(again, self._put_off(person, letter, chance))

        return put_off

    def _not_again(self, person: Person, letter: Message, chance: Random) -> Gesture:
        async def not_again() -> None:
            year = self._year
            theirs = [action for one in year.sets for action in one.actions if action.owner is person]
            beside = [(action, value) for action in theirs if (value := beside_of(letter, action.words))]
            if (letter.channel, letter.ts) in year.gone or not beside:
                return
            action, value = chance.choice(beside)
            await year.ws.press(person, letter, NOT_AGAIN, value=value)
            action.quiet.append((year.clock.now(), True))
            if chance.random() < CHANGES_THEIR_MIND:
                await year.bot.idle()
                answer = year.ws.ephemerals(person)[-1]
                later = year.clock.now() + timedelta(hours=chance.uniform(0.02, 40))
                year.then(later, self._after_all(person, answer, action))

        return not_again

    def _after_all(self, person: Person, answer: Message, action: Action) -> Gesture:
        async def after_all() -> None:
            year, now = self._year, self._year.clock.now()
            is_in = any(person in one.here(now) for one in year.sets if action in one.actions)
            if action.told is None and is_in:
                await year.ws.press(person, answer, AFTER_ALL)
                action.quiet.append((year.clock.now(), False))

        return after_all


def beside_of(letter: Message, words: str) -> object:
    """The value of *Not again for this one* beside those words; None where there is none."""
    for block in letter.blocks:
        button = block.get("accessory")
        if button is not None and label_of(button) == NOT_AGAIN and words in str(block["text"]["text"]):
            return button["value"]
    return None


def label_of(button: Payload) -> str:
    return str(button.get("text", {}).get("text", ""))
