"""Listeners of reports on actions."""

from bot.domain.actions import Reportable, usual
from bot.domain.askers import Role
from bot.domain.said_words import Keeps
from bot.domain.states import ActionStatus, Ahead, AskAgain
from bot.services.reports import Reported, Reports
from handlers.access import Access
from handlers.parse import Click, Form
from handlers.talk import Talk
from prompts import ids, travelled
from prompts import report_answers as say
from prompts import report_forms as forms
from prompts import reports as list_words
from prompts.blocks import Message


class ReportListeners:
    """One press counts, and its form adds words; until a meeting has heard it, it can be set right or taken back."""

    def __init__(self, access: Access, reports: Reports, talk: Talk) -> None:
        self._access = access
        self._reports = reports
        self._talk = talk

    def register(self) -> None:
        self._access.button(ids.REPORT, Role.MEMBER, self.press)
        self._access.button(ids.REPORT_NOW, Role.MEMBER, self.list_mine)
        self._access.button(ids.MORE_TO_REPORT, Role.MEMBER, self.show_more)
        self._access.button(ids.REPORT_AGAIN, Role.MEMBER, self.open_again)
        self._access.button(ids.PLAN_ON, Role.MEMBER, self.plan_on)
        self._access.button(ids.UNDO_REPORT, Role.MEMBER, self.undo)
        self._access.button(ids.ASK_AGAIN, Role.MEMBER, self.ask_again)
        self._access.form(ids.REPORT_FORM, Role.MEMBER, self.keep)
        self._access.put_away(ids.REPORT_FORM, Role.MEMBER, self.put_away)
        self._access.button(ids.PASS_REPORT, Role.MEMBER, self.pass_report)
        self._access.button(ids.READ_TRAVELLED, Role.MEMBER, self.read_travelled)
        self._access.button(ids.SAID_REPORT, Role.MEMBER, self.said_report)

    async def press(self, click: Click) -> None:
        """It counts before its form opens, so that it counts also where that does not open."""
        outcome = click.one_of(ActionStatus)
        reported = await self._access.ask(click, self._reports.press, click.asker, click.id, outcome)
        await self._access.open(click, forms.form(reported, outcome, said=await self._said(click, reported)))

    async def list_mine(self, click: Click) -> Message:
        """One's own actions with their buttons, as `/action report` shows them."""
        return list_words.listing_to_report(await self._access.ask(click, self._reports.mine, click.asker))

    async def show_more(self, click: Click) -> None:
        """The rest of the form; what was typed stays in it."""
        draft = await self._access.ask(click, self._reports.draft, click.asker, click.id)
        said = await self._said(click, draft)
        await self._access.redraw(click, forms.form(draft, click.means(ActionStatus), more=True, said=said))

    async def open_again(self, click: Click) -> None:
        """The form of what was told, filled in: words to add, or a press to set right."""
        draft = await self._access.ask(click, self._reports.draft, click.asker, click.id)
        line = draft.line
        outcome = line.told.outcome if line.told else line.status
        await self._access.open(click, forms.again(draft, outcome, await self._said(click, draft)))

    async def plan_on(self, click: Click) -> None:
        """The same form for a further plan, which begins with the words of the action."""
        draft = await self._access.ask(click, self._reports.draft, click.asker, click.id)
        line = draft.line
        outcome = line.told.outcome if line.told else line.status
        await self._access.open(click, forms.again(draft, outcome, planning=True))

    async def _said(self, click: Click, of: Reportable) -> str:
        """What its owner has just told the set in words, where nothing is written down yet."""
        is_told = of.line.told is not None and of.line.told.happened.strip()
        return "" if is_told else await self._talk.words(click, of.said, Keeps.REPORT)

    async def undo(self, click: Click) -> Message:
        return say.undone(await self._access.ask(click, self._reports.undo, click.asker, click.id))

    async def ask_again(self, click: Click) -> Message:
        when = click.one_of(AskAgain)
        return say.asked_again(await self._access.ask(click, self._reports.ask_again, click.asker, click.id, when))

    async def keep(self, form: Form) -> Message:
        outcome = form.one_of("outcome", ActionStatus, form.kind)
        reported = Reported(
            action_id=form.id,
            outcome=outcome,
            happened=form.text("happened"),
            learned=form.text("learned"),
            ahead=form.one_of("ahead", Ahead, usual(outcome)),
            what=form.text("what"),
            due=form.text("due"),
            ask_again=form.one_of_or_none("ask_again", AskAgain),
            tells_asker=form.ticked("tells_asker"),
        )
        return say.thanks(await self._access.ask(form, self._reports.report, form.asker, reported))

    async def put_away(self, form: Form) -> Message | None:
        reported = await self._access.ask(form, self._reports.put_away, form.asker, form.id)
        return say.put_away(reported) if reported is not None else None

    async def read_travelled(self, click: Click) -> Message:
        """For whoever asked the question that an action came from: what its owner has told the set."""
        return travelled.came_of_it(await self._access.ask(click, self._reports.came_of_it, click.asker, click.id))

    async def pass_report(self, click: Click) -> None:
        await self._access.ask(click, self._reports.pass_report, click.asker, click.id)

    async def said_report(self, click: Click) -> None:
        await self._access.ask(click, self._reports.said_report, click.asker, click.id)
