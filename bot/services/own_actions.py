"""One's own action, inside a unit of work: found, and changed."""

from datetime import date, datetime

from bot.domain.calendars import Due, OnDay
from bot.domain.errors import Refused, TooLong
from bot.domain.lengths import LONGEST_ACTION
from bot.domain.refusals import Refusal
from bot.services.locked_set import LockedSet, Resources
from storage import actions
from storage.action_models import Action, ActionChange
from storage.actions import Owned


def set_of_action(resources: Resources, workspace: str, action_id: str) -> int | None:
    """The set that an action belongs to, by its public id."""
    with resources.database.look() as db:
        owned = actions.one(db, workspace, action_id)
        return owned.action.set_id if owned is not None else None


def own_action(locked: LockedSet, action_id: str) -> Owned:
    """One's own action; Refused for anybody else's, as for one that is not there."""
    owned = actions.one(locked.work.db, locked.work.workspace, action_id)
    if owned is None or owned.action.set_id != locked.set.id or owned.action.member_id != locked.member.member.id:
        raise Refused(Refusal.ACTION_OF_ANOTHER)
    return owned


def change(locked: LockedSet, action: Action, what: str, due: Due | None, *, by_report: bool = False) -> None:
    """Change an action; how it stood is kept (appended, never overwritten). With another day letters may ask about it again."""
    before = ActionChange(
        workspace=locked.work.workspace,
        action_id=action.id,
        what=action.what,
        due_on=action.due_on,
        due_zone=action.due_zone,
        changed_at=locked.work.now,
        by_report=by_report,
    )
    locked.work.db.add(before)
    action.what = what
    action.due_on, action.due_zone = day_of(due)
    if (action.due_on, action.due_zone) != (before.due_on, before.due_zone):
        action.not_again_at = None


def take_back_changes(locked: LockedSet, action: Action, since: datetime) -> None:
    """The action stands as before the report of that moment (UTC); what its owner changed otherwise since then stays."""
    for before in actions.changes_since(locked.work.db, action.id, since):
        if not before.by_report:
            break
        action.what, action.due_on, action.due_zone = before.what, before.due_on, before.due_zone
        locked.take_back(before, action.member_id)


def whole(what: str) -> str:
    """The words of an action; Refused where there are none, or too many."""
    kept = " ".join(what.split())
    if not kept:
        raise Refused(Refusal.NO_ACTION, "what")
    if len(kept) > LONGEST_ACTION:
        raise TooLong(kept, LONGEST_ACTION, "what")
    return kept


def due_of(action: Action) -> Due | None:
    """The day it is due; None where it falls due at the next meeting."""
    return OnDay(action.due_on, action.due_zone) if action.due_on and action.due_zone else None


def day_of(due: Due | None) -> tuple[date, str] | tuple[None, None]:
    """The day and its zone; with none it falls due at the next meeting."""
    return (due.day, due.zone) if isinstance(due, OnDay) else (None, None)
