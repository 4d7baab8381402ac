"""The commands by name, with their help. Each lives in a module of its own, which is imported when it is called."""

from typing import Final

from cyclopts import App, Parameter

import onrecord
from onrecord.cli.review_app import review
from onrecord.cli.token import token

_HELP: Final = {
    "read": (
        "PAGE… [OPTIONS]",
        "Read pages and print who said what in them.",
        """HTML and plain text are told apart by their content; an address of the web
is fetched.

Examples:
  onrecord read page.html
  onrecord read https://news.example/page
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
  onrecord check --profile strict draft.html
  onrecord check --sarif drafts/*.html > findings.sarif
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
    "add": (
        "SOURCE… [OPTIONS]",
        "Read pages of every kind into the archive.",
        """A source is a file, a folder, a pattern or an address: HTML, text, WARC,
WACZ, JSON lines, CSV, Parquet, feeds. Adding the same again changes nothing.

Examples:
  onrecord add pages/
  onrecord add articles.csv --columns text=body,published=date
  onrecord add crawl.warc.gz --archive news.db --keep-bytes
  onrecord add https://news.example/sitemap.xml
  onrecord add --resume
  onrecord add --retry onrecord-errors-1.jsonl

Exit codes: 0 all inputs are stored; 2 some could not be read, the others are
stored; 130 interrupted, what was read until then is stored.""",
    ),
    "follow": (
        "[FEED…] [OPTIONS]",
        "Follow feeds: read and store the pages that they announce.",
        """Each feed is asked when it is due, more often when it has news; without
--once this goes on until Ctrl-C, and the next call goes on where it was.

Examples:
  onrecord follow https://news.example/feed.xml
  onrecord follow subscriptions.opml --archive news.db
  onrecord follow --once --every 60
  onrecord follow --list
  onrecord follow --remove https://news.example/feed.xml

Exit codes: 0 done; 2 a feed could not be asked or a page not be read (with
--once: any of them; else in the last round); 130 ended by Ctrl-C.""",
    ),
    "archive": (
        "[OPTIONS]",
        "Print what the archive holds, and whether it is whole.",
        """Examples:
  onrecord archive
  onrecord archive --check --archive news.db
  onrecord archive --json --archive postgresql://ann@db.example/news

Exit codes: 0 done; 1 damage was found (with --check); 2 there is no
archive, or it cannot be opened.""",
    ),
    "reindex": (
        "[OPTIONS]",
        "Read the archive's pages again with this version.",
        """Each page is read from its kept bytes, else from where it was found if it is
still the same, else from its stored text. What this version has read already
is left out, so that a run that was cut short goes on. Corrections stay.

Examples:
  onrecord reindex
  onrecord reindex --dry-run --since 2023-08-01
  onrecord reindex --article a0011223344556677 --force
  onrecord reindex --jsonl > changes.jsonl

Exit codes: 0 done; 2 at least one page could not be read, and keeps its
reading; 130 interrupted.""",
    ),
    "find": (
        "[WORDS…] [OPTIONS]",
        "Find statements, or articles, in the archive.",
        """All words have to be in what was said, in any form of them; of two words
with OR between them, one. “Tax cut” is a phrase, -tax leaves out, immigra*
is the beginning of a word. The newest come first.

Examples:
  onrecord find ferry timetable
  onrecord find “harbour dues” --speaker Brandt --since 2023-08
  onrecord find dam OR weir -concrete --kind direct
  onrecord find --articles ferry --outlet harbour-post.example
  onrecord find ferr* --context 40
  onrecord find ferry --jsonl --limit 1000 > found.jsonl

Exit codes: 0 something was found; 1 nothing; 2 an error.""",
    ),
    "speaker": (
        "NAME [OPTIONS]",
        "Show whom a name means, and what they have said.",
        """Each name is listed apart with its roles and outlets, also where two may be
one person; “onrecord review merge” makes them one.

Examples:
  onrecord speaker Brandt
  onrecord speaker "Ilva Brandt" --about ferry
  onrecord speaker "transport minister" --since 2023 --json
  onrecord speaker Brandt --exact

Exit codes: 0 somebody was found; 1 nobody; 2 an error.""",
    ),
    "show": (
        "ID [OPTIONS]",
        "Show an article of the archive, or a statement, and its source.",
        """ID is what find prints: an article, also by its address or the beginning of
its id, or a statement as ARTICLE#s12. What people have corrected is shown as
corrected.

Examples:
  onrecord show a0011223344556677
  onrecord show a0011223344556677#s12
  onrecord show a0011223344556677 --json > record.json
  onrecord show https://harbour-post.example/pier --versions

Exit codes: 0 done; 2 an error, or there is nothing of this id.""",
    ),
    "trace": (
        "WORDS | --statement ID | --article ARTICLE | --all --jsonl",
        "Trace a quotation or an article through the archive.",
        """Prints the earliest report in this archive, every reading with what is
altered in it, and which was most likely copied from which. An article need
not be in the archive: a file or an address works too.

Examples:
  onrecord trace "we are doing the work of the alliance"
  onrecord trace --statement a0011223344556677#s12
  onrecord trace --article a0011223344556677
  onrecord trace --article saved-page.html --json > trace.json
  onrecord trace --all --jsonl > traces.jsonl

Exit codes: 0 something was found; 1 nothing; 2 an error.""",
    ),
    "serve": (
        "[OPTIONS]",
        "Serve the archive to browsers and programs.",
        """The reading room: articles, quotations, speakers and outlets as pages, with
search, corrections and a JSON API. It listens to this machine alone unless you
name a --host; others then need a token (“onrecord token”).

Examples:
  onrecord serve --open
  onrecord serve --archive news.db --port 9000
  onrecord serve --public --name news.example --https

Exit codes: 2 an error; 130 ended by Ctrl-C.""",
    ),
    "mcp": (
        "[OPTIONS]",
        "Serve the archive to language-model tools (MCP).",
        """Five tools that read and none that writes: read, find, trace, speaker, cite. A
client starts it and talks to it on standard input and output. Needs the extra:
pip install onrecord[mcp].

Examples:
  onrecord mcp
  onrecord mcp --archive news.db
  onrecord mcp --fetch

Exit codes: 0 the client has ended; 2 an error; 130 ended by Ctrl-C.""",
    ),
    "export": (
        "ID… | --all [OPTIONS]",
        "Give articles of the archive in another tool's format.",
        """Web Annotation, schema.org, PROV-O, brat, UIMA CAS, Label Studio, TEI, ninjs,
Quotebank, Citron; CollateX and GraphML for the lineage. --list names them.

Examples:
  onrecord export a0011223344556677 --as webannotation > page.jsonld
  onrecord export --all --as brat --untraced --out corpus/
  onrecord export a0011223344556677 --as graphml > descent.graphml
  onrecord export --list

Exit codes: 0 done; 2 an article could not be given, the others are.""",
    ),
    "cite": (
        "ID [OPTIONS]",
        "Cite an article of the archive, or one of its statements.",
        """ID is what find prints: an article, or a statement as ARTICLE#s12.

Examples:
  onrecord cite a0011223344556677#s12
  onrecord cite a0011223344556677 --as csl > item.json
  onrecord cite a0011223344556677#s12 --as bibtex >> sources.bib

Exit codes: 0 done; 2 an error, or there is nothing of this id.""",
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

Exit codes: 0 done; 1 findings (check), nothing found (find, speaker) or damage
(archive); 2 an error, with its code on standard error; 130 interrupted."""

# Commands that share a module with another one.
_MODULES: Final = {"cite": "export"}

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
        f"onrecord.cli.{_MODULES.get(command, command)}:{command}",
        name=command,
        usage=f"Usage: onrecord {command} {arguments}",
        help=summary,
        help_epilogue=epilogue,
    )
app.command(review)
app.command(token)
app.register_install_completion_command(help="Install completion for the shell in use.")
