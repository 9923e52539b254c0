"""How much of what people type is taken, in characters: each limit stands here alone, for the rules and for the forms."""

from typing import Final

LONGEST_NAME: Final = 80
"""Of a set."""
LONGEST_AIM: Final = 500
"""Of each aim of a set, its place, and the link to what it serves."""
LONGEST_RULES: Final = 3000
"""Of all ground rules together."""
LONGEST_SENTENCE: Final = 2000
LONGEST_QUESTION: Final = 300
"""Of an issue, the question that is brought or restated, and why there is no action."""
LONGEST_LINK: Final = 1000
"""Of a link to evidence."""
LONGEST_DETAIL: Final = 3000
"""Of what is said about an issue besides, and of a note."""
LONGEST_ACTION: Final = 2000
LONGEST_FIRST_STEP: Final = 500
"""Of a new action; what an action of earlier versions has is kept."""
LONGEST_DUE: Final = 80
"""Of the words for a date."""
LONGEST_REPORT: Final = 1500
"""Of each answer in a report."""
LONGEST_PULSE: Final = 500
"""Of each answer in words."""
LONGEST_OWN_PROMPT: Final = 89
"""Of a question that a set adds to the bank."""
LONGEST_CONCERN: Final = 300
"""Of what is sent without a name, that something is off."""
LONGEST_PROMPT: Final = 120
"""Of a question of the bank."""
