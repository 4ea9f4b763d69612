"""Which packages a machine of another kind needs."""

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

from widgets.cli.packing.closure import Package, closure, unmet
from widgets.cli.packing.errors import UnknownPythonError
from widgets.cli.packing.metadata import installed
from widgets.cli.packing.target import Platform, Target

LINUX, WINDOWS = Target(Platform.LINUX, "3.11"), Target(Platform.WINDOWS, "3.11")


def make_package(name: str, *requires: str, version: str = "1.0") -> Package:
    return Package(name, Version(version), tuple(Requirement(line) for line in requires))


def needed(target: Target, *packages: Package, root: str = "first") -> set[str]:
    shelf = {package.name: package for package in packages}
    return set(closure([Requirement(root)], target, lambda r: shelf[r.name]))


def test_what_a_needed_package_needs_is_needed():
    first, second = make_package("first", "second"), make_package("second", "third")
    assert needed(LINUX, first, second, make_package("third")) == {"first", "second", "third"}


def test_packages_that_need_each_other_are_taken_once():
    first, second = make_package("first", "second"), make_package("second", "first")
    assert needed(LINUX, first, second) == {"first", "second"}


@pytest.mark.parametrize(
    ("marker", "on_linux", "on_windows"),
    [
        ('os_name == "nt"', False, True),
        ('sys_platform == "win32"', False, True),
        ('sys_platform != "win32"', True, False),
        ('platform_system == "Windows"', False, True),
        ('platform_machine == "x86_64"', True, False),
        ('python_version < "3.11"', False, False),
        ('python_full_version >= "3.11"', True, True),
        ('implementation_name == "pypy"', False, False),
        ('extra == "test"', False, False),
    ],
)
def test_markers_count_for_the_target_and_not_for_this_machine(marker, on_linux, on_windows):
    first, other = make_package("first", f"other; {marker}"), make_package("other")
    assert ("other" in needed(LINUX, first, other)) is on_linux
    assert ("other" in needed(WINDOWS, first, other)) is on_windows


def test_an_extra_that_is_asked_for_later_is_followed_too():
    first = make_package("first", "second", "third")
    second = make_package("second", 'fourth; extra == "more"')
    third = make_package("third", "second[more]")
    found = needed(LINUX, first, second, third, make_package("fourth"))
    assert "fourth" in found


def test_what_is_missing_is_named():
    first = make_package("first", "second>=2", 'third; os_name == "nt"')
    assert unmet([Requirement("first")], LINUX, {"first": first}) == ("second>=2",)
    assert unmet([Requirement("first")], WINDOWS, {"first": first}) == (
        "second>=2",
        'third; os_name == "nt"',
    )


def test_a_version_that_does_not_fit_is_named():
    shelf = {"first": make_package("first", "second>=2"), "second": make_package("second")}
    assert unmet([Requirement("first")], LINUX, shelf) == ("second>=2",)


def test_nothing_is_missing_when_every_version_fits():
    shelf = {
        "first": make_package("first", "second>=2"),
        "second": make_package("second", version="2.1"),
    }
    assert unmet([Requirement("first")], LINUX, shelf) == ()


def test_jupyter_on_windows_needs_what_is_not_installed_on_linux():
    """The terminals of Jupyter need pywinpty there; pip on Linux would leave it out."""

    def describe(requirement: Requirement) -> Package:
        return installed(requirement.name) or make_package(requirement.name)

    assert "pywinpty" in closure([Requirement("jupyter_server")], WINDOWS, describe)
    assert "pywinpty" not in closure([Requirement("jupyter_server")], LINUX, describe)


def test_a_package_is_looked_for_once():
    asked = []
    shelf = {
        "first": make_package("first", "second", "third"),
        "second": make_package("second", "third"),
        "third": make_package("third", "second[more]"),
    }

    def describe(requirement: Requirement) -> Package:
        asked.append(requirement.name)
        return shelf[requirement.name]

    closure([Requirement("first")], LINUX, describe)
    assert sorted(asked) == ["first", "second", "third"]


@pytest.mark.parametrize("version", ["", "3", "2.7", "3.10", "4.11", "3.x", "3.11.2"])
def test_a_python_that_is_too_old_or_misspelt_is_refused(version):
    with pytest.raises(UnknownPythonError):
        Target(Platform.LINUX, version)


def test_wheels_for_linux_fit_systems_with_an_older_glibc():
    assert "manylinux_2_17_x86_64" in LINUX.tags
    assert "manylinux2014_x86_64" in LINUX.tags
    assert "manylinux_2_35_x86_64" not in LINUX.tags
