import json
from collections.abc import Callable
from typing import Any

import pytest
from tests.website import Site, article, reply

from onrecord.archive import decisions, schema
from onrecord.archive.connect import Archive, reading, writing
from onrecord.archive.decision import Decision
from onrecord.errors import OnRecordError
from onrecord.mcp import asked, tools
from onrecord.mcp.tools import Desk
from onrecord.read.fetch import Web

Call = Callable[..., Any]
PIER = "The pier\n\n“The pier stays shut until the spring comes back,” Ilva Brandt said on Monday.\n"


def counted(archive: Archive) -> dict[str, int]:
    with reading(archive) as connection:
        tables = schema.articles.metadata.tables.items()
        return {name: len(connection.execute(table.select()).all()) for name, table in tables}


def test_a_stored_article_is_read_with_its_statements_in_words(call: Call) -> None:
    hit = call("find", words="crown OR sailor OR alliance", limit=1)["statements"][0]
    page = call("read", article=hit["article"])
    assert page["stored"]
    assert page["article"]["id"] == hit["article"]
    said = {one["id"]: one for one in page["statements"]}[hit["id"]]
    assert said["text"].split()[0] in page["text"]
    assert said["speaker"] == hit["speaker"]
    start, end = said["content"][0]
    assert said["text"].startswith(page["text"][start:end].split()[0])


def test_a_long_page_comes_in_parts_that_make_the_whole(call: Call) -> None:
    name = call("find", limit=1)["statements"][0]["article"]
    whole = call("read", article=name)
    text, ids, start = "", [], 0
    while start is not None:
        part = call("read", article=name, start=start, characters=200)
        assert len(part["text"]) <= 200
        text, start = text + part["text"], part["next"]
        ids += [one["id"] for one in part["statements"]]
    assert text == whole["text"]
    assert sorted(ids) == sorted(one["id"] for one in whole["statements"])


def test_reading_a_statement_begins_where_it_is(call: Call) -> None:
    hit = call("find", limit=1)["statements"][0]
    part = call("read", article=hit["id"], characters=200)
    assert part["start"] == hit["content"][0][0]
    assert hit["id"] in {one["id"] for one in part["statements"]}


def test_a_text_is_read_and_not_stored(call: Call, desk: Desk) -> None:
    before = counted(desk.archive)
    page = call("read", text=PIER)
    assert not page["stored"]
    assert [(one["speaker"]["name"], one["cue"]) for one in page["statements"]] == [("Ilva Brandt", "said")]
    assert counted(desk.archive) == before


def test_a_text_can_be_said_to_be_html(call: Call) -> None:
    page = call("read", **{"text": article("The pier", PIER), "as": "html"})
    assert "<p>" not in page["text"]
    assert page["statements"]


def test_an_address_is_not_fetched_unless_that_was_allowed(refused: Call) -> None:
    said = refused("read", article="https://harbour-post.example/pier")
    assert said.startswith("OR404 https://harbour-post.example/pier:")
    assert "--fetch" in said


def test_an_address_is_fetched_where_that_was_allowed_and_robots_are_obeyed(desk: Desk, site: Site) -> None:
    page = article("The pier", *["“The pier stays shut until the spring comes back,” Ilva Brandt said on Monday."] * 3)
    site.answers |= {"/robots.txt": reply("User-agent: *\nDisallow: /private", Content_Type="text/plain")}
    site.answers |= {"/pier": reply(page), "/feed": reply("<rss><channel><title>x</title></channel></rss>")}
    web = Desk(desk.archive, Web(private=True, delay=0), "rules")
    found = tools.read(web, asked.Read.model_validate({"article": f"{site.url}/pier"}))
    assert not found["stored"]
    assert found["article"]["url"] == f"{site.url}/pier"
    for path, code in (("/private", "OR124"), ("/feed", "OR105"), ("/none", "OR123")):
        with pytest.raises(OnRecordError) as refused:
            tools.read(web, asked.Read.model_validate({"article": f"{site.url}{path}"}))
        assert refused.value.code == code


