"""Check: whether the portal can listen on its port."""

from courses.errors import StudyError
from grading.home import Home
from grading.settings import Settings
from widgets.cli.checks.finding import Finding, error, good
from widgets.cli.portal_call import read_note
from widgets.portal.listening import take_port


def check_port(home: Home, settings: Settings) -> list[Finding]:
    """Take the port for a moment, unless it is our own portal that holds it."""
    try:
        sockets, port = take_port(settings.host, settings.port)
    except StudyError as fault:
        note = read_note(home)
        if note is not None and note.port == settings.port:
            return [good("端口", f"{settings.port}，由本平台使用")]
        return [error("端口", str(fault).split("。")[0], "请换一个端口，或者关闭占用它的程序。")]
    for one in sockets:
        one.close()
    return [good("端口", f"{port} 可用")]
