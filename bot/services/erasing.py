"""How what is to be deleted goes, a handful at a time, inside a unit of work: one function for each thing that is deleted."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Final

from bot.domain.calendars import local_day
from bot.domain.erasures import ASKED_AGAIN, MESSAGES_WAITED_FOR, NEXT_HANDFUL, Erases
from bot.domain.message_and_timer_kinds import Says
from bot.services.locked_set import LockedSet
from bot.services.unit_of_work import UnitOfWork
from storage import actions as action_rows
from storage import cycles, issues, meetings, removals, sets
from storage import erasures as rows
from storage import members as member_rows
from storage.erasure_models import Erasure

SETS_AT_ONCE: Final = 20
Step = Callable[[UnitOfWork, Erasure], timedelta | None]


def begin(locked: LockedSet, erases: Erases, person_id: int | None = None) -> None:
    """What is to be deleted of a set is written down, and begun."""
    ask(locked.work, erases, locked.set.id, person_id)


def ask(work: UnitOfWork, erases: Erases, set_id: int | None = None, person_id: int | None = None) -> None:
    """Something is to be deleted. Where that was asked for before, it goes on as it was."""
    rows.ask(work.db, work.workspace, erases, work.now, set_id, person_id)


def begin_what_is_over(work: UnitOfWork) -> bool:
    """Sets that have ended, and whose last day is over where they are, are deleted from now on: a few, and whether more may be."""
    tomorrow = (work.now + timedelta(days=1)).date()
    found = rows.over(work.db, work.workspace, tomorrow, SETS_AT_ONCE)
    over = [set_id for set_id, zone, until in found if local_day(work.now, zone) > until]
    for set_id in over:
        ask(work, Erases.SET, set_id)
    return bool(over) and len(found) == SETS_AT_ONCE


def _words(work: UnitOfWork, erasure: Erasure) -> timedelta | None:
    """First what is only theirs, then a drawing of all else from what remains: `reached` is one past the last post drawn anew."""
    db, set_id, person_id = work.db, erasure.set_id or 0, erasure.person_id or 0
    member = rows.member_of(db, set_id, person_id)
    if member is None:
        return None
    if meetings.open_of(db, set_id) is not None:
        return ASKED_AGAIN
    if erasure.reached == 0:
        if not _forget_words(work, set_id, person_id, member.id):
            erasure.reached = 1
        return NEXT_HANDFUL
    reached = removals.drawn_anew(db, work.workspace, set_id, person_id, erasure.reached - 1)
    if reached is not None:
        erasure.reached = reached + 1
    return NEXT_HANDFUL if reached is not None else None


def _forget_words(work: UnitOfWork, set_id: int, person_id: int, member_id: int) -> bool:
    """Whether there is more."""
    db, workspace, now = work.db, work.workspace, work.now
    actions = rows.some_actions(db, member_id)
    subjects = [str(one) for one in actions]
    removals.mark(db, removals.named(db, workspace, Says.ACTION, subjects), now)
    rows.forget_actions(db, actions)
    more = removals.of_person(db, workspace, person_id, now, set_id)
    files = removals.remove_files(db, workspace, now, set_id, [person_id])
    if more or files or actions:
        return True  # the rest in a unit of work of its own
    proposed = [str(one) for one in rows.proposed(db, member_id)]
    rest = [*rows.told_in(db, set_id, member_id), *removals.named(db, workspace, Says.RULES, proposed)]
    wrote = [str(one) for one in rows.wrote(db, member_id)]
    rest += removals.named(db, workspace, Says.WRITTEN_QUESTION, wrote)
    rest += removals.left_behind(db, set_id)
    if rest:
        removals.mark(db, rest, now)
        return True
    rows.forget_words(db, member_id)
    return False


def _own(work: UnitOfWork, erasure: Erasure) -> timedelta | None:
    """What leaving would have deleted at once, had no hold been in force."""
    member = rows.member_of(work.db, erasure.set_id or 0, erasure.person_id or 0)
    if member is not None:
        member_rows.forget(work.db, member.id)
        cycles.forget(work.db, member.id)
        action_rows.forget_aside(work.db, member.id)
        issues.forget(work.db, member.id)
    return None


def _person(work: UnitOfWork, erasure: Erasure) -> timedelta | None:
    """Once what they gave each set is gone: what was said to them, where they were, and their name."""
    db, workspace, person_id = work.db, work.workspace, erasure.person_id or 0
    person = rows.person(db, workspace, person_id)
    if person is None:
        return None
    if len(rows.of_person(db, workspace, person_id)) > 1:
        return ASKED_AGAIN if erasure.asked_at + ASKED_AGAIN < work.now else NEXT_HANDFUL
    if removals.remove_files(db, workspace, work.now, None, [person_id]):
        return NEXT_HANDFUL
    if removals.of_person(db, workspace, person_id, work.now):
        return NEXT_HANDFUL
    memberships = rows.memberships(db, workspace, person_id)
    for one in memberships:
        rows.forget_presence(db, one.id)
    reached = rows.name_nobody(db, [one.set_id for one in memberships], person.user, erasure.reached)
    if reached is not None:
        erasure.reached = reached
        return NEXT_HANDFUL
    if removals.stand_in_dm(db, workspace, person_id) and work.now < erasure.asked_at + MESSAGES_WAITED_FOR:
        return ASKED_AGAIN if erasure.asked_at + ASKED_AGAIN < work.now else NEXT_HANDFUL
    rows.nobody(db, person)
    return None


def _set(work: UnitOfWork, erasure: Erasure) -> timedelta | None:
    """Messages are marked and rows deleted, a handful at a time; the set itself goes once all its messages have."""
    db, set_id = work.db, erasure.set_id or 0
    the_set = sets.locked(db, work.workspace, set_id)
    if the_set is None:
        return None
    if (
        removals.remove_files(db, work.workspace, work.now, set_id, rows.people_in(db, set_id))
        or removals.of_set(db, set_id, work.now)
        or removals.letters_about(db, set_id, work.now)
        or rows.some_of_set(db, set_id)
    ):
        return NEXT_HANDFUL
    if removals.still_stand(db, set_id) and work.now < erasure.asked_at + MESSAGES_WAITED_FOR:
        removals.try_again(db, set_id)
        return ASKED_AGAIN
    rows.last_of_set(db, the_set)
    return None


def _workspace(work: UnitOfWork, erasure: Erasure) -> timedelta | None:
    """Slack lets nobody delete messages where the bot is no more: only rows go."""
    db = work.db
    if not rows.is_locked(db, work.workspace):
        return None
    the_set = rows.first_set(db, work.workspace)
    if the_set is not None:
        if not rows.some_posts(db, the_set.id) and not rows.some_of_set(db, the_set.id):
            rows.last_of_set(db, the_set)
        return NEXT_HANDFUL
    if rows.some_of_workspace(db, work.workspace, erasure.id):
        return NEXT_HANDFUL
    rows.uninstalled(db, work.workspace)
    return None


STEPS: Final[Mapping[Erases, Step]] = {
    Erases.WORDS: _words,
    Erases.OWN: _own,
    Erases.PERSON: _person,
    Erases.SET: _set,
    Erases.WORKSPACE: _workspace,
}
"""What one firing does; None where it is done, else when it goes on."""
