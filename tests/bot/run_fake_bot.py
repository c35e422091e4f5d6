"""The bot as it is, with a stand-in for the documents: `python -m tests.bot.run_fake_bot`."""

import os
import sys

from bot import app
from config import settings
from tests.bot.stand_in import StandIn

if __name__ == "__main__":
    sys.exit(app.run(settings.load(), lambda: StandIn(os.environ.get("GATE", ""))))
