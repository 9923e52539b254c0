"""Questions: the bank of them, and what kind a message is."""

from bot.domain.questions.bank import LEAST_CHALLENGE, MOST_CHALLENGE, Bank, Family, Prompt, offer
from bot.domain.questions.classifying import classify
from bot.domain.questions.kinds import Classified, Kind, Sign
from bot.domain.questions.sentences import plain

__all__ = [
    "LEAST_CHALLENGE",
    "MOST_CHALLENGE",
    "Bank",
    "Classified",
    "Family",
    "Kind",
    "Prompt",
    "Sign",
    "classify",
    "offer",
    "plain",
]
