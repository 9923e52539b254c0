"""Actions as people see them, read off their rows."""

from dataclasses import replace
from datetime import datetime

from bot.domain.actions import ActionLine, LatestReport, Listing
from bot.domain.asking_again import SaidOf
from storage.actions import FirstActions, Owned


def line_of(owned: Owned, now: datetime, since: datetime | None = None) -> ActionLine:
    """An action as people see it `now` (UTC); what was told before `since` (UTC) does not count as told."""
    action, report = owned.action, owned.report
    if report is not None and since is not None and report.reported_at <= since:
        report = None
    line = ActionLine(
        action_id=action.public_id,
        owner=owned.user,
        what=action.what,
        first_step=action.first_step,
        due_on=action.due_on,
        due_zone=action.due_zone,
        status=action.status,
        told=LatestReport(report.outcome, report.happened, report.learned, report.ahead, report.ask_again)
        if report
        else None,
        meets_again=owned.meets_again,
    )
    return line.at(now)


def said_of(owned: Owned) -> SaidOf:
    """What its owner said last of an action."""
    report = owned.report
    said = SaidOf(owned.action.status, not_again=owned.action.not_again_at)
    return replace(said, at=report.reported_at, ask_again=report.ask_again) if report else said


def listing_of(found: FirstActions, now: datetime) -> Listing:
    return Listing(tuple(line_of(one, now) for one in found.owned), found.in_all)
