"""Who of those invited came to a session, who did not, and who came besides."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from grading.records.engine import RecordsDatabase
from grading.training.model import Invited, Material, SignIn, TrainingSession
from grading.training.planning import get_session


@dataclass(frozen=True, slots=True)
class EnterpriseAttendance:
    """The people of an enterprise who signed in, by time; of the bureau where `id` is None."""

    id: int | None
    name: str
    is_invited: bool
    people: tuple[SignIn, ...]

    @property
    def is_late(self) -> bool:
        """Whether nobody of it was there in time."""
        return all(one.is_late for one in self.people)


@dataclass(frozen=True, slots=True)
class SessionOverview:
    """Everything about one session. `came` goes by the first sign-in, `missing` by name."""

    session: TrainingSession
    invited: tuple[Invited, ...]
    came: tuple[EnterpriseAttendance, ...]
    missing: tuple[Invited, ...]
    withdrawn: tuple[SignIn, ...]
    materials: tuple[Material, ...]

    @property
    def sign_ins(self) -> list[SignIn]:
        """Return the sign-ins that count, by time."""
        return sorted((one for unit in self.came for one in unit.people), key=lambda one: one.at)

    @property
    def late(self) -> int:
        """How many people were late."""
        return sum(one.is_late for one in self.sign_ins)

    @property
    def enterprises(self) -> int:
        """How many enterprises were reached."""
        return sum(unit.id is not None for unit in self.came)


def read_overview(database: RecordsDatabase, session_id: int) -> SessionOverview:
    """Read everything about one session. Raises UnknownTrainingSessionError."""
    with database.read() as records:
        session = get_session(records, session_id)
        invited = records.training.invited(session_id)
        sign_ins = records.sign_ins.of_session(session_id)
        materials = records.training.materials(session_id)
    came = _by_enterprise([one for one in sign_ins if one.counts], invited)
    reached = {unit.id for unit in came}
    return SessionOverview(
        session=session,
        invited=tuple(invited),
        came=came,
        missing=tuple(one for one in invited if one.enterprise_id not in reached),
        withdrawn=tuple(one for one in sign_ins if not one.counts),
        materials=tuple(materials),
    )


def _by_enterprise(
    sign_ins: Iterable[SignIn], invited: Iterable[Invited]
) -> tuple[EnterpriseAttendance, ...]:
    wanted = {one.enterprise_id for one in invited}
    people: defaultdict[int | None, list[SignIn]] = defaultdict(list)
    for one in sign_ins:
        people[one.enterprise_id].append(one)
    return tuple(
        EnterpriseAttendance(id_, held[0].enterprise or "本单位", id_ in wanted, tuple(held))
        for id_, held in people.items()
    )
