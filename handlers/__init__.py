"""Everything that can wake the bot: what Slack sends, and the clock."""
