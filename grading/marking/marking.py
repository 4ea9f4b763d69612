"""Marking essays in the portal: what waits, one answer, and the mark for it."""

import hashlib
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from courses.clock import Clock
from grading.attempts.variants import VariantStore
from grading.marking.completing import Completing
from grading.marking.deciding import Decision, MarkingPolicy, decide, latest_by_marker
from grading.marking.errors import (
    CommentTooLongError,
    MarkedMeanwhileError,
    MarkOutOfRangeError,
    UnknownEssayError,
)
from grading.marking.model import (
    EssayGroup,
    EssayPlace,
    EssayToMark,
    MarkedEssay,
    RubricShare,
)
from grading.people.model import Person
from grading.records.engine import RecordsDatabase
from grading.records.marking import PORTAL, AnswerToRead, StoredMark
from grading.records.records import Records
from quizzes.draw import Variant
from quizzes.kinds.essay import shares
from quizzes.model import Essay

LONGEST_COMMENT = 1000
"""Characters of a marker's comment."""

_MOST_LISTED = 50
_STEP = Fraction(1, 2)
_CODE_LENGTH = 6


@dataclass(frozen=True, slots=True)
class _Entry:
    """An answer that waits, with what its marks settle so far."""

    answer: AnswerToRead
    marks: tuple[StoredMark, ...]
    decision: Decision

    @property
    def place(self) -> EssayPlace:
        return EssayPlace(self.answer.attempt_id, self.answer.question_id)

    def waits_for(self, marker: Person) -> bool:
        """Whether this marker has to read it: not one's own, and not read by the marker yet."""
        return (
            self.decision.needs > 0
            and self.answer.person_id != marker.id
            and all(mark.marker_id != marker.id for mark in self.marks)
        )


class Marking:
    """What markers do; `mark` has to run in the gradebook's one thread, the rest in any.

    Nobody marks an own answer, and no name is shown.
    """

    def __init__(
        self,
        database: RecordsDatabase,
        variants: VariantStore,
        completing: Completing,
        clock: Clock,
        policy: MarkingPolicy,
    ) -> None:
        self._database = database
        self._variants = variants
        self._completing = completing
        self._clock = clock
        self._policy = policy

    def groups(self, marker: Person) -> tuple[EssayGroup, ...]:
        """Return the questions with answers that are not settled, what waits for one first."""
        with self._database.read() as records:
            by_question: dict[tuple[str, str], list[_Entry]] = {}
            for entry in self._entries(records):
                key = (entry.answer.assignment, entry.answer.question_id)
                by_question.setdefault(key, []).append(entry)
            groups = [self._group(records, found, marker) for found in by_question.values()]
        return tuple(sorted(groups, key=lambda group: -group.waiting))

    def waiting_for(self, marker: Person) -> int:
        """Return how many answers wait for a marker."""
        with self._database.read() as records:
            return sum(entry.waits_for(marker) for entry in self._entries(records))

    def essay(self, marker: Person, place: EssayPlace) -> EssayToMark:
        """Return one answer; raise UnknownEssayError."""
        with self._database.read() as records:
            answer = _readable(records, marker, place)
            variant = self._variants.get(records, answer.assignment)
            text = str(records.attempts.answers(place.attempt_id)[place.question_id])
            marks = _marks(records, place)
            queue = self._queue(records, marker, answer)
            is_complete = records.results.is_scored(place.attempt_id)
        mine = next((m for m in latest_by_marker(marks) if m.marker_id == marker.id), None)
        decision = decide(marks, answer.possible, self._policy)
        return EssayToMark(
            place=place,
            code=_code(place),
            paper_title=variant.title,
            letter=variant.letter,
            question=_question(variant, place.question_id),
            possible=answer.possible,
            answer=text,
            rubric=_rubric(variant, answer, mine),
            comment=mine.comment if mine else "",
            points=mine.points if mine else None,
            others=_disputed_points(decision),
            left=len(queue),
            is_complete=is_complete,
        )

    def next_place(self, marker: Person, after: EssayPlace) -> EssayPlace | None:
        """Return what to read after an answer: the next to the same question, else any.

        After the last to a question its first comes again, where that was skipped.
        """
        with self._database.read() as records:
            waiting = [one for one in self._entries(records) if one.waits_for(marker)]
            answer = records.marking.find(after.attempt_id, after.question_id)
        same = [one for one in waiting if answer is not None and _asks_the_same(one.answer, answer)]
        places = [one.place for one in [*same, *waiting]]
        turn = places.index(after) + 1 if after in places[: len(same)] else 0
        queue = [*places[turn : len(same)], *places]
        return next((place for place in queue if place != after), None)

    def marked_by(self, marker: Person) -> tuple[MarkedEssay, ...]:
        """Return what a marker read last, newest first."""
        with self._database.read() as records:
            return tuple(
                self._marked(records, mark)
                for mark in records.marking.latest_by(marker.id, _MOST_LISTED)
            )

    def mark(
        self, marker: Person, place: EssayPlace, given: Sequence[str], comment: str
    ) -> Fraction:
        """Record a mark, one figure for each point of the rubric, and return their sum.

        The result follows at once where the mark settles it. Raises UnknownEssayError,
        MarkOutOfRangeError, CommentTooLongError and MarkedMeanwhileError.
        """
        comment = comment.strip()
        if len(comment) > LONGEST_COMMENT:
            raise CommentTooLongError(len(comment), LONGEST_COMMENT)
        with self._database.begin() as records:
            answer = _readable(records, marker, place)
            variant = self._variants.get(records, answer.assignment)
            self._refuse_settled(records, marker, answer)
            earned = _read_shares(given, _rubric(variant, answer, None))
            records.marking.add(
                StoredMark(
                    attempt_id=place.attempt_id,
                    question_id=place.question_id,
                    marker_id=marker.id,
                    marker_name=marker.name,
                    points=sum(earned, Fraction(0)),
                    shares=earned,
                    comment=comment,
                    origin=PORTAL,
                    at=self._clock(),
                )
            )
        self._completing.settle(place.attempt_id)
        return sum(earned, Fraction(0))

    def _entries(self, records: Records) -> list[_Entry]:
        marks: dict[EssayPlace, list[StoredMark]] = {}
        for mark in records.marking.open_marks():
            marks.setdefault(EssayPlace(mark.attempt_id, mark.question_id), []).append(mark)
        entries = []
        for answer in records.marking.answers_to_read():
            given = marks.get(EssayPlace(answer.attempt_id, answer.question_id), [])
            decision = decide(given, answer.possible, self._policy)
            entries.append(_Entry(answer, tuple(given), decision))
        return entries

    def _group(self, records: Records, entries: Sequence[_Entry], marker: Person) -> EssayGroup:
        answer = entries[0].answer
        variant = self._variants.get(records, answer.assignment)
        waiting = [entry.place for entry in entries if entry.waits_for(marker)]
        return EssayGroup(
            paper_title=variant.title,
            letter=variant.letter,
            question=_question(variant, answer.question_id),
            waiting=len(waiting),
            still_open=sum(entry.decision.needs > 0 for entry in entries),
            disputed=sum(entry.decision.is_disputed for entry in entries),
            first=waiting[0] if waiting else None,
        )

    def _queue(self, records: Records, marker: Person, answer: AnswerToRead) -> list[_Entry]:
        return [
            entry
            for entry in self._entries(records)
            if entry.waits_for(marker) and _asks_the_same(entry.answer, answer)
        ]

    def _refuse_settled(self, records: Records, marker: Person, answer: AnswerToRead) -> None:
        """Let a marker correct an own mark, but not mark what others have settled."""
        marks = _marks(records, EssayPlace(answer.attempt_id, answer.question_id))
        is_own = any(mark.marker_id == marker.id for mark in marks)
        if not is_own and decide(marks, answer.possible, self._policy).needs == 0:
            raise MarkedMeanwhileError(answer.question_id)

    def _marked(self, records: Records, mark: StoredMark) -> MarkedEssay:
        place = EssayPlace(mark.attempt_id, mark.question_id)
        answer = records.marking.find(mark.attempt_id, mark.question_id)
        assert answer is not None  # noqa: S101 - a mark is only added for such an answer
        variant = self._variants.get(records, answer.assignment)
        return MarkedEssay(
            place=place,
            code=_code(place),
            paper_title=f"{variant.title}（{variant.letter}卷）",
            question=_question(variant, mark.question_id),
            points=mark.points,
            possible=answer.possible,
            at=mark.at,
        )


