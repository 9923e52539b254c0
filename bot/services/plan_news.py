"""What is told of changes of a plan: one line in the channel, however much changes in a minute."""

from bot.domain.message_and_timer_kinds import Says
from bot.domain.plan_changes import TOLD_AFTER, PlanChange, read_change, with_change
from bot.services.locked_set import LockedSet
from bot.services.planned_meetings import next_meeting
from storage import posts


def tell(locked: LockedSet, *changes: PlanChange) -> None:
    """In the channel, once a minute is over since the first change that has not been told.

    Nothing is edited afterwards: an edit would be news to nobody.
    """
    the_set, work = locked.set, locked.work
    subject = f"plan:{the_set.id}"
    waiting = posts.to_be_said(work.db, work.workspace, subject, work.now)
    told = tuple(map(read_change, waiting.facts["changes"])) if waiting is not None else ()
    for one in changes:
        told = with_change(told, one)
    facts = {
        "name": "plan_changed",
        "changes": [one.facts for one in told],
        "zone": the_set.zone,
        "undated": next_meeting(locked) is None,
        "settled": not told,
    }
    if waiting is not None:
        waiting.facts = facts
    else:
        due_at = work.now + TOLD_AFTER
        where, work.has_to_say = [(locked.channel, subject)], True
        posts.add(work.db, Says.NOTICE, where, due_at=due_at, set_id=the_set.id, parent_id=None, facts=facts)


def who(locked: LockedSet) -> str:
    """The Slack id of whoever changes it."""
    return locked.me.person.user if locked.me else locked.user_asking
