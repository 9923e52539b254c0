"""Listeners of a meeting's review."""

from bot.domain.askers import Role
from bot.domain.pulses import WORDS, Pulse
from bot.services.reviews import Reviews
from handlers.access import Door
from handlers.parse import Click, Form
from prompts import ids
from prompts import reviews as say
from prompts.blocks import Message


class ReviewListeners:
    """The pulse is private: only a thank-you is answered."""

    def __init__(self, door: Door, reviews: Reviews) -> None:
        self._door = door
        self._reviews = reviews

    def register(self) -> None:
        self._door.button(ids.PULSE, Role.MEMBER, self.open_pulse)
        self._door.form(ids.PULSE_FORM, Role.MEMBER, self.give_pulse)

    async def open_pulse(self, click: Click) -> None:
        await self._door.ask(click, self._reviews.admit, click.asker)
        await self._door.open(click, say.pulse_form(click.id))

    async def give_pulse(self, form: Form) -> Message:
        words = {name: form.text(name).strip() for name in WORDS}
        pulse = Pulse(int(form.among("score", range(11), "0")), **words)
        await self._door.ask(form, self._reviews.give_pulse, form.asker, form.id, pulse)
        return say.pulse_given()
