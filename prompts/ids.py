"""Every action_id, callback_id and block_id: rendered in prompts, matched in handlers.

Values of buttons are `1|kind|id`: they live in Slack for ever, so they carry a version and a public random id, never
words.
"""

from typing import Final

# Setting up
NEW_SET: Final = "set_new"
AGREE: Final = "rules_agree"
DECLINE_RULES: Final = "rules_decline"
LEAVE: Final = "set_leave"
AWAY_DAYS: Final = "member_away_days"

# Members who are asked to leave, or are gone
ASK_TO_LEAVE: Final = "member_ask_to_leave"
LEAVE_FORM: Final = "leave_form"
LEAVE_AS_ASKED: Final = "asked_leave"
STAY_AS_ASKED: Final = "asked_stay"
SHOULD_LEAVE: Final = "asked_should_leave"
SHOULD_STAY: Final = "asked_should_stay"
WITHDRAW_ASKING: Final = "asked_withdraw"
HAS_LEFT: Final = "gone_has_left"
KEEP_PLACE: Final = "gone_keep_place"
"""Their values carry the set and the Slack id of the person, with a dot between them."""

CHANGE_RULES: Final = "rules_change"
AGREE_TO_CHANGE: Final = "rules_agree_to_change"
KEEP_OLD_RULES: Final = "rules_keep_old"
START: Final = "meeting_start"
RAISE_ISSUE: Final = "issue_raise"
EDIT_ISSUE: Final = "issue_edit"
WITHDRAW_ISSUE: Final = "issue_withdraw"
GIVE_WAY: Final = "issue_give_way"
OTHER_ISSUE: Final = "slot_other_issue"
RAISE_AGAIN: Final = "issue_raise_again"
LET_GO: Final = "issue_let_go"
CHOOSE_SET: Final = "set_choose"
MOVE_SET: Final = "set_move"
MEANT: Final = "typed_meant"
"""Followed by `:` and a number; the value carries a command and the words after it."""
MORE_TO_FOUND: Final = "set_more"
"""Its value carries the first meeting that the form began with, in seconds since 1970."""
CHANGE_SET: Final = "set_change"

# A cycle, and its end
GUIDANCE: Final = "guidance"
"""Opens the form in which a set says how much of the bot it wants."""
GUIDANCE_FORM: Final = "guidance_form"
SUITS: Final = "cycle_suits"
"""Followed by `:` and what would be otherwise."""
RENEW: Final = "cycle_renew"
NOT_THIS_TIME: Final = "cycle_not_this_time"
GOING_ON: Final = "cycle_going_on"
"""Followed by `:` and the answer."""
WHAT_MOVED: Final = "cycle_what_moved"
END_WELL: Final = "set_end_well"
REST: Final = "set_rest"
WAKE: Final = "set_wake"
RECRUIT: Final = "set_recruit"

# What somebody gave is deleted
FORGET: Final = "words_forget"
FORGET_FORM: Final = "words_forget_form"

CHANGE_DATE: Final = "meeting_change_date"
SKIP_MEETING: Final = "meeting_skip"

# Who cannot come, and other dates
CANNOT_COME: Final = "regret_say"
CAN_COME: Final = "regret_take_back"
WORD_FORM: Final = "regret_form"
HOLD_ANYWAY: Final = "meeting_hold_anyway"
ASK_DATES: Final = "dates_ask"
DATES_FORM: Final = "dates_form"
CAN_ON: Final = "dates_can"
TAKE_DATE: Final = "dates_take"

BACK: Final = "away_back"

REMINDERS: Final = "reminders_change"
TURN_REMINDERS: Final = "reminders_turn"
"""Followed by `:` and `on` or `off`."""
TURN_OFF: Final = "reminders_turn:off"
TURN_ON: Final = "reminders_turn:on"
REMINDERS_FORM: Final = "reminders_form"

# A letter
LETTER_AGAIN: Final = "letter_again"
"""Followed by `:` and when it comes again; the value carries the day of the letter."""
NOT_AGAIN: Final = "letter_not_again"
ASK_AFTER_ALL: Final = "letter_ask_after_all"

# The programme
SHOW_PLAN: Final = "plan_show"
PLAN_MENU: Final = "plan_menu"
"""A menu beside a meeting, whose id follows after `:`; its values name what to do as their kind, as a button of that id does."""
ADD_MEETING: Final = "plan_add"
HAND_ON: Final = "host_hand_on"
DAYS_OFF: Final = "plan_days_off"
MILESTONE_REACHED: Final = "plan_reached"
PLACE_ASKED: Final = "host_place"
HUDDLE: Final = "host_huddle"

