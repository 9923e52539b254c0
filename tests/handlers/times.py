"""When the tests of this folder begin."""

from datetime import UTC, datetime
from typing import Final

START: Final = datetime(2026, 11, 24, 12, tzinfo=UTC)
