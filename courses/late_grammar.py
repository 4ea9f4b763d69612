"""Puts off what takes Jupyter's libraries a second at their import, and is never asked for.

jsonschema, and with it nbformat, nbgrader and Voila, imports `rfc3987_syntax`, which at once builds
parsers from a grammar of internationalised addresses. Only fields of the formats `iri` and
`iri-reference` need them, and no schema of ours or of Jupyter's has any.
"""

import importlib
import importlib.util
import sys
from types import ModuleType
from typing import Any

_NAME = "rfc3987_syntax"


def put_off_the_grammar() -> None:
    """Let the parsers be built when an address is first checked.

    Does nothing where they are there already, or where the package is not installed and
    jsonschema does without it.
    """
    if _NAME in sys.modules or importlib.util.find_spec(_NAME) is None:
        return
    later: Any = ModuleType(_NAME)
    later.is_valid_syntax = _is_valid_syntax
    sys.modules[_NAME] = later


def _is_valid_syntax(term: str, value: str) -> bool:
    return bool(_grammar().is_valid_syntax(term, value))


def _grammar() -> Any:
    """Return the module itself, read at the first call."""
    found = sys.modules.get(_NAME)
    if found is not None and found.__spec__ is None:
        del sys.modules[_NAME]
    return importlib.import_module(_NAME)
