"""What kind a message is: an open question, advice in disguise, a story, a courtesy."""

from bot.domain.questions.classifying import classify
from bot.domain.questions.hints import Hint, hint_for
from bot.domain.questions.kinds import Classified, Kind, Sign
from bot.domain.questions.sentences import plain

__all__ = ["Classified", "Hint", "Kind", "Sign", "classify", "hint_for", "plain"]
