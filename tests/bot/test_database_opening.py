"""What the bot opens."""

import stat
from pathlib import Path

from bot.config import Config
from bot.database_opening import opened


def test_the_file_with_what_people_said_is_the_owners_alone_to_read(tmp_path: Path) -> None:
    with opened(Config(bot_token="xoxb-1", database_url=f"sqlite:///{tmp_path}/sets.db")) as database:
        assert database.answers()
    assert stat.S_IMODE((tmp_path / "sets.db").stat().st_mode) & 0o077 == 0
