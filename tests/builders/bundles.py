"""Installing an offline bundle as somebody without internet does."""

import os
import subprocess
from pathlib import Path

NOWHERE = "http://127.0.0.1:9"


def offline_environment(home: Path) -> dict[str, str]:
    """Return an environment without settings of pip, of Python or of this account."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    proxies = dict.fromkeys(("http_proxy", "https_proxy", "all_proxy"), NOWHERE)
    return kept | proxies | {"HOME": str(home), "PIP_CONFIG_FILE": os.devnull, "PYTHONUTF8": "1"}


def install_bundle(bundle: Path, into: Path) -> Path:
    """Run the Linux install script of a bundle and return the `xuefa` program that it installed.

    No index can be reached meanwhile: the script asks for none, and every proxy leads nowhere.
    """
    account = into.with_name(f"{into.name}-account")
    account.mkdir()
    done = subprocess.run(
        ["sh", str(bundle / "install.sh"), str(into)],
        env=offline_environment(account),
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return into / "bin" / "xuefa"
