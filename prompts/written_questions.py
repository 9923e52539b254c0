"""Questions in writing: where peers write, what they wrote once it is released, and what waits for the presenter."""

from collections.abc import Mapping, Sequence
from typing import Final

from bot.domain.lengths import LONGEST_QUESTION
from bot.domain.questions import Hint
from bot.domain.states import TurnState
from bot.domain.written_questions import HintsBeforeSending, LeftQuestion, QuestionsLeft, WritingCard, WrittenQuestion
from prompts import ids
from prompts.blocks import Block, Button, Message, buttons, hint, section, told
from prompts.controls import minutes_left, resume, stands, stopping, time_is_up, while_writing
from prompts.forms import Form, modal, text_input
from prompts.hints import could_ask
from prompts.language import N_, _, ngettext
from prompts.slots import carried
from prompts.wording import begun, clock_time, in_a_line, mention, mentions, number

FIELDS: Final = ("first", "second")
AFTER_A_HINT: Final = "hinted"
"""What the form is about where it is sent after a hint: the step all the same."""
_IN_THE_LIST: Final = 120
"""Characters of a question where it stands among others: all of it is in its own message."""
_MOST_LISTED: Final = 24
"""A row has room for so many buttons, beside the last two; a set of twelve may write as many questions."""
NOW: Final[Mapping[TurnState, str]] = {
    TurnState.ASKED: N_("{presenter} is on this one now."),
    TurnState.DONE: N_("✓ Taken up."),
    TurnState.PARKED: N_("✓ Parked."),
    TurnState.DECLINED: N_("{presenter} is leaving this one."),
    TurnState.CUT: N_("There was no time for this one."),
}


def form(step_id: str, written: Sequence[str] = ()) -> Form:
    """One question or two, with what this peer has written so far."""
    first, second = _fields(written)
    unseen = hint(_("Nobody sees them until they're all released together. You can change yours until then."))
    return modal(_("My questions"), _("Send"), ids.WRITTEN_FORM, ids.value("step", step_id), unseen, first, second)


def before_sending(step_id: str, written: Sequence[str], hints: HintsBeforeSending) -> Form:
    """The same form before anything in it is saved: what each question may be stands above it, and it can be sent as it is."""
    fields = [
        block
        for found, field in zip([*hints, None, None], _fields(written), strict=False)
        for block in (*_hinted(found), field)
    ]
    return modal(
        _("Before you send"),
        _("Send"),
        ids.WRITTEN_FORM,
        ids.value(AFTER_A_HINT, step_id),
        *fields,
        hint(
            _(
                "Nothing is saved yet, and only you can see this. Change it, or send it as it is. Without your name, I count "
                "whether a hint was fair."
            )
        ),
    )


def _fields(written: Sequence[str]) -> tuple[Block, Block]:
    first, second = [*written, "", ""][: len(FIELDS)]
    return (
        text_input("first", _("Your question"), initial=first, most=LONGEST_QUESTION, multiline=True),
        text_input("second", _("Another one"), initial=second, most=LONGEST_QUESTION, multiline=True, optional=True),
    )


def _hinted(found: Hint | None) -> list[Block]:
    return [] if found is None else [section(could_ask(found))]


def kept() -> Message:
    return told(
        hint(_("Saved, and unseen by the others. You can change it with *Write my questions* until they're released."))
    )


def write_it(step_id: str) -> Message:
    """For somebody who has asked in the thread, while peers write."""
    return told(
        section(_("This time questions are written first, unseen by the others. Put yours in the form.")),
        buttons(Button(_("Write my questions"), ids.WRITE_QUESTIONS, "step", step_id, primary=True)),
    )


def writing(shown: WritingCard) -> Message:
    """Where peers write; once they have, only how many questions there were."""
    if not shown.open:
        return told(hint(_written(shown.released)))
    return told(section(_invitation(shown)), section(_how_many(shown)), _clock(shown), *_row(shown))


def _written(released: int | None) -> str:
    if released is None:
        return _("That's it for writing.")
    if not released:
        return _("Nobody wrote a question this time, so we'll ask in turn.")
    return ngettext("One question was written.", "{count} questions were written.", released).format(
        count=number(released)
    )


def _invitation(shown: WritingCard) -> str:
    if shown.says:
        return begun(shown.says, shown.minutes, shown.presenter, shown.peers)
    ask = _(
        "*Questions, in writing.* {peers}: write one or two for {presenter}, unseen by the others. I'll release them "
        "together, and {presenter} takes them in any order."
    )
    peers = mentions(shown.peers) if shown.peers else _("Everyone")
    return ask.format(peers=peers, presenter=mention(shown.presenter))


