"""Refusals of forms, buttons and commands, whatever they are about, and of what Slack did not do."""

from typing import Final

from bot.domain.refusals import Refusal
from prompts.language import N_
from prompts.refused_types import Table, Words

WORDS: Final[Table] = {
    Refusal.NO_NUMBER: Words(N_("Enter a whole number.")),
    Refusal.NO_DATE: Words(N_("Choose a date.")),
    Refusal.NO_TIME: Words(N_("Choose a time.")),
    Refusal.NO_DAY_AND_TIME: Words(N_("Choose a day and a time.")),
    Refusal.OTHER_CENTURY: Words(N_("Choose a day in this century.")),
    Refusal.OLD_FORM: Words(
        N_("This form is out of date, so nothing has changed. Please open it again where you found it.")
    ),
    Refusal.OLD_BUTTON: Words(
        N_("This button is out of date, so nothing has changed. {command} shows what you can do now."), "set"
    ),
    Refusal.OLD_SHORTCUT: Words(
        N_("This shortcut is out of date, so nothing has changed. {command} lists what there is."), "set help"
    ),
    Refusal.OLD_WIZARD: Words(
        N_(
            "I've been updated since you opened this form, and the new one is shorter. The set isn't created yet: copy what "
            "you typed, close this, and type {command} again."
        ),
        "set new",
    ),
    Refusal.NO_COMMAND: Words(
        N_(
            "That isn't a command of mine, so nothing has changed. Whoever runs me here can fix it: the app's "
            "commands and COMMAND_PREFIX must match."
        )
    ),
    Refusal.FORM_KEPT_BEFORE: Words(
        N_(
            "I saved this form when you sent it before. What you've changed in it since isn't saved: copy that, close this "
            "form, and open it again."
        )
    ),
    Refusal.FORM_NOT_OPENED: Words(
        N_("Slack didn't open the form, and nothing was saved. Please try again in a moment.")
    ),
    Refusal.FORM_PERHAPS_OPENED: Words(
        N_("Slack didn't say whether it opened the form. Nothing is saved: if there's no form, please try again.")
    ),
    Refusal.FORM_TOO_LATE: Words(N_("Slack gave up waiting for the form. Nothing is lost: please try again.")),
    Refusal.OTHER_WORKSPACE: Words(
        N_(
            "You belong to another workspace, and people from other workspaces can't join a set yet. You can join "
            "with an account in this workspace, even a guest account."
        )
    ),
    Refusal.WORKSPACE_UNKNOWN: Words(N_("Slack didn't tell me in time who you are. Please try again in a moment.")),
}
