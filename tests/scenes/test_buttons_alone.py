"""What a command does a button does too: a set lives from its founding to its end, and nobody types a command or opens a page."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from bot.domain.typed_commands import OF_ACTION, OF_ISSUE, WORDS
from rehearsal.messages import Message
from rehearsal.people import Person
from rehearsal.world import Seen
from tests.people_of_year import menus
from tests.scene import Scene, a_scene, founding, labels
from tests.scenes.play import ISSUE

FIRST: Final = datetime(2026, 11, 10, 14, 0, tzinfo=UTC)
IN_A_REVIEW: Final = {"set balance"}
"""Its button stands on the review of a meeting in which questions were asked in turn, as plays show."""


class Buttons:
    """A set in which only buttons are pressed and forms filled in. `done` are the commands that had a button for what they do."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.done: set[str] = set()
        self.seen: list[Seen] = []
        scene.ws.listeners.append(self.seen.append)

    async def does(self, command: str, who: Person, label: str, *, of: Message | None = None, shows: str = "") -> None:
        """Press a button, in the message or on whatever shows it; what comes of it is to say those words."""
        before = len(self.seen)
        if of is not None:
            await self.scene.ws.press(who, of, label)
            await self.scene.settle()
        else:
            await self.scene.press(who, label)
        came = " ".join(_words(one) for one in self.seen[before:])
        assert shows in came, f"{label} for {command}: {came[-600:]}"
        self.done.add(command)

    async def at_home(self, command: str, who: Person, label: str, *, shows: str) -> None:
        """Press a button of the home tab."""
        await self.scene.ws.open_home(who)
        await self.scene.settle()
        home = self.scene.ws.home(who)
        assert home is not None
        before = len(self.seen)
        await self.scene.ws.press(who, home, label)
        await self.scene.settle()
        came = " ".join(_words(one) for one in self.seen[before:])
        assert shows in came, f"{label} at home for {command}: {came[-600:]}"
        self.done.add(command)

    def private(self, who: Person) -> Message:
        return self.scene.ws.ephemerals(who)[-1]

    async def card(self, who: Person) -> Message:
        """What `/set` shows, by speaking to the bot."""
        await self.scene.say(who, f"<@{self.scene.ws.bot_user}>, hello", in_thread=False)
        await self.does("set", who, "Where the set stands", of=self.private(who))
        return self.private(who)

    async def away_with_the_form(self, who: Person) -> None:
        if self.scene.ws.view(who) is not None:
            await self.scene.ws.close_view(who)


async def test_a_set_lives_by_buttons_alone(tmp_path: Path) -> None:
    async with a_scene(tmp_path) as scene:
        life = Buttons(scene)
        await is_founded(life)
        await is_looked_after(life)
        await prepares(life)
        await meets(life)
        await changes_who_is_in_it(life)
        await ends(life)
        commands = {f"set {word}" for word in WORDS} | {"set", "set-issue", "action"}
        commands |= {f"action {word}" for word in OF_ACTION} | {f"set-issue {word}" for word in OF_ISSUE}
        assert commands - life.done == IN_A_REVIEW
        assert not [one for one in life.seen if one.kind == "command"]
        assert not [words for one in life.seen for words in _pages(one)]


async def is_founded(life: Buttons) -> None:
    """Whoever speaks to the bot where there is no set is offered one."""
    scene, ana = life.scene, life.scene.ana
    card = await life.card(ana)
    await life.does("set new", ana, "A new set", of=card, shows="A new set")
    people = [one.id for one in scene.people]
    await scene.submit(ana, **founding(name="Heads", members=people, every_weeks="4", meetings="3"))
    for one in scene.people[1:]:
        await scene.press(one, "I agree")


async def is_looked_after(life: Buttons) -> None:
    ana = life.scene.ana
    card = await life.card(ana)
    await life.does("set plan", ana, "Plan", of=card, shows="Add a meeting")
    await life.does("set rules", ana, "Change the rules", of=card, shows="Ground rules")
    await life.away_with_the_form(ana)
    await life.does("set record", ana, "Record", of=card, shows="Markdown")
    await life.away_with_the_form(ana)
    await life.does("set guidance", ana, "How much of me?", of=card)
    await life.away_with_the_form(ana)
    await life.does("set hints", ana, "Hints", of=card)
    await life.away_with_the_form(ana)
    await life.does("set questions", ana, "Our questions", of=card)
    await life.away_with_the_form(ana)
    await life.does("set concern", ana, "Something is off", of=card)
    await life.away_with_the_form(ana)
    await life.does("set hints", ana, "Hints", of=card)
    await life.away_with_the_form(ana)
    await life.does("set format", ana, "Change the set", of=card, shows="Meeting format")
    await life.away_with_the_form(ana)
    await life.does("set actions", ana, "Open actions", of=card, shows="ctions")
    await life.away_with_the_form(ana)
    for command in ("set help", "action help", "set-issue help"):
        await life.does(command, ana, "What I can type", of=card, shows="what you want to do")
    await life.does("set members", ana, "Who's in it", of=card, shows="Members")
    members = life.private(ana)
    await life.does("set add", ana, "Change the set", of=members, shows="Add members")
    await life.away_with_the_form(ana)
    await life.does("set recruit", ana, "Find new members", of=members, shows="set")
    await life.does("set remove", ana, "Ask someone to leave", of=members, shows="leave")
    await life.away_with_the_form(ana)
    await life.at_home("set reminders", ana, "Change reminders", shows="Reminders")
    await life.away_with_the_form(ana)
    await life.does("set away", ana, "I'm away", of=card, shows="Until Fri 6 Nov 2026")
    await life.does("set away", ana, "Until Fri 6 Nov 2026", of=life.private(ana), shows="You're away until the end of")
    await life.does("set away", ana, "I'm away", of=card)
    await life.does("set away", ana, "Other days", of=life.private(ana), shows="Until and including")
    await life.scene.submit(ana, first="2026-11-05", last="2026-11-04")
    assert "The last day has to be the first one, or a later one." in str(life.scene.ws.view_errors(ana))
    await life.scene.submit(ana, first="2026-11-05", last="2026-11-07")
    assert "You're away from" in life.scene.told(ana)
    await life.does("set back", ana, "I'm back", of=await life.card(ana), shows="You're back")


