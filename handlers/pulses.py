"""Listeners of the one private form of a meeting's end."""

from bot.domain.askers import Role
from bot.domain.pulses import HIGHEST, Pulse, PulseNumber, PulseSaved, PulseWord, Takeaways, given
from bot.domain.said_words import Keeps
from bot.services.pulses import Pulses
from handlers.access import Access
from handlers.parse import Click, Form
from handlers.talk import Talk
from prompts import ids
from prompts import pulses as say
from prompts.blocks import Message


class PulseListeners:
    """The form is private, and so is what is answered to it."""

    def __init__(self, access: Access, pulses: Pulses, talk: Talk) -> None:
        self._access, self._pulses, self._talk = access, pulses, talk

    def register(self) -> None:
        self._access.button(ids.PULSE, Role.MEMBER, self.open_form)
        self._access.form(ids.PULSE_FORM, Role.MEMBER, self.save)

    async def open_form(self, click: Click) -> None:
        found = await self._access.ask(click, self._pulses.form, click.asker, click.id)
        said = await self._talk.words(click, found.said, Keeps.LEARNING)
        await self._access.open(click, say.pulse_form(click.id, found, said))

    async def save(self, form: Form) -> Message:
        words_shown = form.ticked("show")
        saved = await self._access.ask(form, self._save, form, words_shown)
        return say.saved(saved, words_shown=words_shown)

    def _save(self, form: Form, words_shown: bool) -> PulseSaved:
        may_read = form.ticked("absent") if form.has("absent") else None
        return self._pulses.save(
            form.asker, form.id, _pulse(form), _takeaways(form), words_shown=words_shown, absent_may_read=may_read
        )


def _pulse(form: Form) -> Pulse | None:
    """Raises Refused for words that would go to the set without a number."""
    chosen = {about: int(form.among(about, range(HIGHEST + 1), "0")) for about in PulseNumber}
    return given(chosen, {about: form.text(about).strip() for about in PulseWord})


def _takeaways(form: Form) -> Takeaways:
    return Takeaways(*(_taken_away(form, name) for name in ("for_me", "for_set")))


def _taken_away(form: Form, name: str) -> str | None:
    """None also where the form began without words and stays so: what they have kept meanwhile, in another form, is not taken back."""
    words = form.text(name)
    return words if words or form.as_it_began.text(name) else None
