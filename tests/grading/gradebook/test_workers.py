from datetime import UTC, datetime

from grading.gradebook.workers import current_worker, end_work, start_work

NINE = datetime(2026, 9, 1, 9, tzinfo=UTC)
TEN = datetime(2026, 9, 1, 10, tzinfo=UTC)


def test_nobody_is_named_before_the_workbench_was_opened(tmp_path):
    assert current_worker(tmp_path / "workbench") is None


def test_the_person_at_the_open_workbench_is_named(tmp_path):
    start_work(tmp_path, 7, "示范教员", NINE)
    worker = current_worker(tmp_path)
    assert (worker.person_id, worker.name) == (7, "示范教员")
    assert (worker.started_at, worker.ended_at) == (NINE, None)


def test_the_latest_person_is_named_after_the_workbench_was_closed(tmp_path):
    """Points changed in the last minute are carried over after the workbench is gone."""
    end_work(tmp_path, start_work(tmp_path, 7, "示范教员", NINE), NINE)
    end_work(tmp_path, start_work(tmp_path, 8, "示范管理员", NINE), TEN)
    worker = current_worker(tmp_path)
    assert (worker.person_id, worker.ended_at) == (8, TEN)


def test_a_line_cut_off_by_a_crash_is_passed_over(tmp_path):
    start_work(tmp_path, 7, "示范教员", NINE)
    with (tmp_path / "sessions.jsonl").open("a", encoding="utf-8") as journal:
        journal.write('{"event": "sta')
    assert current_worker(tmp_path).person_id == 7
    start_work(tmp_path, 8, "示范管理员", NINE)
    assert current_worker(tmp_path).person_id == 8
