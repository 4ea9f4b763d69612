"""Makes the table of structure from official texts: python -m … FOLDER > structure.csv."""

import csv
import io
import sys
from collections.abc import Iterable
from pathlib import Path

from courses.statutes.importing.importer import read_files
from courses.statutes.library.text import InstrumentText
from courses.statutes.registry import Registry
from courses.statutes.tables.structure import (
    COLUMNS,
    Structure,
    structure_of,
    written_figures,
    written_items,
)


def structure_table(texts: Iterable[InstrumentText]) -> str:
    """Return the table for some texts, sorted by instrument and first day."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for text in sorted(texts, key=lambda one: (one.instrument, str(one.effective or ""))):
        for article in text.articles or text.sections:
            structure = structure_of(article)
            place = str(text.citation_of(article)).partition(":")[2]
            row = (text.instrument, text.effective or "", place)
            writer.writerow([*row, written_items(structure), written_figures(structure)])
    return out.getvalue()


def main() -> None:
    """Write the table for the texts below the folder that the command line names."""
    found = read_files([Path(sys.argv[1])], Registry.embedded(), Structure({}))
    sys.stdout.write(structure_table(one.text for one in found if one.text is not None))


if __name__ == "__main__":
    main()
