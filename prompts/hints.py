"""A private hint at what was written: its habit in a sentence, and a question of ours that could be asked instead."""

from collections.abc import Mapping
from typing import Final

from bot.domain.hint_settings import HintSettings, HintsInSet, Stands
from bot.domain.questions.hints import ADVICE_FIRST, CLARIFYING, Habit, Hint, Noticed, Place
from bot.domain.states import HintsGiven
from prompts import ids
from prompts.blocks import Block, Button, Message, buttons, hint, section, told
from prompts.forms import Form, modal, radio, select
from prompts.language import N_, _, ngettext
from prompts.wording import in_a_line, mention, number, plain, slash

OF_SET: Final = "hints_of_"
"""How the field of a set begins in the form; its public id follows."""
MOST_SETS: Final = 20
"""In the form; whoever is in more finds the rest by `/set hints` in their channels."""
GIVEN: Final[Mapping[HintsGiven, str]] = {
    HintsGiven.ON: N_("At advice and leading questions"),
    HintsGiven.CLOSED_TOO: N_("At closed questions as well"),
    HintsGiven.OFF: N_("None, for the whole set"),
}
_WANTED: Final = {"yes": N_("Give me hints"), "no": N_("Off: give me none")}
_IN_DISGUISE: Final[Mapping[Place, str]] = {
    Place.BEGINS: N_("That may be advice, asked as a question: it begins with *{words}*."),
    Place.WITHIN: N_("That may be advice, asked as a question: it says *{words}*."),
    Place.ENDS: N_("That may be advice, asked as a question: it ends with *{words}*."),
    Place.NOWHERE: N_("There may be some advice in that."),
}
_NAMED: Final[Mapping[Habit, Mapping[Place, str]]] = {
    Habit.ADVICE: {
        Place.BEGINS: N_("That may be advice: it begins with *{words}*."),
        Place.WITHIN: N_("That may be advice: it says *{words}*."),
        Place.ENDS: N_("That may be advice: it ends with *{words}*."),
        Place.NOWHERE: N_("That may be advice."),
    },
    **dict.fromkeys(sorted(ADVICE_FIRST - {Habit.ADVICE}), _IN_DISGUISE),
    Habit.EXPECTS: {
        Place.BEGINS: N_("That may lean towards an answer: it begins with *{words}*."),
        Place.WITHIN: N_("That may lean towards an answer: it says *{words}*."),
        Place.ENDS: N_("That may lean towards an answer: it ends with *{words}*."),
        Place.NOWHERE: N_("That may lean towards an answer."),
    },
    Habit.BLAMES: {
        Place.BEGINS: N_("That may be heard as blame: it begins with *{words}*."),
        Place.WITHIN: N_("That may be heard as blame: it says *{words}*."),
        Place.ENDS: N_("That may be heard as blame: it ends with *{words}*."),
        Place.NOWHERE: N_("That may be heard as blame."),
    },
    Habit.STORY: {
        Place.BEGINS: N_("That may be a story of your own: it begins with *{words}*."),
        Place.WITHIN: N_("That may be a story of your own: it says *{words}*."),
        Place.ENDS: N_("That may be a story of your own: it ends with *{words}*."),
        Place.NOWHERE: N_("That may be a story of your own."),
    },
    Habit.STATEMENT: {Place.NOWHERE: N_("That may be a thought rather than a question.")},
    Habit.SEVERAL: {Place.NOWHERE: N_("That may be more than one question at once.")},
    Habit.YES_NO: {Place.NOWHERE: N_("That can be answered with a yes or a no.")},
    Habit.EITHER_OR: {Place.NOWHERE: N_("That offers two answers to choose from.")},
    Habit.FACT: {Place.NOWHERE: N_("That can be answered with a single fact.")},
}
"""What is said of each habit, by where the words stand that gave it away: a guess, and no blame."""

_STANDS: Final[Mapping[Stands, str]] = {
    Stands.ASKED: N_("Thanks, that's noted, without your name. Your question stands as you wrote it."),
    Stands.AGAIN: N_("Thanks, that's noted, without your name. I've moved on since; ask it again when I call you."),
    Stands.LEFT: N_("Thanks, that's noted, without your name. I've moved on since; your question is in the thread."),
}
_REWRITES: Final[Mapping[str, tuple[str, str, str]]] = {
    CLARIFYING: (
        N_("What have you done about it so far?"),
        N_("What do you know about it so far?"),
        N_("What has been tried, by you or by others?"),
    ),
    Habit.ADVICE: (
        N_("What options do you see?"),
        N_("What would you like to happen?"),
        N_("What have you thought of doing?"),
    ),
    Habit.TRIED: (
        N_("What have you tried so far?"),
        N_("What haven't you looked at yet?"),
        N_("What have you learned from what you've tried?"),
    ),
    Habit.WHY_NOT: (
        N_("What makes this hard to change?"),
        N_("What holds it in place?"),
        N_("What matters to you in how it is now?"),
    ),
    Habit.SUGGESTION: (
        N_("What would a good outcome look like?"),
        N_("What options do you see, odd ones included?"),
        N_("What else is possible here?"),
    ),
    Habit.EXPECTS: (
        N_("What do you make of it yourself?"),
        N_("How do you see it today?"),
        N_("What else might explain it?"),
    ),
    Habit.BLAMES: (
        N_("What was going on for you then?"),
        N_("What led up to it?"),
        N_("What mattered most to you at the time?"),
    ),
    Habit.STORY: (
        N_("What part of this do you most want to change?"),
        N_("What is particular about your situation?"),
        N_("What has it been like for you?"),
    ),
    Habit.STATEMENT: (
        N_("What puzzles you most here?"),
        N_("What do you notice as you listen to us?"),
        N_("What are you still unsure of?"),
    ),
    Habit.SEVERAL: (
        N_("What matters most to you in all of this?"),
        N_("Where does it begin for you?"),
        N_("What would you most like to understand?"),
    ),
    Habit.YES_NO: (
        N_("What is that like for you?"),
        N_("What about this matters most to you?"),
        N_("How do you see that?"),
    ),
    Habit.EITHER_OR: (
        N_("What other ways do you see?"),
        N_("What would you like to be true a year from now?"),
        N_("What lies between the two for you?"),
    ),
    Habit.FACT: (
        N_("What does that mean for you?"),
        N_("What makes that important?"),
        N_("What would help us understand it?"),
    ),
}
"""What could be asked instead of each habit, in the presenter's terms and nobody's answer."""