# Running a meeting
HERE: Final = "meeting_here"
ALL_HERE: Final = "meeting_all_here"
NEXT: Final = "step_next"
NEXT_SURELY: Final = "step_next_surely"
STAY: Final = "step_stay"
EXTEND: Final = "step_extend"
PAUSE: Final = "meeting_pause"
RESUME: Final = "meeting_resume"
WAS_LAST: Final = "meeting_was_last"
SPEAK: Final = "meeting_speak"
START_AS: Final = "meeting_start_as"
"""In the form behind *More*; on cards of earlier versions a menu. The value names the format as its kind."""
USE_FORMAT: Final = "meeting_use_format"
"""Chooses a format for a meeting that is planned; its value carries the name of the format as its kind, as START_AS does."""
START_OTHERWISE: Final = "meeting_start_otherwise"
"""Beside *Start*: its value carries `spoken` or `typed` as its kind."""
CLOSE: Final = "meeting_close"
BID_GOES: Final = "bid_goes"
THATS_IT: Final = "step_thats_it"
WRITE_QUESTION: Final = "slot_write_question"
WRITE_RESTATED: Final = "slot_write_restated"
PULSE: Final = "review_pulse"
BALANCE: Final = "review_balance"
HELPED_MOST: Final = "slot_helped_most"
KEEP_LEARNING: Final = "slot_keep_learning"
WAIT: Final = "presenter_wait"
TO_REVIEW: Final = "slot_to_review"
END_SLOT: Final = "slot_end"
ONLY_LISTEN: Final = "slot_only_listen"
END: Final = "meeting_end"
MORE: Final = "controls_more"
"""In messages of earlier versions a menu, whose options carry NEXT, EXTEND and PAUSE in their values."""
CHOOSE: Final = "more_choose"
"""In the form behind *More*; followed by `:` and the choice."""

# A set's own questions
OWN_QUESTIONS: Final = "set_questions"
TAKE_AWAY_QUESTION: Final = "question_take_away"
KEEP_FOR_SET: Final = "question_keep"
OWN_QUESTIONS_FORM: Final = "form_own_questions"
KEEP_FOR_SET_FORM: Final = "form_keep_question"

# A turn
ANOTHER_PROMPT: Final = "turn_another_prompt"
LEND_PROMPTS: Final = "turn_lend_prompts"
STILL_WRITING: Final = "turn_still_writing"
PASS_TURN: Final = "turn_pass"  # noqa: S105
THINKING: Final = "turn_thinking"
DONE_TURN: Final = "turn_done"
PARK: Final = "turn_park"
DECLINE: Final = "turn_decline"
ASKED_NEXT: Final = "turn_asked_next"

# A hint at how somebody asked: the value carries the step, and which question was offered
ASK_INSTEAD: Final = "hint_ask_instead"
WAS_A_QUESTION: Final = "hint_was_a_question"
STOP_HINTS: Final = "hint_stop"
HINTS: Final = "hints"
HINTS_FORM: Final = "hints_form"

# Something is off: but for the first their values carry the set and the words
SOMETHING_OFF: Final = "concern_open"
SEND_CONCERN: Final = "concern_send"
CHANGE_CONCERN: Final = "concern_change"
TELL_FACILITATOR: Final = "concern_tell_facilitator"
CONCERN_FORM: Final = "concern_form"
TOLD_FACILITATOR: Final = "concern_told"
READ_WORDS: Final = "concern_read"
READ_WORDS_FORM: Final = "concern_read_form"

# Questions in writing
WRITE_QUESTIONS: Final = "written_write"
RELEASE_QUESTIONS: Final = "written_release"
ANSWER_THIS: Final = "written_answer"
"""Followed by `:` and a number where it stands in a row with others."""

# Words that were said
KEEP_RESTATED: Final = "words_keep_restated"
KEEP_ACTION: Final = "words_keep_action"
"""Followed by `:` and the day in ISO 8601, or `none`."""
KEEP_LEARNED: Final = "words_keep_learned"
"""Followed by `:` and for whom."""
WORDS_IN_FORM: Final = "words_in_form"
"""Followed by `:` and what the words would be kept as; the value says where they stand."""

# Actions and reports
ADD_ACTION: Final = "action_add"
THATS_ALL: Final = "commit_thats_all"
NONE_THIS_TIME: Final = "commit_none"
EDIT_ACTION: Final = "action_edit"
WITHDRAW_ACTION: Final = "action_withdraw"
OPEN_ACTION_FORM: Final = "action_open_form"
ACTION_ON: Final = "action_on"
"""Followed by `:` and the day in ISO 8601; the value carries the words."""
ACTION_UNDATED: Final = "action_undated"
REPORT: Final = "action_report"
"""One action_id a button needs to be its own in its block: REPORT is followed by `:` and the outcome."""
REPORT_AGAIN: Final = "report_again"
UNDO_REPORT: Final = "report_undo"
REPORT_NOW: Final = "report_now"
ASK_AGAIN: Final = "report_ask_again"
"""Followed by `:` and when."""
MORE_TO_REPORT: Final = "report_more"
BRING: Final = "report_bring"
ACTION_FROM: Final = "report_action_from"
PLAN_ON: Final = "report_plan_on"
PASS_REPORT: Final = "report_pass"  # noqa: S105
SAID_REPORT: Final = "report_said"
READ_TRAVELLED: Final = "travelled_read"
TELL_LOOK_BACK: Final = "look_back_tell"
PASS_LOOK_BACK: Final = "look_back_pass"  # noqa: S105

