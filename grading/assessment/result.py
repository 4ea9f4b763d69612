"""What a year's assessment is made from, and what comes out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from grading.assessment.assess import Assessment, Assessor, Standing
from grading.assessment.flags import ShownFigure
from grading.assessment.in_post import PersonYear
from grading.assessment.model import HoursEntry
from grading.assessment.policy import Policy
from grading.audit.chain import START
from grading.records.sign_offs import SignOff


@dataclass(frozen=True, slots=True, kw_only=True)
class YearInputs:
    """Everything that a year's result rests on; nothing else goes into it.

    `people` are those assessed with the audience whose policy applies, `entries` all entries of the
    ledger by person, `lessons` those of each required course, `titles` names of courses and papers.
    """

    year: int
    policies: tuple[Policy, ...]
    figures: tuple[ShownFigure, ...]
    people: tuple[tuple[str, PersonYear], ...]
    entries: Mapping[int, list[HoursEntry]]
    lessons: Mapping[str, tuple[str, ...]]
    titles: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class YearResult:
    """Everybody's assessment for a year as of a day, by audience, department and name.

    `figures` are all figures of the policies that were used. `signed` tells that it is the result
    that was frozen, `later` are the entries that came after that, and `audit_head` is the head of
    the audit trail just before it.
    """

    year: int
    as_of: date
    policies: tuple[Policy, ...]
    assessments: tuple[Assessment, ...]
    figures: tuple[ShownFigure, ...]
    signed: SignOff | None = None
    later: tuple[HoursEntry, ...] = ()
    audit_head: str = ""
    audit_entry: str = ""

    @property
    def printed_head(self) -> str:
        """What to print of the audit trail: it proves the signing and all before it.

        It is empty where there is no trail.
        """
        head = self.audit_entry or self.audit_head
        return "" if head == str(START) else head

    @property
    def flagged(self) -> tuple[ShownFigure, ...]:
        """The figures that wait for a manager to confirm them."""
        return tuple(figure for figure in self.figures if figure.is_flagged)

    def count(self, standing: Standing) -> int:
        """Return how many have this standing."""
        return sum(one.standing is standing for one in self.assessments)


def assess_year(inputs: YearInputs, as_of: date) -> YearResult:
    """Assess everybody by the policy of their audience."""
    assessments = []
    for policy in inputs.policies:
        assessor = Assessor(policy, inputs.lessons, inputs.titles)
        assessments += [
            assessor.assess(person, inputs.entries.get(person.person_id, ()), as_of)
            for audience, person in inputs.people
            if audience == policy.audience
        ]
    return YearResult(
        year=inputs.year,
        as_of=as_of,
        policies=inputs.policies,
        assessments=tuple(assessments),
        figures=inputs.figures,
    )