def _readable(records: Records, marker: Person, place: EssayPlace) -> AnswerToRead:
    answer = records.marking.find(place.attempt_id, place.question_id)
    if answer is None or answer.person_id == marker.id:
        raise UnknownEssayError(place.attempt_id, place.question_id)
    return answer


def _asks_the_same(one: AnswerToRead, other: AnswerToRead) -> bool:
    return (one.assignment, one.question_id) == (other.assignment, other.question_id)


def _marks(records: Records, place: EssayPlace) -> list[StoredMark]:
    marks = records.marking.marks(place.attempt_id)
    return [mark for mark in marks if mark.question_id == place.question_id]


def _question(variant: Variant, question_id: str) -> Essay:
    entry = variant.entry(question_id)
    assert entry is not None  # noqa: S101 - the attempt was made on this variant
    assert isinstance(entry.question, Essay)  # noqa: S101 - only essays wait for markers
    return entry.question


def _rubric(
    variant: Variant, answer: AnswerToRead, mark: StoredMark | None
) -> tuple[RubricShare, ...]:
    question = _question(variant, answer.question_id)
    possible = shares(question, int(answer.possible))
    earned: Sequence[Fraction | None] = (mark and mark.shares) or [None] * len(possible)
    return tuple(
        RubricShare(text=point.text, possible=most, earned=got)
        for point, most, got in zip(question.rubric, possible, earned, strict=True)
    )


def _read_shares(given: Sequence[str], rubric: Sequence[RubricShare]) -> tuple[Fraction, ...]:
    """Read one figure for each point of the rubric; raise MarkOutOfRangeError."""
    padded = [*given, *[""] * (len(rubric) - len(given))]
    return tuple(
        _read_share(text, share.possible) for text, share in zip(padded, rubric, strict=False)
    )


def _read_share(text: str, possible: Fraction) -> Fraction:
    written = unicodedata.normalize("NFKC", text).strip()
    try:
        points = Fraction(written)
    except (ValueError, ZeroDivisionError):
        raise MarkOutOfRangeError(text, possible) from None
    if not 0 <= points <= possible or (points != possible and points % _STEP):
        raise MarkOutOfRangeError(text, possible)
    return points


def _disputed_points(decision: Decision) -> tuple[Fraction, ...]:
    return tuple(mark.points for mark in decision.marks) if decision.is_disputed else ()


def _code(place: EssayPlace) -> str:
    written = f"{place.attempt_id} {place.question_id}".encode()
    return hashlib.sha256(written).hexdigest()[:_CODE_LENGTH].upper()
