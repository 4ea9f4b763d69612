"""What a roster would change: compared with the records, row by row, before anything is written."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from grading.people.model import Role
from grading.people.names import login_key
from grading.people.roster.columns import (
    BACK,
    CERTIFICATE,
    CREDIT_CODE,
    ENTERPRISE,
    LEFT,
    LOGIN,
    NAME,
    PERMIT_NUMBER,
    RESUMED,
    STATUS,
    STOPPED,
    VALID_FROM,
    Kind,
)
from grading.people.roster.entries import Entry, read_entry
from grading.people.roster.reading import Line
from grading.people.states import (
    EnterpriseState,
    KnownEnterprise,
    KnownPerson,
    PersonState,
)
from grading.records.records import Records

_POSTS = frozenset({Role.OFFICER, Role.LEADER})
State = PersonState | EnterpriseState


class Action(StrEnum):
    """What happens to a person or an enterprise."""

    ADD = "新增"
    CHANGE = "变更"
    END = "结束"
    RESUME = "恢复"


@dataclass(frozen=True, slots=True)
class Change:
    """One person or enterprise that a roster adds, changes, ends or lets come back.

    `id` is None for a new one; `before` is what held until now, on record where `has_history`;
    `login_name` is of people only, empty for a new trainee without one.
    """

    action: Action
    kind: Kind
    number: int
    after: State
    before: State | None = None
    id: int | None = None
    has_history: bool = False
    login_name: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """Everybody and every enterprise of the records."""

    people: tuple[KnownPerson, ...]
    enterprises: tuple[KnownEnterprise, ...]


@dataclass(frozen=True, slots=True)
class RosterPlan:
    """What a roster changes, in the order of applying; nothing is applied where it has faults."""

    changes: tuple[Change, ...]
    unchanged: int
    faults: dict[tuple[Kind, int], str] = field(default_factory=dict)


def known_to(records: Records) -> Known:
    """Read what the records know."""
    return Known(tuple(records.posts.known()), tuple(records.enterprises.known()))


def plan_roster(lines: Iterable[Line], known: Known, today: date) -> RosterPlan:
    """Compare a roster with what is known; whoever it does not name stays as is."""
    entries = [read_entry(line, today) for line in lines]
    _refuse_doubled(entries)
    units = _Units(known.enterprises, today)
    units.compare([entry for entry in entries if entry.kind is Kind.ENTERPRISE])
    people = _People(known.people, units, today)
    people.compare([entry for entry in entries if entry.kind is not Kind.ENTERPRISE])
    changes = (*units.changes, *people.changes)
    told = {(one.kind, one.line.number): "\n".join(one.faults) for one in entries if one.faults}
    return RosterPlan(changes, len(entries) - len(told) - len(changes), told)


def _refuse_doubled(entries: Iterable[Entry]) -> None:
    """Find what stands twice in the file and may stand there once."""
    seen: dict[tuple[str, str], Entry] = {}
    for entry in entries:
        for heading, value in _unique(entry):
            first = seen.setdefault((heading, value), entry)
            if first is not entry:
                at = f"“{_TITLES[first.kind]}”第 {first.line.number} 行"
                entry.fault(heading.partition(" ")[0], f"与{at}重复，只能写一次")


def _unique(entry: Entry) -> list[tuple[str, str]]:
    found = []
    if entry.unit is not None:
        found = [
            (ENTERPRISE, entry.enterprise),
            (CREDIT_CODE, entry.unit.credit_code or ""),
            (PERMIT_NUMBER, entry.unit.permit_number or ""),
        ]
    if entry.person is not None:
        certificate = entry.person.certificate
        found = [(LOGIN, entry.key), (CERTIFICATE, certificate.number if certificate else "")]
        if entry.kind is Kind.TRAINEE and not entry.key and entry.enterprise and entry.name:
            found.append((f"{NAME} ", f"{entry.enterprise}\n{entry.name}"))
    return [(heading, value) for heading, value in found if value]


_TITLES = {
    Kind.ENTERPRISE: "企业",
    Kind.OFFICER: "执法人员",
    Kind.LEADER: "领导干部",
    Kind.TRAINEE: "企业学员",
}


class _Units:
    """Enterprises of the file against those of the records."""

    def __init__(self, known: Iterable[KnownEnterprise], today: date) -> None:
        self._today = today
        held = list(known)
        self._by_code = {one.state.credit_code: one for one in held if one.state.credit_code}
        self._by_name = {one.state.name: one for one in held}
        self._permits = {one.state.permit_number: one.id for one in held}
        self.states = {one.state.name: one.state for one in held}
        """What holds after the import, by the name of then."""
        self.renamed: dict[str, str] = {}
        self.changes: list[Change] = []

    def compare(self, entries: Iterable[Entry]) -> None:
        """Find what the rows change, or what is wrong with them."""
        for entry in entries:
            if entry.unit is not None and not entry.faults:
                self._compare(entry, entry.unit)

    def _compare(self, entry: Entry, wanted: EnterpriseState) -> None:
        known = self._by_code.get(wanted.credit_code or "")
        named = self._by_name.get(wanted.name)
        if named is not None and known is not named:
            if known is not None or named.state.credit_code:
                entry.fault(ENTERPRISE, "这个名称已登记给代码不同的另一家企业，请核对代码")
                return
            known = named
        owner = self._permits.get(wanted.permit_number) if wanted.permit_number else None
        if owner is not None and (known is None or known.id != owner):
            entry.fault(PERMIT_NUMBER, "这个编号已登记给另一家企业，请核对")
        before = known.state if known else None
        if wanted.is_ended and before is not None:
            wanted = replace(before, is_ended=True, valid_from=wanted.valid_from)
        _check_course(entry, wanted, known)
        if entry.faults:
            return
        if known is not None and known.state.name != wanted.name:
            self.renamed[known.state.name] = wanted.name
            self.states.pop(known.state.name, None)
        self.states[wanted.name] = wanted
        if before != wanted:
            self.changes.append(_change(entry, wanted, known))


class _People:
    """People of the file against those of the records."""

    def __init__(self, known: Iterable[KnownPerson], units: _Units, today: date) -> None:
        self._units, self._today = units, today
        held = [self._moved(one) for one in known]
        self._by_key = {one.login_key: one for one in held}
        self._trainees: dict[tuple[str | None, str], list[KnownPerson]] = {}
        for one in held:
            if Role.TRAINEE in one.state.roles:
                place = (one.state.enterprise, one.state.name)
                self._trainees.setdefault(place, []).append(one)
        self._certificates = {
            one.state.certificate.number: one.id for one in held if one.state.certificate
        }
        self._compared: set[int] = set()
        self.changes: list[Change] = []

    def _moved(self, known: KnownPerson) -> KnownPerson:
        """Return a person under the name that the enterprise has after the import."""
        name = self._units.renamed.get(known.state.enterprise or "")
        return replace(known, state=replace(known.state, enterprise=name)) if name else known

    def compare(self, entries: Iterable[Entry]) -> None:
        """Find what the rows change, or what is wrong with them."""
        for entry in entries:
            if entry.kind is Kind.TRAINEE and entry.enterprise:
                self._check_enterprise(entry)
            if entry.person is not None and not entry.faults:
                self._compare(entry, entry.person)

    def _check_enterprise(self, entry: Entry) -> None:
        unit = self._units.states.get(entry.enterprise)
        if entry.enterprise in self._units.renamed:
            entry.fault(ENTERPRISE, f"企业已更名为“{self._units.renamed[entry.enterprise]}”")
        elif unit is None:
            entry.fault(ENTERPRISE, "没有登记这家企业，请先写进“企业”表，名称要一致")
        elif unit.is_ended and not entry.is_ended:
            entry.fault(ENTERPRISE, "这家企业已经停止，请改写现在的企业，或者状态写“离职”")

    def _compare(self, entry: Entry, wanted: PersonState) -> None:
        known = self._find(entry)
        if entry.faults:
            return
        before = known.state if known else None
        if known is not None and before is not None:
            if known.id in self._compared:
                entry.fault(NAME, "前面有一行说的是同一个人，只能写一次")
            self._compared.add(known.id)
            self._check_role(entry, before)
            kept = before.roles - _POSTS if wanted.roles <= _POSTS else before.roles
            wanted = replace(wanted, roles=wanted.roles | kept)
            if wanted.is_ended:
                wanted = replace(before, is_ended=True, valid_from=wanted.valid_from)
        if wanted.certificate:
            owner = self._certificates.get(wanted.certificate.number)
            if owner is not None and (known is None or known.id != owner):
                entry.fault(CERTIFICATE, "这个证号已登记给另一个人，请对照证件")
        _check_course(entry, wanted, known)
        if before != wanted and not entry.faults:
            self.changes.append(_change(entry, wanted, known))

    def _find(self, entry: Entry) -> KnownPerson | None:
        """Return the person whom a row is about; trainees also by enterprise and name."""
        if entry.key:
            return self._by_key.get(entry.key)
        named = self._trainees.get((entry.enterprise, entry.name), [])
        here = [one for one in named if not one.state.is_ended]
        found = here or (named if entry.is_ended or entry.is_back else [])
        if len(found) > 1:
            names = "、".join(one.login_name for one in found)
            entry.fault(LOGIN, f"这家企业有几个同名的人（{names}），请写明是哪一个")
            return None
        return found[0] if found else None

    @staticmethod
    def _check_role(entry: Entry, before: PersonState) -> None:
        was_trainee = Role.TRAINEE in before.roles
        if was_trainee and entry.kind is not Kind.TRAINEE:
            entry.fault(LOGIN, "这个登录名是企业学员的，请另取一个")
        if not was_trainee and entry.kind is Kind.TRAINEE:
            entry.fault(LOGIN, "这个登录名是本单位人员的，请另取一个")


def _check_course(entry: Entry, wanted: State, known: KnownPerson | KnownEnterprise | None) -> None:
    """Refuse what cannot follow what held before."""
    is_unit = entry.kind is Kind.ENTERPRISE
    ended, back = (STOPPED, RESUMED) if is_unit else (LEFT, BACK)
    before = known.state if known else None
    if known is None or before is None:
        if wanted.is_ended:
            entry.fault(STATUS, f"没有登记过，不能写“{ended}”；请核对，或者删去这一行")
        elif entry.is_back:
            entry.fault(STATUS, f"没有登记过，不能写“{back}”；请核对，新登记的不用写状态")
        return
    if before.is_ended and not wanted.is_ended and not entry.is_back:
        entry.fault(STATUS, f"已于 {before.valid_from} {ended}；又回来的，状态请写“{back}”")
    elif known.has_history and before != wanted and wanted.valid_from < before.valid_from:
        entry.fault(VALID_FROM, f"已有 {before.valid_from} 起的登记，生效日期不能早于它")


def _change(entry: Entry, after: State, known: KnownPerson | KnownEnterprise | None) -> Change:
    if known is None:
        action, login_name = Action.ADD, entry.login_name
        return Change(action, entry.kind, entry.line.number, after, login_name=login_name)
    before = known.state
    return Change(
        _action(before, after),
        entry.kind,
        entry.line.number,
        after,
        before,
        known.id,
        known.has_history,
        known.login_name if isinstance(known, KnownPerson) else "",
    )


def _action(before: State, after: State) -> Action:
    if before.is_ended is after.is_ended:
        return Action.CHANGE
    return Action.END if after.is_ended else Action.RESUME


def login_keys_of(changes: Iterable[Change]) -> set[str]:
    """Return the login names, as compared, of people of the bureau who are new or back.

    They need a code: a password from before is not taken over.
    """
    return {login_key(one.login_name) for one in changes if needs_code(one)}


def needs_code(change: Change) -> bool:
    """Say whether a change lets somebody of the bureau in for the first time, or again."""
    is_let_in = change.action in (Action.ADD, Action.RESUME)
    return is_let_in and change.kind in (Kind.OFFICER, Kind.LEADER)
