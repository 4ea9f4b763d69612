"""What the dashboard of officer training asks for."""

from dataclasses import asdict

from grading.people.errors import UnknownPersonError
from grading.reports.officer_exams import officer_exams
from grading.reports.officer_year import officer_evidence, officer_year, officers
from grading.reports.sources import Parameters, Rows, Sources
from grading.reports.spreadsheet import training_workbook


def officer_years(sources: Sources, _parameters: Parameters) -> Rows:
    """Return the years that have a policy, the latest first, and which of them it is now."""
    this_year = sources.assessment.today().year
    years = sources.assessment.policies.years
    return [{"year": year, "is_now": year == this_year} for year in years]


def officer_training(sources: Sources, parameters: Parameters) -> Rows:
    """Return one row: a year with its officers and their exams."""
    result = sources.signed_years().of_all(sources.asked_year(parameters))
    exams = officer_exams(sources.database, officers(result), result.year, sources.zone)
    return [officer_year(result, sources.zone) | {"exams": [asdict(one) for one in exams]}]


def evidence_of_officer(sources: Sources, parameters: Parameters) -> Rows:
    """Return one row with all that counts for an officer. Raises UnknownPersonError."""
    learner_id = parameters.get("learner", "")
    with sources.database.read() as records:
        person = records.people.find_by_learner_id(learner_id)
    if person is None:
        raise UnknownPersonError(learner_id)
    return officer_evidence(
        sources.signed_years().of_person(sources.asked_year(parameters), person)
    )


def officer_workbook(sources: Sources, parameters: Parameters) -> bytes:
    """Return a year of officers as a workbook."""
    result = sources.signed_years().of_all(sources.asked_year(parameters))
    exams = officer_exams(sources.database, officers(result), result.year, sources.zone)
    return training_workbook(result, exams)
