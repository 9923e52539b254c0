"""Nobody but those in a set learns or changes anything of it: every listener, by one table."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest
import pytest_asyncio
from sqlalchemy import Engine, event

from bot.domain.controls import Choice
from bot.domain.cycles import Suits
from bot.domain.letters_again import Again
from bot.domain.plan_changes import OnPlan
from bot.domain.records import FileKind
from bot.domain.states import GoingOn
from bot.domain.typed_commands import WORDS
from prompts import ids
from rehearsal.messages import Message
from rehearsal.people import Channel, Person
from tests import forged_payloads
from tests.forged_payloads import Seen
from tests.scene import Scene, a_scene, founding

pytestmark = pytest.mark.asyncio(loop_scope="module")

OUTSIDER: Final = "There's a set in this channel, and you're not in it. Its members can add you with `/set add`."
NO_SET: Final = "There's no set of yours here yet. Type `/set new` in a channel to start one there."
ELSEWHERE: Final = "You belong to another workspace, and people from other workspaces can't join a set yet."
TAKEN: Final = "This channel has a set already"
NO_FORM: Final = "Slack didn't say whether it opened the form."
NOT_MY_ACTION: Final = "That isn't one of your actions."
NOT_MY_SLOT: Final = "That's for whoever presented in that slot."
NOT_MY_ISSUE: Final = "That isn't your issue to change."
FOUNDING: Final = {
    "name": "Taken over",
    "members": {"selected_users": ["U001ANA", "U006OTTO"]},
    "minutes": "90",
    "rhythm": {"selected_option": {"value": "2x4"}},
    "first": {"selected_date_time": 1_796_115_600},
    "rules": "One",
}
LATER: Final = {"day": {"selected_date": "2026-12-24"}, "at": {"selected_time": "09:00"}}
OWN_WORDS: Final = (ids.OPEN_ACTION_FORM, f"{ids.ACTION_ON}:2030-12-03", ids.ACTION_UNDATED)
REPORT_DONE: Final = f"{ids.REPORT}:done"
CHOICES: Final = {
    **dict.fromkeys((Choice.NEXT, Choice.EXTEND), "step"),
    **dict.fromkeys((Choice.ONLY_LISTEN, Choice.OTHER_ISSUE, Choice.END_SLOT), "slot"),
    **dict.fromkeys((Choice.GO_ON, Choice.SPEAK, Choice.TYPE, Choice.END_MEETING), "meeting"),
    **dict.fromkeys((Choice.ASK_IN_WRITING, Choice.ASK_IN_ROUNDS), "meeting"),
    Choice.ANOTHER_PROMPT: "turn",
}
"""What may be chosen behind *More*, and what each is about."""
OF_A_CYCLE: Final = (ids.RENEW, ids.NOT_THIS_TIME, ids.END_WELL, ids.REST, ids.WAKE, ids.RECRUIT, ids.WHAT_MOVED)
OF_A_LEAVE_REQUEST: Final = (
    ids.WITHDRAW_ASKING,
    ids.LEAVE_AS_ASKED,
    ids.STAY_AS_ASKED,
    ids.SHOULD_LEAVE,
    ids.SHOULD_STAY,
)
KEEP_LEARNED: Final = f"{ids.KEEP_LEARNED}:me"
OF_A_REPORT: Final = (REPORT_DONE, ids.REPORT_AGAIN, ids.UNDO_REPORT, f"{ids.ASK_AGAIN}:at_meeting")


@dataclass(frozen=True)
class Two:
    """Two sets in two channels, each in a meeting: the first one's, of Chloé's issue, is at the questions."""

    scene: Scene
    where: Path
    ids: Mapping[str, str]
    other_room: Channel
    fay: Person
    stranger: Person
    called: Person

    def see(self) -> Seen:
        return forged_payloads.seen(self.scene, self.where)

    def card(self, room: Channel) -> Message:
        return next(one for one in self.scene.ws.messages(room) if one.bot_id)

    async def try_it(self, who: Person, room: Channel, kind: str, name: str, given: str, fields: Any = None) -> str:
        """Knock as `who` with these ids filled in, and give back all that they were told."""
        scene, before, value = self.scene, len(self.scene.ws.ephemerals(who)), given.format(**self.ids)
        fields = {field.format(**self.ids): one for field, one in (fields or {}).items()}
        match kind:
            case "command":
                answer = await scene.ws.command(who, room, f"/{name}", value)
            case "button":
                answer = await forged_payloads.press(scene, who, self.card(room), name, value)
            case "form":
                answer = await forged_payloads.submit(scene, who, room, name, value, fields)
            case "put away":
                answer = await forged_payloads.put_away(scene, who, room, name, value)
            case _:
                answer = await scene.ws.shortcut(who, name, self.card(room))
        await scene.settle()
        return forged_payloads.told(scene, who, answer, before)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def two(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Two]:
    where = tmp_path_factory.mktemp("two")
    async with a_scene(where) as scene:
        stranger = scene.ws.person("Stranger", team_id="T0002")
        scene.room.members.append(stranger.id)
        await to_the_questions(scene, where)
        fay, room = await other_set(scene)
        await scene.press(scene.ben, "I'm here")
        found = {
            "set": "SELECT public_id FROM sets WHERE id = 1",
            "meeting": "SELECT public_id FROM meetings WHERE set_id = 1 AND state = 'running'",
            "step": "SELECT s.public_id FROM steps s JOIN meetings m ON m.id = s.meeting_id "
            "WHERE m.set_id = 1 AND s.ended_at IS NULL",
            "slot": "SELECT public_id FROM slots",
            "turn": "SELECT public_id FROM turns WHERE state = 'called'",
            "issue": "SELECT public_id FROM issues WHERE sentence LIKE 'Whom%'",
            "action": "SELECT public_id FROM actions",
            "request": "SELECT public_id FROM leave_requests",
        }
        known = {name: forged_payloads.one(where, query) for name, query in found.items()}
        query = "SELECT p.user FROM turns t JOIN members m ON m.id = t.member_id JOIN people p ON p.id = m.person_id"
        called = next(one for one in scene.people if one.id == forged_payloads.one(where, query))
        yield Two(scene, where, known, room, fay, stranger, called)


async def other_set(scene: Scene) -> tuple[Person, Channel]:
    """A set of three others, whose meeting is open."""
    others = [scene.ws.person(name) for name in ("Fay", "Gus", "Hal")]
    room = scene.ws.channel("set-others", members=others)
    await scene.ws.command(others[0], room, "/set", "new")
    given = founding(name="Others", members=[one.id for one in others], first_on="2026-11-20")
    await scene.ws.submit(others[0], given)
    await scene.settle()
    for one in others[1:]:
        await scene.ws.press(one, scene.ws.messages(room)[0], "I agree")
    await scene.ws.command(others[0], room, "/set", "start")
    await scene.settle()
    return others[0], room


async def to_the_questions(scene: Scene, where: Path) -> None:
    await scene.found()
    await scene.command(scene.ana, "/set", f"remove <@{scene.eva.id}>")
    await scene.command(scene.chloe, "/set-issue", "Two departments will not share a technician")
    await scene.command(scene.ben, "/set-issue", "Whom do I tell first that the plan has failed")
    await scene.command(scene.dan, "/action", "Walk the site with the caretaker by Friday")
    await scene.start(scene.chloe, scene.dan, scene.eva)
    await scene.command(scene.ana, "/set", "next")
    await scene.command(scene.ana, "/set", "next")
    issue = forged_payloads.one(where, "SELECT public_id FROM issues WHERE sentence LIKE 'Two%'")
    bids = scene.with_button("Next")
    await forged_payloads.press(scene, scene.ana, bids, ids.BID_GOES, f"1|issue|{issue}")
    await scene.press(scene.chloe, "That's it")
    await scene.command(scene.chloe, "/set", "next")


def case(kind: str, name: str, given: str = "", says: str = OUTSIDER, fields: Any = None) -> Any:
    return pytest.param(kind, name, given, says, fields, id=f"{kind} {name} {given}".strip())


OWN_LETTER: Final = tuple(f"{ids.LETTER_AGAIN}:{when}" for when in Again)
OF_ABSENCES: Final = (ids.AWAY_DAYS, ids.BACK)
OWN_REMINDERS: Final = (ids.REMINDERS, f"{ids.TURN_REMINDERS}:off")
OF_A_CONCERN: Final = (ids.SEND_CONCERN, ids.CHANGE_CONCERN, ids.TELL_FACILITATOR, ids.TOLD_FACILITATOR)
OWN_HINTS: Final = (ids.HINTS, ids.STOP_HINTS)
HOURS: Final = {
    "wanted": {"selected_option": {"value": "no"}},
    "days": {"selected_options": [{"value": "0"}]},
    "opens": {"selected_time": "09:00"},
    "closes": {"selected_time": "17:00"},
}
COMMANDS = [
    *[case("command", "set", word) for word in ("", "start", "next", "extend 5", "pause", "resume", "end")],
    *[
        case("command", "set", word)
        for word in (
            "plan",
            "format",
            "format deep",
            "guidance",
            "guidance keep",
            "members",
            "rules",
            "add <@U008STRANGER>",
        )
    ],
    *[case("command", "set", word) for word in ("record", "actions", "questions", "concern")],
    *[case("command", "set", word) for word in ("remove", "remove <@U008STRANGER>")],
    *[case("command", "set", word, NO_SET) for word in ("reminders", "reminders off", "hints", "hints off")],
    *[case("command", "set", word) for word in ("away until 3 Dec", "back", "leave", "forget", "regrets", "balance")],
    *[case("command", "set", word) for word in ("renew", "recruit", "end set", "pause until 3 Dec", "pause until")],
    case("command", "set", "help", "What you can type"),  # the same for everybody
    case("command", "set", "nonsense", "I don't know"),
    case("command", "set-issue", "Mine"),
    case("command", "set-issue"),
    case("command", "action", "Read the minutes by Friday"),
    case("command", "action"),
    case("command", "action", "list", "no open actions"),  # one's own, over all one's sets: an outsider has none
    case("command", "action", "report", "no open actions"),
]
BUTTONS = [
    case("button", ids.NEW_SET, says=TAKEN),
    case("button", ids.CHOOSE_SET, "1|set|{set}|set|"),
    case("button", ids.CHOOSE_SET, "1|set|{set}|action|Read the minutes by Friday"),
    case("button", ids.MEANT, "1|set||set|next"),
    *[
        case("button", name, "1|set|{set}")
        for name in (ids.AGREE, ids.DECLINE_RULES, ids.CHANGE_RULES, ids.CHANGE_SET, ids.GUIDANCE)
    ],
    case("button", ids.MORE_TO_FOUND, "1|first|1796115600", NO_FORM),
    case("button", ids.LEAVE, "1|set|{set}"),
    *[case("button", name, "1|meeting|{meeting}") for name in (ids.CANNOT_COME, ids.CAN_COME)],
    *[case("button", name, "1|meeting|{meeting}") for name in (ids.HOLD_ANYWAY, ids.ASK_DATES)],
    *[case("button", name, "1|date|{set}") for name in (ids.CAN_ON, ids.TAKE_DATE)],
    *[case("button", name, "1|set|", NO_SET) for name in (*OWN_REMINDERS, *OWN_HINTS)],
    *[case("button", name, "1|step|{step}|advice:1") for name in (ids.ASK_INSTEAD, ids.WAS_A_QUESTION)],
    *[case("button", name, "1|set|", NO_SET) for name in OF_ABSENCES],
    *[case("button", f"{ids.LETTER_AGAIN}:{when}", "1|letter|2026-11-05", NO_SET) for when in Again],
    *[case("button", name, "1|action|{action}") for name in (ids.NOT_AGAIN, ids.ASK_AFTER_ALL)],
    *[case("button", name, "1|request|{request}") for name in OF_A_LEAVE_REQUEST],
    *[case("button", name, "1|gone|{set}.U002BEN") for name in (ids.HAS_LEFT, ids.KEEP_PLACE)],
    case("button", ids.ASK_TO_LEAVE, "1|set|{set}"),
    *[case("button", name, "1|slot|{slot}") for name in (ids.TELL_LOOK_BACK, ids.PASS_LOOK_BACK)],
    *[case("button", name, "1|action|{action}") for name in (ids.PLAN_ON, ids.READ_TRAVELLED)],
    case("button", ids.FORGET, "1|set|{set}"),
    case("button", ids.MOVE_SET, "1|set|{set}"),
    *[case("button", f"{ids.SUITS}:{one}", "1|step|{step}") for one in Suits],
    *[case("button", name, "1|set|{set}") for name in OF_A_CYCLE],
    *[case("button", f"{ids.GOING_ON}:{one}", "1|set|{set}") for one in GoingOn],
    *[case("button", ids.START, f"1|{kind}|{{{kind}}}") for kind in ("set", "meeting")],
    *[case("button", name, "1|meeting|{meeting}") for name in (ids.HERE, ids.PAUSE, ids.RESUME)],
    *[case("button", name, "1|step|{step}") for name in (ids.NEXT, ids.EXTEND, ids.CLOSE, ids.THATS_IT, ids.THATS_ALL)],
    *[case("button", ids.MORE, f"1|{kind}|{{step}}") for kind in (ids.NEXT, ids.EXTEND, ids.PAUSE)],
    *[case("button", ids.MORE, f"1|{kind}|{{{kind}}}") for kind in ("step", "slot", "meeting")],
    *[case("button", f"{ids.CHOOSE}:{choice}", f"1|{choice}|{{{of}}}") for choice, of in CHOICES.items()],
    *[case("button", name, "1|step|{step}") for name in (ids.WAIT, ids.WAS_LAST, ids.TO_REVIEW)],
    *[case("button", name, "1|step|{step}") for name in (ids.NEXT_SURELY, ids.STAY)],
    *[case("button", name, "1|meeting|{meeting}") for name in (ids.SPEAK, ids.END)],
    case("button", ids.START_AS, "1|classic|{meeting}"),
    *[case("button", f"{ids.USE_FORMAT}:{yes}", "1|classic|{meeting}") for yes in ("yes", "no")],
    *[case("button", ids.START_OTHERWISE, f"1|{manner}|{{meeting}}") for manner in ("spoken", "typed")],
    *[case("button", ids.CHANGE_DATE, f"1|{kind}|{{{kind}}}") for kind in ("set", "step", "meeting")],
    case("button", ids.END_SLOT, "1|slot|{slot}"),
    case("button", ids.ONLY_LISTEN, "1|slot|{slot}"),
    case("button", ids.ALL_HERE, "1|step|{step}"),
    case("button", ids.RAISE_AGAIN, "1|issue|{issue}"),
    case("button", ids.LET_GO, "1|issue|{issue}"),
    case("button", ids.BID_GOES, "1|issue|{issue}"),
    *[case("button", name, "1|turn|{turn}") for name in (ids.ANOTHER_PROMPT, ids.PASS_TURN, ids.THINKING)],
    case("button", ids.LEND_PROMPTS, "1|turn|{turn}"),
    case("button", ids.KEEP_FOR_SET, "1|turn|{turn}"),
    case("button", ids.OWN_QUESTIONS, "1|set|{set}"),
    case("button", ids.TAKE_AWAY_QUESTION, "1|question|{set}.q1"),
    case("button", ids.SOMETHING_OFF, "1|set|{set}"),
    *[case("button", name, "1|set|{set}|We talk over each other") for name in OF_A_CONCERN],
    case("button", ids.READ_WORDS, "1|words|w1", "forgotten those words"),
    case("button", ids.STILL_WRITING, "1|turn|{turn}"),
    *[case("button", name, "1|turn|{turn}") for name in (ids.DONE_TURN, ids.ASKED_NEXT, ids.PARK, ids.DECLINE)],
    *[case("button", name, "1|step|{step}") for name in (ids.WRITE_QUESTIONS, ids.RELEASE_QUESTIONS)],
    case("button", ids.ANSWER_THIS, "1|turn|{turn}"),
    case("button", ids.RAISE_ISSUE, "1|set|{set}"),
    case("button", ids.REPORT_NOW, "1|set|{set}", "no open actions"),
    case("button", ids.EDIT_ISSUE, "1|issue|{issue}", NOT_MY_ISSUE),
    case("button", ids.WITHDRAW_ISSUE, "1|issue|{issue}"),
    *[case("button", name, "1|step|{step}") for name in (ids.WRITE_QUESTION, ids.WRITE_RESTATED)],
    *[case("button", name, "1|step|{step}") for name in (ids.HELPED_MOST, ids.KEEP_LEARNING, ids.NONE_THIS_TIME)],
    case("button", ids.ADD_ACTION, "1|step|{step}"),
    case("button", ids.ADD_ACTION, "1|set|{set}"),
    *[case("button", name, "1|slot|{slot}") for name in (ids.ADD_ACTION, ids.NONE_THIS_TIME)],
    *[case("button", name, "Read the minutes") for name in OWN_WORDS],
    case("button", ids.EDIT_ACTION, "1|action|{action}", NOT_MY_ACTION),
    *[case("button", name, "1|action|{action}") for name in (*OF_A_REPORT, ids.BRING)],
    case("button", ids.MORE_TO_REPORT, "1|done|{action}"),
    case("button", ids.ACTION_FROM, "1|action|{action}", NOT_MY_ACTION),
    case("button", ids.WITHDRAW_ACTION, "1|action|{action}"),
    case("button", ids.OTHER_ISSUE, "1|slot|{slot}"),
    *[case("button", name, "1|proposal|{set}") for name in (ids.AGREE_TO_CHANGE, ids.KEEP_OLD_RULES)],
    case("button", ids.SKIP_MEETING, "1|meeting|{meeting}"),
    *[case("button", name, "1|set|{set}") for name in (ids.SHOW_PLAN, ids.ADD_MEETING, ids.DAYS_OFF)],
    case("button", ids.AWAY_DAYS, "1|set|{set}"),
    *[case("button", name, "1|set|{set}") for name in (ids.PLACE_ASKED, ids.HUDDLE)],
    *[case("button", ids.HAND_ON, f"1|{kind}|{{{kind}}}") for kind in ("set", "step")],
    *[case("button", ids.PLAN_MENU, f"1|{what}|{{meeting}}") for what in OnPlan],
    case("button", ids.MILESTONE_REACHED, "1|meeting|{meeting}"),
    case("button", ids.GIVE_WAY, "1|issue|{issue}"),
    *[case("button", name, "1|step|{step}") for name in (ids.PASS_REPORT, ids.SAID_REPORT)],
    case("button", ids.KEEP_RESTATED, "1|step|{step}|Mine?"),
    case("button", KEEP_LEARNED, "1|step|{step}|That I am in"),
    case("button", f"{ids.KEEP_ACTION}:none", "1|slot|{slot}|Read the minutes"),
    case("button", f"{ids.WORDS_IN_FORM}:restated", "1|step|{step}|1793714400.000100-1793714401.000100"),
    *[case("button", name, "1|step|{step}") for name in (ids.PULSE, ids.BALANCE)],
    *[case("button", name, "1|set|{set}") for name in (ids.RECORD, ids.SET_ACTIONS, ids.CALENDAR_FILE)],
    *[case("button", name, "1|meeting|{meeting}") for name in (ids.CALENDAR_FILE, ids.RECORD)],
    case("button", f"{ids.MAY_READ}:yes", "1|slot|{slot}"),
    case("button", f"{ids.RECORD_PAGE}:1", "1|record|{set}.1.0"),
    *[case("button", f"{ids.RECORD_FILE}:{kind}", "1|record|{set}.0.0") for kind in FileKind],
    case("button", f"{ids.SET_ACTIONS_PAGE}:1", "1|actions|{set}.1"),
    case("button", ids.STORY, "1|action|{action}", NOT_MY_ACTION),
    case("button", f"{ids.STORY_PAGE}:1", "1|story|{action}.1", NOT_MY_ACTION),
    case("button", f"{ids.HOME_PAGE}:1", "1|home|1", ""),  # a page of one's own home
]
FORMS = [
    case("form", ids.LEAVE_FORM, "1|set|{set}", fields={"person": {"selected_user": "U002BEN"}}),
    case("form", ids.LOOK_BACK_FORM, "1|slot|{slot}", fields={"words": "Mine"}),
    case("form", ids.FORGET_FORM, "1|set|{set}", fields={"after": {"selected_option": {"value": "leaves"}}}),
    case("form", ids.WORD_FORM, "1|meeting|{meeting}", fields={"word": "Mine"}),
    case("form", ids.DATES_FORM, "1|meeting|{meeting}", fields={"date1": {"selected_date_time": 1796115600}}),
    case("form", ids.REMINDERS_FORM, says=NO_SET, fields=HOURS),
    case("form", ids.HINTS_FORM, says=NO_SET, fields={"wanted": {"selected_option": {"value": "no"}}}),
    case("form", ids.HINTS_FORM, says=NO_SET, fields={"hints_of_{set}": {"selected_option": {"value": "off"}}}),
    case("form", ids.SET_FORM, says=TAKEN, fields=FOUNDING),
    case("form", ids.RENEWAL_FORM, "1|set|{set}", fields=FOUNDING),
    case("form", ids.END_FORM, "1|set|{set}"),
    case("form", ids.CONDITION_FORM, "1|set|{set}", fields={"condition": "You pay"}),
    case("form", ids.MOVED_FORM, "1|set|{set}", fields={"moved": "Nothing"}),
    case("form", ids.REST_FORM, "1|set|{set}", fields=LATER),
    case("form", ids.RULES_FORM, "1|set|{set}", fields={"rules": "Anything goes"}),
    case("form", ids.GUIDANCE_FORM, "1|set|{set}", fields={"guidance": {"selected_option": {"value": "keep"}}}),
    case("form", ids.SETTINGS_FORM, "1|set|{set}", fields=FOUNDING),
    case("form", ids.ISSUE_FORM, "1|issue|{issue}", fields={"sentence": "Mine now"}),
    case("form", ids.ISSUE_FORM, "1|set|{set}", fields={"sentence": "Mine"}),
    case("form", ids.OTHER_ISSUE_FORM, "1|slot|{slot}", fields={"sentence": "Mine"}),
    case("form", ids.QUESTION_FORM, "1|step|{step}", fields={"question": "Mine?"}),
    case("form", ids.OWN_QUESTIONS_FORM, "1|set|{set}", fields={"question": "Who is in?"}),
    case("form", ids.CONCERN_FORM, "1|set|{set}", fields={"words": "We talk over each other"}),
    case("form", ids.READ_WORDS_FORM, "1|words|w1", "forgotten those words"),
    case("form", ids.KEEP_FOR_SET_FORM, "1|turn|{turn}", fields={"question": "Who is in?"}),
    case("form", ids.RESTATED_FORM, "1|step|{step}", fields={"restated": "Mine?"}),
    case("form", ids.WRITTEN_FORM, "1|step|{step}", fields={"first": "Mine?", "second": "And mine?"}),
    case("form", ids.HELPED_FORM, "1|step|{step}", fields={"turn": {"selected_option": {"value": "1"}}}),
    case("form", ids.LEARNING_FORM, "1|step|{step}", fields={"note": "That I am in"}),
    case("form", ids.ACTION_FORM, "1|action|{action}", fields={"what": "Nothing"}),
    case("form", ids.ACTION_FORM, "1|set|{set}", fields={"what": "Nothing"}),
    case("form", ids.ACTION_FORM, "1|slot|{slot}", fields={"what": "Nothing"}),
    case("form", ids.NONE_FORM, "1|step|{step}", fields={"because": "I say so"}),
    case("form", ids.NONE_FORM, "1|slot|{slot}", fields={"because": "I say so"}),
    case("form", ids.REPORT_FORM, "1|done|{action}", fields={"happened": "Nothing"}),
    *[case("form", ids.DATE_FORM, f"1|{kind}|{{{kind}}}", fields=LATER) for kind in ("set", "meeting")],
    case("form", ids.MOVE_FORM, "1|meeting|{meeting}", fields=LATER),
    case("form", ids.CANCEL_FORM, "1|meeting|{meeting}"),
    case("form", ids.FORMAT_FORM, "1|meeting|{meeting}", fields={"format": {"selected_option": {"value": "deep"}}}),
    case("form", ids.MILESTONE_FORM, "1|meeting|{meeting}", fields={"milestone": "Mine"}),
    case("form", ids.ADD_MEETING_FORM, "1|set|{set}", fields=LATER),
    case("form", ids.DAYS_OFF_FORM, "1|set|{set}", fields={"first": LATER["day"]}),
    case("form", ids.AWAY_FORM, "1|set|{set}", fields={"last": LATER["day"]}),
    case("form", ids.PLACE_FORM, "1|set|{set}", fields={"place": "Mine"}),
    case("form", ids.PULSE_FORM, "1|step|{step}", fields={"score": {"selected_option": {"value": "7"}}}),
]
SHORTCUTS = [case("shortcut", ids.MAKE_ACTION), case("shortcut", ids.PARK_QUESTION)]
NEW_SET = [case("command", "set", "new", TAKEN)]
PUT_AWAY = [case("put away", ids.REPORT_FORM, "1|done|{action}", "")]  # nobody is answered
ENTRIES = [*PUT_AWAY, *NEW_SET, *COMMANDS, *BUTTONS, *FORMS, *SHORTCUTS]
NOT_BY_A_PERSON: Final = {
    "app_home_opened", "message", "channel_archive", "group_archive", "channel_deleted", "group_deleted",
    "channel_left", "group_left", "channel_unarchive", "group_unarchive", "member_joined_channel",
    "member_left_channel", "app_mention", "channel_id_changed", "channel_shared", "channel_unshared", "channel_rename",
    "group_rename", "app_uninstalled", "tokens_revoked", "user_change",
}  # fmt: skip
"""Events: what a person says, and whose home it is, are looked at below; the others tell of the channel."""


async def test_the_table_has_every_listener(two: Two) -> None:
    tried = {(str(entry.values[0]), str(entry.values[1]).partition(":")[0]) for entry in ENTRIES}
    listed = {(one.kind, one.name) for one in two.scene.bot.access.listed}
    assert listed - {("event", name) for name in NOT_BY_A_PERSON} == tried


async def test_the_table_has_every_word_of_set() -> None:
    tried = {str(entry.values[2]).split(" ")[0] for entry in [*NEW_SET, *COMMANDS] if entry.values[1] == "set"}
    assert tried - {"", "nonsense"} == set(WORDS)


def shown_form(two: Two, who: Person) -> str | None:
    """The callback id of the form that somebody has in front of them."""
    shown = two.scene.ws.view(who)
    return str(shown["callback_id"]) if shown else None


def learns_nothing(two: Two, told: str) -> None:
    """No name, no member, no typed word and no id of the first set."""
    secret = ["Heads of department", "technician", "plan has failed", "caretaker", "To ask before we answer"]
    people = [one.id for one in two.scene.people]
    assert [one for one in [*secret, *people, *two.ids.values()] if one in told] == []


@pytest.mark.parametrize(("kind", "name", "given", "says", "fields"), ENTRIES)
async def test_an_outsider_changes_nothing_and_learns_that_there_is_a_set(
    two: Two, kind: str, name: str, given: str, says: str, fields: Any
) -> None:
    before = two.see()
    told = await two.try_it(two.scene.otto, two.scene.room, kind, name, given, fields)
    assert says in told
    learns_nothing(two, told)
    assert two.see().changes(before) == []
    assert shown_form(two, two.scene.otto) is None


@pytest.mark.parametrize(("kind", "name", "given", "says", "fields"), [*BUTTONS, *FORMS, *SHORTCUTS])
async def test_somebody_of_another_workspace_is_told_so(
    two: Two, kind: str, name: str, given: str, says: str, fields: Any
) -> None:
    before = two.see()
    told = await two.try_it(two.stranger, two.scene.room, kind, name, given, fields)
    assert ELSEWHERE in told
    learns_nothing(two, told)
    assert two.see().changes(before) == []
    assert shown_form(two, two.stranger) is None


@pytest.mark.parametrize(("kind", "name", "given", "says", "fields"), COMMANDS)
async def test_what_somebody_of_another_workspace_types_finds_no_set(
    two: Two, kind: str, name: str, given: str, says: str, fields: Any
) -> None:
    before = two.see()
    told = await two.try_it(two.stranger, two.scene.room, kind, name, given, fields)
    assert (NO_SET if says == OUTSIDER else says) in told
    learns_nothing(two, told)
    assert two.see().changes(before) == []


NAMES_ITS_OWN: Final = {
    ids.NEW_SET, ids.MORE_TO_FOUND, ids.SET_FORM, ids.HERE, ids.PAUSE, ids.RESUME, ids.MORE, ids.WAIT, ids.SPEAK,
    ids.MAKE_ACTION, ids.PARK_QUESTION, ids.REMINDERS_FORM, *OWN_REMINDERS, *OWN_HINTS, ids.HINTS_FORM,
    *OWN_LETTER, ids.BACK, *OWN_WORDS, ids.LEARNING_FORM, REPORT_DONE, KEEP_LEARNED,
    *(f"{ids.CHOOSE}:{choice}" for choice in (Choice.GO_ON, Choice.SPEAK, Choice.TYPE)),
}  # fmt: skip
"""What names no set, or nothing but the clicker's own: in their own channel it is theirs to use."""
SIGNS_OF_LIFE: Final = "attendance"
"""Whoever is refused something in their own channel is there all the same."""
OTHERS: Final = [entry for entry in [*BUTTONS, *FORMS] if entry.values[1] not in NAMES_ITS_OWN]


