"""Listeners of sets: `/set` and its words, the wizard, the charter's buttons."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import fields, replace
from datetime import UTC, datetime
from typing import Final, Protocol

from bot.domain.askers import Role
from bot.domain.errors import Refused
from bot.domain.milestones import in_order, spread
from bot.domain.refusals import Refusal
from bot.domain.sets import Founding, Settings, SlackChannel
from bot.domain.typed_commands import Unclear, read_set
from bot.services.channels import Channels
from bot.services.sets import Sets
from handlers import parse
from handlers.access import Access
from handlers.parse import Click, Command, Form, Request
from handlers.settings import called, parse_settings
from handlers.slack_queries import SlackQueries
from prompts import channels as channel_words
from prompts import commands as command_words
from prompts import founding as forms
from prompts import ids
from prompts import sets as say
from prompts.blocks import Message
from prompts.milestones import school_programme

MOST_DIGITS: Final = 10
Word = Callable[[Command], Awaitable[Message | None]]


class Listeners(Protocol):
    """What listens to some of what Slack sends."""

    def register(self) -> None: ...


class WordListeners(Listeners, Protocol):
    """Others who listen to words of `/set`."""

    words: Mapping[str, Word]


class SetListeners:
    """`/set` is one command with words; each word is also a button somewhere."""

    def __init__(
        self,
        access: Access,
        sets: Sets,
        channels: Channels,
        slack_queries: SlackQueries,
        others: Sequence[WordListeners],
        formats: Mapping[str, str],
    ) -> None:
        self._access = access
        self._sets = sets
        self._channels = channels
        self._slack_queries = slack_queries
        self._formats = formats
        self._words: dict[str, Word] = {
            "": self.card,
            "new": self.new,
            "members": self.members,
            "rules": self.rules,
            "add": self.add,
            "help": self.help,
            **{word: listener for one in others for word, listener in one.words.items()},
        }

    def register(self) -> None:
        self._access.command("set", Role.PART, self.word)
        self._access.button(ids.NEW_SET, Role.ANYONE, self.new)
        self._access.button(ids.MORE_TO_FOUND, Role.ANYONE, self.more_to_found)
        self._access.form(ids.SET_FORM, Role.ANYONE, self.found)
        self._access.button(ids.AGREE, Role.MEMBER, self.agree)
        self._access.button(ids.DECLINE_RULES, Role.MEMBER, self.decline)
        self._access.button(ids.MOVE_SET, Role.PART, self.move_here)

    async def word(self, command: Command) -> Message | None:
        """What runs is a subcommand alone, or with the words that it takes; anything else is asked about."""
        read = read_set(command.text, self._formats)
        if isinstance(read, Unclear):
            return command_words.unclear("set", command.words, read)
        return await self._words[read.word](replace(command, rest=read.rest))

    async def card(self, command: Command) -> Message:
        return say.set_card(await self._access.ask(command, self._sets.card, command.asker), typed_in=command.channel)

    async def members(self, command: Command) -> Message:
        return say.members(await self._access.ask(command, self._sets.charter, command.asker))

    async def rules(self, command: Command) -> Message:
        return say.rules(await self._access.ask(command, self._sets.charter, command.asker))

    async def help(self, command: Command) -> Message:
        return command_words.help_text()

    async def add(self, command: Command) -> Message:
        users = parse.mentioned(command.rest)
        if not users:
            raise Refused(Refusal.NOBODY_NAMED)
        channel = await self._access.ask(command, self._channels.room_of, command.asker)
        workspace, deadline = command.asker.workspace, command.deadline
        people, place = await self._slack_queries.people_and_room(workspace, users, channel, deadline)
        added = await self._access.ask(command, self._sets.add, command.asker, people, place)
        return say.added(added, called(people, place.outside(added)))

    async def new(self, command: Request) -> Message | None:
        """Said before anybody fills in a form: whether a set can be founded here at all."""
        channel = command.channel or ""
        await self._access.ask(command, self._sets.must_be_free, command.asker.workspace, channel)
        queries, workspace, user = self._slack_queries, command.asker.workspace, command.asker.user
        place, founder = await asyncio.gather(
            queries.room(workspace, channel, command.deadline), queries.people(workspace, [user], command.deadline)
        )
        self._must_be_a_room(place, "set new")
        first, country = self._sets.usual_first(founder, user)
        await self._access.open(command, self._wizard(channel, first, country))
        return None

    async def more_to_found(self, click: Click) -> None:
        """The wizard with all its fields; what was typed stays."""
        country = ids.carried(click.raw)[1]
        await self._access.redraw(click, self._wizard(click.channel or "", _first_shown(click), country, more=True))

    def _wizard(self, channel: str, first: datetime, country: str, *, more: bool = False) -> dict[str, object]:
        formats = tuple(self._formats.items())
        return forms.founding_form(channel, formats=formats, first=first, country=country, more=more)

    async def found(self, form: Form) -> Message:
        if not form.has("first"):
            raise Refused(Refusal.OLD_WIZARD)
        founding = _founding(form, self._formats)
        named = (*founding.members, *([founding.adviser] if founding.adviser else []))
        workspace, channel = form.asker.workspace, form.channel or ""
        people, place = await self._slack_queries.people_and_room(workspace, named, channel, form.deadline)
        self._must_be_a_room(place, "set new", "name")
        charter = await self._access.ask(form, self._sets.found, form.asker, founding, place, people)
        return say.founded_privately(charter, called(people, place.outside(one.user for one in people)))

    async def move_here(self, click: Click) -> Message:
        """In the channel where `/set` was typed, by whoever may move the set."""
        place = await self._slack_queries.room(click.asker.workspace, click.channel or "", click.deadline)
        self._must_be_a_room(place, "set")
        await self._access.ask(click, self._channels.move_here, click.in_its_set, place)
        return channel_words.moved()

    def _must_be_a_room(self, place: SlackChannel, command: str, field: str | None = None) -> None:
        """Raises Refused where a set cannot live; `command` is what to type once it can, or elsewhere."""
        if place.is_direct:
            raise Refused(Refusal.NO_CHANNEL, field, command=command)
        if place.shared:
            raise Refused(Refusal.SHARED_CHANNEL, field)
        if not place.bot_is_in:
            raise Refused(Refusal.BOT_NOT_IN_CHANNEL, field, bot=self._slack_queries.bot_name, command=command)

    async def agree(self, click: Click) -> Message:
        return say.agreed(await self._access.ask(click, self._sets.agree, click.asker.choosing(click.id)))

    async def decline(self, click: Click) -> Message:
        await self._access.ask(click, self._sets.decline, click.asker.choosing(click.id))
        return say.declined()


def _first_shown(click: Click) -> datetime:
    """The first meeting that the wizard began with, which *More* in it carries."""
    first, _ = ids.carried(click.raw)
    if not (first.isascii() and first.isdecimal() and len(first) <= MOST_DIGITS):
        raise Refused(Refusal.OLD_BUTTON)
    return datetime.fromtimestamp(int(first), UTC)


def _founding(form: Form, formats: Iterable[str]) -> Founding:
    """What the wizard says; what stands behind *More* is as usual where nobody has looked there."""
    user, facilitates = form.asker.user, form.chosen("i_am") == forms.FACILITATOR
    other = form.person("adviser")
    if facilitates and other not in (None, user):
        raise Refused(Refusal.TWO_FACILITATORS, "adviser")
    chosen = dict.fromkeys(form.people("members"))
    members = [one for one in chosen if one != user] if facilitates else list(dict.fromkeys((*chosen, user)))
    typed = [line.strip() for line in form.text("rules").splitlines() if line.strip()]
    given = parse_settings(form, formats)
    return Founding(
        **{one.name: getattr(given, one.name) for one in fields(Settings)}
        | {"adviser": user if facilitates else other},
        members=tuple(members),
        first=form.moment("first"),
        rules=tuple(typed if form.has("rules") else forms.sample_rules()),
        milestones=_milestones(form, given.meetings),
        own_country=given.country != form.as_it_began.text("country"),
    )


def _milestones(form: Form, meetings: int) -> Mapping[int, str]:
    """By the numbers of meetings: none, the four of a school programme, or one's own."""
    chosen, own = form.chosen("milestones"), form.text("milestone_names")
    if chosen == "school":
        return spread(school_programme(), meetings)
    return in_order(own.splitlines(), meetings) if chosen == "own" or own.strip() else {}
