"""Files that a command gives out, told in the audit trail."""

import hashlib
import os
from collections.abc import Iterable
from contextlib import closing

from grading.home import Home
from grading.records.engine import RecordsDatabase
from grading.settings import read_settings
from widgets.cli.portal_call import carry_out


def note_exports(home: Home, files: Iterable[tuple[str, bytes]]) -> None:
    """Tell of files by name and content before they are written.

    A home without records has no trail. Raises what `carry_out` raises.
    """
    told = [(name, hashlib.sha256(content).hexdigest()) for name, content in files]
    if not told:
        return
    # opened without a trail, as a home without records gets none by looking
    with closing(RecordsDatabase(read_settings(home, os.environ).database_url)) as database:
        is_set_up = database.is_set_up()
    if is_set_up:
        carry_out(home, "note-exports", {"files": told})
