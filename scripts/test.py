"""Install what the tests need into .venv and run them: the second command of the README.

    python3 scripts/test.py [PYTEST ARGUMENTS]

Needs nothing but Python 3.11 or later. `--install-only` stops after the installation.
"""

import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / ".venv"


def python() -> Path:
    """The interpreter of the project's own environment, made when it is not there yet."""
    bin_folder = FOLDER / ("Scripts" if sys.platform == "win32" else "bin")
    interpreter = bin_folder / ("python.exe" if sys.platform == "win32" else "python")
    if not interpreter.exists():
        venv.create(FOLDER, with_pip=True)
    return interpreter


def main(arguments: list[str]) -> int:
    """Install, then run pytest with the given arguments; its exit code is ours."""
    if sys.version_info < (3, 11):  # noqa: UP036 - the newcomer may have started it with an older Python
        print(f"OnRecord needs Python 3.11 or later; this is {sys.version.split()[0]}.", file=sys.stderr)
        return 2
    interpreter = str(python())
    install = [interpreter, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--editable", ".[dev]"]
    if code := subprocess.call(install, cwd=ROOT):
        return code
    if arguments == ["--install-only"]:
        return 0
    return subprocess.call([interpreter, "-m", "pytest", "--numprocesses=auto", *arguments], cwd=ROOT)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
