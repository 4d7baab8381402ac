"""`onrecord review` and its subcommands by name, with their help; each is imported when it is called."""

from typing import Final

from cyclopts import App, Parameter

_SUMMARY: Final = "Correct what the machine got wrong."
_EPILOGUE: Final = """A statement is named as ARTICLE#s3, as all lists show it. Nothing that the
machine found is changed: a decision is kept beside it, with who, when and
why, and can be undone. “onrecord review COMMAND --help” lists the options.

Examples:
  onrecord review list
  onrecord review accept a0011223344556677#s3
  onrecord review speaker a0011223344556677#s3 "Ilva Brandt"
  onrecord review log
  onrecord review export > decisions.jsonl

Exit codes: 0 done; 2 an error, or an import with bad lines."""

_COMMANDS: Final = {
    "list": (
        "[OPTIONS]",
        "List what waits for a person, the least certain first.",
        """What people disagree about comes before it. What somebody has decided on is
not listed.

Examples:
  onrecord review list
  onrecord review list --below 0.5 --outlet "The Harbour Post"
  onrecord review list --unresolved --limit 100
  onrecord review list --disputed

Exit codes: 0 done; 2 an error.""",
    ),
    "accept": (
        "ID… [OPTIONS]",
        "Accept statements as they are: their words, kind and speaker.",
        """Examples:
  onrecord review accept a0011223344556677#s3
  onrecord review accept a0011223344556677#s3 a0011223344556677#s4 --who Ann

Exit codes: 0 done; 2 an error, and nothing was decided.""",
    ),
    "reject": (
        "ID… [OPTIONS]",
        "Reject statements: nobody is reported to say that.",
        """Examples:
  onrecord review reject a0011223344556677#s3 --why "a film title"

Exit codes: 0 done; 2 an error, and nothing was decided.""",
    ),
    "speaker": (
        "ID NAME [OPTIONS]",
        "Say whose statement it is.",
        """NAME is a speaker of the article (also by an alias, or an id such as p2), or
a new name.

Examples:
  onrecord review speaker a0011223344556677#s3 "Ilva Brandt"
  onrecord review speaker a0011223344556677#s3 "Tide Office" --kind organisation
  onrecord review speaker a0011223344556677#s3 --unknown

Exit codes: 0 done; 2 an error, and nothing was decided.""",
    ),
    "kind": (
        "ID direct|indirect|mixed [OPTIONS]",
        "Say of what kind a statement is.",
        """Examples:
  onrecord review kind a0011223344556677#s3 indirect

Exit codes: 0 done; 2 an error, and nothing was decided.""",
    ),
    "span": (
        "ID [OPTIONS]",
        "Say which words are a statement's content, cue or source.",
        """A span is START-END, in characters of the article's text, or the words
themselves where they stand only once in it.

Examples:
  onrecord review span a0011223344556677#s3 --content 10-50
  onrecord review span a0011223344556677#s3 --cue "is said to have said"
  onrecord review span a0011223344556677#s3 --content 10-50 --content 61-70
  onrecord review span a0011223344556677#s3 --no-source

Exit codes: 0 done; 2 an error, and nothing was decided.""",
    ),
    "merge": (
        "[ARTICLE/]NAME NAME [OPTIONS]",
        "Say that two names are one speaker's: in an article, or in all.",
        """The second name is the one that is kept.

Examples:
  onrecord review merge a0011223344556677/Brandt "Ilva Brandt"
  onrecord review merge "I. Brandt" "Ilva Brandt" --why "same office"

Exit codes: 0 done; 2 an error, and nothing was decided.""",
    ),
    "split": (
        "NAME NEW ID… [OPTIONS]",
        "Say that some statements, or articles, mean another speaker.",
        """Examples:
  onrecord review split Brandt "Olaf Brandt" a0011223344556677#s3
  onrecord review split "Ida Moss" "Ida Moss (skipper)" a0011223344556677

Exit codes: 0 done; 2 an error, and nothing was decided.""",
    ),
    "undo": (
        "NUMBER [OPTIONS]",
        "Undo a decision; it stays in the log.",
        """Examples:
  onrecord review undo 12 --why "wrong line"

Exit codes: 0 done; 2 an error, and nothing was decided.""",
    ),
    "log": (
        "[ID] [OPTIONS]",
        "Show the decisions, and which of them count.",
        """Of two people who decide differently the later one counts. A decision whose
words no reading has any more is lost: it is shown, and applied to nothing.

Examples:
  onrecord review log
  onrecord review log a0011223344556677#s3
  onrecord review log --state lost

Exit codes: 0 done; 2 an error.""",
    ),
    "export": (
        "[OPTIONS]",
        "Print all decisions, or the queue, as JSON lines.",
        """A line of the queue with an action written into it can be imported.

Examples:
  onrecord review export > decisions.jsonl
  onrecord review export --queue --below 0.5 > queue.jsonl

Exit codes: 0 done; 2 an error.""",
    ),
    "import": (
        "FILE [OPTIONS]",
        "Take the decisions of a file of JSON lines; “-” is standard input.",
        """The same file twice adds nothing. A bad line is one error, and the others
count all the same.

Examples:
  onrecord review import decisions.jsonl
  cat queue.jsonl | onrecord review import - --who Ann

Exit codes: 0 done; 2 an error, or at least one bad line.""",
    ),
}

# Where each is; the functions of names that Python has itself end with an underscore.
_DECIDING: Final = ("accept", "reject", "speaker", "kind", "span", "merge", "split", "undo")

review: Final = App(
    name="review",
    help=_SUMMARY,
    help_epilogue=_EPILOGUE,
    usage="Usage: onrecord review COMMAND [ARGUMENTS]",
    help_format="plaintext",
    default_parameter=Parameter(show_default=False, negative=()),
    version_flags=(),
)
for _name, (_arguments, _summary, _epilogue) in _COMMANDS.items():
    _module = "review" if _name in _DECIDING else "reviewing"
    _function = f"{_name}_" if _name in ("list", "import") else _name
    review.command(
        f"onrecord.cli.{_module}:{_function}",
        name=_name,
        usage=f"Usage: onrecord review {_name} {_arguments}",
        help=_summary,
        help_epilogue=_epilogue,
    )


@review.default
def show_help() -> None:
    """Without a subcommand, the help."""
    review.help_print()
