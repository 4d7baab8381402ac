"""What each tool can be asked: the schemas of the tools' input, with a bound on everything.

Refuses a name that no tool knows, as the API does, so that no misspelt limit is silently left out. Looks nothing up.
"""

from typing import Annotated, Final, Literal, Self, TypeAlias

from pydantic import ConfigDict, Field, model_validator

from onrecord.archive.criteria import Order
from onrecord.archive.search import Query
from onrecord.kinds import Stance, StatementKind
from onrecord.web.api.asked import CURSOR, PLAIN, Asked, Cursor, Date, Limits, Name, Text, Unsaid

# What a model can still take in at once.
HITS: Final = 50
UTTERANCES: Final = 20
WINDOW: Final = 20_000
WIDEST: Final = 50_000
LONGEST_TEXT: Final = 200_000

Citations: TypeAlias = Literal["text", "csl", "bibtex"]
Article: TypeAlias = Annotated[
    Name, Field(description="An article of the archive: its id, the beginning of its id, or its address.")
]
Statement: TypeAlias = Annotated[
    Name, Field(description="A statement of the archive, ARTICLE#s3.", examples=["a0123456789abcdef#s3"])
]


class Read(Asked):
    """A page, and which part of it."""

    model_config = ConfigDict(populate_by_name=True)

    article: Article | Unsaid = Field(
        None, description="An article of the archive: its id or its address; ARTICLE#s3 begins at that statement."
    )
    text: (
        Annotated[str, Field(min_length=1, max_length=LONGEST_TEXT, pattern=r"\S", description="A page itself.")]
        | Unsaid
    ) = Field(None, description="Instead, a page that is not in the archive: plain text or HTML. It is not stored.")
    as_: Literal["html", "text"] | Unsaid = Field(
        None, alias="as", description="Take the text as this, whatever it looks like."
    )
    start: int | Unsaid = Field(
        None, ge=0, le=2_147_483_647, description="Show the page from this character on; “next” of the part before."
    )
    characters: int = Field(WINDOW, ge=200, le=WIDEST, description="Show so many characters.")

    @model_validator(mode="after")
    def _one(self) -> Self:
        if (self.article is None) == (self.text is None):
            raise ValueError("give exactly one of article and text")
        return self


class Find(Asked):
    """Which statements are meant."""

    words: Text = Field(
        "", description="Words, “phrases”, -exclusions, OR, beginnings*; all of them stand in what was said."
    )
    speaker: Text | Unsaid = Field(None, description="Only of this speaker: words of name, alias or role.")
    outlet: Text | Unsaid = Field(None, description="Only of this outlet: words of its name, or its domain.")
    since: Date | Unsaid = Field(None, description="Only published on this day, month or year or later.")
    until: Date | Unsaid = Field(None, description="Only published on this day, month or year or earlier.")
    kind: StatementKind | Unsaid = Field(None, description="Only statements of this kind.")
    stance: Stance | Unsaid = Field(None, description="Only with reporting words of this stance.")
    order: Order = Field("newest", description="The newest first, or what fits the words best.")
    limit: int = Field(10, ge=1, le=HITS, description="At most so many.")
    after: Cursor | Unsaid = Field(None, description=CURSOR)

    def query(self) -> Query:
        """The question to the archive."""
        return Query(
            self.words, self.speaker, self.outlet, self.since, self.until, self.kind, self.stance, order=self.order
        )


class Trace(Asked):
    """What is to be traced: exactly one of words, statement and article."""

    words: (
        Annotated[str, Field(min_length=1, max_length=10_000, pattern=PLAIN, description="A quotation.")] | Unsaid
    ) = Field(None, description="A quotation from anywhere, four words or more.")
    statement: Statement | Unsaid = Field(None, description="Instead, a statement of the archive, ARTICLE#s3.")
    article: Article | Unsaid = Field(None, description="Instead, an article of the archive: its id or its address.")
    limit: int = Field(5, ge=1, le=UTTERANCES, description="At most so many utterances.")

    @model_validator(mode="after")
    def _one(self) -> Self:
        if sum(asked is not None for asked in (self.words, self.statement, self.article)) != 1:
            raise ValueError("give exactly one of words, statement and article")
        return self


class Speaker(Limits):
    """Who is meant, and which of their statements."""

    name: Name = Field(description="Words of a name, an alias or a role.", examples=["dravec"])
    exact: bool = Field(False, description="Only who has just this name.")
    limit: int = Field(10, ge=1, le=HITS, description="How many statements of one are shown, or how many of several.")

    def query(self) -> Query:
        """The question to the archive."""
        return Query(
            "", self.name, self.outlet, self.since, self.until, self.kind, self.stance, self.about,
            all_versions=self.all_versions,
        )  # fmt: skip


class Cite(Asked):
    """What is to be cited, and how."""

    model_config = ConfigDict(populate_by_name=True)

    id: Name = Field(description="An article’s id or address, or ARTICLE#s3 for a statement.")
    as_: Citations = Field("text", alias="as", description="A line of text, CSL-JSON or BibTeX.")
