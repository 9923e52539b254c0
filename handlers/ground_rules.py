"""Listeners of the ground rules: a change is proposed, and answered."""

from bot.domain.askers import Role
from bot.services.ground_rules import GroundRules
from bot.services.sets import Sets
from handlers.access import Access
from handlers.parse import Click, Form
from prompts import founding as forms
from prompts import ground_rules as say
from prompts import ids
from prompts.blocks import Message


class GroundRulesListeners:
    """*Change the rules* opens a form; what it says is a proposal."""

    def __init__(self, access: Access, sets: Sets, ground_rules: GroundRules) -> None:
        self._access = access
        self._sets = sets
        self._ground_rules = ground_rules

    def register(self) -> None:
        self._access.button(ids.CHANGE_RULES, Role.MEMBER, self.open)
        self._access.form(ids.RULES_FORM, Role.MEMBER, self.propose)
        self._access.button(ids.AGREE_TO_CHANGE, Role.MEMBER, self.agree)
        self._access.button(ids.KEEP_OLD_RULES, Role.MEMBER, self.keep_old)

    async def open(self, click: Click) -> None:
        charter = await self._access.ask(click, self._sets.charter, click.in_its_set.without_deliveries())
        await self._access.open(click, forms.rules_form(charter))

    async def propose(self, form: Form) -> Message:
        lines = form.text("rules").splitlines()
        return say.proposed(await self._access.ask(form, self._ground_rules.propose, form.in_its_set, lines))

    async def agree(self, click: Click) -> Message:
        answered = await self._access.ask(click, self._ground_rules.agree, click.asker, click.id)
        return say.answered(answered, click.asker.user)

    async def keep_old(self, click: Click) -> Message:
        answered = await self._access.ask(click, self._ground_rules.keep_old, click.asker, click.id)
        return say.answered(answered, click.asker.user)
