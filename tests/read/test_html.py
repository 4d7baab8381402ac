"""Pages to articles."""

import pytest

from onrecord.errors import OnRecordError
from onrecord.model import Article, ParagraphKind
from onrecord.read import read_article
from onrecord.read.capture import from_bytes

BODY = "".join(
    f"<p>The mayor of Northport said in her speech number {i} that “the new port will open in the spring”, and that the"
    f" <a href='/plan/{i}'>plan for street {i}</a> was ready for the council to read before the vote.</p>"
    for i in range(8)
)
PAGE = f"""<!doctype html><html lang="en"><head><title>New port to open in spring | Northport Sentinel</title>
<link rel=canonical href="https://www.sentinel.example/2023/08/03/port">
<meta property="og:site_name" content="Northport Sentinel">
<meta name=description content="Council votes on the plan for the new port after years of delay.">
<script>var secret = "never shown";</script></head><body>
<nav><ul><li><a href=/>Home</a><li><a href=/news>News</a><li><a href=/sport>Sport</a></ul></nav>
<main><article><h1>New port to open in spring</h1>
<p class="standfirst">Council votes on the plan for the new port after years of delay.</p>
{BODY}<figure><img src=x.jpg><figcaption>The mayor of Northport at the harbour on Monday.</figcaption></figure>
<blockquote><p>“We have waited twenty years for this day, and we can wait until the spring,” she told the council.</p>
</blockquote>{BODY.replace("speech number", "letter number")}</article></main>
<footer><p>© 2019 Northport Sentinel. All rights reserved.</p></footer></body></html>"""


def read(page: str) -> Article:
    return read_article(from_bytes(page.encode(), "page.html"), "html")


def kinds(article: Article, kind: ParagraphKind) -> list[str]:
    return [article.text[slice(*p.span)] for p in article.paragraphs if p.kind is kind]


def test_headline_standfirst_body_and_caption_are_told_apart() -> None:
    article = read(PAGE)
    assert kinds(article, ParagraphKind.HEADLINE) == ["New port to open in spring"]
    assert kinds(article, ParagraphKind.STANDFIRST) == [
        "Council votes on the plan for the new port after years of delay."
    ]
    assert kinds(article, ParagraphKind.CAPTION) == ["The mayor of Northport at the harbour on Monday."]
    assert len(kinds(article, ParagraphKind.BODY)) == 17
    assert article.text.count("New port to open in spring") == 1
    assert (article.title, article.outlet.name, article.language) == (
        "New port to open in spring",
        "Northport Sentinel",
        "en",
    )


def test_paragraphs_are_joined_by_blank_lines_and_cover_the_text() -> None:
    article = read(PAGE)
    assert "\n\n".join(article.text[slice(*p.span)] for p in article.paragraphs) == article.text


def test_links_point_at_their_words() -> None:
    article = read(PAGE)
    assert len(article.links) == 16
    assert all(
        article.text[slice(*link.span)].startswith("plan for street")
        and link.url.startswith("https://www.sentinel.example/plan/")
        for link in article.links
    )


def test_what_is_outside_the_article_is_dropped_and_not_lost() -> None:
    article = read(PAGE)
    dropped = "\n".join(item.text for item in article.dropped)
    assert "Home" in dropped
    assert "© 2019" in dropped
    assert "secret" not in dropped + article.text
    assert all("reading model" in item.reason for item in article.dropped)


def test_a_page_without_a_main_text_gives_its_readable_lines() -> None:
    article = read("<html><body><div>The mayor has resigned, her office said.</div><a href=/>Home</a></body></html>")
    assert "The mayor has resigned, her office said." in article.text


@pytest.mark.parametrize(
    "page", ["<html></html>", "<html><body><script>x()</script></body></html>", "<html><!-- a -->"]
)
def test_a_page_without_text_is_an_error(page: str) -> None:
    with pytest.raises(OnRecordError) as caught:
        read(page)
    assert caught.value.code == "OR107"


def test_a_text_over_the_limit_is_an_error() -> None:
    with pytest.raises(OnRecordError) as caught:
        read("<html><body><p>" + "The port opens. " * 40_000 + "</p>")
    assert caught.value.code == "OR109"


@pytest.mark.parametrize("mark", ["<p>x", "<"])
def test_a_page_of_more_elements_than_any_is_refused_before_it_is_parsed(mark: str) -> None:
    with pytest.raises(OnRecordError, match=r"OR106.*more than 120,000 elements"):
        read(f"<html><body><p>The mayor has resigned, she said.</p>{mark * 500_000}")


def test_a_script_that_compares_numbers_is_not_counted_as_elements() -> None:
    page = f"<html><body><script>{'a<1;' * 200_000}</script><p>The mayor has resigned, she said.</p></body></html>"
    assert "The mayor has resigned" in read(page).text


@pytest.mark.parametrize("tags", ["<div>", "<b>", "<table><tr><td>", "<ul><li>", "<blockquote>"])
def test_a_hundred_thousand_nested_tags_still_give_the_text(tags: str) -> None:
    nested = tags * (100_000 // tags.count("<"))
    assert "The mayor has resigned" in read(f"<html><body>{nested}The mayor has resigned, she said.").text


def test_a_script_of_many_megabytes_does_not_hide_the_text() -> None:
    page = f"<html><body><script>{'x=1;' * 3_000_000}</script><p>The mayor has resigned, she said.</p></body></html>"
    assert "The mayor has resigned" in read(page).text


def test_characters_that_xml_cannot_hold_become_lost_characters() -> None:
    article = read(f"<html><body><p>The may\x01or &#0; &#xD800; &#x1F600; {'resigned today, she said. ' * 9}</p>")
    assert article.text.startswith("The may�or")
    article.text.encode("utf-8")


def test_the_entries_of_a_live_blog_are_kept_apart() -> None:
    entries = "".join(
        f"<div class=entry id=e{i}><time>1{i}:05</time><h3>The vote, {i}</h3><p>The mayor of Northport said in part"
        f" {i} that “the port will open in the spring”, and the council went on to vote.</p></div>"
        for i in range(8)
    )
    article = read(f"<html><body><main><h1>Port vote, live</h1><div>{entries}</div></main></body></html>")
    assert len(article.entries) == 8
    assert all("The mayor of Northport said in part" in article.text[slice(*span)] for span in article.entries)


def test_text_that_only_the_data_of_a_page_has_is_read_from_there() -> None:
    said = " ".join(f"The mayor said in part {i} that the port would open." for i in range(20))
    data = f'<script type="application/ld+json">{{"@type": "NewsArticle", "articleBody": "{said}"}}</script>'
    article = read(f"<html><head>{data}</head><body><h1>Port</h1><p>Please allow scripts to read on.</p></body></html>")
    assert said in article.text
    assert "Please allow scripts" in article.dropped[0].text
