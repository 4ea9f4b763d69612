"""Which entries of the ledger hold after corrections."""

from collections import defaultdict
from collections.abc import Iterable

from grading.assessment.model import HoursEntry


def entries_that_hold(entries: Iterable[HoursEntry]) -> list[HoursEntry]:
    """Return one entry for each chain of corrections: the one that no other replaces.

    Whatever the order of `entries`, the result holds the same. Of two corrections of one entry the
    one recorded later stays. What was corrected never comes back, even where a clock went wrong.
    """
    every = list(entries)
    parents = {entry.id: entry.corrects for entry in every if entry.corrects is not None}
    if not parents:
        return every
    chains: dict[str, list[HoursEntry]] = defaultdict(list)
    for entry in every:
        chains[_first_of(entry.id, parents)].append(entry)
    replaced = set(parents.values())
    return [_holding(chain, replaced) for chain in chains.values()]


def _holding(chain: list[HoursEntry], replaced: set[str]) -> HoursEntry:
    left = [entry for entry in chain if entry.id not in replaced]
    return max(left or chain, key=lambda entry: (entry.at, entry.id))


def _first_of(entry_id: str, parents: dict[str, str]) -> str:
    """Return the id at the beginning of a chain; of one that bites its tail, the least."""
    seen = {entry_id}
    while entry_id in parents:
        entry_id = parents[entry_id]
        if entry_id in seen:
            return min(seen)
        seen.add(entry_id)
    return entry_id
