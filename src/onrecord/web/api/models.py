"""What the JSON of an article looks like, for the description of the API and for those who check its answers.

Describes and makes nothing: the answers are made by `export.json`, the same as the command line's.
Whatever is not known is null. Spans are pairs of Unicode code points of the article's text, end-exclusive.
"""

from typing import Annotated, Any, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, NonNegativeInt

from onrecord.export.json import FORMAT
from onrecord.kinds import ParagraphKind, SpeakerKind, Stance, StatementKind

Span: TypeAlias = tuple[NonNegativeInt, NonNegativeInt]
Share: TypeAlias = Annotated[float, Field(ge=0, le=1)]
Format: TypeAlias = Annotated[Literal["onrecord/1"], Field(description="The version of the format.", examples=[FORMAT])]


class Model(BaseModel):
    """What has these fields and no others."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)


class Problem(Model):
    """What went wrong, with a stable code; docs/errors.md has a paragraph on each."""

    code: str = Field(description="The code of the error.", pattern=r"^OR\d{3}$", examples=["OR404"])
    what: str = Field(description="What went wrong.", examples=["there is nothing of this id in the archive"])
    where: str = Field(description="Where: a field, an address, an id.", examples=["a0123456789abcdef"])
    remedy: str = Field(description="What can be done.", examples=["Look it up with “onrecord find”."])


class Outlet(Model):
    """Who published a page."""

    name: str | None
    domain: str | None


class Paragraph(Model):
    """A paragraph of the text."""

    start: NonNegativeInt
    end: NonNegativeInt
    kind: ParagraphKind


class Link(Model):
    """A link with its place in the text."""

    start: NonNegativeInt
    end: NonNegativeInt
    url: str = Field(description="As the page has it: text from outside, not checked.")


class Damage(Model):
    """A word broken by the copying; the text keeps it."""

    start: NonNegativeInt
    end: NonNegativeInt
    found: str
    suggested: str = Field(description="Empty where there is no good repair.")
    score: float
    reason: str


class Article(Model):
    """A page's clean text with what the page says of itself."""

    id: str = Field(description="The same page has the same id in every run.")
    url: str | None
    title: str | None
    byline: list[str]
    outlet: Outlet
    published: str | None = Field(description="ISO 8601.")
    modified: str | None
    first_seen: str | None
    language: str | None = Field(description="BCP 47, as “en”.")
    text: str
    paragraphs: list[Paragraph]
    links: list[Link]
    damage: list[Damage]


class Reporting(Model):
    """The reporting word, and what it says of the content's truth."""

    lemma: str
    stance: Stance | None
    score: float | None
    reason: str


class Statement(Model):
    """One attribution: what was said, the words that report it, and whose it is."""

    id: str
    kind: StatementKind
    content: list[Span] = Field(description="What was said.")
    cue: list[Span] = Field(description="The reporting words.")
    source: list[Span] = Field(description="The words that name the speaker.")
    quotations: list[Span] = Field(description="The parts in quotation marks, marks included.")
    speaker: str | None = Field(description="The id of a speaker of the article.")
    within: str | None = Field(description="The id of the statement around this one.")
    confidence: Share
    reporting: Reporting | None


class Speaker(Model):
    """Who a source is, in one article, and why its mentions were taken together."""

    id: str
    name: str
    kind: SpeakerKind
    role: str | None
    country: str | None
    wikidata: str | None
    aliases: list[str]
    mentions: list[Span]
    reason: str


class Finding(Model):
    """Something that an editor would want to know."""

    code: str
    message: str
    spans: list[Span]


class Sheet(Model):
    """The sourcing sheet."""

    statements: NonNegativeInt
    speakers_named: NonNegativeInt
    speakers_unnamed: NonNegativeInt
    single_source: bool
    quoted_share: Share
    words_by_speaker: dict[str, NonNegativeInt]
    findings: list[Finding]


class Dropped(Model):
    """Text of the page that is not the article's."""

    text: str
    reason: str


class Record(Model):
    """The JSON of one article, as `onrecord show --json` prints it (docs/onrecord-1.schema.json)."""

    format: Format
    article: Article
    statements: list[Statement]
    speakers: list[Speaker]
    sheet: Sheet
    dropped: list[Dropped]


class Version(Model):
    """One version of a page."""

    article_id: str
    version: int
    current: bool
    fetched: str | None
    added: str


class Captured(Model):
    """One place where the article was found; times are UTC."""

    location: str
    url: str | None
    media_type: str
    sha256: str
    fetched: str | None
    last_fetched: str | None
    record: str | None = Field(description="The id of the WARC record.")
    stated: str | None = Field(description="Which container said something of the page.")
    added: str
    run: int
    command: str
    kept: bool = Field(description="Whether the page’s bytes are in the archive.")


class Dated(Model):
    """A date, where it was found, and how sure that place is."""

    value: str
    origin: str
    confidence: Share


class Credit(Model):
    """Whose report the page says that it carries."""

    name: str
    span: Span | None = Field(description="Its place in the text; null where it stands elsewhere on the page.")
    origin: str
    confidence: Share


class Doubted(Model):
    """Something that the page states and that cannot be so."""

    field: str
    found: str
    reason: str


class Placed(Model):
    """A decision of a person, and the statements of this reading that it is about."""

    id: int | None
    key: str
    action: str
    who: str
    why: str
    at: str
    value: dict[str, Any]
    statements: list[str]
    lost: str = Field(description="What it finds no more; empty where it found everything.")


class Provenance(Model):
    """Where an article came from, what read it, and what people have corrected."""

    format: Format
    article: str
    version: int
    current: bool
    onrecord: str = Field(description="The version of OnRecord that read it.")
    method: str = Field(description="The version of what attributed it.")
    read_at: str
    dates: dict[Literal["published", "modified", "first_seen"], Dated | None]
    captured: list[Captured]
    versions: list[Version]
    credits: list[Credit]
    doubted: list[Doubted]
    corrections: list[Placed]


class Target(Model):
    """What a name means in the archive."""

    article: str
    statement: str | None = Field(description="The id of the statement, where the name is of one.")
    href: str = Field(description="Where its JSON is.", examples=["/api/v1/articles/a0123456789abcdef"])
