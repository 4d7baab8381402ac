import re
from collections.abc import Callable
from pathlib import Path

from onrecord.frame import FINDINGS, frame
from onrecord.model import Article

GUIDE = Path(__file__).parents[2] / "docs" / "findings.md"


def test_every_code_has_a_section_in_the_guide() -> None:
    assert re.findall(r"^## `(.+)`$", GUIDE.read_text(encoding="utf-8"), re.MULTILINE) == list(FINDINGS)


def test_codes_are_kebab_case() -> None:
    assert all(re.fullmatch(r"[a-z]+(?:-[a-z]+)*", code) for code in FINDINGS)


def test_no_message_calls_anything_false_or_biased() -> None:
    sections = GUIDE.read_text(encoding="utf-8") + " ".join(FINDINGS.values())
    assert not re.search(r"\b(?:is|are) (?:false|biased|lying|fake)\b", sections)


def test_good_article_has_no_findings(make_article: Callable[..., Article]) -> None:
    assert frame(make_article("# Rain", "It rained."), (), ())[1].findings == ()


def test_another_languages_article_is_not_read_with_english_lists(make_article: Callable[..., Article]) -> None:
    article = Article(
        "a", "Minister claims he regnet", paragraphs=make_article("# Minister claims he regnet").paragraphs
    )
    german = Article("a", article.text, language="de", paragraphs=article.paragraphs)
    codes = [[f.code for f in frame(a, (), ())[1].findings] for a in (article, german)]
    assert codes == [["loaded-reporting-word", "no-publication-date"], ["no-publication-date"]]


def test_hostile_text_gives_a_sheet(make_article: Callable[..., Article]) -> None:
    for unit in ("“a” ", "[(", "1 May 20", ".'", "\u202e\n", "claims that "):
        article = make_article("# " + unit * 20_000, unit * 100_000)
        statements, sheet = frame(article, (), ())
        assert (statements, sheet.statements) == ((), 0)
