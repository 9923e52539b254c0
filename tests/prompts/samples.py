"""Everything the bot says, drawn from values whose every typed word is given."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from typing import Any, Final, TypeVar

from bot.domain.absence_places import AwayIn, InSets, ToldAway
from bot.domain.absences import Absence, Said, UnclearAbsence
from bot.domain.action_stories import ActionStory, CameFrom, Happened, Stood
from bot.domain.actions import (
    ActionLine,
    Committed,
    LatestReport,
    Listing,
    NotSaid,
    OwnerReports,
    Reportable,
    ReportAsk,
    ShownWhen,
    TakenOn,
)
from bot.domain.bid_order import Bid
from bot.domain.calendars import OnDay
from bot.domain.channel_messages import Untimely
from bot.domain.concerns import Concern, Concerns, ToldAdviser, WordsToAdviser
from bot.domain.contacts import Contacts
from bot.domain.controls import (
    Choice,
    ClockWord,
    EndsAnothersSlot,
    EndsTooSoon,
    More,
    Offered,
    Standing,
    StepControls,
    ToStart,
)
from bot.domain.cycles import Aims, Together
from bot.domain.day_words import Doubt
from bot.domain.erasures import Asked, Given
from bot.domain.formats import Proposed
from bot.domain.ground_rules import RulesProposal
from bot.domain.hint_settings import FoundFair, HintSettings, HintsInSet, Stands
from bot.domain.issues import Comes, OwnIssue, OwnIssues, Raised
from bot.domain.leave_requests import (
    AskedForOne,
    AskedToLeave,
    GoneMember,
    LeaveRequestOver,
    OthersAsked,
    OutsideOfRoom,
)
from bot.domain.lengths import LONGEST_CONCERN
from bot.domain.letter_views import (
    ChangedLetter,
    DueLetter,
    MayReadLetter,
    MeetingLetter,
    MissedLetter,
    ParkedLetter,
    ShownLetter,
    ShownPart,
)
from bot.domain.letters import Part
from bot.domain.letters_again import ComesAgain
from bot.domain.look_backs import Answered, LooksBack
from bot.domain.meetings import Agenda, AgendaLine, Recorded, SlotCard, SlotStep, StepCard, TimeUp, Where
from bot.domain.own_prompts import MOST_OWN, OwnPrompt, OwnPrompts, QuestionToKeep
from bot.domain.private_notes import ParkedQuestion, PrivateNotes, Reason
from bot.domain.pulses import PulseForm, PulseSaved, PulseSummary, PulseTaken, Takeaways
from bot.domain.question_bank import When
from bot.domain.questions.hints import Habit, Hint, Noticed, Place, rewrite_of
from bot.domain.records import (
    LAST,
    FileKind,
    KeptLearning,
    LastTime,
    MayRead,
    MeetingRecord,
    Presented,
    RecordedAction,
    RecordPage,
    RecordPlace,
    ToldOfIt,
    WaitingIssue,
)
from bot.domain.refusals import Refusal
from bot.domain.regrets import CannotCome, DateCount, OtherDates
from bot.domain.regrets import Regrets as SaidRegrets
from bot.domain.reminders import Reminders
from bot.domain.said_words import Keepable, Keeps, Offer
from bot.domain.sets import Answer, Charter, Joined, MemberLine, PlannedMeeting, SetCard, Settings
from bot.domain.states import (
    ActionStatus,
    Ahead,
    AskAgain,
    Guidance,
    HintsGiven,
    IssueKind,
    LeaveRequestState,
    MeetingState,
    ProposalState,
    SetState,
    TurnState,
)
from bot.domain.step_kinds import StepKind
from bot.domain.travelled import AskedQuestion, CameOfIt, QuestionChoice, Travelled
from bot.domain.turn_order import Call, FollowsQuiet, PausedAnswer
from bot.domain.typed_commands import Cannot, Subcommand, Typed, Unclear
from prompts import (
    action_stories,
    actions,
    channels,
    clock,
    commands,
    concerns,
    cycles,
    erasures,
    founding,
    ground_rules,
    hints,
    home,
    issues,
    leave_requests,
    letters,
    look_backs,
    meeting_dates,
    meetings,
    members,
    more,
    own_prompts,
    programme,
    pulses,
    records,
    recruiting,
    refusals,
    regrets,
    reminders,
    report_answers,
    report_forms,
    reports,
    said_words,
    sets,
    slots,
    travelled,
    turns,
)
from prompts.charter import agree_first
from tests.prompts import cycle_samples, written_samples
from tests.prompts.programme_samples import PROGRAMME, PROGRAMME_FORMS
from tests.prompts.refused_samples import REFUSED

SAY: Final = "spoken words"
NOW: Final = datetime(2026, 11, 24, 14, 8, tzinfo=UTC)
OURS: Final = "UOURS"
PEERS: Final = tuple(f"UPEER{number}" for number in range(12))
SLOT_STEPS: Final = tuple(kind for kind in StepKind if kind.in_slot)
CHANNEL_STEPS: Final = tuple(kind for kind in StepKind if not kind.in_slot)


def line(typed: str, status: ActionStatus = ActionStatus.OPEN, owner: str = OURS, told: bool = False) -> ActionLine:
    heard = LatestReport(status, typed, typed, Ahead.KEEP) if told else None
    return ActionLine("a1", owner, typed, typed, date(2026, 11, 27), "Europe/London", status, heard)


def many(typed: str) -> tuple[ActionLine, ...]:
    open_ones = [replace(line(typed), action_id=f"a{number}") for number in range(25)]
    return (line(typed, ActionStatus.PARTLY, told=True), line(typed, ActionStatus.DONE, told=True), *open_ones)


def keepable(typed: str) -> Keepable:
    return Keepable(typed, "1795529280.000100", "1795529281.000100", typed)


def promised(typed: str) -> tuple[Keepable, ...]:
    """Without a date, with one, and with one that is asked about."""
    day = date(2026, 11, 27)
    bare = keepable(typed)
    return bare, replace(bare, due=OnDay(day, "Europe/London")), replace(bare, doubt=Doubt(Refusal.WHICH_DAY, (day,)))


def listed(typed: str) -> Listing:
    return Listing(many(typed), len(many(typed)))


def charter(typed: str, **more: Any) -> Charter:
    found = Charter(
        set_id="s1",
        name=typed,
        learn=typed,
        do=typed,
        change=typed,
        plan_link=typed,
        place=typed,
        rules=(typed,) * 12,
        members=tuple(MemberLine(user, Answer.WAITING, date(2026, 11, 30)) for user in PEERS),
        adviser="UADVISER",
        host=OURS,
        private=False,
        spoken=True,
        minutes=90,
        format="classic",
        every_weeks=4,
        meetings=tuple(PlannedMeeting(number, NOW, MeetingState.PLANNED) for number in range(1, 53)),
        next_meeting=PlannedMeeting(1, NOW, MeetingState.PLANNED),
        zone="Europe/London",
        state=SetState.AGREEING,
        still_needed=2,
    )
    return replace(found, **more)


def card(typed: str, **more: Any) -> SetCard:
    active = charter(typed, state=SetState.ACTIVE, still_needed=0)
    planned = PlannedMeeting(2, NOW, MeetingState.PLANNED)
    return replace(SetCard(active, OURS, Answer.AGREED, planned, None, listed(typed), (OwnIssue("i1", typed),)), **more)


def agenda(typed: str, state: MeetingState) -> Agenda:
    slots = (AgendaLine(None, Where.AHEAD, 40, OURS), AgendaLine(None, Where.AHEAD, 40))
    steps = (AgendaLine(StepKind.OPENING, Where.OVER, 8), AgendaLine(StepKind.BIDS, Where.NOW, 5, until=NOW), *slots)
    people = (PEERS, (OURS,), ("UAWAY",))
    return Agenda("m1", typed, 2, 4, state, NOW, NOW, False, typed, steps, (typed,) * 12, *people)


def bids(typed: str) -> tuple[Bid, ...]:
    return tuple(Bid(f"i{n}", peer, typed, 4, n % 3, int(n == 0), NOW, n != 1) for n, peer in enumerate(PEERS))


def step_card(typed: str, kind: StepKind, *, is_open: bool = True, paused: bool = False) -> StepCard:
    return StepCard(
        step_id="st1",
        meeting_id="m1",
        kind=kind,
        says=SAY,
        minutes=8,
        until=NOW,
        open=is_open,
        paused=paused,
        minutes_left=2,
        here=PEERS,
        missing=(OURS,),
        away=("UAWAY",),
        bids=bids(typed),
        fits=2,
        owners=3,
        actions=5,
        told=PEERS[:2],
        came=PEERS,
        record=tuple(Recorded(peer, typed, typed, False, n % 2) for n, peer in enumerate(PEERS)),
        zone="Europe/London",
        number=2,
        of=4,
        prompt=typed,
        open_actions=listed(typed),
        last_time=LastTime(NOW, ((OURS, typed), ("", typed)), ((ActionStatus.OPEN, 2), (ActionStatus.DONE, 1))),
    )


def slot_step(typed: str, kind: StepKind, *, is_open: bool = True, paused: bool = False) -> SlotStep:
    return SlotStep(
        step_id="st1",
        kind=kind,
        says=SAY,
        minutes=7,
        presenter=OURS,
        everyone=(OURS, *PEERS),
        first=kind is StepKind.PRESENT,
        until=NOW,
        open=is_open,
        paused=paused,
        minutes_left=2,
        spoken=True,
        why=typed,
        tried=typed,
        wanted=typed,
        question=typed,
        restated=typed,
        prompt=typed,
        presenter_prompt=typed,
        peers=PEERS,
        issue_id="i1",
    )


def call(typed: str, state: TurnState, **more: Any) -> Call:
    return replace(Call("t1", "st1", "UPEER1", OURS, typed, state, False, False, 15, True, False, NOW, 3), **more)


def committed(typed: str, due: date | None) -> Committed:
    return Committed(replace(line(typed), due_on=due), in_slot=True, next_meeting=NOW)


def facts(**more: Any) -> dict[str, Any]:
    moments = {"from": NOW.timestamp(), "to": NOW.timestamp(), "until": NOW.timestamp(), "least": 1, "most": 4}
    counted = {"turns": 12, "questions": 9, "before": [[10, 4], [11, 6]]}
    refused = {"channel": "C1", "reason": "restricted_action"}
    what = [
        "name",
        "rhythm",
        "minutes",
        "spoken",
        "format",
        "quiet_seconds",
        "prompts",
        "guidance",
        "kept_months",
        "adviser",
        "place",
        "learn",
        "do",
        "change",
    ]
    changed = {
        "what": what,
        "every_weeks": 2,
        "meetings": 6,
        "minutes": 90,
        "spoken": True,
        "quiet_seconds": 60,
        "prompts": "lent",
        "guidance": "keep",
        "kept_months": 6,
    }
    changed |= {"format": "Express, 25 minutes a slot"}
    dates = {"at": NOW.timestamp(), "zone": "Europe/London", "number": 2, "again": True}
    return {
        **counted,
        "step": "st1",
        "meeting": "m1",
        "set": "s1",
        "set_name": "Heads",
        "next_at": NOW.timestamp(),
        "by": OURS,
        "you": "UADVISER",
        "outside": False,
        "is_member": False,
        "user": OURS,
        "old": "C1",
        "private": True,
        "users": [OURS],
        "members": [OURS],
        "in_it": [OURS],
        "adviser": "UADVISER",
        "presenter": OURS,
        "actions": 3,
        "moved": 2,
        "everybody": True,
        "day": "2027-02-01",
        **changed,
        **moments,
        **dates,
        **refused,
        **more,
    }


def kept(typed: str) -> PrivateNotes:
    parked = (
        ParkedQuestion(typed, "C1", "1.2", "https://heads.slack.com/archives/C1/p12?a=b&c=d"),
        ParkedQuestion(typed, "C1", "1"),
    )
    return PrivateNotes((typed,) * 10, (Reason(typed, typed),) * 10, parked * 5)


Sample = Callable[[str], dict[str, Any]]
"""Something said, given what people typed."""
_Value = TypeVar("_Value")


def drawn(say: Callable[[_Value], dict[str, Any]], value: Callable[..., _Value], *args: Any, **more: Any) -> Sample:
    """What is said of a value that is made from typed words."""
    return lambda typed: say(value(typed, *args, **more))


OF_THE_CLOCK: Final = ("away", "paused_itself", "paused", "resumed")
NOTICES: Final = (
    "presenter_silent",
    "presenter_away",
    "left_open",
    "not_started",
    "moved",
    "no_date",
    "missed",
    "skipped",
    "channel_gone",
    "given_up",
    "left_by_the_others",
    "taken_for_left",
    "turned_away",
    "made_public",
    "made_private",
    "shared",
    "unshared",
    "moved_here",
    "not_in_the_room",
    "facilitates",
    "set_changed",
    "renewed",
    "ended",
    "rests",
    "awake",
    "added",
)


def last_closing(typed: str) -> StepCard:
    closing = replace(step_card(typed, StepKind.CLOSING), next_at=None, number=4, of=4, record=())
    return replace(closing, renews=4, set_id="s1", going_on=Together.NOT_ALL_SAID)


def _named(_: str, name: str) -> str:
    return name


def _of_the_clock(_: str, name: str, *, standing: bool) -> ClockWord:
    return ClockWord(
        name, facts(), standing, StepControls("st1", StepKind.COMMIT, paused=False, calling=False, ended=NOW)
    )


def _noticed(name: str) -> dict[str, Any]:
    return meetings.notice(name, facts())


def proposal(typed: str, state: ProposalState = ProposalState.OPEN) -> RulesProposal:
    return RulesProposal("p1", OURS, (typed,) * 15, (typed,) * 15, (OURS,), ("UAWAY",), PEERS, 2, state)


def drawn_proposal(state: ProposalState) -> Sample:
    return lambda t: ground_rules.proposal(proposal(t, state))


def others_asked(typed: str, *, is_open: bool = True, agrees: bool | None = None) -> OthersAsked:
    return OthersAsked("r1", OURS, "UBEN", typed, is_open, NOW, "UTC", agrees)


def drawn_over(*, left: bool, reads: bool) -> Sample:
    return lambda t: letters.letter(told_of(Part.REMOVAL_OVER, LeaveRequestOver(OURS, t, left, reads)))


def drawn_asking(state: LeaveRequestState) -> Sample:
    return lambda t: leave_requests.to_them(AskedToLeave("r1", OURS, t, state, NOW, "UTC", False))


ABOUT_SETS: Final[dict[str, Sample]] = {
    **{f"rules proposed, {one}": drawn_proposal(one) for one in ProposalState},
    "proposed": lambda t: ground_rules.proposed(proposal(t)),
    "proposed, and holds": lambda t: ground_rules.proposed(proposal(t, ProposalState.ACCEPTED)),
    "proposal answered": lambda t: ground_rules.answered(proposal(t), OURS),
    "proposal answered, and holds": lambda t: ground_rules.answered(proposal(t, ProposalState.ACCEPTED), OURS),
    "charter": lambda t: sets.charter(charter(t)),
    "charter, private and agreed": lambda t: sets.charter(
        charter(t, private=True, state=SetState.ACTIVE, still_needed=0)
    ),
    "charter, with contacts": lambda t: sets.charter(charter(t), Contacts(t, t)),
    "charter, under a legal hold": lambda t: sets.charter(charter(t), Contacts(t, t, legal_hold=True)),
    "charter, ended": lambda t: sets.charter(charter(t, state=SetState.ENDED)),
    "charter, ended and kept": lambda t: sets.charter(charter(t, state=SetState.ENDED, kept_until=date(2027, 2, 1))),
    "charter, of a later cycle": lambda t: sets.charter(charter(t, cycle=2, cycle_meetings=4)),
    "charter, with a newer one": lambda t: sets.charter(charter(t, cycle=2, newer=True)),
    "charter, resting": lambda t: sets.charter(charter(t, paused_until=date(2027, 2, 1))),
    "renewed": lambda t: cycles.renewed(charter(t, cycle=2)),
    "invitation": lambda t: recruiting.invitation(charter(t), OURS),
    "invitation to a full set": lambda t: recruiting.invitation(
        charter(t, members=(MemberLine(OURS, Answer.AGREED),) * 12), OURS
    ),
    "closing of the last": lambda t: meetings.step_card(last_closing(t)),
    "review at the half": lambda t: meetings.step_card(
        replace(step_card(t, StepKind.REVIEW), midway=True, aims=Aims(t, t, t))
    ),
    "host asked after the last": lambda t: meetings.notice("no_date", facts(renews=4)),
    "set card": lambda t: sets.set_card(card(t)),
    "set card, running": lambda t: sets.set_card(card(t, running=PlannedMeeting(2, NOW, MeetingState.RUNNING))),
    "set card, paused": lambda t: sets.set_card(card(t, running=PlannedMeeting(2, NOW, MeetingState.PAUSED))),
    "set card, not agreed": lambda t: sets.set_card(card(t, your_answer=Answer.WAITING)),
    "set card, adviser": lambda t: sets.set_card(card(t, your_answer=None, next_meeting=None, open_actions=Listing())),
    "set card, no next date": lambda t: sets.set_card(card("x", charter=charter("x", next_meeting=None))),
    "plan": lambda t: programme.plan(charter(t)),
    "plan, no next date": lambda t: programme.plan(charter(t, next_meeting=None)),
    "members": lambda t: sets.members(charter(t)),
    "rules": lambda t: sets.rules(charter(t)),
    "help": lambda t: commands.help_text(),
    "unknown": lambda t: commands.unclear("set", t, Unclear()),
    "unclear": lambda t: commands.unclear("set", t, Unclear((Typed("set", f"add {t}"), Typed("set-issue", t)))),
    "unclear action": lambda t: commands.unclear("action", t, Unclear((Typed("set", "extend 5"),))),
    "cannot": lambda t: commands.unclear("set", t, Unclear((Typed("action", "list"),), Cannot.DELETE)),
    "mentioned": lambda t: commands.mentioned(Subcommand("away", t), t),
    "mentioned, unclear": lambda t: commands.mentioned(Unclear((Typed("set", "start"),)), t),
    "away": lambda t: members.away(ToldAway(Absence(date(2026, 11, 6), is_a_day=True), (t,), in_all=True)),
    "away from": lambda t: members.away(
        ToldAway(Absence(date(2026, 11, 13), date(2026, 11, 9), Said.SPAN), (t,), in_all=False, has_others=True)
    ),
    "away on": lambda t: members.away(
        ToldAway(Absence(date(2026, 11, 9), date(2026, 11, 9), Said.SPAN), (t, "Others"), in_all=True)
    ),
    "not reached": lambda _: members.not_reached(NOW, "Europe/London"),
    "back on": lambda t: members.away(ToldAway(Absence(date(2026, 11, 5), said=Said.BACK), (t,), in_all=True)),
    "away, unclear in a set that was chosen": lambda _: members.unclear_absence(
        UnclearAbsence(Refusal.AWAY_UNREADABLE), InSets.ALL, "s1"
    ),
    "away, unclear": lambda _: members.unclear_absence(
        UnclearAbsence(
            Refusal.AWAY_UNTIL_WHEN,
            tuple(Absence(date(2026, 11, day), said=Said.BACK) for day in range(5, 9)),
            or_back=True,
        )
    ),
    "no issues": lambda t: issues.listing(OwnIssues("s1", ())),
    "added": lambda t: sets.added(PEERS),
    "founded": lambda t: sets.founded_privately(charter(t)),
    "agreed": lambda t: sets.agreed(charter(t)),
    "declined": lambda t: sets.declined(),
}
ABOUT_MEETINGS: Final[dict[str, Sample]] = {
    **{f"agenda, {state}": drawn(meetings.agenda, agenda, state) for state in MeetingState},
    **{f"{kind} card": drawn(meetings.step_card, step_card, kind) for kind in CHANNEL_STEPS},
    **{f"{kind} card, paused": drawn(meetings.step_card, step_card, kind, paused=True) for kind in CHANNEL_STEPS},
    **{f"{kind} card, over": drawn(meetings.step_card, step_card, kind, is_open=False) for kind in CHANNEL_STEPS},
    **{f"{kind} step": drawn(meetings.slot_step, slot_step, kind) for kind in SLOT_STEPS},
    **{f"{kind} step, paused": drawn(meetings.slot_step, slot_step, kind, paused=True) for kind in SLOT_STEPS},
    **{f"{kind} step, over": drawn(meetings.slot_step, slot_step, kind, is_open=False) for kind in SLOT_STEPS},
    **{f"notice, {name}": drawn(_noticed, _named, name) for name in NOTICES},
    **{f"clock, {name}": drawn(clock.clock, _of_the_clock, name, standing=True) for name in OF_THE_CLOCK},
    **{f"clock, {name} before": drawn(clock.clock, _of_the_clock, name, standing=False) for name in OF_THE_CLOCK},
    "slot card": lambda t: meetings.slot_card(SlotCard(OURS, t, t, t, 1, NOW, 2)),
    "slot card, an opportunity": lambda t: meetings.slot_card(
        SlotCard(OURS, t, t, t, 1, NOW, 2, about=IssueKind.OPPORTUNITY)
    ),
    "slot card, over": lambda t: meetings.slot_card(SlotCard(OURS, t, "", "", 1, None, 0)),
    "time up": lambda t: meetings.time_up(TimeUp("st1", StepKind.OPENING, NOW, True)),
    "time up at the closing": lambda t: meetings.time_up(TimeUp("st1", StepKind.CLOSING, NOW, True)),
    "time up without a date": lambda t: meetings.time_up(TimeUp("st1", StepKind.CLOSING, NOW, True, dated=False)),
    "agenda, posted anew": lambda t: meetings.goes_on(
        meetings.agenda(agenda(t, MeetingState.RUNNING)), "https://heads.slack.com/p1"
    ),
    "agenda, a format for the last": lambda t: meetings.agenda(
        replace(agenda(t, MeetingState.PLANNED), proposed=Proposed("last", t, t), usual="classic")
    ),
    "agenda, a format for the first": lambda t: meetings.agenda(
        replace(agenda(t, MeetingState.PLANNED), number=1, proposed=Proposed("first", t, t), usual="classic")
    ),
    "agenda, elsewhere": lambda t: meetings.agenda(replace(agenda(t, MeetingState.PLANNED), elsewhere=True)),
    "time up in a turn": lambda t: meetings.time_up(TimeUp("st1", StepKind.QUESTION, None, True)),
    "time up, over": lambda t: meetings.time_up(TimeUp("st1", StepKind.QUESTION, None, False)),
}
IN_WRITING: Final = {TurnState.WRITTEN, TurnState.WAITING}
"""Of no call."""
ABOUT_TURNS: Final[dict[str, Sample]] = {
    **{f"call, {state}": drawn(turns.call, call, state) for state in TurnState if state not in IN_WRITING},
    "call, spoken": lambda t: turns.call(call(t, TurnState.CALLED, spoken=True)),
    "call, asked aloud": lambda t: turns.call(call(t, TurnState.ASKED, spoken=True)),
    "call, shown again": lambda t: turns.call(call(t, TurnState.ASKED, shown_again=True)),
    "call, paused": lambda t: turns.call(call(t, TurnState.CALLED, paused=True)),
    "call, not the latest": lambda t: turns.call(call(t, TurnState.CALLED, latest=False, intro_minutes=None)),
    "not your turn": lambda t: turns.not_your_turn(OURS),
    "own slot": lambda t: turns.not_your_turn(OURS, Untimely.OWN_SLOT),
    "asked, and not agreed": lambda t: turns.agree_first("s1"),
    "parked": lambda t: turns.parked(),
    "lent": lambda t: turns.lent((t, t)),
    "still writing": lambda t: turns.still_writing(
        PausedAnswer("U1", "C", "1.0", "t1", "U2", FollowsQuiet.NEXT_PERSON)
    ),
    "still writing, with others left": lambda t: turns.still_writing(
        PausedAnswer("U1", "C", "1.0", "t1", "U2", FollowsQuiet.LEFT)
    ),
    "still writing, or the question before": lambda t: turns.still_writing(
        PausedAnswer("U1", "C", "1.0", "t1", "U2", FollowsQuiet.WAIT)
    ),
    "goes on writing": lambda t: turns.goes_on_writing(),
    "lent, and no more": lambda t: turns.lent(()),
}
ABOUT_WORK: Final[dict[str, Sample]] = {
    "file on its way": lambda t: records.file_on_its_way(FileKind.CALENDAR),
    "file not allowed": lambda t: records.file_not_allowed(),
    "file failed": lambda t: records.file_failed(),
    "raised": lambda t: issues.raised(Raised(t, "i1", NOW, "UTC")),
    "raised, an opportunity": lambda t: issues.raised(Raised(t, "i1", NOW, "UTC", kind=IssueKind.OPPORTUNITY)),
    "opportunity kept": lambda t: issues.kept(Raised(t, "i1", NOW, "UTC", kind=IssueKind.OPPORTUNITY)),
    "own opportunities": lambda t: issues.listing(
        OwnIssues("s1", (OwnIssue("i1", t, kind=IssueKind.OPPORTUNITY), OwnIssue("i2", t, True, IssueKind.OPPORTUNITY)))
    ),
    "raised, no date": lambda t: issues.raised(Raised(t, "i1", None, "UTC")),
    "raised at the bids": lambda t: issues.raised(Raised(t, "i1", NOW, "UTC", Comes.BIDS_NOW)),
    "raised before the bids": lambda t: issues.raised(Raised(t, "i1", NOW, "UTC", Comes.BIDS_TODAY)),
    "raised in a slot": lambda t: issues.raised(Raised(t, "i1", NOW, "UTC", Comes.FREE_SLOT)),
    "raised, not agreed": lambda t: issues.raised(Raised(t, "i1", NOW, "UTC", agree_in="s1")),
    "issue kept": lambda t: issues.kept(Raised(t, "i1", NOW, "UTC")),
    "agree first": lambda t: agree_first("s1"),
    "issue withdrawn": lambda t: issues.withdrawn(t),
    "something is off, preview": lambda t: concerns.preview(Concern("s1", 2, "UADVISER", t[:LONGEST_CONCERN])),
    "something is off, no facilitator": lambda t: concerns.preview(Concern("s1", 2, None, t[:LONGEST_CONCERN])),
    "something is off, sent": lambda _: concerns.sent(Concern("s1", 2)),
    "something is off, to the facilitator": lambda t: concerns.to_facilitator(
        Concern("s1", 2, "UADVISER", t[:LONGEST_CONCERN])
    ),
    "something is off, facilitator gone": lambda t: concerns.to_facilitator(Concern("s1", 2, None, t)),
    "told the facilitator": lambda _: concerns.told_facilitator("UADVISER"),
    "the facilitator is told": lambda t: concerns.to_read(ToldAdviser("UBEN", t, 2, "w1")),
    "the facilitator was told": lambda t: concerns.to_read(ToldAdviser("UBEN", t, 2, None)),
    "something is off": lambda t: concerns.message(Concerns((t,))),
    "something is off, many": lambda t: concerns.message(Concerns((t,) * 12)),
    "something is off, forgotten": lambda _: concerns.message(Concerns(())),
    "own question kept": lambda t: own_prompts.added(t),
    "question kept": lambda t: issues.kept_question(),
    "restated kept": lambda t: issues.kept_restated(),
    "helped kept": lambda t: issues.kept_helped("t1"),
    "learning kept": lambda t: issues.kept_learning(shared=True),
    "thanked": lambda t: issues.thanked(OURS, "t1"),
    "committed": lambda t: actions.committed_privately(committed(t, date(2026, 11, 27))),
    "committed, no date": lambda t: actions.committed_privately(committed(t, None)),
    "committed in the thread": lambda t: actions.committed_in_thread(TakenOn((line(t),))),
    "committed, with what may help": lambda t: actions.committed_in_thread(TakenOn((line(t),), prompt=t)),
    "committed, and set aside": lambda t: actions.committed_in_thread(TakenOn(())),
    "committed, with more": lambda t: actions.committed_in_thread(TakenOn(many(t))),
    "not said": lambda t: actions.not_said(NotSaid(t, "sl1", 0, False)),
    "not said, an action": lambda t: actions.not_said(NotSaid(t, "sl1", 2, False)),
    "not said, the set has met again": lambda t: actions.not_said(NotSaid(t, "sl1", 0, False, over=True)),
    "not said, none, the set has met again": lambda t: actions.not_said(NotSaid(t, "sl1", 0, True, over=True)),
    "not said, none": lambda t: actions.not_said(NotSaid(t, "sl1", 0, True)),
    "listing": lambda t: actions.listing(listed(t)),
    "listing nothing": lambda t: actions.listing(Listing()),
    "doubtful": lambda t: actions.doubtful(t, t, (date(2026, 11, 27), date(2026, 12, 4)), t),
    "doubtful of nothing": lambda t: actions.doubtful("There is no 31 February.", ""),
    "withdrawn, an action": lambda t: actions.withdrawn(t),
    "own issues": lambda t: issues.listing(OwnIssues("s1", (OwnIssue("i1", t),) * 10)),
    "slot turned": lambda t: issues.turned(t),
    "report thanked": lambda t: report_answers.thanks(_reportable(line(t, ActionStatus.DONE, told=True))),
    "report form closed": lambda t: report_answers.put_away(_reportable(line(t, ActionStatus.NOT_YET, told=True))),
    "report undone": lambda t: report_answers.undone(_reportable(line(t))),
    "report undone to one before": lambda t: report_answers.undone(_reportable(line(t, told=True))),
    "asked again": lambda t: report_answers.asked_again(_reportable(line(t, ActionStatus.NOT_YET, told=True))),
    "owner": lambda t: reports.owner(OwnerReports(OURS, many(t), False, True, "st1")),
    "owner, to be set right": lambda t: reports.owner(OwnerReports(OURS, many(t), False, False, "st1", True)),
    "owner, told in words": lambda t: reports.owner(OwnerReports(OURS, many(t), False, True, "st1", said_it=True)),
    "owner, on a call": lambda t: reports.owner(OwnerReports(OURS, many(t), False, True, "st1", spoken=True)),
    "asked to leave": lambda t: leave_requests.asked(AskedForOne("r1", OURS, NOW, "UTC")),
    "asked to leave already": lambda t: leave_requests.asked(AskedForOne("r1", OURS, NOW, "UTC", True, False)),
    "asking taken back": lambda t: leave_requests.withdrawn(OURS),
    **{f"asks them to leave, {one}": drawn_asking(one) for one in LeaveRequestState},
    "asks them to leave, who would stay": lambda t: leave_requests.to_them(
        AskedToLeave("r1", "", t, LeaveRequestState.ASKS_OTHERS, NOW, "UTC", True)
    ),
    "asked to leave, as a message": lambda t: leave_requests.by_message(
        AskedToLeave("r1", OURS, t, LeaveRequestState.ASKS_THEM, NOW, "UTC", False)
    ),
    "would stay": lambda t: leave_requests.would_stay(),
    "answered of another": lambda t: leave_requests.answered(),
    "gone, and asked about": lambda t: leave_requests.gone(GoneMember("s1.U1", OURS, t, True)),
    "taken for left": lambda t: leave_requests.taken_for_left(OURS),
    "place kept": lambda t: leave_requests.place_kept(OURS),
    "question that travelled": lambda t: travelled.came_of_it(CameOfIt(OURS, line(t, ActionStatus.DONE, told=True))),
    "joined the channel": lambda t: channels.joined(Joined(("UNEW",))),
    "how it looks now": lambda t: look_backs.asked(LooksBack(OURS, t, "s1", None, "", True)),
    "how it looks now, too late": lambda t: look_backs.asked(LooksBack(OURS, t, "s1", None, "", False)),
    "how it looks now, passed": lambda t: look_backs.asked(LooksBack(OURS, t, "s1", Answered.PASSED, "", True)),
    "how it looks now, told": lambda t: look_backs.asked(LooksBack(OURS, t, "s1", Answered.TOLD, t, True)),
    "how it looks now, told in words": lambda t: look_backs.asked(LooksBack("", t, "s1", Answered.TOLD, "", False)),
    "owner passed": lambda t: reports.owner(OwnerReports(OURS, many(t), True, True, "st1")),
    "question to keep": lambda t: said_words.offer(Offer(Keeps.RESTATED, "st1", "sl1", (keepable(t),))),
    "learning to keep": lambda t: said_words.offer(Offer(Keeps.LEARNING, "st1", "sl1", (keepable(t),))),
    "actions to keep": lambda t: said_words.offer(Offer(Keeps.ACTION, "st1", "sl1", tuple(promised(t)) * 3)),
    "to report": lambda t: reports.listing_to_report(listed(t)),
    "nothing to report": lambda t: reports.listing_to_report(Listing()),
}
REFUSALS: Final[dict[str, Sample]] = {
    "outsider": lambda t: refusals.outsider(),
    "no set here": lambda t: refusals.no_set_here(),
    "which set": lambda t: refusals.which_set(tuple((f"s{n}", t) for n in range(30)), "/set-issue", t),
    "fault": lambda t: refusals.fault(t),
    "busy": lambda t: refusals.busy(),
    **REFUSED,
}


def told_of(part: Part, value: object | None, *, late: bool = False) -> ShownLetter:
    return ShownLetter(late, (ShownPart(part, value),))


def part_of_a_letter(part: Part, value: Callable[[str], object]) -> Sample:
    return lambda t: letters.letter(told_of(part, value(t)))


def told_of_meeting(
    t: str, lines: tuple[ActionLine, ...] = (), state: MeetingState = MeetingState.PLANNED, **more: Any
) -> MeetingLetter:
    return MeetingLetter("Heads", "m1", 2, NOW, "Europe/London", t, state, lines, reader=OURS, **more)


def drawn_may_read(said: bool | None) -> Sample:
    absent = ("UAWAY", "UPEER1")
    return lambda t: letters.letter(told_of(Part.MAY_READ, MayReadLetter(t, "sl1", NOW, "UTC", absent, said)))


def missed_before(many: int, t: str) -> MissedLetter:
    earlier = tuple((f"m{one}", NOW - timedelta(weeks=one)) for one in range(1, many + 1))
    return MissedLetter(t, "s1", "m0", NOW, "UTC", earlier)


LETTERS_WITHOUT_ACTIONS: Final[dict[str, Sample]] = {
    "letter, held": lambda t: letters.letter(
        told_of(Part.MEETING, told_of_meeting("", (line(t, ActionStatus.DONE, told=True),), MeetingState.CLOSED))
    ),
    "letter, parked": lambda t: letters.letter(told_of(Part.PARKED, ParkedLetter("Heads", 2))),
    "letter, missed": lambda t: letters.letter(
        told_of(Part.MISSED_MEETING, MissedLetter("Heads", "s1", "m1", NOW, "UTC", reports=False))
    ),
    **{
        f"letter, missed before, {many}": part_of_a_letter(Part.MISSED_MEETING, partial(missed_before, many))
        for many in (1, 7)
    },
    **{f"letter, may they read, {said}": drawn_may_read(said) for said in (None, True, False)},
    "may read": lambda _: records.may_read(MayRead.YES),
    "may not read": lambda _: records.may_read(MayRead.NO),
    "letter, a place": lambda t: letters.letter(told_of(Part.MEETING, told_of_meeting(t))),
    "letter, first in line": lambda t: letters.letter(told_of(Part.MEETING, told_of_meeting("", first=OURS))),
    "letter, away that day": lambda t: letters.letter(told_of(Part.MEETING, told_of_meeting("", expected=False))),
    "letter, moved since": lambda t: letters.letter(told_of(Part.MEETING, told_of_meeting("", moved_to=NOW))),
    "letter, can't make it": lambda t: letters.letter(
        told_of(Part.MEETING, told_of_meeting("", expected=False, regretted=True))
    ),
    "letter, newer": lambda t: letters.letter(told_of(Part.MEETING, told_of_meeting("", newer=True))),
    "letter, gone": lambda t: letters.letter(told_of(Part.HAS_LEFT, GoneMember("s1.U1", OURS, t, True))),
    "letter, gone and kept": lambda t: letters.letter(
        told_of(Part.HAS_LEFT, GoneMember("s1.U1", OURS, t, False, kept=True))
    ),
    "letter, gone and left": lambda t: letters.letter(
        told_of(Part.HAS_LEFT, GoneMember("s1.U1", OURS, t, True, left=True))
    ),
    "letter, travelled": lambda t: letters.letter(told_of(Part.TRAVELLED, Travelled(t, NOW.date(), OURS, "a1"))),
    "letter, outside": lambda t: letters.letter(told_of(Part.OUTSIDE, OutsideOfRoom("s1", t))),
    "letter, should leave": lambda t: letters.letter(told_of(Part.REMOVAL, others_asked(t))),
    "letter, agrees": lambda t: letters.letter(told_of(Part.REMOVAL, others_asked(t, agrees=True))),
    "letter, does not agree": lambda t: letters.letter(told_of(Part.REMOVAL, others_asked(t, agrees=False))),
    "letter, settled": lambda t: letters.letter(told_of(Part.REMOVAL, others_asked(t, is_open=False))),
    **{
        f"letter, asked to leave and {left} {reads}": drawn_over(left=left, reads=reads)
        for left in (True, False)
        for reads in (True, False)
    },
    **{name: part_of_a_letter(*part) for name, part in cycle_samples.PARTS.items()},
    "letter, nothing left": lambda t: letters.letter(told_of(Part.DUE, None)),
    "letter, moved while away": part_of_a_letter(
        Part.CHANGED, lambda t: ChangedLetter("Heads", NOW, NOW + timedelta(days=1), "Europe/London")
    ),
    "letter, called off while away": part_of_a_letter(
        Part.CHANGED, lambda t: ChangedLetter("Heads", NOW, None, "Europe/London")
    ),
    "letter, told of a date that is moved": part_of_a_letter(
        Part.CHANGED, lambda t: ChangedLetter("Heads", NOW, NOW + timedelta(days=14), "Europe/London", away=False)
    ),
    "letter, told of a date that is off": part_of_a_letter(
        Part.CHANGED, lambda t: ChangedLetter("Heads", NOW, None, "Europe/London", away=False)
    ),
    "letter, to be had again": lambda t: letters.letter(
        replace(told_of(Part.MEETING, told_of_meeting("")), day=NOW.date())
    ),
    "letter, comes again": lambda t: letters.letter(
        replace(told_of(Part.MEETING, told_of_meeting("")), day=NOW.date(), again_at=NOW, zone="Europe/London")
    ),
    "comes again": lambda t: letters.comes_again(ComesAgain(NOW, "Europe/London")),
    "comes again tomorrow": lambda t: letters.comes_again(ComesAgain(NOW, "Europe/London", is_tomorrow=True)),
    "asked no more": lambda t: letters.asked_no_more("Heads", "a1"),
    "asked after all": lambda t: letters.asked_after_all("Heads"),
}
CANNOT: Final = CannotCome("Heads", "m1", 2, NOW, "Europe/London", "A governors' evening")
DATES: Final = tuple(DateCount(f"d{many}", NOW, many) for many in range(3))
HOURS: Final = Reminders(True, (0, 1, 2, 3, 4), time(9), time(17), "Europe/London")


def _hinted(habit: Habit, place: Place) -> Sample:
    return lambda t: hints.hinted("s1", Hint(Noticed(habit, t[:40], place), rewrite_of(habit, 0)))


REGRETS: Final[dict[str, Sample]] = {
    "can't make it": lambda t: regrets.noted(replace(CANNOT, word=t)),
    "can make it after all": lambda t: regrets.comes_after_all(CANNOT),
    "not with us": lambda t: regrets.at_the_opening(SaidRegrets((("UBEN", t), ("UANA", "")))),
    "held with one": lambda t: regrets.held_with(1),
    "held with few": lambda t: regrets.held_with(2),
    "asked the set": lambda t: regrets.asked_the_set(CANNOT),
    "other dates": lambda t: regrets.other_dates(OtherDates(2, NOW, "Europe/London", DATES)),
    "other dates, over": lambda t: regrets.other_dates(OtherDates(2, NOW, "Europe/London", DATES, over=True)),
    "can on": lambda t: regrets.can_on(DATES[1], "Europe/London", can=True),
    "cannot on": lambda t: regrets.can_on(DATES[1], "Europe/London", can=False),
    "reminders": lambda t: reminders.saved(HOURS),
    "reminders, away": lambda t: reminders.saved(replace(HOURS, away=(AwayIn(t, None, date(2026, 11, 12)),), sets=2)),
    "reminders, away in all": lambda t: reminders.saved(
        replace(HOURS, away=tuple(AwayIn(one, date(2026, 11, 5), date(2026, 11, 12)) for one in (t, "B")), sets=2)
    ),
    "reminders, off": lambda t: reminders.saved(replace(HOURS, wanted=False)),
    "hints on": lambda t: hints.turned(wanted=True),
    "hints off": lambda t: hints.turned(wanted=False),
    "it was a question": lambda t: hints.stands(Stands.ASKED),
    "it was a question, called again": lambda t: hints.stands(Stands.AGAIN),
    "it was a question, and is left": lambda t: hints.stands(Stands.LEFT),
    **{f"hint, {habit}, {place}": _hinted(habit, place) for habit in Habit for place in Place},
}
LETTERS: Final[dict[str, Sample]] = {
    "letter, meeting": lambda t: letters.letter(told_of(Part.MEETING, told_of_meeting("", many(t)), late=True)),
    "letter, the day before": lambda t: letters.letter(
        told_of(Part.STILL_OPEN, told_of_meeting("", (line(t),), again=True, first="UBEN"))
    ),
    "letter, begun": lambda t: letters.letter(
        told_of(Part.MEETING, told_of_meeting("", (line(t, ActionStatus.DONE, told=True),), MeetingState.RUNNING))
    ),
    "letter, due": lambda t: letters.letter(told_of(Part.DUE, DueLetter("Heads", (line(t),)))),
    "letter, due and quiet": lambda t: letters.letter(
        told_of(Part.DUE, DueLetter("Heads", (replace(line(t), quiet=True),)))
    ),
    "letter, quiet": lambda t: letters.letter(
        told_of(Part.MEETING, told_of_meeting("", (replace(line(t), quiet=True), line(t))))
    ),
    "letter, several due": lambda t: letters.letter(told_of(Part.DUE, DueLetter("Heads", many(t)))),
    "letter, due and told": lambda t: letters.letter(
        told_of(Part.DUE, DueLetter("Heads", (line(t, ActionStatus.DONE, told=True),)))
    ),
    "letter, of everything": lambda t: letters.letter(
        ShownLetter(
            late=True,
            day=NOW.date(),
            parts=(
                ShownPart(Part.MEETING, told_of_meeting("", many(t))),
                ShownPart(Part.DUE, DueLetter("Heads", many(t))),
                ShownPart(Part.NOT_SAID, NotSaid("Heads", "sl1", 0, said_none=False)),
            ),
        )
    ),
    "nudge": lambda t: reports.nudge(line(t)),
    "nudge, past": lambda t: reports.nudge(replace(line(t), past=True)),
    "nudge, without a day": lambda t: reports.nudge(replace(line(t), due_on=None)),
    "nudge, told": lambda t: reports.nudge(line(t, ActionStatus.PARTLY, told=True)),
    "report asked": lambda t: reports.ask(ReportAsk("Heads", 2, NOW, "Europe/London", many(t), False, False)),
    "report asked of one": lambda t: reports.ask(ReportAsk("Heads", 2, NOW, "Europe/London", (line(t),), True, True)),
    "report asked, told": lambda t: reports.ask(
        ReportAsk("Heads", 0, NOW, "Europe/London", (line(t, ActionStatus.DONE, told=True),), False, False)
    ),
}
"""What goes to one person by DM about their own actions, whose words alone are typed."""
SELDOM_SAID: Final[dict[str, Sample]] = {
    "set moved": lambda t: channels.moved(),
    "typed to the bot": lambda t: commands.typed_to_me(),
    "meeting moved": lambda t: meeting_dates.moved(2, NOW, "Europe/London"),
    "meeting skipped": lambda t: meeting_dates.skipped(NOW.date(), NOW.time(), "Europe/London"),
    "meeting skipped, no date": lambda t: meeting_dates.skipped(None, NOW.time(), "Europe/London"),
    "moved on": lambda t: meetings.moved_on(StepKind.CLARIFY),
    "back": lambda t: members.back(ToldAway(None, (t,), in_all=True)),
    "back in one": lambda t: members.back(ToldAway(None, (t,), in_all=False, has_others=True)),
    "leaving": lambda t: members.leaving("s1", t),
    "leaving, held": lambda t: members.leaving("s1", t, is_held=True),
    "left": lambda t: members.left(t),
    "words to be deleted": lambda t: erasures.asked(Asked(t)),
    "words to be deleted, held": lambda t: erasures.asked(Asked(t, is_held=True, leaves=True)),
    "words to be deleted, in a meeting": lambda t: erasures.asked(Asked(t, is_meeting=True)),
    "words that are being deleted": lambda t: erasures.asked_already(_given(t)),
    "words that are to be deleted": lambda t: erasures.asked_already(replace(_given(t), is_held=True)),
    "settings changed": lambda t: sets.settings_changed(("name",)),
    "settings as they are": lambda t: sets.settings_changed(()),
    "ends another's slot": lambda t: more.ends_anothers_slot(EndsAnothersSlot("sl1", OURS)),
    "ends too soon": lambda t: more.ends_too_soon(EndsTooSoon("st1", StepKind.CLARIFY, OURS)),
    "ends too soon, by itself": lambda t: more.ends_too_soon(EndsTooSoon("st1", StepKind.CLARIFY)),
    "ends before anybody asked": lambda t: more.ends_too_soon(EndsTooSoon("st1", StepKind.QUESTION, nobody_asked=True)),
    "stayed": lambda t: more.stayed(),
    "pulse given": lambda t: pulses.saved(PulseSaved(PulseTaken.COUNTED, kept=Takeaways(t, t)), words_shown=True),
    "pulse given, words left": lambda t: pulses.saved(
        PulseSaved(PulseTaken.COUNTED, ranged=False, kept=Takeaways(t), words_left=(t,))
    ),
    "pulse given, may read": lambda _: pulses.saved(PulseSaved(PulseTaken.COUNTED, may_read=True)),
    "pulse given, may not read": lambda _: pulses.saved(PulseSaved(None, may_read=False)),
    "pulse given before": lambda t: pulses.saved(PulseSaved(PulseTaken.GIVEN, words_left=(t,))),
    "pulse too late": lambda t: pulses.saved(PulseSaved(PulseTaken.SHOWN, kept=Takeaways("", t), words_left=(t, t))),
    "takeaways removed": lambda t: pulses.saved(PulseSaved(None, kept=Takeaways("", ""))),
    "pulses": lambda t: pulses.summary(PulseSummary(5, (4, 9), (t,), (t,))),
    "pulses all the same": lambda t: pulses.summary(PulseSummary(5, (9, 9), (), (t,) * 20)),
    "pulses, too few": lambda t: pulses.summary(PulseSummary(2, None, (), ())),
    "pulses, and the talk": lambda t: pulses.summary(PulseSummary(5, (6, 9), (), (t,), talk=True)),
    "a moment": lambda t: slots.moment_for_you("sl1"),
    "slot ended": lambda t: slots.ended_for_you(),
    "bid said": lambda t: turns.bid_said("st1"),
    "issue raised again": lambda t: issues.raised(Raised(t, "i1", NOW, "UTC", already=True)),
    "issue turned to": lambda t: issues.raised(Raised(t, "i1", None, "UTC", Comes.FREE_SLOT)),
    "learning kept for oneself": lambda t: issues.kept_learning(shared=False),
    "committed again": lambda t: actions.committed_privately(Committed(line(t), False, NOW, already=True)),
    "committed for the meeting": lambda t: actions.committed_privately(
        Committed(replace(line(t), due_on=None, may_withdraw=True), True, None, at_meeting=True)
    ),
    "not said, one action": lambda t: actions.not_said(NotSaid(t, "sl1", 1, False)),
    "report with another date": lambda t: report_answers.thanks(
        replace(_reportable(line(t, ActionStatus.CHANGED, told=True)), was_due=(NOW.date(),))
    ),
    "report with a date": lambda t: report_answers.thanks(
        replace(_reportable(line(t, ActionStatus.CHANGED, told=True)), was_due=(None,))
    ),
    "unclear day": lambda t: refusals.unclear_day("Which day?", (NOW.date(),) * 2, in_words=True),
    "database away": lambda t: refusals.database_away(),
    "database away, unsure": lambda t: refusals.database_away(unsure=True),
}
MESSAGES: Final = {
    **LETTERS,
    **LETTERS_WITHOUT_ACTIONS,
    **REGRETS,
    **ABOUT_SETS,
    **ABOUT_MEETINGS,
    **ABOUT_TURNS,
    **ABOUT_WORK,
    **REFUSALS,
    **SELDOM_SAID,
    **PROGRAMME,
    **cycle_samples.SAID,
    **written_samples.SAID,
}
FORMATS: Final = (("classic", "Classic, 40 minutes a slot"), ("express", "Express, 25 minutes a slot"))


def settings(typed: str) -> Settings:
    """A set whose words are all the same."""
    return Settings(
        name=typed, learn=typed, do=typed, change=typed, plan_link=typed, place=typed, adviser="UOTTO",
        meetings=5, every_weeks=5, minutes=90, spoken=True, format="express",
    )  # fmt: skip


def _reportable(told: ActionLine) -> Reportable:
    return Reportable(told, ShownWhen.NOW, tuple(AskAgain))


def drawn_in(keeps: Keeps) -> Sample:
    """The form in which words open that were too long for a button."""
    return lambda t: said_words.form(keeps, "id1", t)


def _reported(told: ActionLine, *, more: bool = False) -> dict[str, Any]:
    return report_forms.form(_reportable(told), told.status, more=more)


def _reported_again(told: ActionLine) -> dict[str, Any]:
    return report_forms.again(_reportable(told), told.status)


def _more(offered: tuple[Offered, ...]) -> More:
    return More(offered, StepKind.QUESTION, NOW, OURS, own=True, standing=Standing.MOMENT)


def _given(t: str) -> Given:
    return Given("s1", t, issues=2, actions=3, reports=1, notes=1)


def recorded(typed: str, told: int = 3) -> RecordedAction:
    came_of_it = ToldOfIt(ActionStatus.PARTLY, typed, typed, NOW)
    return RecordedAction(
        OURS, typed, typed, date(2026, 11, 27), "Europe/Sofia", ActionStatus.PARTLY, (came_of_it,) * told
    )


def many_own(typed: str) -> tuple[OwnPrompt, ...]:
    whens = (None, When.EARLY, When.MIDDLE, When.LATE)
    return tuple(OwnPrompt(f"q{n}", typed, whens[n % 4]) for n in range(MOST_OWN))


MISSED: Final = Presented("UAWAY", "", "", "", none_this_time=False, withheld=True)


def meeting_record(typed: str, *, own: bool = False, unheard: bool = False) -> MeetingRecord:
    slot = Presented(OURS, typed, typed, typed, False, (recorded(typed),) * 4)
    none = replace(slot, presenter="", none_this_time=True, actions=(), because=typed if own else "", ended_early=own)
    none = replace(none, kind=IssueKind.OPPORTUNITY)
    learned = (KeptLearning(OURS, typed), KeptLearning("", typed), *([KeptLearning(OURS, typed, False)] if own else []))
    if unheard:
        return MeetingRecord(
            typed,
            "Europe/Sofia",
            None,
            None,
            others=(recorded(typed),),
            issues=(WaitingIssue(typed), WaitingIssue(typed, IssueKind.OPPORTUNITY)),
        )
    return MeetingRecord(typed, "Europe/Sofia", 3, NOW, (slot, none, MISSED), (recorded(typed, told=0),), learned)


def record_page(typed: str, *, part: int = 0, own: bool = False, unheard: bool = False) -> RecordPage:
    shown, of = meeting_record(typed, own=own, unheard=unheard), "" if own else "s1"
    return RecordPage(typed, shown, RecordPlace(1, part), 3, of, None if own else NOW)


def story(typed: str) -> ActionStory:
    moments = (
        Stood(NOW, typed, None),
        Stood(NOW, typed, date(2026, 11, 27), Happened.CHANGED),
        ToldOfIt(ActionStatus.PARTLY, typed, typed, NOW),
        Stood(NOW, typed, date(2026, 12, 4), Happened.CHANGED_BY_REPORT),
    )
    asked = CameFrom("UPEER1")
    return ActionStory(
        line(typed), typed, "Europe/Sofia", moments, typed, typed, typed, 3, NOW, asked, (typed,), IssueKind.OPPORTUNITY
    )


FORMS: Final[dict[str, Sample]] = {
    "word of regret": lambda t: regrets.word_form(replace(CANNOT, word=t)),
    "dates": lambda t: regrets.dates_form(CANNOT),
    "reminders": lambda t: reminders.form(HOURS, (("s1", t),)),
    "reminders, of two sets": lambda t: reminders.form(
        replace(HOURS, away=(AwayIn(t, None, date(2026, 11, 12)),)), (("s1", t), ("s2", "Others"))
    ),
    "away": lambda t: members.away_form((("s1", t),)),
    "away, of two sets": lambda t: members.away_form((("s1", t), ("s2", "Others")), "s2"),
    "hints": lambda t: hints.form(
        HintSettings(
            True,
            (
                HintsInSet("s1", t, HintsGiven.ON),
                HintsInSet("s2", t, HintsGiven.OFF, FoundFair(0, 4)),
                HintsInSet("s3", t, HintsGiven.CLOSED_TOO, FoundFair(1, 5)),
                HintsInSet("s4", t, HintsGiven.ON, FoundFair(9, 12)),
            ),
        )
    ),
    "hints, in many sets": lambda t: hints.form(
        HintSettings(False, tuple(HintsInSet(f"s{one}", t, HintsGiven.ON, FoundFair(9, 12)) for one in range(30)))
    ),
    **PROGRAMME_FORMS,
    **cycle_samples.FORMS,
    "what one gave": lambda t: erasures.form(_given(t)),
    "what one gave, held": lambda t: erasures.form(Given("s1", t, 0, 0, 0, 0, is_held=True, can_leave=False)),
    "founding": lambda t: sets.founding_form("C1", formats=FORMATS, first=NOW, channel_name=t),
    "founding, with more": lambda t: sets.founding_form("C1", formats=FORMATS, first=NOW, channel_name=t, more=True),
    "settings": lambda t: sets.settings_form("s1", settings(t), FORMATS),
    "how much of me": lambda t: founding.guidance_form("s1", Guidance.KEEP),
    "rules": lambda t: sets.rules_form(charter(t)),
    "issue": lambda t: issues.form(t, t, t, t, 5, 3, "i1"),
    "action of a question": lambda t: actions.form(
        t, asked=travelled.came_from(QuestionChoice((AskedQuestion("t1", OURS, 2),), "t1"))
    ),
    "asking to leave": lambda t: leave_requests.form("s1", OURS),
    "how it looks now": lambda t: look_backs.form("s1", t),
    "issue, new": lambda t: issues.form(),
    "question": lambda t: issues.question_form("st1", t),
    "restated": lambda t: issues.restated_form("st1", t),
    "helped": lambda t: issues.helped_form("st1", tuple((f"t{n}", f"UPEER{n}", n + 1) for n in range(10))),
    "helped, many": lambda t: issues.helped_form("st1", tuple((f"t{n}", f"UPEER{n}", n + 1) for n in range(30))),
    "something else": lambda t: issues.other_issue_form("sl1", IssueKind.OPPORTUNITY),
    "more": lambda t: more.form(_more(tuple(Offered(one, "of1") for one in Choice)), more.closed()),
    "more, nothing": lambda t: more.form(_more(())),
    "more, to start": lambda t: more.to_start(ToStart("m1", FORMATS * 30)),
    "more, over": lambda t: more.over(more.closed()),
    "learning": lambda t: issues.learning_form("st1", t, shared=True),
    **{f"words as {keeps}": drawn_in(keeps) for keeps in (Keeps.RESTATED, Keeps.ACTION, Keeps.LEARNING)},
    "action": lambda t: actions.form(t, t, t, "a1", t),
    "action, new": lambda t: actions.form(),
    "none": lambda t: actions.none_form("1|step|st1", review_follows=True),
    "none at the closing": lambda t: actions.none_form("1|step|st1", review_follows=False),
    "action with a day": lambda t: actions.form_with_a_day(t),
    "something is off": lambda t: concerns.form(Concern("s1", 2), t),
    "for the facilitator": lambda t: concerns.words_to_read(WordsToAdviser(ToldAdviser("UBEN", t, 2, "w1"), t)),
    "own questions": lambda t: own_prompts.form(OwnPrompts("s1", t, ())),
    "own questions, many": lambda t: own_prompts.form(OwnPrompts("s1", t, many_own(t))),
    "question to keep": lambda t: own_prompts.form_to_keep(QuestionToKeep("t1", t, NOW, None), t),
    "question to keep, forgotten": lambda t: own_prompts.form_to_keep(QuestionToKeep("t1", t, NOW, None), ""),
    "question to keep, long": lambda t: own_prompts.form_to_keep(QuestionToKeep("t1", t, NOW, None), f"{t} " * 90),
    "record": lambda t: records.record_form(record_page(t)),
    "record, its last part": lambda t: records.record_form(record_page(t, part=LAST), records.on_its_way(FileKind.CSV)),
    "record, my own": lambda t: records.record_form(record_page(t, own=True)),
    "record, of what no meeting has heard": lambda t: records.record_form(record_page(t, own=True, unheard=True)),
    "record, nothing yet": lambda t: records.record_form(RecordPage(t, None, RecordPlace(), 0, "s1")),
    "record, nothing of mine": lambda t: records.record_form(RecordPage("", None, RecordPlace(), 0)),
    "open actions": lambda t: records.actions_form("s1", Listing((line(t),) * 100, 100), 1),
    "open actions, none": lambda t: records.actions_form("s1", Listing(), 0),
    "story": lambda t: action_stories.story_form(story(t)),
    "story, outside of a slot": lambda t: action_stories.story_form(replace(story(t), number=None, held_at=None), 1),
    "pulse": lambda t: pulses.pulse_form("st1", PulseForm(takes_pulse=True), t),
    "pulse of a presenter": lambda t: pulses.pulse_form(
        "st1", PulseForm(True, absent=("UAWAY", "UPEER1"), may_read=True)
    ),
    "pulse without a range": lambda t: pulses.pulse_form("st1", PulseForm(takes_pulse=True, ranged=False)),
    "pulse, given": lambda t: pulses.pulse_form("st1", PulseForm(takes_pulse=False, gave=True, kept=Takeaways(t, t))),
    "pulse, shown": lambda t: pulses.pulse_form("st1", PulseForm(takes_pulse=False, kept=Takeaways("", t))),
    "learning, too long": lambda t: issues.learning_form("st1", t, problem="Too long."),
    "action, too long": lambda t: actions.too_long(t * 9),
    "issue, too long": lambda t: issues.too_long(t * 9),
    **{f"report again, {outcome}": drawn(_reported_again, line, outcome, told=True) for outcome in actions.OUTCOMES},
    **written_samples.FORMS,
    **{f"report, {outcome}": drawn(_reported, line, outcome, told=True) for outcome in actions.OUTCOMES},
}


def many_open(typed: str) -> SetCard:
    return card(typed, open_actions=Listing(in_all=60))


HOMES: Final[dict[str, Sample]] = {
    "home": lambda t: home.home(OURS, tuple(card(t) for _ in range(15))),
    "home, with what is kept": lambda t: home.home(OURS, (card(t, open_actions=Listing()),), kept=kept(t)),
    "home, has left": lambda _: home.Home(OURS, [], has_left=True).drawn(0, ()),
    "home, the second page": lambda t: home.Home(OURS, [many_open(t)]).drawn(1, [line(t)] * 30),
    "home, nothing yet": lambda t: home.home(OURS, ()),
}
EVERYTHING: Final = {**MESSAGES, **FORMS, **HOMES}


def labels(message: dict[str, Any]) -> list[str]:
    """What the buttons of a message say."""
    rows = [block["elements"] for block in message["blocks"] if block["type"] == "actions"]
    return [element["text"]["text"] for row in rows for element in row]
