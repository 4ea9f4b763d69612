"""The addresses under which this machine is reached."""

import ipaddress
import socket

import psutil

ANYWHERE = frozenset({"0.0.0.0", "::", ""})  # noqa: S104 - compared with, not listened on


def own_address(host: str) -> str:
    """Return the address under which commands on this machine reach a server on `host`."""
    return "127.0.0.1" if host in {*ANYWHERE, "localhost"} else host


def page_addresses(host: str, port: int, public_url: str | None) -> tuple[str, ...]:
    """Return the addresses to give out for a server that listens on `host`."""
    if public_url:
        return (public_url,)
    hosts = network_addresses() if host in ANYWHERE else (host,)
    return tuple(f"http://{_bracketed(one)}:{port}" for one in hosts or ("127.0.0.1",))


def is_local_only(host: str) -> bool:
    """Say whether only this machine itself reaches a server on `host`."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def network_addresses() -> tuple[str, ...]:
    """Return the IPv4 addresses of this machine in its networks."""
    found = [
        address.address
        for addresses in psutil.net_if_addrs().values()
        for address in addresses
        if address.family == socket.AF_INET
    ]
    usable = [one for one in found if not _is_useless(ipaddress.ip_address(one))]
    return tuple(sorted(set(usable), key=ipaddress.ip_address))


def _is_useless(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    return address.is_loopback or address.is_link_local


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host
