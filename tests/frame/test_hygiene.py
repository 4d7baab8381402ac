from collections.abc import Callable
from dataclasses import replace

from onrecord.frame import frame
from onrecord.model import Article, Damage, Finding
from onrecord.spans import Span

Articles = Callable[..., Article]


def of(code: str, article: Article) -> list[Finding]:
    return [finding for finding in frame(article, (), ())[1].findings if finding.code == code]


def test_damaged_word_comes_with_its_repair(make_article: Articles) -> None:
    damage = Damage(Span(4, 14), "milit,01a,ry", "military", 0.9, "characters were inserted")
    (finding,) = of("damaged-word", replace(make_article("The milit,01a,ry band."), damage=(damage,)))
    assert finding.message == (
        "“milit,01a,ry” looks damaged by copying; perhaps “military” (score 0.90). Why: characters were inserted."
    )
    assert finding.spans == (Span(4, 14),)


def test_word_damaged_by_what_cannot_be_seen_is_told_from_its_repair(make_article: Articles) -> None:
    damage = Damage(Span(0, 5), "\ufeffRain", "Rain", 0.9, "invisible characters")
    (finding,) = of("damaged-word", replace(make_article("\ufeffRain fell."), damage=(damage,)))
    assert finding.message.startswith("“⟨U+FEFF⟩Rain” looks damaged by copying; perhaps “Rain”")


def test_guillemet_used_as_an_arrow_is_no_quotation_mark(make_article: Articles) -> None:
    assert of("unbalanced-quotation-marks", make_article("Rain fell.", "» More about rain")) == []
    assert len(of("unbalanced-quotation-marks", make_article("She said «it rained and went home."))) == 1


def test_characters_side_by_side_are_one_place(make_article: Articles) -> None:
    (finding,) = of("control-characters", make_article("Rain\u200b\u200b\ufeff fell."))
    assert finding.spans == (Span(4, 7),)
    assert "U+200B zero width space 2×" in finding.message


def test_unpaired_quotation_mark_is_a_finding(make_article: Articles) -> None:
    assert len(of("unbalanced-quotation-marks", make_article("She said “it rained and went home."))) == 1
    assert of("unbalanced-quotation-marks", make_article("She said “it rained” and went home.")) == []


def test_invisible_characters_are_named_and_never_printed(make_article: Articles) -> None:
    article = make_article("Rain\u202e and\u200b hail\x07.")
    (finding,) = of("control-characters", article)
    assert finding.message.isprintable()
    assert "U+202E right-to-left override 1×" in finding.message
    assert [article.text[a:b] for a, b in finding.spans] == ["\u202e", "\u200b", "\x07"]


def test_joiners_and_marks_that_writing_needs_are_no_finding(make_article: Articles) -> None:
    assert (
        of("control-characters", make_article("A family \U0001f468\u200d\U0001f469 and می\u200cروم and \u200fשלום."))
        == []
    )


def test_findings_list_a_thousand_places_and_count_all(make_article: Articles) -> None:
    (finding,) = of("control-characters", make_article("\u200b " * 5000))
    assert len(finding.spans) == 1000
    assert "5000×" in finding.message
