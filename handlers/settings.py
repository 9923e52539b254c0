"""Listeners of a set's settings: what it was founded with is changed at any time, and told to everybody."""

import re
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from typing import Final

from bot.domain.askers import Role
from bot.domain.errors import Refused
from bot.domain.refusals import Refusal
from bot.domain.retention import KEPT_MONTHS
from bot.domain.sets import QUIET_SECONDS, Newcomer, Settings
from bot.domain.states import Asking, Guidance, HintsGiven, PromptsShown
from bot.services.channels import Channels
from bot.services.settings import NOBODY, Additions, SetSettings
from handlers.access import Access
from handlers.parse import Click, Command, Form, Request
from handlers.slack_queries import SlackQueries
from prompts import founding as say_in_forms
from prompts import ids
from prompts import sets as say
from prompts.blocks import Message

_RHYTHM: Final = re.compile(r"([0-9]{1,2})x([0-9]{1,2})", re.ASCII)
_USUAL: Final = "4x4"


class SettingsListeners:
    """*Change the set* opens a form; what it says holds at once, but for ground rules, which are proposed."""

    def __init__(
        self,
        access: Access,
        settings: SetSettings,
        channels: Channels,
        slack_queries: SlackQueries,
        formats: Mapping[str, str],
    ) -> None:
        self._access = access
        self._settings = settings
        self._channels = channels
        self._slack_queries = slack_queries
        self._formats = formats
        self.words: Mapping[str, Callable[[Command], Awaitable[Message | None]]] = {"guidance": self.wanted}

    def register(self) -> None:
        self._access.button(ids.CHANGE_SET, Role.PART, self.open)
        self._access.form(ids.SETTINGS_FORM, Role.PART, self.change)
        self._access.button(ids.GUIDANCE, Role.PART, self.ask_how_much)
        self._access.form(ids.GUIDANCE_FORM, Role.PART, self.want)

    async def open(self, click: Click) -> None:
        shown = await self._access.ask(click, self._settings.as_they_are, click.in_its_set)
        await self._access.open(click, say.settings_form(shown.set_id, shown.settings, tuple(self._formats.items())))

    async def ask_how_much(self, request: Request) -> None:
        """How much of the bot the set wants, in a form of its own."""
        asker = request.in_its_set if isinstance(request, Click) else request.asker
        shown = await self._access.ask(request, self._settings.as_they_are, asker)
        await self._access.open(request, say_in_forms.guidance_form(shown.set_id, shown.settings.guidance))

    async def want(self, form: Form) -> Message:
        guidance = form.one_of("guidance", Guidance, Guidance.LEAD)
        return say.settings_changed((await self._access.ask(form, self._settings.want, form.in_its_set, guidance)).what)

    async def wanted(self, command: Command) -> Message | None:
        """`/set guidance keep` says it at once; without more it opens the form."""
        if not command.rest:
            await self.ask_how_much(command)
            return None
        guidance = Guidance(command.rest)
        return say.settings_changed(
            (await self._access.ask(command, self._settings.want, command.asker, guidance)).what
        )

    async def change(self, form: Form) -> Message:
        formats = self._formats
        shown, wanted = parse_settings(form.as_it_began, formats), parse_settings(form, formats)
        users = [wanted.adviser] if wanted.adviser else []
        people = await self._slack_queries.people(form.asker.workspace, users, form.deadline)
        adding = await self._additions(form)
        changed = await self._access.ask(form, self._settings.change, form.in_its_set, shown, wanted, people, adding)
        outside = adding.place.outside(changed.added) if adding.place is not None else ()
        return say.settings_changed(changed.what, changed.added, called(adding.people, outside))

    async def _additions(self, form: Form) -> Additions:
        """Slack is asked only where somebody is to be added."""
        users = form.people("add")
        if not users:
            return NOBODY
        channel = await self._access.ask(form, self._channels.room_of, form.in_its_set)
        return Additions(
            *await self._slack_queries.people_and_room(form.asker.workspace, users, channel, form.deadline)
        )


def parse_settings(form: Form, formats: Iterable[str]) -> Settings:
    """The fields that the wizard and the form of the settings share."""
    every_weeks, many = parse_rhythm(form)
    return Settings(
        name=form.text("name"),
        learn=form.text("learn"),
        do=form.text("do"),
        change=form.text("change"),
        plan_link=form.text("plan_link"),
        adviser=form.person("adviser"),
        every_weeks=every_weeks,
        meetings=many,
        minutes=form.number("minutes"),
        place=form.text("place"),
        spoken=form.chosen("spoken") == "spoken",
        format=form.among("format", formats, "classic"),
        quiet_seconds=int(form.among("quiet_seconds", QUIET_SECONDS, "120")),
        asking=Asking(form.among("asking", Asking, Asking.ROUNDS)),
        prompts=PromptsShown(form.among("prompts", PromptsShown, PromptsShown.LENT)),
        hints=HintsGiven(form.among("hints", HintsGiven, HintsGiven.ON)),
        guidance=Guidance(form.among("guidance", Guidance, Guidance.LEAD)),
        zone=form.text("zone"),
        country=form.text("country"),
        kept_months=int(form.among("kept_months", KEPT_MONTHS, str(KEPT_MONTHS[1]))),
    )


def parse_rhythm(form: Form) -> tuple[int, int]:
    """Weeks between meetings, and meetings."""
    rhythm = _RHYTHM.fullmatch(form.chosen("rhythm", _USUAL))
    if rhythm is None:
        raise Refused(Refusal.OLD_FORM, "rhythm")
    return int(rhythm[1]), int(rhythm[2])


def called(people: Iterable[Newcomer], users: Sequence[str]) -> list[str]:
    """What others call those of the people who are meant."""
    return [one.called for one in people if one.user in users and one.called]
