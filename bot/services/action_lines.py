"""Actions as people see them, read off their rows."""

from datetime import datetime

from bot.domain.actions import ActionLine, LatestReport, Listing
from storage.actions import FirstActions, Owned


def line_of(owned: Owned, since: datetime | None = None) -> ActionLine:
    """An action as people see it; what was told before `since` (UTC) does not count as told."""
    action, report = owned.action, owned.report
    if report is not None and since is not None and report.reported_at <= since:
        report = None
    return ActionLine(
        action_id=action.public_id,
        owner=owned.user,
        what=action.what,
        first_step=action.first_step,
        due_on=action.due_on,
        due_zone=action.due_zone,
        status=action.status,
        told=LatestReport(report.outcome, report.happened, report.learned, report.ahead) if report else None,
    )


def listing_of(found: FirstActions) -> Listing:
    return Listing(tuple(map(line_of, found.owned)), found.in_all)
