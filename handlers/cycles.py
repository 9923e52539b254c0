"""Listeners of a set's cycle: what is asked at its half, how it goes on for another one, or ends, or rests."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Final

from bot.domain.askers import Asker, Role
from bot.domain.cycles import Aims, OwnAnswer, Renewal, Suits
from bot.domain.states import GoingOn, Guidance
from bot.services.cycles import Cycles
from bot.services.endings import Endings
from bot.services.sets import Sets
from bot.services.sleeping_sets import SleepingSets
from handlers.access import Access
from handlers.ground_rules import GroundRulesListeners
from handlers.meetings import MeetingListeners
from handlers.parse import Click, Command, Form, Request
from handlers.settings import SettingsListeners, parse_rhythm
from prompts import cycle_answers as say_of_answers
from prompts import cycles as say
from prompts import endings as say_of_endings
from prompts import ids
from prompts import recruiting as say_of_recruiting
from prompts import sleeping as say_of_sleeping
from prompts.blocks import Message

Word = Callable[[Command], Awaitable[Message | None]]
THE_SET: Final = "set"
UNTIL: Final = "until"


class CycleListeners:
    """Any member does any of it. What cannot be undone is a form that says what it means."""

    def __init__(
        self,
        access: Access,
        cycles: Cycles,
        endings: Endings,
        sleeping: SleepingSets,
        sets: Sets,
        meetings: MeetingListeners,
        settings: SettingsListeners,
        rules: GroundRulesListeners,
    ) -> None:
        self._access, self._cycles, self._endings, self._sleeping = access, cycles, endings, sleeping
        self._sets, self._meetings, self._settings, self._rules = sets, meetings, settings, rules
        self.words: Mapping[str, Word] = {
            "renew": self.renewing,
            "recruit": self.recruit,
            "end": self.end_or_meeting,
            "pause": self.pause_or_meeting,
        }

    def register(self) -> None:
        self._access.button(ids.SUITS, Role.MEMBER, self.suits)
        self._access.button(ids.GOING_ON, Role.MEMBER, self.going_on)
        self._access.form(ids.CONDITION_FORM, Role.MEMBER, self.on_condition)
        self._access.button(ids.WHAT_MOVED, Role.MEMBER, self.what_moved)
        self._access.form(ids.MOVED_FORM, Role.MEMBER, self.moved)
        self._access.button(ids.RENEW, Role.MEMBER, self.renewing)
        self._access.form(ids.RENEWAL_FORM, Role.MEMBER, self.renew)
        self._access.button(ids.NOT_THIS_TIME, Role.MEMBER, self.bow_out)
        self._access.button(ids.END_WELL, Role.MEMBER, self.ending)
        self._access.form(ids.END_FORM, Role.MEMBER, self.end)
        self._access.button(ids.REST, Role.MEMBER, self.resting)
        self._access.form(ids.REST_FORM, Role.MEMBER, self.rest)
        self._access.button(ids.WAKE, Role.MEMBER, self.wake)
        self._access.button(ids.RECRUIT, Role.MEMBER, self.recruit)

    async def suits(self, click: Click) -> None:
        """What somebody would have otherwise leads to the form that changes it; nothing is kept of the press."""
        forms = {Suits.RULES: self._rules.open, Suits.HOW_MUCH: self._settings.ask_how_much}
        await forms.get(click.one_of(Suits), self._settings.open)(click)

    async def going_on(self, click: Click) -> Message | None:
        """One press counts, whichever it is; a condition may be added in the form that opens."""
        said = click.one_of(GoingOn)
        kept = await self._access.ask(click, self._cycles.say_going_on, click.in_its_set, said)
        if said is not GoingOn.YES_IF:
            return say_of_answers.kept(kept)
        await self._access.open(click, say_of_answers.condition_form(kept))
        return None

    async def on_condition(self, form: Form) -> Message:
        condition = form.text("condition")
        kept = await self._access.ask(form, self._cycles.say_going_on, form.in_its_set, GoingOn.YES_IF, condition)
        return say_of_answers.kept(kept)

    async def what_moved(self, click: Click) -> None:
        own = await self._access.ask(click, self._cycles.own_answer, click.in_its_set)
        await self._access.open(click, say_of_answers.moved_form(own))

    async def moved(self, form: Form) -> Message:
        return say_of_answers.moved(await self._access.ask(form, self._say_moved, form))

    def _say_moved(self, form: Form) -> OwnAnswer:
        return self._cycles.say_moved(form.in_its_set, form.text("moved"), shared=form.ticked("shared"))

    async def renewing(self, request: Request) -> None:
        draft = await self._access.ask(request, self._cycles.draft, _in_its_set(request))
        await self._access.open(request, say.renewal_form(draft.set_id, draft.renewal))

    async def renew(self, form: Form) -> Message:
        renewed = await self._access.ask(form, self._cycles.renew, form.in_its_set, _renewal(form))
        return say.renewed(renewed)

    async def bow_out(self, click: Click) -> Message:
        thanked = await self._access.ask(click, self._cycles.bow_out, click.in_its_set)
        return say.thanked(thanked.name, thanked.meetings)

    async def end_or_meeting(self, command: Command) -> Message | None:
        """*end* is the meeting's, *end set* the set's."""
        if command.rest != THE_SET:
            return await self._meetings.end(command)
        await self.ending(command)
        return None

    async def ending(self, request: Request) -> None:
        shown = await self._access.ask(request, self._endings.look, _in_its_set(request))
        await self._access.open(request, say_of_endings.end_form(shown))

    async def end(self, form: Form) -> Message:
        return say_of_endings.ended(await self._access.ask(form, self._endings.end, form.in_its_set))

    async def pause_or_meeting(self, command: Command) -> Message | None:
        """*pause* is the meeting's, *pause until* the set's; without a day it opens the form."""
        typed = command.rest.removeprefix(UNTIL).strip()
        if not typed:
            await (self.resting(command) if command.rest else self._meetings.pause(command))
            return None
        return say_of_sleeping.rests(
            await self._access.ask(command, self._sleeping.pause_as_typed, command.asker, typed)
        )

    async def resting(self, request: Request) -> None:
        set_id, until = await self._access.ask(request, self._sleeping.admit_to_pause, _in_its_set(request))
        await self._access.open(request, say_of_sleeping.rest_form(set_id, until))

    async def rest(self, form: Form) -> Message:
        day = form.day("day")
        return say_of_sleeping.rests(await self._access.ask(form, self._sleeping.pause, form.in_its_set, day))

    async def wake(self, click: Click) -> None:
        await self._access.ask(click, self._sleeping.wake, click.in_its_set)

    async def recruit(self, request: Request) -> Message:
        charter = await self._access.ask(request, self._sets.charter, _in_its_set(request))
        return say_of_recruiting.invitation(charter, request.asker.user)


def _in_its_set(request: Request) -> Asker:
    """Whoever asks, in the set that a button names; a command means that of its channel."""
    return request.in_its_set if isinstance(request, Click) else request.asker


def _renewal(form: Form) -> Renewal:
    every_weeks, many = parse_rhythm(form)
    return Renewal(
        every_weeks=every_weeks,
        meetings=many,
        first=form.moment("first"),
        aims=Aims(form.text("learn"), form.text("do"), form.text("change")),
        plan_link=form.text("plan_link"),
        rules=tuple(form.text("rules").splitlines()),
        guidance=form.one_of("guidance", Guidance, Guidance.LEAD),
    )