# Records, files and stories
RECORD: Final = "record_open"
"""Its value carries a set, or `mine` as its kind."""
RECORD_PAGE: Final = "record_page"
"""Followed by `:` and a number; the value carries the record and the place in it: `set.meeting.part`, `mine.meeting.part`."""
RECORD_FILE: Final = "record_file"
"""Followed by `:` and the kind of file; its value is like that of a page."""
MAY_READ: Final = "may_read"
CALENDAR_FILE: Final = "calendar_file"
"""Its value carries a set, a meeting, or `mine` as its kind: all meetings of all sets of whoever presses."""
SET_ACTIONS: Final = "actions_open"
SET_ACTIONS_PAGE: Final = "actions_page"
"""Followed by `:` and a number; the value carries `set.page`."""
STORY: Final = "action_story"
STORY_PAGE: Final = "action_story_page"
"""Followed by `:` and a number; the value carries `action.page`."""
HOME_PAGE: Final = "home_page"
"""Followed by `:` and a number; the value carries the page."""

# Forms: callback_id
SET_FORM: Final = "set_form"
SETTINGS_FORM: Final = "settings_form"
RULES_FORM: Final = "rules_form"
ISSUE_FORM: Final = "issue_form"
OTHER_ISSUE_FORM: Final = "other_issue_form"
ACTION_FORM: Final = "action_form"
REPORT_FORM: Final = "report_form"
LOOK_BACK_FORM: Final = "look_back_form"
QUESTION_FORM: Final = "question_form"
RESTATED_FORM: Final = "restated_form"
HELPED_FORM: Final = "helped_form"
LEARNING_FORM: Final = "learning_form"
WRITTEN_FORM: Final = "written_form"
PULSE_FORM: Final = "pulse_form"
DATE_FORM: Final = "date_form"
MOVE_FORM: Final = "move_form"
CANCEL_FORM: Final = "cancel_form"
FORMAT_FORM: Final = "meeting_format_form"
MILESTONE_FORM: Final = "milestone_form"
ADD_MEETING_FORM: Final = "add_meeting_form"
DAYS_OFF_FORM: Final = "days_off_form"
PLACE_FORM: Final = "place_form"
AWAY_FORM: Final = "away_form"
NONE_FORM: Final = "none_form"
RENEWAL_FORM: Final = "renewal_form"
CONDITION_FORM: Final = "condition_form"
MOVED_FORM: Final = "moved_form"
END_FORM: Final = "end_form"
REST_FORM: Final = "rest_form"
MORE_FORM: Final = "more_form"
"""Never sent: it has buttons only."""
RECORD_FORM: Final = "record_form"
"""Never sent either, nor are the next two."""
SET_ACTIONS_FORM: Final = "actions_form"
STORY_FORM: Final = "story_form"

# Message shortcuts: callback_id
MAKE_ACTION: Final = "make_action"
PARK_QUESTION: Final = "park_question"

VERSION: Final = "1"


def value(kind: str, public_id: str) -> str:
    """What a button carries."""
    return f"{VERSION}|{kind}|{public_id}"


def with_words(kind: str, public_id: str, words: str) -> str:
    """What a button carries that only one person sees, of words of theirs, or of where those stand."""
    return f"{value(kind, public_id)}|{words}"


def carried(raw: str) -> tuple[str, str]:
    """The id and the words that such a button carries."""
    parts = [*raw.split("|", 3), "", "", ""]
    return parts[2], parts[3]


def typed(command: str, text: str) -> str:
    """What a button carries that does what could have been typed, where its channel tells the set; `chosen_set` reads it."""
    return f"{value('set', '')}|{command}|{text}"


def typed_in(set_id: str, command: str, text: str) -> str:
    """The same for a set that is named: `chosen_set` reads it."""
    return f"{value('set', set_id)}|{command}|{text}"


def chosen_set(raw: str) -> tuple[str, str, str]:
    """The set, the command and the clicker's own words that the button of a set carries."""
    parts = [*raw.split("|", 4), "", "", "", ""]
    return parts[2], parts[3], parts[4]


def meant(raw: str) -> tuple[str, str] | None:
    """The kind and id that a value carries; None for one that we never rendered."""
    parts = raw.split("|")
    return (parts[1], parts[2]) if len(parts) == 3 and parts[0] == VERSION else None
