"""A program that is killed in the middle of writing leaves the old file or the new one whole, and copies that can be offered.

`BPDESK_KILLS` says how often it is killed (5 by default).
"""

import os
import random
import subprocess
import sys
from pathlib import Path

from bpdesk.files.recovery import RecoveryFolder
from bpdesk.files.store import load, save

KILLS = int(os.environ.get("BPDESK_KILLS", "5"))
WRITING = """
import sys
from pathlib import Path
from bpdesk.files.recovery import RecoveryFolder
from bpdesk.files.store import save
from bpdesk.model.edits import set_title
from tests.builders import net
path, folder = Path(sys.argv[1]), RecoveryFolder(Path(sys.argv[2]))
documents = [set_title(net("x1 x2 x3 -> h1 h2 h3 h4 -> y", rows=2000), title) for title in ("old", "new")]
for count in range(1_000_000):
    document = documents[count % 2]
    save(document, path)
    folder.keep("token", document, path, None)
    print(count, flush=True)
"""


def test_what_is_left_is_whole(tmp_path: Path) -> None:
    chance = random.Random(1)
    path, recovery = tmp_path / "mine.bpdesk", tmp_path / "recovery"
    for _ in range(KILLS):
        with subprocess.Popen([sys.executable, "-c", WRITING, str(path), str(recovery)], stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            for _ in range(chance.randint(1, 6)):
                assert process.stdout.readline().strip().isdigit()
            _use_some_time(chance.randint(0, 60_000))
            process.kill()
        document = load(path)
        assert document.title in ("old", "new")
        assert document.data is not None
        assert len(document.data.train) == 2000
        save(document, path)
        assert [each.name for each in tmp_path.iterdir() if each.is_file()] == [path.name]
        copies, broken = RecoveryFolder(recovery).left_behind()
        assert not broken
        assert [copy.document.title in ("old", "new") for copy in copies] == [True]


def _use_some_time(turns: int) -> None:
    """So that the end comes anywhere in what the other program is doing."""
    total = 0
    for turn in range(turns):
        total += turn
