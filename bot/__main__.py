"""`python -m bot` is `tracuu`."""

from bot.cli import main

main()
