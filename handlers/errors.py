"""The one place where what went wrong is told to the person, or to Slack."""

import json
import logging
import secrets
import time
from typing import Any, Final, TypeGuard

from slack_bolt.response import BoltResponse

from bot.domain.askers import Role
from bot.domain.controls import EndsAnothersSlot, EndsTooSoon
from bot.domain.dates import DoubtfulDate, UnclearDay
from bot.domain.errors import DatabaseUnavailable, NotIn, OutOfTime, Refused, Repeated, WhichSet
from handlers import parse
from handlers.private_answers import PrivateAnswers
from prompts import more, refusals, refused
from prompts.blocks import Message

log = logging.getLogger(__name__)
Payload = dict[str, Any]
SECONDS_BETWEEN_LINES: Final = 60.0


class Errors:
    """Answers for listeners that raised. Known errors become a sentence; anything else a reference and a traceback in the log."""

    def __init__(self, private_answers: PrivateAnswers) -> None:
        self._private_answers = private_answers
        self._said_late = -SECONDS_BETWEEN_LINES

    async def __call__(self, error: Exception, body: Payload) -> BoltResponse:
        if isinstance(error, Repeated):
            return BoltResponse(status=200, body="")
        if "event" in body or body.get("type") == "view_closed":
            return self._event(error)
        return self._answer(body, self._words(error, body), error)

    def _event(self, error: Exception) -> BoltResponse:
        """An event that failed is sent again by Slack; one that is refused would be refused again. Nobody is answered."""
        if isinstance(error, Refused | NotIn | WhichSet):
            return BoltResponse(status=200, body="")
        if isinstance(error, OutOfTime):
            self._late()
        elif not isinstance(error, DatabaseUnavailable):  # which was logged where it was noticed, once
            _logged(error)
        return BoltResponse(status=500, body="")

    def _late(self) -> None:
        """Where one event is late, many are: a line a minute."""
        now = time.monotonic()
        if now - self._said_late > SECONDS_BETWEEN_LINES:
            self._said_late = now
            log.warning("events are not done in time; Slack sends them again")

    def _words(self, error: Exception, body: Payload) -> Message:
        if isinstance(error, UnclearDay):
            return refusals.unclear_day(refused.worded(error), error.days, in_words=isinstance(error, DoubtfulDate))
        if isinstance(error, EndsTooSoon):
            return more.ends_too_soon(error)
        if isinstance(error, EndsAnothersSlot):
            return more.ends_anothers_slot(error)
        if isinstance(error, Refused):
            return refusals.refused(refused.worded(error))
        if isinstance(error, NotIn):
            return refusals.outsider() if error.found else refusals.no_set_here()
        if isinstance(error, WhichSet):
            return refusals.which_set(
                error.choices, str(body.get("command", "")).removeprefix("/"), str(body.get("text", ""))
            )
        if isinstance(error, OutOfTime):
            return refusals.busy()
        if isinstance(error, DatabaseUnavailable):
            return refusals.database_away(unsure=error.unsure)
        return refusals.fault(_logged(error))

    def _answer(self, body: Payload, words: Message, error: Exception) -> BoltResponse:
        if "command" in body:
            return _json(words | {"response_type": "ephemeral"})
        if body.get("type") == "view_submission":
            if not parse.inputs(body):
                self._private_answers.later(parse.form(body, Role.ANYONE), words)
            return _json(_on_form(body, words, error))
        read = parse.shortcut if body.get("type") == "message_action" else parse.click
        request = read(body, Role.ANYONE)
        self._private_answers.later(request, words)
        return BoltResponse(status=200, body="")


def _on_form(body: Payload, words: Message, error: Exception) -> Payload:
    """A refusal shows in its field; where it has none in the form, beside the first one."""
    inputs = parse.inputs(body)
    field = error.field if isinstance(error, Refused) and error.field in inputs else None
    if not inputs:
        return {"response_action": "clear"}
    said = refused.in_field(words["text"]) if not _is_worded_alone(error) else refused.worded_in_field(error)
    return {"response_action": "errors", "errors": {field or inputs[0]: said}}


def _is_worded_alone(error: Exception) -> TypeGuard[Refused]:
    """Whether its own words are all that is said of it; about a day that is unclear there is more, and nobody is named."""
    return isinstance(error, Refused) and not isinstance(error, UnclearDay)


def _json(payload: Payload) -> BoltResponse:
    return BoltResponse(status=200, body=json.dumps(payload), headers={"content-type": ["application/json"]})


def _logged(error: Exception) -> str:
    reference = secrets.token_hex(4)
    log.error("a listener failed (reference %s)", reference, exc_info=error, extra={"reference": reference})
    return reference