async def prepares(life: Buttons) -> None:
    scene, chloe = life.scene, life.scene.chloe
    await life.at_home("set-issue", chloe, "Raise an issue", shows="The issue, in one sentence")
    await scene.submit(chloe, sentence=ISSUE)
    await life.at_home("set-issue list", chloe, "Change it", shows=ISSUE)
    await life.away_with_the_form(chloe)
    await life.at_home("action", chloe, "Add an action", shows="What will you do?")
    await scene.submit(chloe, what="Ask Mo for twenty minutes", due="2026-11-09")
    await life.at_home("set regrets", scene.dan, "Can't make it", shows="I won't expect you")
    await life.away_with_the_form(scene.dan)
    await scene.to(datetime(2026, 11, 9, 12, tzinfo=UTC))
    letter = next(one for one in reversed(scene.ws.dm(chloe)) if "Done" in labels(one))
    await life.does("action report", chloe, "Done", of=letter, shows="You said *done*")
    await life.away_with_the_form(chloe)
    await scene.ws.open_home(chloe)
    await scene.settle()
    assert "Ask Mo for twenty minutes" in str(scene.ws.home(chloe))
    life.done.add("action list")


async def meets(life: Buttons) -> None:
    scene, ana, ben = life.scene, life.scene.ana, life.scene.ben
    await scene.to(FIRST)
    await life.does("set start", ana, "Start", shows="Welcome.")
    for one in (ben, scene.chloe, scene.eva):
        await scene.press(one, "I'm here")
    await life.does("set extend", ana, "+5 minutes")
    await life.does("set pause", ben, "Pause", shows="Paused.")
    await life.does("set resume", ben, "Resume")
    await life.does("set next", ana, "Next", shows="bringing an issue")
    await scene.press(ana, "Next")
    await scene.press(scene.chloe, "End my slot")
    await scene.press(ana, "We're ready")
    await life.does("set end", ana, "End the meeting", shows="Before we go.")
    await scene.press(ana, "Close")


async def changes_who_is_in_it(life: Buttons) -> None:
    """Somebody leaves; before that they are asked, and may have deleted what they gave."""
    eva = life.scene.eva
    await life.does("set leave", eva, "Leave the set", of=await life.card(eva), shows="Nobody will ask you why.")
    asked = life.private(eva)
    await life.does("set forget", eva, "Delete what I gave", of=asked, shows="elete")
    await life.away_with_the_form(eva)
    await life.does("set leave", eva, "Leave the set", of=asked, shows="You've left")


async def ends(life: Buttons) -> None:
    """The second of three meetings is called off, and the last has come."""
    scene, ana = life.scene, life.scene.ana
    await life.does("set plan", ana, "Plan", of=await life.card(ana), shows="Meeting 2")
    plan = life.private(ana)
    await scene.ws.press(ana, plan, menus(plan)[0]["action_id"], option="Cancel", value=None)
    await scene.submit(ana)
    await scene.to(datetime(2027, 1, 5, 14, tzinfo=UTC))
    await scene.press(ana, "Start")
    for one in (scene.ben, scene.chloe, scene.dan):
        await scene.press(one, "I'm here")
    await scene.press(ana, "End the meeting")
    await life.does("set renew", ana, "Renew for 2", shows="Another cycle")
    await life.away_with_the_form(ana)
    await life.does("set end", ana, "End well", shows="End the set")
    await scene.submit(ana)


def _words(seen: Seen) -> str:
    return f"{seen.text} {seen.message.text if seen.message else ''} {seen.message.blocks if seen.message else ''} {seen.view or ''}"


def _pages(seen: Seen) -> Iterator[Any]:
    """Addresses that a button of it would open."""
    blocks = seen.message.blocks if seen.message is not None else (seen.view or {}).get("blocks", [])
    for block in blocks:
        for element in [*block.get("elements", []), block.get("accessory", {})]:
            if "url" in element:
                yield element["url"]
