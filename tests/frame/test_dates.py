from collections.abc import Callable
from dataclasses import replace

import pytest

from onrecord.frame import frame
from onrecord.model import Article, Doubted, Finding

Articles = Callable[..., Article]


def of(code: str, article: Article) -> list[Finding]:
    return [finding for finding in frame(article, (), ())[1].findings if finding.code == code]


def test_missing_publication_date_is_a_finding(make_article: Articles) -> None:
    assert len(of("no-publication-date", make_article("Rain.", published=None))) == 1
    assert of("no-publication-date", make_article("Rain.")) == []


def test_modified_a_month_after_publication(make_article: Articles) -> None:
    article = make_article("Rain.", published="2031-05-01T10:00:00Z", modified="2031-06-15T10:00:00Z")
    (finding,) = of("modified-long-after", article)
    assert finding.message == "Modified on 2031-06-15, 45 days after publication on 2031-05-01."


def test_a_date_that_cannot_be_is_a_finding_and_says_where_it_stood(make_article: Articles) -> None:
    doubted = Doubted("published", "2050", "no full date; found in JSON-LD datePublished")
    article = replace(make_article("Rain."), doubted=(doubted, doubted))
    (finding,) = of("impossible-date", article)
    assert finding.message == (
        "The page gives “2050” as the date when it was published: no full date; found in JSON-LD datePublished."
    )
    assert of("impossible-date", make_article("Rain.")) == []


def test_modified_soon_after_publication_is_no_finding(make_article: Articles) -> None:
    assert of("modified-long-after", make_article("On 5 January 2020 it rained.", modified="2031-05-02")) == []


@pytest.mark.parametrize(
    "written", ["5 January 2031", "Jan. 5, 2031", "January 5th, 2031", "5th of January 2031", "2031-01-05"]
)
def test_modified_long_after_the_latest_date_of_the_text(written: str, make_article: Articles) -> None:
    article = make_article(f"On 3 March 2029 and {written} it rained.", published=None, modified="2031-08-03")
    (finding,) = of("modified-long-after", article)
    assert finding.message == "Modified on 2031-08-03, 210 days after 2031-01-05, the latest date in the text."
    assert [article.text[a:b] for a, b in finding.spans] == [written]


def test_impossible_and_incomplete_dates_are_passed_over(make_article: Articles) -> None:
    article = make_article("On 31 February 2030 and in May 2030 it rained.", published=None, modified="2031-08-03")
    assert of("modified-long-after", article) == []


def test_date_without_a_day_is_not_compared(make_article: Articles) -> None:
    assert of("modified-long-after", make_article("Rain.", published="2030", modified="2031-08-03")) == []
