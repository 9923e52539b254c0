"""One's own issues, inside a unit of work."""

from typing import Final

from bot.domain.issues import OwnIssue
from bot.services.locked_set import LockedSet
from storage import issues
from storage.sets import Membership

MOST_OWN: Final = 10


def own_issues(locked: LockedSet) -> tuple[OwnIssue, ...]:
    """Those of whoever asks that wait for a slot, so many as are listed."""
    mine = issues.waiting_of(locked.work.db, locked.me.member.id, MOST_OWN) if locked.me else ()
    return tuple(OwnIssue(one.public_id, one.sentence, in_line=one.in_line > 0) for one in mine)


def first_in_line(locked: LockedSet) -> Membership | None:
    """Whose issue goes first at the next bids, unless they give way; None where no earlier meeting left one in line."""
    found = issues.first_in_line(locked.work.db, locked.set.id)
    return locked.membership(found) if found is not None else None
