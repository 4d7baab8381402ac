"""Pages made to break a reader: each function gives the bytes of one.

Run as a program it reads them all, prints what became of each, and ends at the first that gives neither a record nor a
coded error; `--memory` limits the address space, in MiB, and `--seconds` the CPU seconds of one page. With `--size 20`
the pages are as large as they can be; each is to be read, or refused, in less than five CPU seconds then.
"""

import argparse
import hashlib
import resource
import signal
import sys
import time
from collections.abc import Callable
from functools import partial
from typing import Final, Literal

from onrecord.errors import OnRecordError
from onrecord.model import Source
from onrecord.record import read

SAID: Final = "“The pier is safe,” harbour master Ilva Brandt said. "
# How large the pages are; the largest that this can make is a page of several million characters.
SIZE = 1
LARGEST: Final = 20
Page = Callable[[], bytes]
Kind = Literal["html", "text"]
Method = Literal["tagger", "fast", "rules"]


def many(number: int) -> int:
    """So many of something, where pages are largest."""
    return number * SIZE // LARGEST


def html(body: str, head: str = "") -> bytes:
    """A page around the body."""
    whole = f"<!doctype html><html><head><meta charset=utf-8><title>Pier</title>{head}</head><body>{body}</body></html>"
    return whole.encode("utf-8", "surrogatepass")


def deep_nesting() -> bytes:
    return html("<div>" * many(100_000) + SAID + "</div>" * many(100_000))


def deep_mixed_nesting() -> bytes:
    return html("<div><blockquote><ul><li><b><i><a href=x>" * many(5_000) + SAID)


def deep_tables() -> bytes:
    return html("<table><tr><td>" * many(5_000) + SAID)


def unclosed_everything() -> bytes:
    return html("<p><b><i><a href='x><span class=\"y" + SAID * 500 + "<!-- <script> <style> <textarea> <title>")


def closed_never_opened() -> bytes:
    return html("</div></p></body></html>" * many(100_000) + SAID)


def misnested_formatting() -> bytes:
    """The adoption agency algorithm is quadratic where it is not bounded."""
    return html("<b><i><u><p>" * many(2_000) + SAID + "</b></i></u>" * many(2_000))


def huge_attribute() -> bytes:
    return html(f"<p title='{'x' * many(5_000_000)}'>{SAID}</p>")


def many_attributes() -> bytes:
    return html("<p " + " ".join(f"a{n}=b" for n in range(many(100_000))) + f">{SAID}</p>")


def many_classes() -> bytes:
    return html(f"<p class='{'comment share ' * many(100_000)}'>{SAID}</p>")


def a_million_entities() -> bytes:
    return html("<p>" + "&amp;&#8220;&#x201d;&nbsp;&bogus;&#xFFFFFFFF;&#0;" * many(150_000) + SAID)


def nulls() -> bytes:
    return html("\0".join(SAID * many(2_000)))


def controls() -> bytes:
    return html("".join(f"{chr(number)}{SAID}" for number in [*range(32), *range(0x7F, 0xA0)]))


def bidirectional() -> bytes:
    return html("\u202e\u2066\u200f\u2067\u061c" * many(100_000) + SAID + "\u202c\u2069" * many(100_000))


def surrogates() -> bytes:
    return html("".join(f"{SAID}\ud800\udfff" for _ in range(many(2_000))))


def combining_marks() -> bytes:
    return html("a" + "\u0301" * many(1_000_000) + SAID)


def a_giant_table() -> bytes:
    row = "<tr>" + "".join(f"<td>{number}</td>" for number in range(100)) + "</tr>"
    return html(f"<p>{SAID}</p><table>{row * many(2_000)}</table>")


def a_wide_table() -> bytes:
    return html(f"<table><tr>{'<td>x' * many(100_000)}<td colspan=100000000 rowspan=100000000>{SAID}</table>")


def quotation_marks() -> bytes:
    return html("<p>" + "“‘\"'«‹„‚" * many(20_000) + SAID)


def quotation_marks_as_text() -> bytes:
    return ("“‘\"'«‹„‚`´″ " * many(20_000) + SAID).encode()


def opening_marks_in_paragraphs() -> bytes:
    return html("".join(f"<p>“{SAID}" for _ in range(many(5_000))))


def a_script_that_looks_like_text() -> bytes:
    return html(f"<script>document.write('<p>{SAID}</p>');{'// “No,” he said. ' * many(100_000)}</script><p>{SAID}</p>")


def a_script_in_a_script() -> bytes:
    return html("<script><!--<script>" * many(100_000) + SAID)


def styles() -> bytes:
    return html(f"<style>{'p:after{content:“x”} ' * many(100_000)}</style><p>{SAID}</p>")


