"""What JSON-LD and meta tags say."""

import json

from lxml.html import document_fromstring

from onrecord.read.structured import Facts, json_ld, meta_tags


def facts(*values: object) -> Facts:
    scripts = "".join(f'<script type="application/ld+json">{json.dumps(value)}</script>' for value in values)
    return json_ld(document_fromstring(f"<html><head>{scripts}</head><body>x</body></html>"))


def test_the_article_is_found_inside_a_graph_with_references() -> None:
    found = facts(
        {
            "@graph": [
                {"@type": "WebSite", "name": "The Sentinel site"},
                {"@type": "Person", "@id": "#1", "name": "Jane &amp; Doe"},
                {
                    "@type": ["NewsArticle"],
                    "headline": "Port  opens",
                    "author": [{"@id": "#1"}],
                    "publisher": {"@type": "Organization", "name": "The Sentinel"},
                    "datePublished": "2023-08-03",
                },
            ]
        }
    )
    assert (found.title, found.authors, found.publisher) == ("Port opens", ("Jane & Doe",), "The Sentinel")
    assert found.published == "2023-08-03"


def test_a_page_with_a_date_stands_in_for_an_article() -> None:
    found = facts({"@type": "WebPage", "name": "Port", "datePublished": "2023-08-03"})
    assert (found.title, found.of_page) == ("Port", True)
    assert not facts({"@type": "Article", "headline": "Port"}).of_page


def test_broken_and_hostile_json_says_nothing() -> None:
    page = '<script type="application/ld+json">{"@type": "Article", </script>'
    deep = f'<script type="application/ld+json">{"[" * 100_000}</script>'
    assert json_ld(document_fromstring(f"<html><head>{page}{deep}</head></html>")) == Facts()


def test_odd_types_of_values_are_ignored() -> None:
    found = facts({"@type": "Article", "headline": ["a"], "author": [3, None, {"name": 4}], "datePublished": 7})
    assert found == Facts()


def test_the_first_of_each_meta_tag_counts() -> None:
    tree = document_fromstring("<meta property='og:title' content=' A  b '><meta name='OG:Title' content='c'>")
    assert meta_tags(tree) == {"og:title": "A b"}
