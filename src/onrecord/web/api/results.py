"""What the JSON of a search, of speakers and of outlets looks like, for the description of the API.

Describes and makes nothing: the answers are made by `export.found`, the same as the command line's.
"""

from pydantic import Field, NonNegativeInt

from onrecord.kinds import SpeakerKind, Stance, StatementKind
from onrecord.web.api.models import Format, Model, Outlet, Share, Span


class Keyword(Model):
    """A place that was found, and what stands before and after it in its paragraph."""

    start: NonNegativeInt
    end: NonNegativeInt
    before: str
    match: str
    after: str


class Hit(Model):
    """What is told of the article of everything that was found."""

    context: list[Keyword]
    title: str | None
    outlet: Outlet
    published: str | None
    url: str | None
    version: int = Field(description="1 for the first version of the page that was added, then 2, …")
    current: bool = Field(description="Whether this is the newest version of its page.")


class FoundArticle(Hit):
    """An article that was found."""

    id: str
    statements: NonNegativeInt = Field(description="How many statements it has.")
    marks: list[Span] = Field(description="What was looked for, in the article’s text.")


class Named(Model):
    """A speaker as a result names one."""

    name: str
    role: str | None
    kind: SpeakerKind


class Verb(Model):
    """The reporting word of a result."""

    lemma: str
    stance: Stance | None


class FoundStatement(Hit):
    """A statement that was found."""

    id: str = Field(description="Its name in the archive.", examples=["a0123456789abcdef#s3"])
    article: str
    kind: StatementKind
    text: str = Field(description="The words of the content; “ … ” stands between its parts.")
    content: list[Span]
    marks: list[Span] = Field(description="What was looked for, in the article’s text.")
    speaker: Named | None
    source: str | None = Field(description="The words that name the speaker.")
    cue: str | None = Field(description="The reporting words.")
    reporting: Verb | None
    confidence: Share
    corrected: bool = Field(description="Whether people have changed what the machine read.")


class Found(Model):
    """How many there are, and where the next page begins."""

    format: Format
    total: NonNegativeInt = Field(description="How many fit; with “more”, how many of those that were counted.")
    more: bool = Field(description="Whether counting ended early. A download has all of them, and their number.")
    next: str | None = Field(description="What to give as “after” for the next page; null at the end.")


class FoundArticles(Found):
    """A page of articles."""

    articles: list[FoundArticle]


class FoundStatements(Found):
    """A page of statements."""

    statements: list[FoundStatement]


class Person(Model):
    """A name that statements are attributed to; each of the other names comes with the number of statements."""

    name: str
    kind: SpeakerKind
    by_name: bool = Field(description="Whether the name or an alias fits, and not only the role.")
    roles: dict[str, int]
    aliases: dict[str, int]
    countries: dict[str, int]
    wikidata: dict[str, int]
    outlets: dict[str, int]
    statements: NonNegativeInt
    articles: NonNegativeInt
    first: str | None = Field(description="The day of the earliest statement.")
    last: str | None
    newest: list[FoundStatement]


class People(Model):
    """Everyone whom a name fits, each name apart: two names are one person only where people have merged them."""

    format: Format
    name: str
    statements: NonNegativeInt
    more: bool = Field(description="Whether there are older statements, which were not looked at.")
    people: list[Person]
