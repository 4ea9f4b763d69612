"""Import a roster of 400 enterprises and 1,000 people, twice; print where the time goes.

    python tests/benchmarks/roster_import.py [--enterprises 400] [--people 1000]

A tenth of the people are officers and leaders, who get a login code each, the others trainees. The
command runs as `xuefa people import` does without a portal, on a fresh database file. Exits 1 when
the first import takes 10 s or more, or the second one changes anything.
"""

import argparse
import sys
import tempfile
import time
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]
sys.path[:0] = [str(REPOSITORY), str(REPOSITORY / "tests")]

from builders.rosters import (  # noqa: E402
    enterprise_row,
    leader_row,
    officer_row,
    roster_file,
    trainee_row,
)

from grading.home import Home  # noqa: E402
from grading.people.roster.plan import known_to, plan_roster  # noqa: E402
from grading.people.roster.reading import read_roster  # noqa: E402
from grading.records.engine import RecordsDatabase  # noqa: E402
from grading.settings import read_settings  # noqa: E402
from widgets.cli.main import run_arguments  # noqa: E402

LIMIT_SECONDS = 10


def main() -> int:
    """Run both imports and return the exit code."""
    options = read_options()
    with tempfile.TemporaryDirectory() as folder:
        home = Home(Path(folder) / "home")
        home.prepare()
        file = Path(folder) / "roster.xlsx"
        file.write_bytes(roster(options.enterprises, options.people))
        print(f"{options.enterprises} 家企业、{options.people} 人，名册 {file.stat().st_size} 字节")
        first, told = timed_import(home, file)
        print(f"第一次导入 {first:.2f} 秒：{told}")
        second, again = timed_import(home, file)
        print(f"同一名册再导入 {second:.2f} 秒：{again}")
        report_parts(home, file)
    is_unchanged = again.startswith("没有变化")
    return 0 if first < LIMIT_SECONDS and is_unchanged else 1


def roster(enterprises: int, people: int) -> bytes:
    """Return the workbook."""
    leaders = people // 50
    officers = people // 10 - leaders
    trainees = people - officers - leaders
    return roster_file(
        enterprise=[enterprise_row(number) for number in range(1, enterprises + 1)],
        officer=[officer_row(number) for number in range(1, officers + 1)],
        leader=[leader_row(number) for number in range(1, leaders + 1)],
        trainee=[
            trainee_row(number, 企业名称=f"示范{number % enterprises + 1}厂")
            for number in range(1, trainees + 1)
        ],
    )


def timed_import(home: Home, file: Path) -> tuple[float, str]:
    """Run the command; return its seconds and what it says at the end."""
    printed = StringIO()
    start = time.perf_counter()
    with redirect_stdout(printed):
        code = run_arguments(["people", "import", str(file), "--home", str(home.root)])
    taken = time.perf_counter() - start
    assert code == 0, printed.getvalue()
    told = [line for line in printed.getvalue().splitlines() if "没有变化" in line]
    return taken, told[-1]


def report_parts(home: Home, file: Path) -> None:
    """Print what reading the file, reading the records and comparing take by themselves."""
    content = file.read_bytes()
    database = RecordsDatabase(read_settings(home, {}).database_url)
    start = time.perf_counter()
    read = read_roster(file.name, content)
    opened = time.perf_counter()
    with database.read() as records:
        known = known_to(records)
    known_at = time.perf_counter()
    plan_roster(read.lines, known, known.people[0].state.valid_from)
    compared = time.perf_counter()
    database.close()
    print(
        f"其中读文件 {opened - start:.2f} 秒，读记录 {known_at - opened:.2f} 秒，"
        f"核对 {compared - known_at:.2f} 秒"
    )


def read_options() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--enterprises", type=int, default=400)
    parser.add_argument("--people", type=int, default=1000)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
