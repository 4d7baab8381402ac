"""The commands by name, with their help. Each lives in a module of its own, which is imported when it is called."""

from typing import Final

from cyclopts import App, Parameter

import onrecord

_HELP: Final = {
    "read": (
        "PAGE… [OPTIONS]",
        "Read pages and print who said what in them.",
        """HTML and plain text are told apart by their content.

Examples:
  onrecord read page.html
  onrecord read --json page.html > record.json
  onrecord read --jsonl *.html > records.jsonl
  onrecord read --html record.html page.txt
  cat page.txt | onrecord read -

Exit codes: 0 every page was read; 2 at least one was not.""",
    ),
    "check": (
        "PAGE… [OPTIONS]",
        "Print what an editor would want to know of each page.",
        """Examples:
  onrecord check draft.html
  onrecord check --fail-on single-named-source draft.html
  onrecord check --json *.html > findings.json

Exit codes: 0 no finding; 1 findings (with --fail-on: only findings
of those codes count); 2 at least one page could not be read.""",
    ),
    "demo": (
        "[OPTIONS]",
        "Read the small collection that comes with OnRecord.",
        """The articles, their outlets and all people in them are invented.

Examples:
  onrecord demo
  onrecord demo --write demo""",
    ),
    "completion": (
        "bash|zsh|fish",
        "Print a shell's completion script.",
        """Examples:
  onrecord completion bash > onrecord.bash
  onrecord --install-completion

The second one installs the script for the shell in use.""",
    ),
}

_EPILOGUE: Final = """Examples:
  onrecord demo
  onrecord read page.html
  curl -s https://example.org/page | onrecord read -
  onrecord check draft.html

Exit codes: 0 done; 1 findings (check only); 2 an error, with its code on
standard error; 130 interrupted."""

app = App(
    name="onrecord",
    help="A checkable record of who said what in the news.",
    help_epilogue=_EPILOGUE,
    help_format="plaintext",
    default_parameter=Parameter(show_default=False, negative=()),
    version=lambda: f"onrecord {onrecord.__version__}",
    version_format="plaintext",
    result_action="return_value",
    exit_on_error=False,
    print_error=False,
    suppress_keyboard_interrupt=False,
)
for command, (arguments, summary, epilogue) in _HELP.items():
    app.command(
        f"onrecord.cli.{command}:{command}",
        name=command,
        usage=f"Usage: onrecord {command} {arguments}",
        help=summary,
        help_epilogue=epilogue,
    )
app.register_install_completion_command(help="Install completion for the shell in use.")
