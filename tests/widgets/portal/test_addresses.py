from types import SimpleNamespace

import pytest

from widgets.portal import addresses
from widgets.portal.addresses import is_local_only, network_addresses, own_address, page_addresses


@pytest.fixture
def two_networks(monkeypatch):
    def listed():
        made = [
            ("lo", "127.0.0.1"),
            ("eth0", "192.168.10.20"),
            ("eth1", "10.0.0.5"),
            ("eth2", "169.254.3.4"),
        ]
        family = addresses.socket.AF_INET
        return {name: [SimpleNamespace(family=family, address=at)] for name, at in made}

    monkeypatch.setattr(addresses.psutil, "net_if_addrs", listed)


def test_only_addresses_that_others_can_reach_are_given_out(two_networks):
    assert network_addresses() == ("10.0.0.5", "192.168.10.20")


def test_listening_everywhere_gives_out_every_address_of_the_machine(two_networks):
    given = page_addresses("0.0.0.0", 8000, None)
    assert given == ("http://10.0.0.5:8000", "http://192.168.10.20:8000")


def test_the_public_address_goes_before_what_the_machine_knows(two_networks):
    assert page_addresses("0.0.0.0", 8000, "https://xuefa.example") == ("https://xuefa.example",)


def test_an_address_of_version_6_is_written_in_brackets():
    assert page_addresses("::1", 8000, None) == ("http://[::1]:8000",)


@pytest.mark.parametrize(
    ("host", "own"),
    [("0.0.0.0", "127.0.0.1"), ("localhost", "127.0.0.1"), ("192.168.10.20", "192.168.10.20")],
)
def test_commands_reach_the_portal_where_it_listens(host, own):
    assert own_address(host) == own


@pytest.mark.parametrize(
    ("host", "local"),
    [("127.0.0.1", True), ("::1", True), ("localhost", True), ("0.0.0.0", False)],
)
def test_whether_others_reach_the_host(host, local):
    assert is_local_only(host) is local
