"""How far each workspace has paid for what was sent: a row a workspace, for all processes."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.database import inserting
from storage.outgoing import Pace


def paid_until(db: Session, workspace: str, *, to_pay: bool = False) -> datetime | None:
    """Up to when it has paid; with `to_pay` nobody else pays until this unit of work ends."""
    asked = select(Pace.paid_until).where(Pace.workspace == workspace)
    return db.scalar(asked.with_for_update() if to_pay else asked)


def pay(db: Session, workspace: str, until: datetime) -> None:
    """It has paid up to that moment."""
    paid = inserting(db, Pace).values(workspace=workspace, paid_until=until)
    db.execute(paid.on_conflict_do_update(index_elements=[Pace.workspace], set_={"paid_until": until}))