def test_find_gives_page_after_page(call: Call) -> None:
    first = call("find", limit=2, kind="direct")
    second = call("find", limit=2, kind="direct", after=first["next"])
    ids = [one["id"] for page in (first, second) for one in page["statements"]]
    assert len(set(ids)) == 4
    assert first["total"] >= 4


def test_find_narrows_by_speaker_outlet_and_time(call: Call) -> None:
    found = call("find", speaker="dravec", since="2023-02", until="2023-02")["statements"]
    assert found
    assert all("Dravec" in one["speaker"]["name"] and one["published"].startswith("2023-02") for one in found)
    outlet = found[0]["outlet"]["domain"] or found[0]["outlet"]["name"]
    assert all(one["outlet"] == found[0]["outlet"] for one in call("find", outlet=outlet)["statements"])


def test_a_correction_is_in_effect_in_every_tool(call: Call, desk: Desk) -> None:
    hit = call("find", speaker="dravec", limit=1)["statements"][0]
    id_ = hit["id"].partition("#")[2]
    with writing(desk.archive) as connection:
        decisions.decide(connection, Decision("reject", hit["article"], id_, who="ann", why="not said"))
    assert hit["id"] not in {one["id"] for one in call("find", speaker="dravec", limit=50)["statements"]}
    assert hit["id"] not in {one["id"] for one in call("read", article=hit["article"])["statements"]}


def test_words_a_statement_and_an_article_are_traced(call: Call) -> None:
    found = call("trace", words="we are doing it without a single sailor from the alliance")
    utterance = found["utterances"][0]
    assert len(utterance["readings"]) > 1
    assert found["not_indexed"] == 0
    one = call("trace", statement=utterance["earliest"])
    assert [each["id"] for each in one["utterances"]] == [utterance["id"]]
    readings = {reading["statement"] for reading in utterance["readings"]}
    whole = call("trace", article=utterance["readings"][0]["article"])
    assert any(reading["statement"] in readings for each in whole["utterances"] for reading in each["readings"])


def test_tracing_an_article_by_the_tool_trace_needs_a_statement_where_one_is_asked_for(refused: Call) -> None:
    assert refused("trace", statement="nope#s1").startswith("OR404 nope#s1:")
    assert refused("trace", words="too short").startswith("OR406 ")


def test_a_statement_without_its_number_is_refused(call: Call, refused: Call) -> None:
    article = call("find", limit=1)["statements"][0]["article"]
    assert refused("trace", statement=article).startswith(f"OR404 {article}:")


def test_a_speaker_is_shown_with_what_they_said_about_something(call: Call) -> None:
    found = call("speaker", name="dravec", limit=3)
    assert found["people"][0]["name"] == "Ilyan Dravec"
    assert 0 < len(found["people"][0]["newest"]) <= 3
    about = call("speaker", name="dravec", about="money")
    assert 0 < about["statements"] < found["statements"]
    assert call("speaker", name="Nobody At All")["people"] == []


@pytest.mark.parametrize("form", ["text", "csl", "bibtex"])
def test_a_statement_and_an_article_are_cited(call: Call, form: str) -> None:
    hit = call("find", speaker="dravec", limit=1)["statements"][0]
    for name in (hit["id"], hit["article"]):
        found = call("cite", **{"id": name, "as": form})
        assert found["id"] == name
        assert hit["title"].split()[0] in found["citation"]
        if form == "csl":
            json.loads(found["citation"])


def test_a_statement_that_is_not_there_is_not_cited(call: Call, refused: Call) -> None:
    article = call("find", limit=1)["statements"][0]["article"]
    assert refused("cite", id=f"{article}#s999").startswith(f"OR404 {article}#s999:")


def test_no_tool_writes(call: Call, desk: Desk) -> None:
    before = counted(desk.archive)
    hit = call("find", limit=1)["statements"][0]
    call("read", article=hit["article"])
    call("trace", words="we are doing it without a single sailor from the alliance")
    call("trace", article=hit["article"])
    call("speaker", name="dravec")
    call("cite", id=hit["id"])
    assert counted(desk.archive) == before
