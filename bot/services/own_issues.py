"""One's own issues, inside a unit of work."""

from typing import Final

from bot.domain.issues import OwnIssue
from bot.services.locked_set import LockedSet
from storage import issues

MOST_OWN: Final = 10


def own_issues(locked: LockedSet) -> tuple[OwnIssue, ...]:
    """Those of whoever asks that wait for a slot, so many as are listed."""
    mine = issues.waiting_of(locked.work.db, locked.me.member.id, MOST_OWN) if locked.me else ()
    return tuple(OwnIssue(one.public_id, one.sentence, one.in_line > 0, one.kind) for one in mine)
