from dataclasses import replace

from onrecord.export.bibtex import escaped, to_text
from onrecord.export.told import Told
from onrecord.model import Article


def test_an_article_is_an_entry_with_what_is_known(told: Told) -> None:
    entry = to_text(told)
    assert entry.startswith("@article{a0011223344556677,\n")
    assert "  author = {van der Vane, Ada and {Staff}}," in entry
    assert "  year = {2031},\n  month = may," in entry
    assert r"  url = {https://post.example/pier\#top}," in entry


def test_nothing_in_a_title_is_a_command_or_closes_the_entry() -> None:
    assert escaped("\\input{x} } 5% & $1_#~^") == (
        r"\textbackslash{}input\{x\} \} 5\% \& \$1\_\#\textasciitilde{}\textasciicircum{}"
    )


def test_a_bare_article_has_an_entry_too(told: Told) -> None:
    bare = replace(told, record=replace(told.record, article=Article("a1", "x")))
    assert to_text(bare) == "@article{a1,\n\n}\n"


def test_the_braces_of_an_entry_close(told: Told) -> None:
    entry = to_text(told, told.record.statements[2]).replace("\\{", "").replace("\\}", "")
    assert entry.count("{") == entry.count("}")
