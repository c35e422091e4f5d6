"""Nothing is reported to anybody: the embedding runtime leaves no trace of its telemetry."""

import os
import subprocess
import sys
from pathlib import Path

SCRIPT = """
import sys
from pathlib import Path
from index.embedding import load_embedder
load_embedder("", Path(sys.argv[1])).embed_question("thử")
"""


def test_loading_the_model_writes_nothing_into_the_home_folder(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    env = {**os.environ, "HOME": str(home), "XDG_CACHE_HOME": str(home / ".cache")}
    env.pop("ORT_DISABLE_TELEMETRY", None)

    subprocess.run(
        [sys.executable, "-c", SCRIPT, str(tmp_path / "models")],
        check=True,
        env=env,
        cwd=Path(__file__).parents[2],
    )

    assert list(home.rglob("*")) == []
