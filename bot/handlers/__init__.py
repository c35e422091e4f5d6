"""What the bot says to whom: one module per kind of chat."""
