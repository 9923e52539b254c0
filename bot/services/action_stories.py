"""Stories of actions: each can be read by its owner at any time."""

from bot.domain.action_stories import ActionStory
from bot.domain.askers import Asker
from bot.domain.errors import Refused
from bot.domain.refusals import Refusal
from bot.services.service import Service
from storage import action_stories


class ActionStories(Service):
    """Read without a lock: nothing changes."""

    def story(self, asker: Asker, action_id: str) -> ActionStory:
        """The story of one's own action, whichever set it is in; Refused for anybody else's."""
        with self._resources.database.look() as db:
            found = action_stories.story(db, asker.workspace, asker.user, action_id, self._resources.clock.now())
        if found is None:
            raise Refused(Refusal.ACTION_OF_ANOTHER)
        return found
