"""Every listener of the bot is made here, with the use cases that it asks."""

from collections.abc import Mapping
from dataclasses import dataclass

from slack_bolt.async_app import AsyncApp

from bot.services.action_stories import ActionStories
from bot.services.actions import Actions
from bot.services.channel_messages import ChannelMessages
from bot.services.channels import Channels
from bot.services.concerns import ConcernsOfSets
from bot.services.cycles import Cycles
from bot.services.deletions import Deletions
from bot.services.endings import Endings
from bot.services.erasures import Erasures
from bot.services.files import Files
from bot.services.ground_rules import GroundRules
from bot.services.hints import Hints
from bot.services.hosting import Hosting
from bot.services.installations import Installations
from bot.services.issues import Issues
from bot.services.joiners import Joiners
from bot.services.leave_requests import LeaveRequests
from bot.services.look_backs import LookBacks
from bot.services.meeting_dates import MeetingDates
from bot.services.meeting_formats import MeetingFormats
from bot.services.meetings import Meetings
from bot.services.members import Members
from bot.services.own_absences import OwnAbsences
from bot.services.own_prompts import OwnQuestions
from bot.services.own_reminders import OwnReminders
from bot.services.people import People
from bot.services.programme import Programme
from bot.services.pulses import Pulses
from bot.services.records import Records
from bot.services.regrets import Regrets
from bot.services.reports import Reports
from bot.services.said_words import SaidWords
from bot.services.sets import Sets
from bot.services.settings import SetSettings
from bot.services.sleeping_sets import SleepingSets
from bot.services.slots import Slots
from bot.services.times_off import TimesOffOfSets
from bot.services.told_advisers import ToldAdvisers
from bot.services.told_again import ToldAgain
from bot.services.turns import Turns
from bot.services.written_questions import WrittenQuestions
from handlers.access import Access
from handlers.action_stories import ActionStoryListeners
from handlers.actions import ActionListeners
from handlers.concerns import ConcernListeners
from handlers.cycles import CycleListeners
from handlers.erasures import ErasureListeners
from handlers.errors import Errors
from handlers.executor import Executor
from handlers.ground_rules import GroundRulesListeners
from handlers.hints import HintListeners
from handlers.home import HomeListeners
from handlers.installations import InstallationListeners
from handlers.issues import IssueListeners
from handlers.leave_requests import LeaveRequestListeners
from handlers.letters import LetterListeners
from handlers.look_backs import LookBackListeners
from handlers.meeting_dates import MeetingDateListeners
from handlers.meeting_formats import MeetingFormatListeners
from handlers.meetings import MeetingListeners
from handlers.members import MemberListeners
from handlers.more import MoreListeners
from handlers.own_prompts import OwnPromptListeners
from handlers.private_answers import PrivateAnswers
from handlers.programme import ProgrammeListeners
from handlers.pulses import PulseListeners
from handlers.reader_languages import ReaderLanguages
from handlers.records import RecordListeners
from handlers.regrets import RegretListeners
from handlers.reminders import ReminderListeners
from handlers.reports import ReportListeners
from handlers.said_words import SaidWordsListeners
from handlers.sets import Listeners, SetListeners, WordListeners
from handlers.settings import SettingsListeners
from handlers.slack_clients import ClientOf
from handlers.slack_queries import SlackQueries
from handlers.talk import Talk
from handlers.turns import TurnListeners
from handlers.typed_commands import TypedCommandListeners
from handlers.workspace_members import WorkspaceMembers
from handlers.written_questions import WrittenQuestionListeners


