"""Writing what a roster changes into the records, all of it or nothing."""

import secrets
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime

from courses.clock import Clock
from courses.errors import StudyError
from grading.people.codes import issue_code
from grading.people.names import login_key
from grading.people.roster.columns import Kind
from grading.people.roster.plan import (
    Action,
    Change,
    RosterPlan,
    login_keys_of,
    needs_code,
)
from grading.people.states import EnterpriseState, PersonState
from grading.records.people import NewPerson
from grading.records.records import Records

_PEOPLE, _ENTERPRISES = "人", "家企业"


class FaultyRosterError(StudyError):
    """Some rows of a roster are wrong; nothing was changed."""

    def __init__(self, rows: int) -> None:
        super().__init__(f"名册有 {rows} 行不合要求，什么也没有改动。")
        self.rows = rows


class RosterMovedOnError(StudyError):
    """The records changed after the roster was looked at; nothing was changed."""

    def __init__(self) -> None:
        super().__init__("核对名册以后，人员记录有了变化，什么也没有改动。请再导入一次。")


def apply_plan(
    records: Records, clock: Clock, plan: RosterPlan, code_hashes: Mapping[str, str]
) -> str:
    """Apply a plan within the caller's transaction and say in Chinese what was done.

    `code_hashes` has the hash of a login code for every person of the bureau who is new or back, by
    login name as compared. Raises FaultyRosterError and RosterMovedOnError.
    """
    if plan.faults:
        raise FaultyRosterError(len(plan.faults))
    if login_keys_of(plan.changes) != set(code_hashes):
        raise RosterMovedOnError
    now = clock()
    _apply_enterprises(records, now, [one for one in plan.changes if one.kind is Kind.ENTERPRISE])
    people = [one for one in plan.changes if one.kind is not Kind.ENTERPRISE]
    _apply_old(records, clock, [one for one in people if one.id is not None], code_hashes)
    _apply_new(records, clock, [one for one in people if one.id is None], code_hashes)
    return summary(plan, done=True)


def summary(plan: RosterPlan, *, done: bool) -> str:
    """Say how many people and enterprises a plan adds, changes, ends and lets come back."""
    counted = Counter(
        (change.action, _ENTERPRISES if change.kind is Kind.ENTERPRISE else _PEOPLE)
        for change in plan.changes
    )
    parts = [
        f"{action.value} " + "、".join(f"{counted[action, of]} {of}" for of in units)
        for action in Action
        if (units := [of for of in (_ENTERPRISES, _PEOPLE) if counted[action, of]])
    ]
    told = "；".join([*parts, f"没有变化 {plan.unchanged} 行"])
    return f"{'已' if done and plan.changes else ''}{told}。"


def _apply_enterprises(records: Records, now: datetime, changes: Iterable[Change]) -> None:
    states: list[tuple[int, EnterpriseState]] = []
    new: list[EnterpriseState] = []
    for change in changes:
        assert isinstance(change.after, EnterpriseState)  # noqa: S101 - by its kind
        if change.id is None:
            new.append(change.after)
            continue
        if isinstance(change.before, EnterpriseState) and _starts_history(change):
            states.append((change.id, change.before))
        states.append((change.id, change.after))
    ids = records.enterprises.add_many(new)
    records.enterprises.hold([*states, *zip(ids, new, strict=True)], now)


def _apply_old(
    records: Records, clock: Clock, changes: Iterable[Change], code_hashes: Mapping[str, str]
) -> None:
    now = clock()
    states: list[tuple[int, PersonState]] = []
    for change in changes:
        after, person_id = change.after, change.id
        assert isinstance(after, PersonState) and person_id is not None  # noqa: S101
        if _starts_history(change):
            held = records.posts.history([person_id])[person_id]
            states += [(person_id, before) for before in held]
        states.append((person_id, after))
        records.people.change(
            person_id, name=after.name, department=after.department, enterprise=after.enterprise
        )
        records.people.set_roles(person_id, after.roles, now)
        if after.is_ended:
            records.people.close_account(person_id, now)
            records.sessions.end_all_of(person_id)
        elif change.action is Action.RESUME:
            _let_in_again(records, clock, change, person_id, code_hashes)
    records.posts.add_many(states, now)


def _let_in_again(
    records: Records,
    clock: Clock,
    change: Change,
    person_id: int,
    code_hashes: Mapping[str, str],
) -> None:
    person = records.people.open_again(person_id)
    if needs_code(change):
        issue_code(records, clock, person, code_hashes[login_key(change.login_name)])


def _apply_new(
    records: Records, clock: Clock, changes: Iterable[Change], code_hashes: Mapping[str, str]
) -> None:
    states, newcomers = [], []
    for change in changes:
        assert isinstance(change.after, PersonState)  # noqa: S101 - by its kind
        states.append(change.after)
        newcomers.append(_newcomer(change.login_name or _login_name(), change.after))
    people = records.people.add_many(newcomers, clock())
    ids = [person.id for person in people]
    records.posts.add_many(zip(ids, states, strict=True), clock())
    for person in people:
        code_hash = code_hashes.get(login_key(person.login_name))
        if code_hash is not None:
            issue_code(records, clock, person, code_hash)


def _newcomer(login_name: str, state: PersonState) -> NewPerson:
    return NewPerson(
        login_name=login_name,
        login_key=login_key(login_name),
        name=state.name,
        roles=state.roles,
        department=state.department,
        enterprise=state.enterprise,
        password_hash=None,
    )


def _login_name() -> str:
    """Return a login name for a trainee, who enters with a pass and never types it."""
    return f"t{secrets.randbelow(9 * 10**11) + 10**11}"


def _starts_history(change: Change) -> bool:
    """Whether what held before has to be kept as what is on record first."""
    if change.before is None or change.has_history:
        return False
    return change.action is Action.RESUME or change.before.valid_from < change.after.valid_from
