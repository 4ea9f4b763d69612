"""Which entries of the ledger hold after corrections."""

from collections import defaultdict
from collections.abc import Iterable

from grading.assessment.model import HoursEntry


def entries_that_hold(entries: Iterable[HoursEntry]) -> list[HoursEntry]:
    """Return one entry for each chain of corrections: the one recorded last.

    Whatever the order of `entries`, the result holds the same; of two corrections of one entry,
    and of corrections of corrections, only the last recorded stays.
    """
    every = list(entries)
    parents = {entry.id: entry.corrects for entry in every if entry.corrects is not None}
    if not parents:
        return every
    chains: dict[str, list[HoursEntry]] = defaultdict(list)
    for entry in every:
        chains[_way_back(entry.id, parents)[0]].append(entry)
    return [
        max(chain, key=lambda entry: (entry.at, _way_back(entry.id, parents)[1], entry.id))
        for chain in chains.values()
    ]


def _way_back(entry_id: str, parents: dict[str, str]) -> tuple[str, int]:
    """Return the id at the beginning of a chain, and how many steps back it is.

    Of a chain that bites its tail it is the least id.
    """
    seen = {entry_id}
    while entry_id in parents:
        entry_id = parents[entry_id]
        if entry_id in seen:
            return min(seen), len(seen)
        seen.add(entry_id)
    return entry_id, len(seen)