@dataclass(frozen=True, slots=True)
class Services:
    """The use cases, by noun."""

    sets: Sets
    settings: SetSettings
    ground_rules: GroundRules
    channels: Channels
    deletions: Deletions
    meetings: Meetings
    meeting_formats: MeetingFormats
    turns: Turns
    written_questions: WrittenQuestions
    channel_messages: ChannelMessages
    issues: Issues
    slots: Slots
    actions: Actions
    reports: Reports
    said_words: SaidWords
    pulses: Pulses
    concerns: ConcernsOfSets
    told_advisers: ToldAdvisers
    meeting_dates: MeetingDates
    records: Records
    files: Files
    action_stories: ActionStories
    regrets: Regrets
    own_reminders: OwnReminders
    hints: Hints
    told_again: ToldAgain
    own_absences: OwnAbsences
    members: Members
    programme: Programme
    hosting: Hosting
    times_off: TimesOffOfSets
    cycles: Cycles
    endings: Endings
    sleeping: SleepingSets
    look_backs: LookBacks
    joiners: Joiners
    people: People
    leave_requests: LeaveRequests
    erasures: Erasures
    own_questions: OwnQuestions
    installations: Installations


def register(
    app: AsyncApp,
    executor: Executor,
    services: Services,
    private_answers: PrivateAnswers,
    slack_queries: SlackQueries,
    workspace_members: WorkspaceMembers,
    reader_languages: ReaderLanguages,
    *,
    formats: Mapping[str, str],
    talk: Talk,
    client_of: ClientOf,
    prefix: str = "",
) -> Access:
    """Every listener of the bot, and the one error handler."""
    access = Access(
        app,
        executor,
        private_answers,
        workspace_members,
        reader_languages,
        prefix,
        services.members.refused,
        services.installations,
    )
    meetings = MeetingListeners(access, services.meetings, private_answers)
    leave_requests = LeaveRequestListeners(access, services.leave_requests, services.members, services.sets)
    members = MemberListeners(access, services.members, services.sets, services.own_absences)
    records = RecordListeners(access, services.records, services.files)
    meeting_formats = MeetingFormatListeners(access, services.meeting_formats)
    programme = ProgrammeListeners(access, services.programme, services.hosting, services.times_off, meeting_formats)
    settings = SettingsListeners(access, services.settings, services.channels, slack_queries, formats)
    rules = GroundRulesListeners(access, services.sets, services.ground_rules)
    cycles = CycleListeners(
        access, services.cycles, services.endings, services.sleeping, services.sets, meetings, settings, rules
    )
    erasures = ErasureListeners(access, services.erasures)
    regrets = RegretListeners(access, services.regrets, services.meeting_dates)
    reminders = ReminderListeners(access, services.own_reminders, services.own_absences)
    own_prompts = OwnPromptListeners(access, services.own_questions, talk)
    hints = HintListeners(access, services.hints, services.settings)
    concerns = ConcernListeners(access, services.concerns, services.told_advisers, slack_queries)
    others: tuple[WordListeners, ...] = (
        *(meetings, members, programme, leave_requests, cycles, erasures),
        *(regrets, reminders, hints, records, own_prompts, concerns, meeting_formats, settings),
    )
    sets = SetListeners(access, services.sets, services.channels, slack_queries, others, formats)
    issues = IssueListeners(access, services.issues, services.slots, private_answers, talk)
    actions = ActionListeners(access, services.actions, services.reports, services.slots, services.said_words, talk)
    typed = TypedCommandListeners(
        access,
        {"set": sets.word, "set-issue": issues.raise_one, "action": actions.commit},
        {"set-issue": issues.as_typed, "action": actions.as_typed},
    )
    turns = TurnListeners(
        access, services.turns, services.channel_messages, services.deletions, private_answers, slack_queries, formats
    )
    everyone: tuple[Listeners, ...] = (
        *(sets, rules, issues, actions, typed, turns),
        MoreListeners(access, services.meetings, services.issues, services.turns, meetings),
        LetterListeners(access, services.told_again),
        InstallationListeners(access, services.installations, client_of),
        ActionStoryListeners(access, services.action_stories),
        WrittenQuestionListeners(access, services.written_questions, services.turns),
        ReportListeners(access, services.reports, talk),
        LookBackListeners(access, services.look_backs, talk),
        SaidWordsListeners(access, services.slots, services.actions, talk),
        MeetingDateListeners(access, services.meeting_dates),
        PulseListeners(access, services.pulses, talk),
        HomeListeners(access, services.channels, services.joiners, services.people, private_answers),
    )
    for one in (*everyone, *others):
        one.register()
    app.error(reader_languages.answering(Errors(private_answers)))
    return access
