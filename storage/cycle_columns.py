"""What the row of a set says of its cycle, of its sleep and of its end."""

from datetime import date, datetime

from sqlalchemy.orm import Mapped, mapped_column

from bot.domain.retention import KEPT_MONTHS


class CycleColumns:
    """Columns of `sets`.

    Its `cycle` comes after `meetings_before` (the number of the last meeting before it), and began at the founding where
    `cycle_began_at` is None; in the meeting of the number `midway_in` the set was asked whether it suits. It rests before the day
    `paused_until`, and its host was asked at `sleep_asked_at` what becomes of it, as it did not meet. Once it has ended it is kept
    to the end of the day `kept_until` in its zone, `kept_months` later.
    """

    kept_months: Mapped[int] = mapped_column(default=KEPT_MONTHS[1], server_default=str(KEPT_MONTHS[1]))
    ended_at: Mapped[datetime | None]
    kept_until: Mapped[date | None]
    paused_until: Mapped[date | None]
    sleep_asked_at: Mapped[datetime | None]
    cycle: Mapped[int] = mapped_column(default=1, server_default="1")
    cycle_began_at: Mapped[datetime | None]
    meetings_before: Mapped[int] = mapped_column(default=0, server_default="0")
    midway_in: Mapped[int | None]
