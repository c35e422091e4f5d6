"""The bot over the samples with a quick embedder: `python -m tests.bot.run_register_bot`.

With ROUND, it looks for news every so many seconds.
With KILL, it dies as `run_killed_bot` does.
With CLOCK, what it remembers goes by the Unix seconds in that file.
"""

import os
import sys
import time
from pathlib import Path

from bot import app, rounds
from config import settings
from index.corpus import Corpus
from index.database import open_database
from index.view import CorpusView
from retrieval.answering import Answerer
from retrieval.library import Library
from tests.bot.run_fake_bot import HASTY
from tests.bot.run_killed_bot import POINTS, arm
from tests.embedders import HashEmbedder

SAMPLES = Path(__file__).parents[2] / "samples"


def opened(data: Path) -> Library:
    db = open_database(data)
    Corpus(db, data, HashEmbedder).add([SAMPLES])
    db.close()
    view = CorpusView(data, HashEmbedder.identity)
    return Library(view, Answerer(view, HashEmbedder()))


def clock() -> float:
    path = os.environ.get("CLOCK")
    return float(Path(path).read_text()) if path else time.time()


if __name__ == "__main__":
    if point := os.environ.get("KILL"):
        arm(*POINTS[point])
    loaded = settings.load()
    seconds = float(os.environ.get("ROUND", rounds.SECONDS))
    tracuu = (sys.executable, "-m", "tests.hashed_cli")
    sys.exit(app.run(loaded, lambda: opened(loaded.data), clock, HASTY, tracuu, seconds))
