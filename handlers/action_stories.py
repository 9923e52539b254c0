"""Listeners of an action's story: a form that its owner opens, and turns the pages of."""

from bot.domain.action_stories import ActionStory
from bot.domain.askers import Role
from bot.domain.records import RecordPlace
from bot.services.action_stories import ActionStories
from handlers.access import Access
from handlers.parse import Click
from prompts import action_stories as say
from prompts import ids


class ActionStoryListeners:
    """From the home tab and from the list of one's actions."""

    def __init__(self, access: Access, stories: ActionStories) -> None:
        self._access = access
        self._stories = stories

    def register(self) -> None:
        self._access.button(ids.STORY, Role.PART, self.open)
        self._access.button(ids.STORY_PAGE, Role.PART, self.turn)

    async def open(self, click: Click) -> None:
        await self._access.open(click, say.story_form(await self._story(click, click.id)))

    async def turn(self, click: Click) -> None:
        action_id, _, page = click.id.partition(".")
        story = await self._story(click, action_id)
        await self._access.redraw(click, say.story_form(story, RecordPlace.read(page).meeting))

    async def _story(self, click: Click, action_id: str) -> ActionStory:
        return await self._access.ask(click, self._stories.story, click.asker, action_id)
