"""What a demo bureau tells: its people, their practice, answers and results."""

from grading.attempts.summaries import percent_of

ANSWERS = """\
SELECT p.login_name, t.paper_id, t.number, a.question_id, a.value, a.saved_at
FROM answers a JOIN attempts t ON t.id = a.attempt_id JOIN people p ON p.id = t.person_id
ORDER BY p.login_name, t.number, a.saved_at"""
RESULTS = """\
SELECT p.login_name, t.paper_id, t.number, t.started_at, h.handed_in_at, r.earned, r.possible
FROM results r JOIN attempts t ON t.id = r.attempt_id JOIN hand_ins h ON h.attempt_id = t.id
JOIN people p ON p.id = t.person_id ORDER BY p.login_name, t.paper_id, t.number"""
PRACTICE = """\
SELECT p.login_name, r.lesson_id, a.place, a.turn, q.question_id, a.value, a.is_right, a.at
FROM practice_answers a
JOIN practice_questions q USING (round_id, place, turn)
JOIN practice_rounds r ON r.id = a.round_id JOIN people p ON p.id = r.person_id
ORDER BY p.login_name, r.lesson_id, a.at"""
PEOPLE = """\
SELECT p.login_name, p.name, d.name, e.name, p.created_at FROM people p
LEFT JOIN departments d ON d.id = p.department_id
LEFT JOIN enterprises e ON e.id = p.enterprise_id ORDER BY p.login_name"""
STUDIED = """\
SELECT p.name, count(DISTINCT e.lesson_id) FROM people p
JOIN roles r ON r.person_id = p.id AND r.role = 'officer'
LEFT JOIN lesson_events e ON e.person_id = p.id AND e.kind = 'studied' GROUP BY p.id"""
CAME = """\
SELECT p.name FROM people p JOIN lesson_events e ON e.person_id = p.id
UNION SELECT p.name FROM people p JOIN attempts t ON t.person_id = p.id"""
STORY = (PEOPLE, PRACTICE, ANSWERS, RESULTS)


def story(bureau, rows_of):
    return [rows_of(bureau.database, query) for query in STORY]


def bands(bureau):
    """Return the band of every scored attempt."""
    with bureau.database.read() as records:
        everybody = [person.id for person in records.people.current()]
        results = records.overview.results(everybody)
    return [one.paper.band(percent_of(one.earned, one.possible)) for one in results]
