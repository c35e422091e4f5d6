"""The weights by which sentences are chosen and answers given or refused, as they are stored.

`python -m retrieval.train_support` fits them and writes `support.json`.
"""

import json
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from retrieval.features import NAMES, Features

FILE = "support.json"


@dataclass(frozen=True, slots=True)
class Calibration:
    """`choice` weighs the features by which sentences are ordered; `support` those of the best
    one, by name, in log-odds with an `intercept`; from `threshold` (a probability) on, an answer
    is given."""

    choice: Features
    support: dict[str, float]
    intercept: float
    threshold: float

    def as_json(self) -> dict[str, Any]:
        return {
            "choice": self.choice.as_dict(),
            "support": self.support,
            "intercept": self.intercept,
            "threshold": self.threshold,
        }


def read(said: dict[str, Any]) -> Calibration:
    """A calibration of its JSON form; a feature that is not named weighs nothing."""
    choice = Features(*(float(said["choice"].get(name, 0.0)) for name in NAMES))
    support = {name: float(weight) for name, weight in said["support"].items()}
    return Calibration(choice, support, float(said["intercept"]), float(said["threshold"]))


@lru_cache(maxsize=1)
def shipped() -> Calibration:
    """What comes with the package."""
    return read(json.loads(files("retrieval").joinpath(FILE).read_text("utf-8")))
