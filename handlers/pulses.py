"""Listeners of the pulse that is asked for in a meeting's review."""

from bot.domain.askers import Role
from bot.domain.pulses import WORDS, Pulse
from bot.services.pulses import Pulses
from handlers.access import Access
from handlers.parse import Click, Form
from prompts import ids
from prompts import pulses as say
from prompts.blocks import Message


class PulseListeners:
    """The pulse is private: only a thank-you is answered."""

    def __init__(self, access: Access, pulses: Pulses) -> None:
        self._access = access
        self._pulses = pulses

    def register(self) -> None:
        self._access.button(ids.PULSE, Role.MEMBER, self.open_pulse)
        self._access.form(ids.PULSE_FORM, Role.MEMBER, self.give_pulse)

    async def open_pulse(self, click: Click) -> None:
        asked = await self._access.ask(click, self._pulses.asked, click.asker)
        await self._access.open(click, say.pulse_form(click.id, ranged=asked.ranged, absent=asked.absent))

    async def give_pulse(self, form: Form) -> Message:
        words = {name: form.text(name).strip() for name in WORDS}
        pulse = Pulse(int(form.among("score", range(11), "0")), **words)
        words_shown = form.ticked("show")
        ranged = await self._access.ask(form, self._give, form, pulse, words_shown)
        left = not words_shown and any(words.values())
        return say.pulse_given(ranged=ranged, words_kept=words_shown, words_left=left)

    def _give(self, form: Form, pulse: Pulse, words_shown: bool) -> bool:
        may_read = form.ticked("absent") if form.has("absent") else None
        return self._pulses.give_pulse(form.asker, form.id, pulse, words_shown=words_shown, absent_may_read=may_read)
