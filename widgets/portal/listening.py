"""Taking the port before anything else is done, and saying why it cannot be had."""

import errno
import socket

from tornado.netutil import bind_sockets

from courses.errors import StudyError
from courses.system_faults import reason_of


class PortInUseError(StudyError):
    """Another program listens on the port."""

    def __init__(self, host: str, port: int) -> None:
        super().__init__(
            f"端口 {port} 已被占用（{host}）。请用 --port 换一个端口，或者关闭占用它的程序。"
        )
        self.port = port


class AddressRefusedError(StudyError):
    """The machine does not let us listen on this address."""

    def __init__(self, host: str, port: int, reason: str) -> None:
        super().__init__(f"不能在 {host}:{port} 上提供服务：{reason}。请换一个地址或者端口。")
        self.host = host


def take_port(host: str, port: int) -> tuple[list[socket.socket], int]:
    """Bind the port (0: any free one) and return the sockets and the port.

    Raises PortInUseError and AddressRefusedError.
    """
    try:
        sockets = bind_sockets(port, host)
    except OSError as error:
        raise listening_error(error, host, port) from None
    return sockets, int(sockets[0].getsockname()[1])


def listening_error(error: OSError, host: str, port: int) -> StudyError:
    """Say in Chinese why a port cannot be listened on."""
    if error.errno == errno.EADDRINUSE:
        return PortInUseError(host, port)
    return AddressRefusedError(host, port, reason_of(error))
