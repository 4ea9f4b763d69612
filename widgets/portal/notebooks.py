"""How Voila reads and renders our notebooks: by file, from memory, with compiled templates."""

import base64
from functools import lru_cache
from pathlib import Path
from typing import Any

import jinja2
import nbformat
import voila.notebook_renderer
from jinja2 import pass_context
from nbconvert.filters.markdown_mistune import MarkdownWithMath
from voila.exporter import VoilaExporter, VoilaMarkdownRenderer


class NotebookFolder:
    """Stands in for a contents service: hands out the notebooks that the catalogue named.

    Voila asks for paths only; which paths may be asked is decided by the page handlers.
    """

    allow_hidden = False

    def get(self, path: str, **options: Any) -> dict[str, Any]:
        """Return a notebook, or an image as base64 text for a Markdown cell."""
        if options.get("format") == "base64":
            return {"content": base64.b64encode(Path(path).read_bytes()).decode()}
        content = _notebook(path, Path(path).stat().st_mtime_ns)
        return {
            "type": "notebook",
            "path": path,
            "name": Path(path).name,
            "content": nbformat.from_dict(content),
        }

    def file_exists(self, _path: str) -> bool:
        """Say that no image lies beside a notebook; pictures are drawn in the notebook itself."""
        return False


@lru_cache(maxsize=64)
def _notebook(path: str, _changed: int) -> Any:
    return nbformat.read(path, as_version=4)


class _CompiledTemplates(jinja2.BytecodeCache):
    """Keeps compiled templates in memory: Voila builds a new environment for every page."""

    def __init__(self) -> None:
        self._compiled: dict[str, tuple[str, Any]] = {}

    def load_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        """Fill a bucket when its template has not changed."""
        checksum, code = self._compiled.get(bucket.key, ("", None))
        if checksum == bucket.checksum:
            bucket.code = code

    def dump_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        """Keep what was compiled."""
        self._compiled[bucket.key] = (bucket.checksum, bucket.code)


_TEMPLATES = _CompiledTemplates()


class LessonExporter(VoilaExporter):
    """Voila's exporter with a template cache and headings without anchor signs."""

    def _create_environment(self) -> jinja2.Environment:
        environment: jinja2.Environment = super()._create_environment()
        environment.bytecode_cache = _TEMPLATES
        return environment

    @pass_context
    def markdown2html(self, context: Any, source: str) -> str:
        """Render a Markdown cell."""
        renderer = VoilaMarkdownRenderer(
            escape=False,
            attachments=context["cell"].get("attachments", {}),
            contents_manager=self.contents_manager,
            exclude_anchor_links=True,
        )
        return str(MarkdownWithMath(renderer=renderer).render(source))


def use_lesson_exporter() -> None:
    """Make Voila render with our exporter; it offers no setting for that."""
    voila.notebook_renderer.VoilaExporter = LessonExporter