def mixed_encodings() -> bytes:
    parts = (SAID.encode(code, "replace") for code in ("utf-8", "cp1252", "utf-16-le", "koi8-r", "shift_jis", "utf-7"))
    return b"<html><meta charset=utf-16><meta charset=shift_jis><p>" + b"".join(parts) * 500


def a_false_encoding() -> bytes:
    return b"<?xml version='1.0' encoding='no-such-thing'?><html><meta charset='utf-16be'><p>" + SAID.encode() * 9


def half_a_mark_of_byte_order() -> bytes:
    return b"\xff\xfe" + SAID.encode() * 99


def odd_utf16() -> bytes:
    return (b"\xff\xfe" + SAID.encode("utf-16-le") * 99)[:-1]


def many_laughs() -> bytes:
    """An XML bomb: ten to the power of nine entities in entities."""
    names = "".join(f"<!ENTITY l{n + 1} '{f'&l{n};' * 10}'>" for n in range(9))
    return f"<?xml version='1.0'?><!DOCTYPE html [<!ENTITY l0 'lol'>{names}]><html><p>&l9; {SAID}</p></html>".encode()


def an_outer_entity() -> bytes:
    head = "<?xml version='1.0'?><!DOCTYPE html [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"
    return f"{head}<html><body><p>&x; {SAID * 9}</p></body></html>".encode()


def a_refresh() -> bytes:
    return html(f"<p>{SAID * 5}</p>", "<meta http-equiv=refresh content='0;url=http://192.0.2.1/'>" * 1_000)


def a_base_and_frames() -> bytes:
    frames = "<iframe src='http://192.0.2.1/'></iframe><img src='http://192.0.2.1/x.png'>" * many(5_000)
    return html(f"{frames}<p>{SAID * 5}</p>", "<base href='javascript:alert(1)'>")


def many_links() -> bytes:
    return html(f"<p>{SAID}</p>" + "<a href='http://a.example/?%00%ff[::'>“Read more,” he said.</a> " * many(30_000))


def structured_data_without_end() -> bytes:
    return html(f"<p>{SAID * 5}</p>", f"<script type=application/ld+json>{'[' * many(100_000)}</script>")


def structured_data_of_wrong_kinds() -> bytes:
    odd = '{"@type": ["NewsArticle", 7, null, {}], "headline": [1], "author": [[{"name": {"name": null}}]], '
    more = '"datePublished": {"a": 1e999}, "articleBody": -0, "publisher": "\\ud800", "@graph": {"@graph": [[]]}}'
    return html(f"<p>{SAID * 5}</p>", f"<script type=application/ld+json>{odd}{more}</script>" * 300)


def dates() -> bytes:
    long = "2" * many(10_000)
    values = ("9999-99-99", "-1", "0000-00-00T99:99:99+99:99", "1/21", "२०२३-०८-०१", "1e9", long, "\u202e2023")
    metas = "".join(
        f"<meta property='article:published_time' content='{value}'><time datetime='{value}'>" for value in values
    )
    return html(f"<p>{SAID * 5}</p>", metas * 50)


def one_line_of_words() -> bytes:
    return ("said " * many(400_000)).encode()


def one_word() -> bytes:
    return b"a" * many(2_000_000)


def a_wall_of_names() -> bytes:
    return ("Ilva Brandt and Tom Reed and the council of Sellmouth said that she said that " * many(4_000)).encode()


def nested_reports() -> bytes:
    return ("Ilva Brandt said that Tom Reed said that " * many(3_000) + "it rained.").encode()


def capitals_and_stops() -> bytes:
    return ("A. B. C. Mr. U.S. St. " * many(100_000)).encode()


def new_lines() -> bytes:
    return ("\n\r\u2028\u2029\x0b\x0c\x85" * many(100_000) + SAID).encode()


def spaces() -> bytes:
    return (" \t\u00a0\u3000\u200b" * many(100_000) + SAID + " " * many(1_000_000)).encode()


def damaged_words() -> bytes:
    return ("milit,01a,ry w0rd-s exam,01,ple " * many(10_000)).encode()


def furniture_without_end() -> bytes:
    return ("Share this\nAdvertisement\nUpdated: Aug 3, 2023\n39 views0 comments\n" * many(10_000) + SAID).encode()


def markup_declarations() -> bytes:
    return b"<![CDATA[<!--<!DOCTYPE<?php <% <!ELEMENT" * many(20_000) + SAID.encode()


def foreign_content() -> bytes:
    return html("<svg><math><foreignObject><desc><mi><annotation-xml>" * many(3_000) + f"<p>{SAID}")


def templates_and_selects() -> bytes:
    return html("<template><select><option><frameset><plaintext>" * many(3_000) + f"<p>{SAID}")


def no_tags_at_all() -> bytes:
    return b"<" * many(1_000_000)


