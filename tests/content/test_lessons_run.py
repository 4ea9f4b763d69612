"""Every notebook of every course runs from top to bottom."""

import nbformat
import pytest
from nbclient import NotebookClient

import courses.catalogue
from courses.catalogue import read_catalogue

CATALOGUE, _ = read_catalogue([courses.catalogue.PACKAGE_FOLDER])
LESSONS = [lesson for course in CATALOGUE.courses for lesson in course.lessons]

SECONDS = 60


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.id)
def test_the_lesson_runs(lesson, tmp_path, monkeypatch):
    monkeypatch.delenv("XUEFA_API", raising=False)
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path))
    notebook = nbformat.read(lesson.path, as_version=4)
    client = NotebookClient(notebook, timeout=SECONDS, kernel_name="python3")
    client.execute(cwd=str(tmp_path))
    outputs = [out for cell in notebook.cells for out in cell.get("outputs", [])]
    assert any("application/vnd.jupyter.widget-view+json" in o.get("data", {}) for o in outputs)
    assert any(f'data-lesson="{lesson.id}"' in str(o.get("data", {})) for o in outputs)
    assert [o for o in outputs if o.output_type == "error" or o.get("name") == "stderr"] == []
