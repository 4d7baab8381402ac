from onrecord.export.collatex import to_dict
from onrecord.export.told import Told


def test_each_reading_is_a_witness_with_its_tokens(told: Told) -> None:
    first, second = to_dict(told.utterances[0])["witnesses"]
    assert (first["id"], second["id"]) == ("A", "B")
    assert [token["t"] for token in first["tokens"]] == ["The", "pier", "remains", "shut"]
    assert [token["n"] for token in second["tokens"]] == ["the", "pier", "stays", "shut"]
    assert (second["outlet"], second["date"]) == ("post.example", "2031-05-06")