def long_names() -> bytes:
    return html(f"<{'x' * many(1_000_000)}>{SAID}</{'x' * many(1_000_000)}>")


def filled(grain: str) -> bytes:
    """The same again and again, as often as a page may have tags, or as a text may have characters."""
    tags = grain.count("<") - grain.count("</")
    if tags:
        return html(f"<p>{SAID * 9}</p>" + grain * many(119_000 // tags))
    return (grain * (many(500_000) // len(grain))).encode()


GRAINS: Final = {
    "one_paragraph_of_quotations": SAID,
    "short_quotations": "“No,” he said. ",
    "quoted_words": "“a” ",
    "quoted_lines": "“a”\n",
    "opening_marks": "“",
    "short_lines": "a\n",
    "menus": "Menu\nHome\n",
    "bylines": "By Ann Vale\n",
    "repeated_names": "Ilva Brandt, Tom Reed, ",
    "initials": "A B C D ",
    "reports_of_reports": "the mayor said she said he was there. ",
    "addresses": "https://a.example/x ",
    "short_paragraphs": "<p>A b.</p>",
    "long_paragraphs": f"<p>{SAID * 3}</p>",
    "wide_paragraphs": f"<p>{'a, b; c: ' * 20}",
    "breaks": "a<br><br>",
    "links_in_paragraphs": "<p><a href='https://a.example/x'>Read more of it</a></p>",
    "headings": "<h1>Pier shut for the winter</h1>",
    "titles": "<title>Pier shut for the winter</title>",
    "marked_bylines": "<span class=byline rel=author>By Ann Vale and Tom Reed</span>",
    "meta_tags": "<meta property='article:published_time' content='x'>",
    "times": "<time itemprop=datePublished datetime='2023-01-01'>1 January</time>",
    "addresses_of_the_page": "<link rel=canonical href='https://a.example/x'>",
    "structured_data": '<script type=application/ld+json>{"@type":"NewsArticle","headline":"x"}</script>',
    "blockquotes": "<blockquote>“a” he said.",
    "figures": "<figure><img src=x><figcaption>The pier.</figcaption></figure>",
    "lists": "<ul><li>a<li>b</ul>",
    "bold_never_closed": "<b>a",
    "live_entries": "<div class=liveblog-entry><time datetime=2023-01-01T10:00>10:00</time><p>It rains.</p></div>",
    "hidden_paragraphs": "<p style='display:none'>A b.</p>",
}


def comments() -> bytes:
    return html("<!-- x -->" * many(1_900_000) + SAID)


def one_piece_of_structured_data() -> bytes:
    body = f'{{"@type": "NewsArticle", "articleBody": "{SAID * many(60_000)}", "author": ["A"]}}'
    return html(f"<p>{SAID * 5}</p>", f"<script type=application/ld+json>{body}</script>")


def markup_that_only_begins() -> bytes:
    return html(f"<p>{SAID * 5}</p>" + "</<!<?<" * many(2_500_000))


def tags_without_end() -> bytes:
    return html(f"<p>{SAID * 5}</p>" + "<p>A b.</p>" * many(1_500_000))


PAGES: Final[dict[str, Page]] = {
    name: made
    for name, made in list(globals().items())
    if callable(made) and getattr(made, "__module__", None) == __name__ and name not in {"html", "many", "filled"}
} | {name: partial(filled, grain) for name, grain in GRAINS.items()}


def outcome(data: bytes, kind: Kind | None, method: Method = "rules") -> str:
    """What reading gives: "record" or the error's code; any other error is raised."""
    try:
        read(Source("hostile", data, "text/html", hashlib.sha256(data).hexdigest()), kind, method)
    except OnRecordError as error:
        return error.code
    return "record"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", default=[*PAGES])
    parser.add_argument("--memory", type=int)
    parser.add_argument("--seconds", type=int, default=0)
    parser.add_argument("--method", choices=["tagger", "fast", "rules"], default="rules")
    parser.add_argument("--size", type=int, default=SIZE, help=f"1 to {LARGEST}")
    given = parser.parse_args()
    SIZE = given.size
    if given.memory:
        resource.setrlimit(resource.RLIMIT_AS, (given.memory << 20, given.memory << 20))
    kind: Kind | None
    for name in given.names:
        data = PAGES[name]()
        for kind in (None, "text" if data.lstrip().startswith(b"<") else "html"):
            signal.setitimer(signal.ITIMER_PROF, given.seconds)
            begun = time.process_time()
            became = outcome(data, kind, given.method)
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
            spent = time.process_time() - begun
            sys.stdout.write(
                f"{name} {kind or 'by content'}: {became}, {len(data):,} bytes, {spent:.2f} s, {peak} MiB\n"
            )
            sys.stdout.flush()
