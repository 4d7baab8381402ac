"""Ties every statement to its speaker and lists the speakers: the stage's entry.

Adds `Statement.speaker` and the `Speaker` records with all their mentions and the rules that tied them. Where it is not
clear who is meant the speaker stays None and the statement's reason says why.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from onrecord.model import Article, Speaker, Statement
from onrecord.resolve import aliases, mentions
from onrecord.resolve.aliases import MOST_ROLES, Party
from onrecord.resolve.descriptions import described, kind_of
from onrecord.resolve.headlines import known_names
from onrecord.resolve.lexicon import lexicon
from onrecord.resolve.phrases import Phrase, parse
from onrecord.resolve.pronouns import Answer, antecedent, gender_of
from onrecord.resolve.relatives import before, clause
from onrecord.resolve.roles import read_role
from onrecord.resolve.sentences import Scene, layout, paragraphs_of, quotations

MOST_RULES = 6


def resolve(article: Article, statements: Iterable[Statement]) -> tuple[tuple[Statement, ...], tuple[Speaker, ...]]:
    """The statements with `speaker` set to the id of one of the speakers, or None with the reason added; the speakers
    "p1", "p2" … in the order in which they first are a source.

    Spans of the statements lie in `article.text` (code points). Nothing is raised.
    """
    given = tuple(statements)
    scene = stage(article, given)
    ids: dict[int, str] = {}
    answers: dict[str, Answer] = {}
    ordered = sorted((s for s in given if s.source), key=lambda s: s.source[0])
    for statement in sorted(ordered, key=lambda s: _waits(scene, s)):
        answers[statement.id] = _answer(scene, statement, answers)
    for statement in ordered:
        answer = answers[statement.id]
        if answer.party is not None:
            ids.setdefault(answer.party.number, f"p{len(ids) + 1}")
    speakers = tuple(_speaker(scene.register.parties[number], name) for number, name in ids.items())
    return tuple(_with_speaker(s, answers.get(s.id), ids) for s in given), speakers


def stage(article: Article, statements: Sequence[Statement]) -> Scene:
    """The article's names and parties before anybody speaks."""
    text, lists = article.text, lexicon("en")
    paragraphs = paragraphs_of(text, (p.span for p in article.paragraphs))
    found = mentions.find(text, paragraphs, lists)
    register, owners = aliases.cluster(text, found, lists)
    found, owners = known_names(text, paragraphs, found, owners, register)
    for party in register.parties:
        party.starts = sorted(span.start for span in party.mentions)
    quoted = quotations(text, paragraphs, (span for s in statements for span in s.quotations))
    sources = tuple(sorted(span for s in statements for span in s.source))
    return Scene(text, paragraphs, quoted, found, owners, register, sources, *layout(article, paragraphs))


def _waits(scene: Scene, statement: Statement) -> int:
    """0 for what is read in its place; 1 for a description above the text, whose name may stand below; 2 for "I", who
    may be named behind the words."""
    span = statement.source[0]
    if (
        span.end - span.start < 4
        and scene.text[span.start : span.end].strip().lower() in scene.lists.functions["first"]
    ):
        return 2
    above = span.start < scene.heading_end
    return int(above and _phrase(scene, statement).sort == "description")


def _phrase(scene: Scene, statement: Statement) -> Phrase:
    return parse(scene.text, statement.source, scene.mentions, scene.starts, scene.lists)


def _answer(scene: Scene, statement: Statement, answers: dict[str, Answer]) -> Answer:
    """Who the source of one statement is; what was found is added to the scene."""
    phrase = _phrase(scene, statement)
    opening = clause(scene.text, phrase.span, scene.lists)
    if opening is not None:
        phrase = Phrase("pronoun", opening, word=scene.text[opening.start : opening.end])
    if not any(c.isalnum() for c in scene.text[phrase.span.start : phrase.span.end]):
        return Answer(None, "the source holds no word")
    if phrase.sort == "pronoun" and phrase.word in scene.lists.functions["relative"]:
        answer = _relative(scene, phrase)
    elif phrase.sort == "pronoun":
        answer = _pronoun(scene, statement, phrase, answers)
    elif phrase.sort == "names":
        answer = _several(scene, phrase)
    elif phrase.sort == "name":
        answer = _named(scene, phrase)
    else:
        answer = described(scene, phrase)
    if answer.party is not None:
        _note(scene, answer, phrase)
    return answer


