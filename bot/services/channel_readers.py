"""Who can read a set's channel and is not in the set, inside a unit of work: told of once, by an event or as it is looked at."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Final

from bot.domain.message_and_timer_kinds import Says
from bot.services.locked_set import LockedSet
from storage import channel_readers, posts
from storage.channel_readers import Known

TOLD_AFTER: Final = timedelta(minutes=1)
"""Several who come within this time are told of in one line; whoever is added to the set meanwhile is not."""
SLACK_TELLS_LATE: Final = timedelta(hours=1)
"""So long after a look noticed somebody their event may still come."""
LOOKED_AT_LATE: Final = timedelta(days=1)
"""So long after an event told of somebody a look does not."""


def newcomers(locked: LockedSet, there: Collection[str]) -> list[str]:
    """Who is there, not in the set, and was not there before; nobody at the first look."""
    return _new(locked, there, channel_readers.of_set(locked.work.db, locked.set.id))


def _new(locked: LockedSet, there: Collection[str], known: Known | None) -> list[str]:
    if known is None:
        return []
    before, told = known
    inside = {one.person.user for one in locked.roster} | ({locked.adviser.user} if locked.adviser else set())
    return sorted(set(there) - before - inside - told.keys())


def are_there(locked: LockedSet, there: Collection[str], people: Mapping[str, bool]) -> None:
    """The channel was looked at. `people` has for newcomers whether they are people, and no bots; of whom Slack told nothing the
    next look asks again.
    """
    work, the_set = locked.work, locked.set
    known = channel_readers.of_set(work.db, the_set.id)
    new = _new(locked, there, known)
    came = [one for one in new if people.get(one)]
    told = {user: at for user, at in (known[1] if known else {}).items() if at > work.now - LOOKED_AT_LATE}
    unclear = {one for one in new if one not in people}
    there_now = frozenset(there) - unclear, told | dict.fromkeys(came, work.now)
    if there_now != known:
        channel_readers.keep(work.db, work.workspace, the_set.id, *there_now)
    tell(locked, came)


def came(locked: LockedSet, user: str) -> None:
    """Slack has told of somebody who came, unless a look has noticed them before."""
    work, known = locked.work, channel_readers.of_set(locked.work.db, locked.set.id)
    if known is not None:
        before, told = known
        if _is_lately(told.get(user), work.now):
            return
        channel_readers.keep(work.db, work.workspace, locked.set.id, before | {user}, {**told, user: work.now})
    tell(locked, [user])


def _is_lately(at: datetime | None, now: datetime) -> bool:
    return at is not None and now - SLACK_TELLS_LATE < at <= now


def tell(locked: LockedSet, users: Iterable[str]) -> None:
    """The set, in one line, together with those of whom it is about to be told."""
    work, the_set, those = locked.work, locked.set, list(users)
    waiting = posts.unsent_of(work.db, the_set.id, Says.JOINED, work.now) if those else None
    if waiting is not None:
        waiting.facts = {"users": list(dict.fromkeys([*waiting.facts["users"], *those]))}
    elif those:
        at = work.now + TOLD_AFTER
        subject = f"{the_set.id}:{at.timestamp():.0f}"
        work.say(locked.channel, Says.JOINED, subject, set_id=the_set.id, facts={"users": those}, due_at=at)
