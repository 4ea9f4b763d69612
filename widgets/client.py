"""A kernel's only way to the platform: the API, with the token of its person and page."""

import json
import os
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Mapping
from datetime import date
from http.client import HTTPException
from typing import Any

from courses.errors import StudyError

TIMEOUT_SECONDS = 20


class NotOnPlatformError(StudyError):
    """The notebook was not opened by the portal, so there is no API to ask."""

    def __init__(self) -> None:
        super().__init__("这个笔记本不是从学法平台打开的，读不到平台数据。请从平台页面打开。")


class PlatformRefusedError(StudyError):
    """The portal refused, or could not be reached."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"平台没有给出数据：{reason}请刷新页面后再试。")
        self.path = path


class Client:
    """Asks the portal on behalf of the person who opened the page.

    Every question raises PlatformRefusedError when it is refused or cannot be put.
    """

    def __init__(self, api: str, token: str) -> None:
        self._api = api.rstrip("/")
        self._token = token
        # A proxy meant for the internet has no business between a kernel and its own portal.
        self._opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))

    @staticmethod
    def from_environment(environment: Mapping[str, str] = os.environ) -> "Client":
        """Return the client of this kernel, or raise NotOnPlatformError."""
        try:
            return Client(environment["XUEFA_API"], environment["XUEFA_TOKEN"])
        except KeyError:
            raise NotOnPlatformError from None

    def extra_calendars(self) -> list[dict[str, Any]]:
        """Return the work calendars that the bureau added, as tables of their files."""
        return self._list("/api/calendars", "calendars")

    def figures(self, report: str, **parameters: str) -> list[dict[str, Any]]:
        """Return the rows of a report that this page's dashboard may read."""
        asked = f"?{urllib.parse.urlencode(parameters)}" if parameters else ""
        return self._list(f"/api/figures/{report}{asked}", "rows")

    def statute(self, citation: str, on: date | None = None) -> str:
        """Return an article as the reader shows it on a day, today without one, as HTML."""
        path = f"/api/statute/{citation}" + ("" if on is None else f"?on={on.isoformat()}")
        content = self._get(path)
        picture = content.get("html") if isinstance(content, dict) else None
        if not isinstance(picture, str):
            raise PlatformRefusedError(path, "答复的内容不对。")
        return picture

    def _list(self, path: str, name: str) -> list[dict[str, Any]]:
        content = self._get(path)
        rows = content.get(name) if isinstance(content, dict) else None
        if not isinstance(rows, list):
            raise PlatformRefusedError(path, "答复的内容不对。")
        return rows

    def _get(self, path: str) -> object:
        request = urllib.request.Request(  # noqa: S310 - the address comes from the portal
            self._api + path, headers={"Authorization": f"Bearer {self._token}"}
        )
        try:
            with self._opener.open(request, timeout=TIMEOUT_SECONDS) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            with error:
                raise PlatformRefusedError(path, _sentence(error)) from None
        except ValueError as error:
            raise PlatformRefusedError(path, "答复的内容不对。") from error
        except (OSError, HTTPException) as error:
            raise PlatformRefusedError(path, "连接不上平台。") from error


def _sentence(error: urllib.error.HTTPError) -> str:
    try:
        return str(json.load(error)["message"])
    except (ValueError, KeyError, TypeError, OSError, HTTPException):
        return f"状态码 {error.code}。"
