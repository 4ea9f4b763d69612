"""Tokens by which a page's kernel speaks to the API: for one person and one page only."""

import secrets
from dataclasses import dataclass

from grading.people.model import Person

TOKEN_BYTES = 32


@dataclass(frozen=True, slots=True)
class PageBinding:
    """The person who opened a page and the page's id, as in `lesson/penalty-1-3`."""

    person: Person
    page: str


class PageTokens:
    """Tokens in use; kept in memory only, so they end with the portal."""

    def __init__(self) -> None:
        self._bindings: dict[str, PageBinding] = {}

    def issue(self, binding: PageBinding) -> str:
        """Return a new token for a page."""
        token = secrets.token_urlsafe(TOKEN_BYTES)
        self._bindings[token] = binding
        return token

    def find(self, token: str) -> PageBinding | None:
        """Return what a token stands for, or None."""
        return self._bindings.get(token)

    def revoke(self, token: str) -> None:
        """Make a token worthless; unknown tokens are ignored."""
        self._bindings.pop(token, None)