@pytest.mark.parametrize(("kind", "name", "given", "says", "fields"), OTHERS)
async def test_the_ids_of_another_set_open_nothing(
    two: Two, kind: str, name: str, given: str, says: str, fields: Any
) -> None:
    before = two.see()
    told = await two.try_it(two.fay, two.other_room, kind, name, given, fields)
    learns_nothing(two, told)
    assert two.see().changes(before, but=SIGNS_OF_LIFE) == []
    shown = two.scene.ws.view(two.fay)
    if shown is not None:
        learns_nothing(two, str(shown["blocks"]))
        await two.scene.ws.close_view(two.fay)


SLOT_FORMS: Final = (
    (ids.QUESTION_FORM, {"question": "Mine?"}),
    (ids.RESTATED_FORM, {"restated": "Mine?"}),
    (ids.NONE_FORM, {"because": "I say so"}),
    (ids.HELPED_FORM, {"turn": {"selected_option": {"value": "{turn}"}}}),
)
FOR_THE_PRESENTER: Final = (ids.WRITE_QUESTION, ids.WRITE_RESTATED, ids.NONE_THIS_TIME)
NOT_THEIRS = [
    *[case("button", name, "1|turn|{turn}", "That button is for") for name in (ids.ANOTHER_PROMPT, ids.PASS_TURN)],
    *[case("button", name, "1|turn|{turn}", "That button is for") for name in (ids.THINKING, ids.DONE_TURN)],
    *[case("button", name, "1|turn|{turn}", "That button is for") for name in (ids.PARK, ids.DECLINE)],
    case("button", ids.ASKED_NEXT, "1|turn|{turn}", "That button is for"),
    case("button", ids.LEND_PROMPTS, "1|turn|{turn}", "That button is for"),
    case("button", ids.STILL_WRITING, "1|turn|{turn}", "That button is for"),
    *[
        case("button", name, "1|step|{step}|advice:1", "You've answered")
        for name in (ids.ASK_INSTEAD, ids.WAS_A_QUESTION)
    ],
    *[case("button", name, "1|step|{step}", "can move us on") for name in (ids.NEXT, ids.EXTEND, ids.THATS_IT)],
    case("button", ids.TO_REVIEW, "1|step|{step}", "can move us on"),
    case("button", ids.RELEASE_QUESTIONS, "1|step|{step}", "We've moved on since that button appeared."),
    case("button", ids.ANSWER_THIS, "1|turn|{turn}", "That turn is over"),
    case("button", ids.END, "1|meeting|{meeting}", "can move us on"),
    case("button", ids.END_SLOT, "1|slot|{slot}", "can move us on"),
    case("button", ids.HELPED_MOST, "1|step|{step}", "it's their slot."),
    *[case("form", name, "1|step|{step}", "it's their slot.", fields) for name, fields in SLOT_FORMS],
    *[case("button", name, "1|action|{action}", NOT_MY_ACTION) for name in (ids.EDIT_ACTION, *OF_A_REPORT, ids.BRING)],
    *[case("button", name, "1|action|{action}", NOT_MY_ACTION) for name in (ids.ACTION_FROM, ids.WITHDRAW_ACTION)],
    case("button", ids.STORY, "1|action|{action}", NOT_MY_ACTION),
    case("button", f"{ids.STORY_PAGE}:1", "1|story|{action}.1", NOT_MY_ACTION),
    case("button", ids.OTHER_ISSUE, "1|slot|{slot}", "it's their slot."),
    case("form", ids.OTHER_ISSUE_FORM, "1|slot|{slot}", "it's their slot.", {"sentence": "Mine"}),
    case("button", ids.MORE_TO_REPORT, "1|done|{action}", NOT_MY_ACTION),
    case("put away", ids.REPORT_FORM, "1|done|{action}", ""),
    *[case("button", name, "1|slot|{slot}", NOT_MY_SLOT) for name in (ids.ADD_ACTION, ids.NONE_THIS_TIME)],
    case("form", ids.ACTION_FORM, "1|slot|{slot}", NOT_MY_SLOT, {"what": "Nothing"}),
    case("button", f"{ids.KEEP_ACTION}:none", "1|slot|{slot}|Nothing", NOT_MY_SLOT),
    case("button", f"{ids.MAY_READ}:yes", "1|slot|{slot}", NOT_MY_SLOT),
    case("button", ids.KEEP_RESTATED, "1|step|{step}|Mine?", "it's their slot."),
    case("button", f"{ids.WORDS_IN_FORM}:restated", "1|step|{step}|1.0-2.0", "it's their slot."),
    case("form", ids.NONE_FORM, "1|slot|{slot}", NOT_MY_SLOT, {"because": "I say so"}),
    *[case("button", name, "1|step|{step}", "it's their slot.") for name in FOR_THE_PRESENTER],
    case("form", ids.REPORT_FORM, "1|done|{action}", NOT_MY_ACTION, {"happened": "Nothing"}),
    case("form", ids.ACTION_FORM, "1|action|{action}", NOT_MY_ACTION, {"what": "Nothing"}),
    case("button", ids.EDIT_ISSUE, "1|issue|{issue}", NOT_MY_ISSUE),
    case("button", ids.WITHDRAW_ISSUE, "1|issue|{issue}", NOT_MY_ISSUE),
    case("button", ids.GIVE_WAY, "1|issue|{issue}", NOT_MY_ISSUE),
    case("form", ids.ISSUE_FORM, "1|issue|{issue}", NOT_MY_ISSUE, {"sentence": "Mine now"}),
    case("shortcut", ids.PARK_QUESTION, says="Only the presenter can park a question"),
    case("command", "set", "next", "can move us on"),
    case("command", "set", "extend 5", "can move us on"),
]