def _pronoun(scene: Scene, statement: Statement, phrase: Phrase, answers: dict[str, Answer]) -> Answer:
    """Whom a pronoun means; "I" inside quotation marks is whoever is quoted, "he" there is somebody else."""
    enclosing = answers.get(statement.within) if statement.within else None
    speaker = enclosing.party if enclosing else None
    inside = scene.is_quoted(phrase.span.start)
    if phrase.word in scene.lists.functions["first"]:
        if speaker is not None and inside:
            return Answer(speaker, f"“{phrase.word}” inside their own words")
        return Answer(None, f"“{phrase.word}” is the writer or somebody whose words are not marked")
    return antecedent(scene, phrase.span, phrase.word, speaker if inside else None)


def _relative(scene: Scene, phrase: Phrase) -> Answer:
    """The name or the description right before a relative pronoun."""
    found = before(scene, phrase.span, phrase.word)
    if found.party is not None:
        return Answer(found.party, f"“{phrase.word}” follows the name")
    if found.phrase is not None:
        return described(scene, found.phrase)
    return Answer(None, f"what “{phrase.word}” goes back to has no name")


def _named(scene: Scene, phrase: Phrase) -> Answer:
    """The party of the name; what the phrase says before the name is a role of it."""
    mention, party = scene.mentions[phrase.named[0]], scene.owners[phrase.named[0]]
    if phrase.is_body and party.person is None:
        party.person = False
    role = read_role(scene.text[phrase.core.start : mention.span.start], scene.lists) if party.person else None
    if role and len(party.roles) < MOST_ROLES and role.text not in {said.text for _, said in party.roles}:
        party.roles.append((phrase.core.start, role))
        party.country = party.country or role.country
        scene.register.add_holder(party, role.heads)
    return Answer(party, "")


def _several(scene: Scene, phrase: Phrase) -> Answer:
    """Two or more named parties that speak together: a group named after them."""
    parties = list({scene.owners[i].number: scene.owners[i] for i in phrase.named}.values())
    if len(parties) == 1:
        return Answer(parties[0], "")
    key = "+".join(str(p.number) for p in sorted(parties, key=lambda p: p.number))
    group = scene.register.loose.get(("together", key))
    if group is None:
        names = [p.name for p in parties]
        group = scene.register.new(" and ".join([", ".join(names[:-1]), names[-1]]), (), True)
        group.plural = True
        group.rules.setdefault("named together as one source")
        scene.register.loose["together", key] = group
    return Answer(group, "")


def _note(scene: Scene, answer: Answer, phrase: Phrase) -> None:
    """Record that the party spoke here, and the mention where it is not a name already listed."""
    party = answer.party
    if party is None:
        return
    scene.acts.append((phrase.span.start, party))
    party.spoke_at = phrase.span.start
    party.weak, party.spoke = False, party.spoke or phrase.sort in ("name", "pronoun")
    shown = gender_of(phrase.word, scene.lists)
    party.person = True if shown else party.person
    if party.person is None and phrase.word in scene.lists.functions["neuter"]:
        party.person = False
    party.gender = party.gender or shown
    if phrase.sort != "name":
        party.mentions.append(phrase.span)
    if answer.reason:
        party.rules.setdefault(answer.reason)


def _speaker(party: Party, name: str) -> Speaker:
    role = _role(party)
    names = tuple(form for form in party.names if form != party.name)
    rules = list(party.rules)
    more = f"; and {len(rules) - MOST_RULES} more" if len(rules) > MOST_RULES else ""
    kind = kind_of(party)
    return Speaker(
        id=name,
        name=party.name,
        kind=kind,
        role=role,
        country=party.country,
        aliases=names,
        mentions=tuple(sorted(set(party.mentions))),
        reason="; ".join(rules[:MOST_RULES]) + more,
    )


def _role(party: Party) -> str | None:
    """The fullest role said, without what only abbreviates it."""
    said = [role.text for _, role in party.roles]
    return max(said, key=len) if said else None


def _with_speaker(statement: Statement, answer: Answer | None, ids: dict[int, str]) -> Statement:
    if answer is None:
        return statement
    if answer.party is None:
        return replace(statement, reason=f"{statement.reason}; speaker unknown: {answer.reason}")
    named = replace(statement, speaker=ids[answer.party.number])
    if answer.score == 1:
        return named
    sure = round(statement.confidence * answer.score, 3)
    return replace(named, confidence=sure, reason=f"{statement.reason}; speaker: {answer.reason}")
