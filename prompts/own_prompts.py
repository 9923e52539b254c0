"""A set's own questions: the form that shows them and adds one, and what is said of one that is kept."""

from collections.abc import Mapping
from typing import Final

from bot.domain.lengths import LONGEST_OWN_PROMPT
from bot.domain.own_prompts import OwnPrompt, OwnPrompts, QuestionToKeep, in_plain_words
from bot.domain.question_bank import When
from prompts import ids
from prompts.blocks import Block, Button, Message, buttons, hint, section, told
from prompts.forms import Form, modal, nobody_identified, radio, text_input
from prompts.language import N_, _
from prompts.wording import in_a_line, number

AS_IT_IS: Final = "as_it_is"
_FITS: Final[Mapping[When | None, str]] = {
    None: N_("at any time"),
    When.EARLY: N_("early on: who it concerns, and what it is about"),
    When.MIDDLE: N_("in the middle: how they see it, and how it feels"),
    When.LATE: N_("late: what they could do"),
}
"""When in the questions one of a set's own fits."""
_KEPT_AS: Final = N_("It'll be offered like my own ones, without anyone's name. Anyone in the set can take it away.")


def form(shown: OwnPrompts) -> Form:
    """Those that a set has, each with the button that takes it away, and the fields for another."""
    name = in_a_line(shown.set_name, 80)
    has = (
        _("*{set}* has these questions of its own:") if shown.prompts else _("*{set}* has no questions of its own yet.")
    )
    return modal(
        _("Our questions"),
        _("Add"),
        ids.OWN_QUESTIONS_FORM,
        ids.value("set", shown.set_id),
        section(has.format(set=name)),
        *(_listed(shown.set_id, one) for one in shown.prompts),
        hint(_("When it's time to ask, I offer them in turn with mine. Only your set has them.")),
        *_fields(_("A question to add")),
    )


def _listed(set_id: str, one: OwnPrompt) -> Block:
    away = Button(_("Take away"), ids.TAKE_AWAY_QUESTION, "question", f"{set_id}.{one.id}", about=one.text)
    words = f"_{in_a_line(one.text)}_"
    if one.when is not None:
        words = _("{question} · {moment}").format(question=words, moment=_(_FITS[one.when]))
    return section(f"• {words}", away)


def _fields(label: str, words: str = "") -> list[Block]:
    as_typed = text_input(
        "question",
        label,
        initial=words,
        hint=_("One open question, up to {most} characters.").format(most=number(LONGEST_OWN_PROMPT)),
        most=LONGEST_OWN_PROMPT,
    )
    moments = [(when.value if when is not None else "any", _(fits)) for when, fits in _FITS.items()]
    doubts = (("ask", _("Tell me first")), (AS_IT_IS, _("Keep it as it is")))
    return [
        nobody_identified(),
        as_typed,
        radio("when", _("When does it fit?"), moments, initial="any"),
        radio("doubt", _("If I doubt that it's an open question"), doubts, initial="ask"),
    ]


def form_to_keep(found: QuestionToKeep, words: str) -> Form:
    """A question of a slot, in the words in which it was asked where I can read them: it can be shortened."""
    bare = in_plain_words(words)
    fits = len(bare) <= LONGEST_OWN_PROMPT
    return modal(
        _("Keep a question"),
        _("Keep it"),
        ids.KEEP_FOR_SET_FORM,
        ids.value("turn", found.turn_id),
        section(_("For the questions of *{set}*.").format(set=in_a_line(found.set_name, 80))),
        *([] if fits and bare else [hint(_why_empty(bare))]),
        *_fields(_("The question"), bare if fits else ""),
        hint(_(_KEPT_AS)),
    )


def _why_empty(words: str) -> str:
    if words:
        long = _("It was longer than {most} characters. What's the heart of it? _{question}_")
        return long.format(most=number(LONGEST_OWN_PROMPT), question=in_a_line(words, 400))
    return _("I keep who asked, not what, so please type the question as you remember it.")


def added(words: str) -> Message:
    """The private answer to whoever added or kept a question."""
    return told(section(_("Kept for the set: _{question}_").format(question=in_a_line(words))), hint(_(_KEPT_AS)))


def keep_button(turn_id: str) -> Block:
    """Below the word that a question helped: it can be kept."""
    return buttons(Button(_("Keep it for the set"), ids.KEEP_FOR_SET, "turn", turn_id))


def own_questions_button(set_id: str) -> Button:
    return Button(_("Our questions"), ids.OWN_QUESTIONS, "set", set_id)
