from onrecord.export.json import to_dict as as_json
from onrecord.export.record import to_dict
from onrecord.export.told import Told


def test_it_is_the_json_of_the_contract(told: Told) -> None:
    assert to_dict(told) == as_json(told.record)
