from onrecord.export.labelstudio import spans, to_list
from onrecord.export.told import Told


def test_the_regions_come_back_as_code_points(told: Told) -> None:
    (task,) = to_list(told)
    back = spans(task)
    for statement in told.record.statements:
        expected = [
            *(("Cue", span) for span in statement.cue),
            *(("Content", span) for span in statement.content),
            *(("Source", span) for span in statement.source),
        ]
        assert back[statement.id] == expected


def test_offsets_are_those_of_a_browser(told: Told) -> None:
    (task,) = to_list(told)
    units = task["data"]["text"].encode("utf-16-le", "surrogatepass")
    for result in task["predictions"][0]["result"]:
        if result["type"] == "labels":
            value = result["value"]
            assert units[2 * value["start"] : 2 * value["end"]].decode("utf-16-le") == value["text"]


def test_people_go_before_the_machine(told: Told) -> None:
    (task,) = to_list(told)
    task["annotations"] = [{"result": []}]
    assert spans(task) == {}


def test_the_parts_of_a_statement_hang_together(told: Told) -> None:
    results = to_list(told)[0]["predictions"][0]["result"]
    names = {result["id"] for result in results if result["type"] == "labels"}
    relations = [result for result in results if result["type"] == "relation"]
    assert len(relations) == len(names) - len(told.record.statements)
    assert all({one["from_id"], one["to_id"]} <= names for one in relations)
