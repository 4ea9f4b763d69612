"""Running the migrations inside the program, without a configuration file."""

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection

# alembic looks a "package:folder" up through importlib.resources, installed or not
_SCRIPTS = "grading.records:migrations"


def to_newest(connection: Connection) -> None:
    """Bring the database to the newest revision within the transaction of `connection`."""
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def try_writing(connection: Connection) -> None:
    """Write what is there already, so that a database that takes nothing is found out at once."""
    connection.exec_driver_sql("UPDATE alembic_version SET version_num = version_num")


def revision_of(connection: Connection) -> str | None:
    """Return the revision that the database is at, None where no migration has run."""
    revision: str | None = MigrationContext.configure(connection).get_current_revision()
    return revision


def knows(revision: str) -> bool:
    """Say whether this version of the program has the migration with this id."""
    try:
        ScriptDirectory.from_config(_config()).get_revision(revision)
    except CommandError:
        return False
    return True


def newest() -> str | None:
    """Return the newest revision that this version of the program has."""
    revision: str | None = ScriptDirectory.from_config(_config()).get_current_head()
    return revision


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", _SCRIPTS)
    return config
