"""The bot as it is, with a stand-in for the documents: `python -m tests.bot.run_fake_bot`.

It writes as fast as it can, unless POLITE is set: tests would wait a second for each message.
"""

import os
import sys

from bot import app
from bot.pacing import POLITE, Pace
from config import settings
from tests.bot.stand_in import StandIn

HASTY = Pace(*3 * [((1000, 1.0),)])


def main() -> None:
    pace = POLITE if os.environ.get("POLITE") else HASTY
    library = StandIn(os.environ.get("GATE", ""))
    sys.exit(app.run(settings.load(), lambda: library, pace=pace))


if __name__ == "__main__":
    main()
