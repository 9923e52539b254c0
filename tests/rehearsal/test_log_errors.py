"""Errors in the bot's log are told in a sentence, and nothing else of it."""

import logging

from rehearsal.log_errors import log_errors_shown
from tests.rehearsal.playing import played

log = logging.getLogger("bot.somewhere")


async def test_an_error_is_told_with_its_cause_and_without_a_traceback() -> None:
    async with played() as play:
        with log_errors_shown(play.player.narrator):
            log.warning("nobody needs this")
            try:
                raise ValueError("no such day")
            except ValueError:
                log.exception("reference %s", "ab12")
        log.error("after the play")
        assert play.told == ["-- The bot's log says: reference ab12 (ValueError: no such day)"]