def named(found: Noticed) -> str:
    """The habit in a sentence, with the words that gave it away."""
    by_place = _NAMED[found.habit]
    sentence = by_place.get(found.place, by_place[Place.NOWHERE])
    return _(sentence).format(words=in_a_line(found.words))


def rewritten(name: str) -> str:
    """The question of that name. Raises KeyError for one that this version does not have."""
    habit, _colon, nth = name.partition(":")
    texts = _REWRITES[habit]
    if nth not in {str(one) for one in range(1, len(texts) + 1)}:
        raise KeyError(name)
    return _(texts[int(nth) - 1])


def could_ask(shown: Hint) -> str:
    """The whole hint in two sentences: what it may be, and what could be asked instead."""
    ask = _("You could ask: _{question}_").format(question=rewritten(shown.rewrite))
    return f"{named(shown.noticed)} {ask}"


def hinted(step_id: str, shown: Hint) -> Message:
    """For whoever wrote it, alone, while their message stands in the thread as it is."""
    offered = ids.with_words("step", step_id, shown.rewrite)
    return told(
        section(could_ask(shown)),
        buttons(
            Button(_("Ask that instead"), ids.ASK_INSTEAD, "step", step_id, carries=offered),
            Button(_("It was a question"), ids.WAS_A_QUESTION, "step", step_id, carries=offered),
            Button(_("Stop these for me"), ids.STOP_HINTS, "step", step_id),
        ),
        hint(_("Only you can see this, and you can leave it. I don't keep what you wrote.")),
    )


def asks(user: str, rewrite: str) -> str:
    """A question of ours, posted as the question of whoever took it. Raises KeyError for one that this version does not have."""
    words = _("{person} asks: *{question}*")
    return words.format(person=mention(user, opening=True), question=rewritten(rewrite))


def stands(what: Stands) -> Message:
    """For whoever says that theirs was a question."""
    return told(hint(_(_STANDS[what])))


def form(shown: HintSettings) -> Form:
    """For oneself, and for each of one's sets."""
    wanted = [(value, _(words)) for value, words in _WANTED.items()]
    return modal(
        _("Hints"),
        _("Save"),
        ids.HINTS_FORM,
        "",
        section(
            _(
                "When we type, and what you write in a slot's thread sounds more like advice than a question, I may say so to "
                "you alone and offer another way to ask. At most once a step, and three times a slot for everyone together."
            )
        ),
        radio("wanted", _("For you, in all your sets"), wanted, initial="yes" if shown.wanted else "no"),
        *(block for one in shown.sets[:MOST_SETS] for block in _of_set(one)),
        hint(
            _(
                "Nobody else sees what you choose for yourself. What you choose for a set holds for everyone, and I'll tell it."
            )
        ),
    )


def _of_set(shown: HintsInSet) -> list[Block]:
    choices = [(given.value, _(words)) for given, words in GIVEN.items()]
    label = _("For {set}").format(set=plain(shown.name, 60))
    field = select(f"{OF_SET}{shown.set_id}", label, choices, initial=shown.given.value)
    return [field, *([] if shown.found is None else [hint(_found_fair(shown))])]


def _found_fair(shown: HintsInSet) -> str:
    """For its facilitator: one figure, without names."""
    if shown.found is None or not shown.found.tells:
        return _(
            "Only you can see this, as facilitator: how many hints were found fair. I'll show it once five were answered."
        )
    words = ngettext(
        "Only you can see this, as facilitator: of {answered} hints that were answered, one was found fair.",
        "Only you can see this, as facilitator: of {answered} hints that were answered, {count} were found fair.",
        shown.found.fair,
    )
    return words.format(count=number(shown.found.fair), answered=number(shown.found.answered))


def turned(*, wanted: bool) -> Message:
    """For whoever has turned them on or off for themselves."""
    change = buttons(Button(_("Change hints"), ids.HINTS, "set", ""))
    if wanted:
        return told(
            section(_("Saved. I may give you a hint in your sets' typed meetings, and only you will see it.")), change
        )
    off = _("Hints are off for you, in all your sets. Nobody else sees that. {command} turns them on again.")
    return told(section(off.format(command=slash("set hints"))), change)
