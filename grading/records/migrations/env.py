"""Run by alembic: applies the migrations on the connection that the program hands over."""

from alembic import context

from grading.records import records  # noqa: F401 - names every table
from grading.records.base import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
