"""How long is kept what is cleaned in time. What people gave stays while their set lives."""

from datetime import timedelta
from typing import Final

KEPT_AFTER_THE_CLOSE: Final = timedelta(days=90)
"""What only served the running of a meeting: who was there, and messages that carry nobody's words."""
KEPT_MONTHS: Final = (1, 3, 6, 12)
"""How long the record of a set may be kept once it has ended, for a set to choose from; three months unless it does."""
OWED_TO_A_LOST_CHANNEL: Final = timedelta(days=30)
"""What a channel is owed that has been gone for so long is given up."""
WITH_THE_REST: Final = timedelta(seconds=1)
"""When a timer goes on that has more to do than fits into one unit of work: others come in between."""
REQUESTS_KNOWN: Final = timedelta(hours=48)
"""What Slack has delivered; it has long stopped repeating it by then."""
ABSENCES_KNOWN: Final = timedelta(days=30)
"""Times in which nobody was running the bot: a set that was not looked at for longer has none of them given back."""
