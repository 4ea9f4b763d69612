"""Figures of a policy that somebody has to confirm, and those that somebody did."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from grading.assessment.policy import AUDIENCES, Policy
from grading.records.confirmations import Confirmation


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownFigure:
    """A figure of a policy as the assessment shows it.

    `why_open` says in Chinese why it has to be confirmed; `confirmed_by` and `confirmed_at` who did
    that and when. A figure whose number or source was changed since has to be confirmed again.
    """

    audience: str
    id: str
    label: str
    value: str
    source: str
    why_open: str | None
    confirmed_by: str | None = None
    confirmed_at: datetime | None = None

    @property
    def is_flagged(self) -> bool:
        """Whether it waits for a manager."""
        return self.why_open is not None and self.confirmed_by is None

    @property
    def audience_label(self) -> str:
        """Whose policy it belongs to, as on screen."""
        return AUDIENCES[self.audience]


def shown_figures(
    policy: Policy,
    confirmations: Iterable[Confirmation],
    today: date,
    titles: Mapping[str, str],
) -> tuple[ShownFigure, ...]:
    """Return every figure of a policy with what is known of its confirmation.

    `titles` are the names of courses and papers by their id.
    """
    confirmed = {
        (one.figure_id, one.value, one.source): one
        for one in confirmations
        if one.audience == policy.audience
    }
    shown = []
    for figure_id, label, value, basis in policy.sourced(titles):
        found = confirmed.get((figure_id, value, basis.source))
        why = None
        if basis.valid_until is not None and today > basis.valid_until:
            why = f"依据的有效期到 {basis.valid_until} 为止"
        elif basis.to_confirm:
            why = "待单位确认"
        shown.append(
            ShownFigure(
                audience=policy.audience,
                id=figure_id,
                label=label,
                value=value,
                source=basis.source,
                why_open=why,
                confirmed_by=found.confirmed_by if found else None,
                confirmed_at=found.confirmed_at if found else None,
            )
        )
    return tuple(shown)
