"""All tables: the metadata of the models, filled by loading each module that has some."""

from typing import Final

from sqlalchemy import MetaData

from storage import (
    action_models,
    concerns,
    cycles,
    delivery_models,
    erasure_models,
    file_models,
    leave_requests,
    letter_models,
    pulses,
    regret_models,
)
from storage.base import Base

_FILLED: Final = (
    action_models.Action,
    concerns.ConcernRow,
    concerns.ConcernSenderRow,
    concerns.WordsToAdviserRow,
    cycles.CycleAnswer,
    delivery_models.Post,
    erasure_models.Erasure,
    file_models.File,
    leave_requests.LeaveRequest,
    letter_models.Letter,
    pulses.PulseRow,
    pulses.PulseWordRow,
    regret_models.Regret,
)
assert all(one.metadata is Base.metadata for one in _FILLED)  # noqa: S101 -- these modules fill the same metadata

TABLES: Final[MetaData] = Base.metadata
