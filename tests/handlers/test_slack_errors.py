"""What Slack's errors mean."""

import pytest

from handlers.slack_errors import VERDICTS, Verdict, verdict_on
from tests.each import each

LISTED = """
access_denied accesslimited account_inactive app_access_restricted as_user_not_supported
attachment_payload_limit_exceeded block_mismatch blocked_file_type cannot_reply_to_message cant_broadcast_message
cant_update_message channel_is_limited_access channel_not_found deprecated_endpoint draft_already_deleted
draft_already_sent draft_has_conflict draft_not_found duplicate_channel_not_found duplicate_external_id
duplicate_message_not_found edit_window_closed ekm_access_denied enterprise_is_restricted exchanged_trigger_id
expired_trigger_id external_channel_migrating fatal_error file_deleted file_is_deleted file_not_found
file_share_limit_reached hash_conflict internal_error invalid_arg_name invalid_arguments invalid_array_arg
invalid_attachments invalid_auth invalid_blocks invalid_blocks_format invalid_charset invalid_cursor invalid_form_data
invalid_metadata_filter_keys invalid_metadata_format invalid_metadata_schema invalid_post_type invalid_trigger_id
invalid_ts_latest invalid_ts_oldest invalid_user_combination is_archived is_bot is_inactive
list_record_comment_fetch_failed markdown_text_conflict max_file_sharing_exceeded message_limit_exceeded
message_not_found messages_tab_disabled metadata_must_be_sent_from_app metadata_too_large method_deprecated
method_not_supported_for_channel_type missing_file_data missing_post_type missing_profile_id missing_scope
msg_blocks_too_long msg_too_long no_dual_broadcast_content_update no_permission no_text not_allowed_token_type
not_authed not_enabled not_enough_users not_found not_implemented not_in_channel org_login_required
posting_to_channel_denied rate_limited ratelimited request_timeout restricted_action
restricted_action_non_threadable_channel restricted_action_read_only_channel restricted_action_thread_locked
restricted_action_thread_only_channel send_on_behalf_not_allowed service_unavailable slack_connect_blocked_file_type
slack_connect_canvas_sharing_blocked slack_connect_clip_sharing_blocked slack_connect_file_link_sharing_blocked
slack_connect_file_upload_sharing_blocked slack_connect_lists_sharing_blocked streaming_state_conflict
team_access_not_granted team_added_to_org team_not_found thread_not_found token_expired token_revoked
too_many_attachments too_many_contact_cards too_many_users two_factor_setup_required unable_to_share_files
unknown_method update_failed user_disabled user_not_found user_not_in_channel user_not_visible users_list_not_supplied
view_too_large
"""
"""The error codes that Slack's reference (August 2026) lists for the methods that the bot calls: chat.postMessage, update,
postEphemeral and getPermalink; conversations.open, info, history and replies; users.info; views.open and publish."""


@each({error: error for error in LISTED.split()})
def test_every_code_that_slack_lists_has_a_verdict(error: str) -> None:
    assert verdict_on(error) is not Verdict.UNKNOWN


def test_no_code_has_two_verdicts_or_says_that_all_is_well() -> None:
    from handlers.slack_errors import _ERRORS

    assert sum(len(codes.split()) for codes in _ERRORS.values()) == len(VERDICTS)
    assert not {Verdict.DONE, Verdict.UNKNOWN} & set(VERDICTS.values())


@pytest.mark.parametrize(
    ("error", "verdict"),
    [
        pytest.param("internal_error", Verdict.UNCLEAR, id="part of it may have been done"),
        pytest.param("ratelimited", Verdict.LIMITED, id="too fast"),
        pytest.param("invalid_blocks", Verdict.BLOCKS, id="blocks"),
        pytest.param("is_archived", Verdict.GONE, id="archived"),
        pytest.param("is_inactive", Verdict.GONE, id="archived, as an edit is told"),
        pytest.param("restricted_action_thread_locked", Verdict.THREAD, id="a thread that an admin has locked"),
        pytest.param("restricted_action_of_next_year", Verdict.GONE, id="not allowed by an admin"),
        pytest.param("message_not_found", Verdict.DELETED, id="deleted by somebody"),
        pytest.param("token_revoked", Verdict.ACCESS, id="no token"),
        pytest.param("brand_new_error", Verdict.UNKNOWN, id="unheard of"),
    ],
)
def test_an_error_of_slack_has_a_verdict(error: str, verdict: Verdict) -> None:
    assert verdict_on(error) is verdict
