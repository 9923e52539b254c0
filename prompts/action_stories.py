"""The story of an action, in a form that only its owner sees."""

from typing import Final

from bot.domain.action_stories import ActionStory, CameFrom, Happened, Stood
from bot.domain.calendars import local_day
from bot.domain.records import ToldOfIt
from bot.domain.states import IssueKind
from prompts import ids
from prompts.actions import OUTCOMES, due_in_brief, in_a_sentence
from prompts.blocks import header, section
from prompts.forms import Form, modal
from prompts.language import _
from prompts.pages import Unit, page_after, page_before, paged, turning
from prompts.wording import day_written, in_a_line, mention, number, said

_LONGEST_TOLD: Final = 1500


def story_form(story: ActionStory, page: int = 0) -> Form:
    """All that became of an action, the oldest first."""
    pages = paged(_units(story))
    page = min(page, len(pages) - 1)
    before, after = page_before(page), page_after(page, len(pages))
    action_id = story.line.action_id
    return modal(
        _("An action's story"),
        "",
        ids.STORY_FORM,
        "",
        *pages[page],
        *turning(
            ids.STORY_PAGE,
            "action",
            f"{action_id}.{before}" if before is not None else None,
            f"{action_id}.{after}" if after is not None else None,
        ),
    )


def _units(story: ActionStory) -> list[Unit]:
    line = story.line
    stands = _("*{outcome}* · {due}").format(outcome=in_a_sentence(line.status), due=due_in_brief(line))
    first_step = _("*First step:* {words}").format(words=in_a_line(line.first_step)) if line.first_step.strip() else ""
    return [
        [header(line.what), section("\n".join(filter(None, [stands, first_step])))],
        [section("\n".join(_came_from(story)))],
        *([section(_happened(one, story.zone))] for one in story.moments),
        *([section(_("*What you kept from that meeting:* {note}").format(note=said(note)))] for note in story.notes),
    ]


def _came_from(story: ActionStory) -> list[str]:
    set_name = in_a_line(story.set_name, 80)
    if story.number is None or story.held_at is None:
        lines = [_("In *{set}*, outside of a slot.").format(set=set_name)]
    else:
        day = day_written(local_day(story.held_at, story.zone))
        where = _("In *{set}*, meeting {number}, {day}.")
        lines = [where.format(set=set_name, number=number(story.number), day=day)]
    if story.issue.strip():
        chance = story.kind is IssueKind.OPPORTUNITY
        whose = _("*Your opportunity:* {issue}") if chance else _("*Your issue:* {issue}")
        lines.append(whose.format(issue=in_a_line(story.issue)))
    if story.question.strip():
        lines.append(_("*The question you brought:* {question}").format(question=in_a_line(story.question)))
    if story.restated.strip():
        lines.append(_("*The real question:* {question}").format(question=in_a_line(story.restated)))
    return [*lines, *([_question(story.came_from)] if story.came_from is not None else [])]


def _question(came_from: CameFrom) -> str:
    """Its words stand where they were said, and nowhere else."""
    return _("It came from a question of {person}.").format(person=mention(came_from.user))


def _happened(one: Stood | ToldOfIt, zone: str) -> str:
    day = day_written(local_day(one.at, zone))
    return "\n".join(_told(one, day)) if isinstance(one, ToldOfIt) else _stood(one, day)


def _stood(one: Stood, day: str) -> str:
    what = in_a_line(one.what)
    if one.due_on is not None:
        what = _("{what} · by {day}").format(what=what, day=day_written(one.due_on))
    if one.because is Happened.TAKEN_ON:
        return _("_{day}._ You took it on: {what}").format(day=day, what=what)
    if one.because is Happened.CHANGED_BY_REPORT:
        return _("_{day}._ So you changed it: {what}").format(day=day, what=what)
    return _("_{day}._ You changed it: {what}").format(day=day, what=what)


def _told(one: ToldOfIt, day: str) -> list[str]:
    outcome = _(OUTCOMES[one.outcome])
    lines = [_("_{day}._ You said *{outcome}*.").format(day=day, outcome=outcome)]
    if one.happened.strip():
        lines.append(_("*What happened:* {words}").format(words=said(one.happened, _LONGEST_TOLD)))
    if one.learned.strip():
        lines.append(_("*Learned:* {learned}").format(learned=said(one.learned, _LONGEST_TOLD)))
    return lines
