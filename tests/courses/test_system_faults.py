import errno

import pytest

from courses.system_faults import reason_of


@pytest.mark.parametrize(
    ("number", "said"),
    [(errno.EACCES, "没有权限"), (errno.EROFS, "只能读，不能写"), (errno.ENOSPC, "磁盘已满")],
)
def test_what_is_common_is_said_in_chinese(number, said):
    assert reason_of(OSError(number, "the system's own words")) == said


def test_what_is_rare_is_said_in_the_systems_own_words():
    assert reason_of(OSError(errno.EPIPE, "Broken pipe")) == "Broken pipe"
    assert reason_of(OSError("no number at all")) == "no number at all"
