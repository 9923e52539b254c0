"""How far each workspace has paid for what was sent: a row a workspace, for all processes."""

from datetime import datetime
from typing import Final

from sqlalchemy import String, bindparam, select

from storage.compiled_statements import CompiledStatement, Connected
from storage.database import Inserting
from storage.delivery_models import Pace


def paid_until(db: Connected, workspace: str, *, to_pay: bool = False) -> datetime | None:
    """Up to when it has paid; with `to_pay` nobody else pays until this unit of work ends."""
    found: datetime | None = (_TO_PAY if to_pay else _PAID).scalar(db, {"workspace": workspace})
    return found


def pay(db: Connected, workspace: str, until: datetime) -> None:
    """It has paid up to that moment."""
    _PAYS.write(db, [{"workspace": workspace, "paid_until": until}])


_OF_WORKSPACE: Final = select(Pace.paid_until).where(Pace.workspace == bindparam("workspace", type_=String()))
_PAID: Final = CompiledStatement(_OF_WORKSPACE)
_TO_PAY: Final = CompiledStatement(_OF_WORKSPACE.with_for_update())
_PAYS: Final = Inserting(
    Pace,
    ("workspace", "paid_until"),
    lambda insert: insert.on_conflict_do_update(
        index_elements=[Pace.workspace], set_={"paid_until": insert.excluded.paid_until}
    ),
)
