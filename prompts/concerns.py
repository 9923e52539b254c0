"""*Something is off*: its form, what would be sent, and what the review is shown."""

from collections.abc import Sequence
from typing import Final

from bot.domain.concerns import FEWEST, Concern, Concerns, ToldAdviser, WordsToAdviser
from bot.domain.lengths import LONGEST_CONCERN
from prompts import ids
from prompts.blocks import Block, Button, Message, buttons, hint, section, told
from prompts.forms import Form, modal, text_input
from prompts.language import N_, _
from prompts.wording import in_a_line, mention, number

PROMISE: Final = N_(
    "I won't say who sent this, and I forget it when that meeting closes. In a small set people may still guess."
)


def something_off(set_id: str, people: int) -> list[Button]:
    """On the home tab and on `/set`, in a set of so many that is large enough for it."""
    return [Button(_("Something is off"), ids.SOMETHING_OFF, "set", set_id)] if people >= FEWEST else []


def form(found: Concern, words: str = "") -> Form:
    """What is off, in a line or two; it is shown to whoever writes it before it is sent."""
    asked = _("For the review of meeting {number}. You'll see it before I send it.")
    return modal(
        _("Something is off"),
        _("Preview"),
        ids.CONCERN_FORM,
        ids.value("set", found.set_id),
        section(asked.format(number=number(found.number))),
        hint(_(PROMISE)),
        text_input(
            "words",
            _("What should the set look at?"),
            initial=words,
            multiline=True,
            most=LONGEST_CONCERN,
            hint=_("It's about how you work together. Leave out names, and anything that only you would know."),
        ),
    )


def preview(found: Concern) -> Message:
    """For whoever wrote it alone: as the set would read it, and what else they can do with it."""
    carries = ids.with_words("set", found.set_id, found.words)
    choices = [
        Button(_("Send it"), ids.SEND_CONCERN, "set", found.set_id, primary=True, carries=carries),
        Button(_("Change it"), ids.CHANGE_CONCERN, "set", found.set_id, carries=carries),
    ]
    if found.adviser is not None:
        privately = _("Tell the facilitator privately")
        choices.append(Button(privately, ids.TELL_FACILITATOR, "set", found.set_id, carries=carries))
    return told(
        section(_when(found)),
        *_read([found.words]),
        hint(_(PROMISE)),
        buttons(*choices),
    )


def _when(found: Concern) -> str:
    shown = _(
        "*Not sent yet.* In the review of meeting {number}, if at least {needed} of you are there, the set will read:"
    )
    return shown.format(number=number(found.number), needed=number(FEWEST))


def sent(found: Concern) -> Message:
    """The private answer to whoever sent it."""
    thanks = _("Sent. The set will read it in the review of meeting {number}, if at least {needed} of you are there.")
    return told(hint(thanks.format(number=number(found.number), needed=number(FEWEST))))


def to_facilitator(found: Concern) -> Message:
    """For whoever wrote it alone: that it goes to one person, and with their name."""
    if found.adviser is None:
        return told(
            section(_("Your set has no facilitator whom I can write to just now. I've sent nothing, and kept nothing."))
        )
    carries = ids.with_words("set", found.set_id, found.words)
    reads = _("*Not sent yet.* {facilitator}, your facilitator, will get this from me privately, with your name:")
    until = _(
        "Nobody else sees it. I keep it until they've read it, or meeting {number} has closed, and then I forget it."
    )
    return told(
        section(reads.format(facilitator=mention(found.adviser))),
        section(_quoted(found.words)),
        hint(until.format(number=number(found.number))),
        buttons(
            Button(_("Tell them"), ids.TOLD_FACILITATOR, "set", found.set_id, primary=True, carries=carries),
            Button(_("Change it"), ids.CHANGE_CONCERN, "set", found.set_id, carries=carries),
        ),
    )


def told_facilitator(adviser: str) -> Message:
    """The private answer to whoever has told them."""
    passed_on = _("I'm passing it on to {facilitator} in a direct message, with your name. Nobody else will see it.")
    return told(hint(passed_on.format(facilitator=mention(adviser))))


def to_read(shown: ToldAdviser) -> Message:
    """The facilitator's direct message: who has told them something, and not what."""
    by = mention(shown.by, opening=True)
    if shown.words_id is None:
        was = _("{person} told you something about how *{set}* works together. I've forgotten what.")
        return told(hint(was.format(person=by, set=in_a_line(shown.set_name, 80))))
    tells = _("{person} would like you, as facilitator, to know something about how *{set}* works together.")
    until = _("Only you can read it. I keep it until you've read it, or meeting {number} has closed.")
    return told(
        section(tells.format(person=by, set=in_a_line(shown.set_name, 80))),
        hint(until.format(number=number(shown.number))),
        buttons(Button(_("Read it"), ids.READ_WORDS, "words", shown.words_id, primary=True)),
    )


def words_to_read(found: WordsToAdviser) -> Form:
    """For the facilitator alone; what was read is forgotten."""
    wrote = _("{person} wrote to you, about how *{set}* works together:")
    return modal(
        _("For you alone"),
        _("I've read it"),
        ids.READ_WORDS_FORM,
        ids.value("words", found.told.words_id or ""),
        section(wrote.format(person=mention(found.told.by, opening=True), set=in_a_line(found.told.set_name, 80))),
        section(_quoted(found.words)),
        hint(_("Once you press *I've read it*, I forget it. Until then you can open it again.")),
    )


def message(shown: Concerns) -> Message:
    """In the review, for the whole set; once the meeting has closed, that there was something."""
    if not shown.words:
        return told(hint(_("Somebody said here that something was off. I've forgotten what.")))
    return told(*_read(shown.words), hint(_("I won't say who sent this. What do you make of it?")))


def _read(words: Sequence[str]) -> list[Block]:
    return [section("\n".join([_("*Something is off*, somebody says:"), *map(_quoted, words)]))]


def _quoted(words: str) -> str:
    return f"> {in_a_line(words, LONGEST_CONCERN)}"