def _how_many(shown: WritingCard) -> str:
    """How many, and of how many, but never who."""
    of = len(shown.peers)
    if not shown.written:
        return _("Nobody has sent theirs yet.")
    return ngettext(
        "{written} of {count} has sent theirs.", "{written} of {count} have sent theirs.", shown.written
    ).format(written=number(shown.written), count=number(of))


def _clock(shown: WritingCard) -> Block:
    if shown.paused:
        return hint(stands(shown.standing))
    until = _("I'll release them once all of you have written, and at {time} in any case.")
    return hint(until.format(time=clock_time(shown.until)))


def _row(shown: WritingCard) -> list[Block]:
    if not shown.latest:
        return [] if shown.paused else [buttons(*while_writing(shown.step_id))]
    if shown.paused:
        return [resume("step", shown.step_id, shown.standing)]
    return [buttons(*while_writing(shown.step_id), *stopping(shown.step_id))]


def question(shown: WrittenQuestion) -> Message:
    """One that was released, with whoever asks it; the buttons are the presenter's."""
    asks = _("*{number}.* {peer} asks: _{question}_").format(
        number=number(shown.number), peer=mention(shown.peer, opening=True), question=in_a_line(shown.words)
    )
    if shown.open:
        return told(section(asks), buttons(*_choices(shown.turn_id), about=shown.words))
    now = NOW.get(shown.state)
    note = [hint(_(now).format(presenter=mention(shown.presenter, opening=True)))] if now else []
    return told(section(asks), *note)


def _choices(turn_id: str) -> list[Button]:
    return [
        Button(_("Answer this"), ids.ANSWER_THIS, "turn", turn_id),
        Button(_("Park"), ids.PARK, "turn", turn_id),
        Button(_("Leave"), ids.DECLINE, "turn", turn_id),
    ]


def questions_left(shown: QuestionsLeft) -> Message:
    """What waits for the presenter, who chooses."""
    if shown.elsewhere:
        return told(hint(_("The questions that are left stand further down.")))
    if not shown.open:
        return told(hint(_("That's it for the written questions.")))
    if not shown.left:
        return told(hint(_("All the questions have been taken up, parked or left.")), *carried(shown.carried))
    return told(section(_which(shown)), *_listed(shown), _time(shown), *_below(shown))


def _which(shown: QuestionsLeft) -> str:
    presenter, count = mention(shown.presenter, opening=True), len(shown.left)
    if not shown.first:
        left = ngettext("{presenter}, one question is left.", "{presenter}, {count} questions are left.", count)
        return left.format(presenter=presenter, count=number(count))
    here = ngettext(
        "{presenter}, here's one question. *Answer this*, *Park* it or *Leave* it, no reason needed.",
        "{presenter}, here are {count} questions. Take them in any order: *Answer this*, *Park* or *Leave*, no reason "
        "needed.",
        count,
    )
    return here.format(presenter=presenter, count=number(count))


def _listed(shown: QuestionsLeft) -> list[Block]:
    """In short: right below the questions themselves they need not stand again."""
    return [] if shown.first else [section("\n".join(_in_short(one) for one in shown.left))]


def _in_short(one: LeftQuestion) -> str:
    return _("{number}. {peer}: _{question}_").format(
        number=number(one.number),
        peer=mention(one.peer, opening=True),
        question=in_a_line(one.words, _IN_THE_LIST),
    )


def _time(shown: QuestionsLeft) -> Block:
    if shown.paused:
        return hint(stands(shown.standing))
    if shown.time_up:
        return hint(time_is_up(shown.until))
    notes = [_("Until {time}.").format(time=clock_time(shown.until))]
    notes += [minutes_left(shown.minutes_left)] if shown.minutes_left else []
    notes += [_("Answer out loud, then press *Next question*.")] if shown.spoken else []
    return hint(" ".join(notes))


def _below(shown: QuestionsLeft) -> list[Block]:
    """A button for each that is left, then what moves the step on."""
    if shown.paused or shown.first:
        return carried(shown.carried)
    answers = [
        Button(
            _("Answer {number}").format(number=number(one.number)),
            f"{ids.ANSWER_THIS}:{one.number}",
            "turn",
            one.turn_id,
        )
        for one in shown.left[:_MOST_LISTED]
    ]
    return [buttons(*answers), *carried(shown.carried)]
