from onrecord.export.annotations import lines
from onrecord.export.places import File
from onrecord.export.sarif import Checked
from onrecord.frame.profiles import load
from onrecord.model import Article, Finding, Record, Sheet
from onrecord.spans import Span

TEXT = "The pier\n\nIt is a harb,01,our."


def record(*findings: Finding) -> Record:
    return Record(Article("a1", TEXT), (), (), Sheet(0, 0, 0, False, 0.0, {}, findings))


def test_a_finding_is_a_command_with_file_and_line() -> None:
    finding = Finding("damaged-word", "“harb,01,our” looks damaged: 50 %.", (Span(18, 30),))
    assert list(lines(Checked("a,b.txt", record(finding), File(TEXT)), load())) == [
        "::warning file=a%2Cb.txt,line=3,endLine=3,col=9,title=damaged-word::“harb,01,our” looks damaged: 50 %25."
    ]


def test_no_page_can_give_a_command_of_its_own() -> None:
    finding = Finding("unnamed-sources", "“x\n::error::boo” is not named.")
    (line,) = lines(Checked("a\n::error::x", record(finding)), load())
    assert "\n" not in line
    assert line.startswith("::notice file=a")
    assert line.count("::") == 4
    assert line.partition(",title=")[0].count("::") == 1


def test_a_page_that_could_not_be_read_is_an_error() -> None:
    assert list(lines(Checked("a", None), load())) == ["::error file=a::the page could not be read"]
