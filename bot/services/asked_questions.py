"""The questions that actions came from, inside a unit of work: who asked, and when; what was asked is not kept."""

from bot.domain.calendars import local_day
from bot.domain.letters import Part
from bot.domain.meeting.value import Meeting
from bot.domain.travelled import MOST_CHOICES, AskedQuestion, QuestionChoice, Travelled
from bot.services.letter_parts import LetterContext, PartToShow, for_next_letter
from bot.services.locked_set import LockedSet
from storage import actions, meeting_lookup, meetings
from storage.action_models import Action


def choice_in(locked: LockedSet, slot: int | None, chosen: int | None = None) -> QuestionChoice:
    """The questions of others that were asked in a slot, by the number of its row; `chosen` is the turn that an action names."""
    turns = meetings.turns_of_slot(locked.work.db, slot) if slot is not None else ()
    asked = [
        (turn, AskedQuestion(turn.public_id, locked.user(turn.member_id), place))
        for place, turn in enumerate((one for one in turns if one.asked_at is not None), start=1)
    ]
    found = [(turn, one) for turn, one in asked if one.user]
    named = next((one.turn_id for turn, one in found if turn.id == chosen), "")
    return QuestionChoice(tuple(one for _, one in found)[-MOST_CHOICES:], named)


def names(locked: LockedSet, action: Action, turn_id: str | None) -> None:
    """An action names that question of its slot, or none with an empty id; with None what it names stays."""
    if turn_id is None or action.slot_id is None:
        return
    turns = meetings.turns_of_slot(locked.work.db, action.slot_id)
    asked = (one.id for one in turns if one.public_id == turn_id and one.asked_at is not None)
    actions.names_question(locked.work.db, action.id, next(asked, None))


def tell_askers(locked: LockedSet, m: Meeting) -> None:
    """A meeting has closed: whoever asked a question of which its owner has told there hears of it, where they ticked that."""
    for action_id, person_id in meeting_lookup.told_to_askers(locked.work.db, m.of.number, m.nth):
        for_next_letter(locked.work, person_id, Part.TRAVELLED, action_id, set_id=locked.set.id)


def travelled(context: LetterContext, part: PartToShow) -> Travelled | None:
    """That a question of theirs travelled; None where it was asked by somebody else, or the action is not there any more."""
    locked, db = context.set_of(part), context.work.db
    owned = actions.one(db, context.work.workspace, part.subject) if locked else None
    number = owned.action.question_turn if owned is not None else None
    turn = meetings.turn(db, context.work.workspace, number) if number is not None else None
    if locked is None or locked.me is None or owned is None or turn is None or turn.member_id != locked.me.member.id:
        return None
    on = local_day(turn.asked_at or turn.called_at, locked.zone_of(locked.me.person))
    return Travelled(locked.set.name, on, owned.user, owned.action.public_id)