@pytest.mark.parametrize(("kind", "name", "given", "says", "fields"), NOT_THEIRS)
async def test_what_is_anothers_own_is_left_alone_by_the_other_members(
    two: Two, kind: str, name: str, given: str, says: str, fields: Any
) -> None:
    before = two.see()
    told = await two.try_it(bystander(two), two.scene.room, kind, name, given, fields)
    assert says in told
    assert two.see().changes(before, but=SIGNS_OF_LIFE) == []


def bystander(two: Two) -> Person:
    """A member who neither presents nor is called, and who owns none of the ids."""
    scene = two.scene
    return next(one for one in (scene.ana, scene.eva) if one is not two.called)


@pytest.mark.parametrize("in_thread", [False, True], ids=["in the channel", "in the thread of the slot"])
async def test_what_an_outsider_says_changes_nothing(two: Two, in_thread: bool) -> None:
    scene, before = two.scene, two.see()
    for one in (scene.otto, two.stranger):
        said = await scene.say(one, "What about me?", in_thread=in_thread)
        assert scene.ws.answer_to(said).status == 200
    assert two.see().rows == before.rows
    assert scene.ws.ephemerals(scene.otto)[-1].text != "What about me?"


@pytest.mark.parametrize("who", ["otto", "stranger"])
async def test_the_home_of_an_outsider_is_empty(two: Two, who: str) -> None:
    person = two.scene.otto if who == "otto" else two.stranger
    before = forged_payloads.kept(two.where)
    await two.scene.ws.open_home(person)
    await two.scene.settle()
    shown = two.scene.ws.home(person)
    assert shown is not None
    learns_nothing(two, str(shown["blocks"]))
    assert forged_payloads.kept(two.where) == before


async def test_a_message_in_a_channel_that_is_no_business_of_ours_costs_one_statement(two: Two) -> None:
    elsewhere = two.scene.ws.channel("lunch", members=(two.scene.ana,))
    # the least of three: the scheduler looks at its rows every few real seconds, and a heartbeat comes every ten
    executed = min([await statements_of(two, elsewhere) for _ in range(3)], key=len)
    assert len(executed) == 1
    assert executed[0].startswith("SELECT")


async def statements_of(two: Two, room: Channel) -> list[str]:
    """The SQL that a message in a channel costs; the BEGIN before it goes to no server and costs no read."""
    executed: list[str] = []

    def keep(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if statement != "BEGIN":
            executed.append(statement)

    event.listen(Engine, "before_cursor_execute", keep)
    try:
        await two.scene.ws.say(two.scene.ana, room, "Soup or salad?")
    finally:
        event.remove(Engine, "before_cursor_execute", keep)
    return executed
