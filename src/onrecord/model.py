"""The nouns of the record: frozen, typed, and pointing into `Article.text` with spans instead of copied text.

Offsets are Unicode code points, end-exclusive. Dates are ISO 8601 strings in UTC where a time is known, and `None`
where the page does not say: never a guess. This module holds no judgement and reads nothing.
"""

from dataclasses import dataclass, field

from onrecord.kinds import AlterationKind, DescentKind, ParagraphKind, SpeakerKind, Stance, StatementKind
from onrecord.spans import Span, Spans

# The kinds of the nouns are part of the model too.
__all__ = [
    "Alteration", "AlterationKind", "Article", "Credit", "Damage", "Dated", "Derivation", "Descent",
    "DescentKind", "Doubted", "Dropped", "Finding", "Link", "Outlet", "Paragraph", "ParagraphKind", "Reading",
    "Record", "Reporting", "Sheet", "Source", "Speaker", "SpeakerKind", "Stance", "Stated", "Statement",
    "StatementKind", "Utterance",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Stated:
    """What the container of a page says of it: a table's row, a feed's entry, an archive's header.

    `origin` names the container ("column “date” of articles.jsonl"); `published` is as written there.
    """

    origin: str
    title: str | None = None
    byline: tuple[str, ...] = ()
    outlet: str | None = None
    published: str | None = None
    modified: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """The bytes as captured. `location` says where they are and is the same in every run ("pages/a.html",
    "crawl.warc.gz#4711", "articles.jsonl#17", an address); `fetched` is the UTC time of capture where known;
    `encoding` what the server declared; `record` the WARC record's id; `stated` what the container says of the page.
    """

    location: str
    data: bytes = field(repr=False)
    media_type: str
    sha256: str
    url: str | None = None
    encoding: str | None = None
    fetched: str | None = None
    record: str | None = None
    stated: Stated | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of the text; `span` excludes the line breaks around it."""

    span: Span
    kind: ParagraphKind


@dataclass(frozen=True, slots=True)
class Link:
    """A link with its place in the text."""

    span: Span
    url: str


@dataclass(frozen=True, slots=True)
class Dated:
    """An ISO 8601 date or time, where it was found ("json-ld", "furniture line “Updated: …”"), and how sure that place
    is, from 0 to 1."""

    value: str
    origin: str
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Doubted:
    """Something the page states that cannot be so, as an impossible date: which field, what was found, and why not."""

    field: str
    found: str
    reason: str


@dataclass(frozen=True, slots=True)
class Credit:
    """Whose report the page says that it carries ("(AP) —", "Reuters contributed"). `span` is the place in the text,
    `None` where the words stand elsewhere on the page; `origin` says where."""

    name: str
    span: Span | None
    origin: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Outlet:
    """Who published the page; either part may be unknown."""

    name: str | None = None
    domain: str | None = None


@dataclass(frozen=True, slots=True)
class Damage:
    """A word broken by the copying. The text keeps `found`; `suggested` is empty where there is no good repair."""

    span: Span
    found: str
    suggested: str
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Dropped:
    """Text of the page that is not the article's, and why it was taken out."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Article:
    """A page's clean text with its metadata. Paragraphs are in order and do not overlap. `entries` are the parts of a
    live blog, newest or oldest first as the page has them; empty for any other page."""

    id: str
    text: str = field(repr=False)
    url: str | None = None
    title: str | None = None
    byline: tuple[str, ...] = ()
    outlet: Outlet = Outlet()
    published: Dated | None = None
    modified: Dated | None = None
    first_seen: Dated | None = None
    language: str | None = None
    paragraphs: tuple[Paragraph, ...] = ()
    links: tuple[Link, ...] = ()
    damage: tuple[Damage, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    credits: tuple[Credit, ...] = ()
    entries: Spans = ()
    doubted: tuple[Doubted, ...] = ()


@dataclass(frozen=True, slots=True)
class Reporting:
    """The reporting word of a statement. `score` is on the experiment's scale, above zero where readers take the
    content as true; stance and score are `None` for a word that was not tested."""

    lemma: str
    stance: Stance | None
    score: float | None
    reason: str


@dataclass(frozen=True, slots=True)
class Statement:
    """One attribution: what was said (`content`), the words that report it (`cue`), and whose it is (`source`).

    `quotations` are the quotation-marked parts of the content, marks included. `within` is the id of the enclosing
    statement of a nested one. `confidence` is between 0 and 1. `reason` names the rule, `method` the version of what
    decided.
    """

    id: str
    kind: StatementKind
    content: Spans
    cue: Spans
    source: Spans
    quotations: Spans
    confidence: float
    reason: str
    method: str
    speaker: str | None = None
    within: str | None = None
    reporting: Reporting | None = None


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who a source is, with every mention of them in the text and why those were taken together."""

    id: str
    name: str
    kind: SpeakerKind
    role: str | None
    country: str | None
    aliases: tuple[str, ...]
    mentions: Spans
    reason: str
    wikidata: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """Something an editor would want to know: a stable code, a plain sentence, and where."""

    code: str
    message: str
    spans: Spans = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """The sourcing sheet. `quoted_share` is the share of the article's words that stand inside the quotation marks of
    its statements; `words_by_speaker` counts the content words of each speaker, by speaker id."""

    statements: int
    speakers_named: int
    speakers_unnamed: int
    single_source: bool
    quoted_share: float
    words_by_speaker: dict[str, int]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """All that was read from one page."""

    article: Article
    statements: tuple[Statement, ...]
    speakers: tuple[Speaker, ...]
    sheet: Sheet


@dataclass(frozen=True, slots=True)
class Reading:
    """The words that one article (a witness) gives for a statement, "ARTICLE#ID"; date and credits are its own.
    `date_confidence` is how sure the date is as that of publication, from 0 to 1: `None` without a date, and where only
    the time of capture is known."""

    statement: str
    article: str
    url: str | None
    outlet: str | None
    date: str | None
    date_origin: str | None
    spans: Spans
    text: str
    speaker: str | None = None
    role: str | None = None
    lemma: str | None = None
    kind: StatementKind = StatementKind.DIRECT
    headline: bool = False
    credits: tuple[str, ...] = ()
    date_confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Alteration:
    """One variation between two readings, or between two articles: what stood `before` and what stands `after`, as
    printed and with their places; `score` is how much it can matter, from 0 to 1."""

    origin: str
    target: str
    kind: AlterationKind
    before: str
    after: str
    before_spans: Spans
    after_spans: Spans
    reason: str
    score: float


@dataclass(frozen=True, slots=True)
class Descent:
    """Where a reading most likely comes from: its parent (`None` where independent or unknown), with the evidence."""

    parent: str | None
    child: str
    kind: DescentKind
    score: float
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Utterance:
    """All readings of one act of speech, oldest first, undated last. `earliest` is the statement of the earliest dated
    reading in this archive, `None` where none is dated. `related` are statements of the same content in other words
    (re-translations), which are kept apart. `boilerplate` says why it is a passage that one outlet prints again and
    again rather than an utterance, and is empty where it is not; `method` is the version of what decided."""

    id: str
    speaker: str | None
    earliest: str | None
    readings: tuple[Reading, ...]
    alterations: tuple[Alteration, ...] = ()
    descent: tuple[Descent, ...] = ()
    related: tuple[str, ...] = ()
    boilerplate: str = ""
    method: str = ""


@dataclass(frozen=True, slots=True)
class Derivation:
    """One article made from another: `coverage` is the share of its words that stand in the other one, `credited`
    whether it says so, `method` the version of what decided."""

    article: str
    origin: str
    coverage: float
    credited: bool
    score: float
    alterations: tuple[Alteration, ...]
    evidence: tuple[str, ...] = ()
    method: str = ""
