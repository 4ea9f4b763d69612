"""Forms that carry files: the only requests that may be larger than a page's usual ones."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from tornado.httputil import (
    HTTPInputError,
    ParseBodyConfig,
    ParseMultipartConfig,
    parse_body_arguments,
)
from tornado.web import HTTPError, stream_request_body

from grading.hours.file_kinds import LARGEST_FILE
from widgets.portal.pages.base import PageHandler, Refusal

_BESIDE = 512 * 1024
"""Bytes kept of a request for the fields beside its files."""

_READ = 32 * 1024 * 1024
"""Bytes read of a request, so that whoever sends a large photograph is told so by a page."""

_FORM = ParseBodyConfig(multipart=ParseMultipartConfig(max_parts=2000))
"""Every person of a bureau may be a field of the form."""


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file as a browser sent it; without one both are empty. The name means nothing."""

    content: bytes
    name: str


@stream_request_body
class UploadHandler(PageHandler):
    """A page with a form that carries a file.

    Only who may use the form gets to send more than the usual. The token against forged requests
    lies in the body, so that it is checked when that was read (`read_form`), before anything else.
    """

    most_bytes = LARGEST_FILE
    """Bytes that all files of the form may have together; less than what is read."""

    told_too_large = (
        "文件超过 5 MB，没有上传。请返回上一页，换小一些的照片，或者把 PDF 压缩后再上传。"
    )
    """What is said where they have more."""

    _form_is_read = False

    def initialize(self) -> None:
        """Begin without a body."""
        super().initialize()
        self._sent = bytearray()
        self._is_too_large = False

    def check_role(self) -> None:
        """Refuse whoever may not use the form."""

    async def prepare(self, **how: Any) -> None:
        """Let in who may come in, and let them send a file."""
        await super().prepare(**how)
        if not self._finished:
            self.check_role()
            if self.request.method == "POST":
                self.request.connection.set_max_body_size(_READ)  # type: ignore[union-attr]

    def data_received(self, chunk: bytes) -> None:
        """Keep what arrives, unless it is too much."""
        most = self.most_bytes + _BESIDE
        self._is_too_large = self._is_too_large or len(self._sent) + len(chunk) > most
        if self._is_too_large:
            self._sent.clear()
        else:
            self._sent += chunk

    def check_xsrf_cookie(self) -> None:
        """Leave the check to `read_form`, which knows the body."""
        if self._form_is_read:
            super().check_xsrf_cookie()

    def read_form(self) -> SentFile:
        """Read the fields, check that the form is ours, and return the file that was sent."""
        return next(iter(self.read_files()), SentFile(b"", ""))

    def read_files(self) -> list[SentFile]:
        """Do the same for a form that may carry several files, in the order of the form."""
        if self._is_too_large:
            raise Refusal(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, self.told_too_large)
        self._parse()
        self._form_is_read = True
        self.check_xsrf_cookie()
        return [
            SentFile(bytes(file.body), file.filename)
            for files in self.request.files.values()
            for file in files
        ]

    def _parse(self) -> None:
        request = self.request
        try:
            parse_body_arguments(
                request.headers.get("Content-Type", ""),
                bytes(self._sent),
                request.body_arguments,
                request.files,
                request.headers,
                config=_FORM,
            )
        except HTTPInputError as error:
            raise HTTPError(HTTPStatus.BAD_REQUEST) from error
        for name, values in request.body_arguments.items():
            request.arguments.setdefault(name, []).extend(values)
