"""What each of Slack's error codes means for whoever made the call."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class Verdict(StrEnum):
    """What is known after a call.

    NOT_DONE: not now, whatever the message; HOPELESS: never this message; BLOCKS: not with these blocks; THREAD: not in
    this thread; DELETED: the message is not there any more; GONE: nothing in this channel, or to this person; ACCESS:
    nothing at all until somebody mends the app or its token.
    """

    DONE = "done"
    UNCLEAR = "unclear"
    NOT_DONE = "not_done"
    LIMITED = "limited"
    BLOCKS = "blocks"
    THREAD = "thread"
    DELETED = "deleted"
    GONE = "gone"
    HOPELESS = "hopeless"
    ACCESS = "access"
    UNKNOWN = "unknown"


# Every code that Slack's reference lists for the methods that the bot calls (read in November 2026), with those that it
# has been seen to answer besides. `internal_error` and `fatal_error` say themselves that part of the work may have been
# done. A message of ours that "cannot be updated" has become the stone of a deleted one, which is Slackbot's.
_ERRORS: Final[Mapping[Verdict, str]] = {
    Verdict.LIMITED: "ratelimited rate_limited message_limit_exceeded",
    Verdict.UNCLEAR: """
        internal_error fatal_error service_unavailable request_timeout team_added_to_org update_failed invalid_cursor
        list_record_comment_fetch_failed
    """,
    Verdict.NOT_DONE: "external_channel_migrating",
    Verdict.BLOCKS: """
        invalid_blocks invalid_blocks_format msg_blocks_too_long block_mismatch invalid_attachments too_many_attachments
        too_many_contact_cards attachment_payload_limit_exceeded invalid_arguments
    """,
    Verdict.THREAD: """
        thread_not_found cannot_reply_to_message restricted_action_thread_locked restricted_action_non_threadable_channel
    """,
    Verdict.DELETED: "message_not_found cant_update_message",
    Verdict.GONE: """
        is_archived is_inactive channel_not_found not_in_channel channel_type_not_supported channel_is_limited_access
        method_not_supported_for_channel_type restricted_action restricted_action_read_only_channel
        restricted_action_thread_only_channel ekm_access_denied no_permission team_not_found posting_to_channel_denied
        messages_tab_disabled user_disabled user_not_found users_not_found user_not_visible user_not_in_channel
        cannot_dm_bot
    """,
    Verdict.HOPELESS: """
        no_text msg_too_long edit_window_closed streaming_state_conflict markdown_text_conflict
        invalid_metadata_format invalid_metadata_schema metadata_too_large metadata_must_be_sent_from_app
        invalid_metadata_filter_keys cant_broadcast_message no_dual_broadcast_content_update as_user_not_supported
        send_on_behalf_not_allowed duplicate_channel_not_found duplicate_message_not_found
        draft_already_deleted draft_already_sent draft_has_conflict draft_not_found
        missing_file_data blocked_file_type file_deleted file_is_deleted file_not_found file_share_limit_reached
        max_file_sharing_exceeded unable_to_share_files slack_connect_blocked_file_type
        slack_connect_canvas_sharing_blocked slack_connect_clip_sharing_blocked slack_connect_file_link_sharing_blocked
        slack_connect_file_upload_sharing_blocked slack_connect_lists_sharing_blocked
        invalid_arg_name invalid_array_arg invalid_charset invalid_form_data invalid_post_type missing_post_type
        invalid_ts_latest invalid_ts_oldest invalid_user_combination not_enough_users too_many_users
        users_list_not_supplied duplicate_external_id exchanged_trigger_id expired_trigger_id invalid_trigger_id
        trigger_exchanged trigger_expired hash_conflict missing_profile_id not_enabled not_found not_implemented
        view_too_large cant_delete_message compliance_exports_prevent_deletion cant_delete_file delete_not_allowed
        file_deleting_disabled
    """,
    Verdict.ACCESS: """
        invalid_auth not_authed account_inactive token_revoked token_expired missing_scope access_denied accesslimited
        app_access_restricted org_login_required enterprise_is_restricted team_access_not_granted is_bot
        two_factor_setup_required not_allowed_token_type deprecated_endpoint method_deprecated unknown_method
    """,
}
VERDICTS: Final[Mapping[str, Verdict]] = {code: verdict for verdict, codes in _ERRORS.items() for code in codes.split()}


def verdict_on(error: str) -> Verdict:
    """What one of Slack's error codes means."""
    known = VERDICTS.get(error)
    if known is None and error.startswith("restricted_action"):
        return Verdict.GONE
    return known or Verdict.UNKNOWN
