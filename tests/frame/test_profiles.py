from pathlib import Path

import pytest

from onrecord.errors import OnRecordError
from onrecord.frame import FINDINGS
from onrecord.frame.profiles import BUILT_IN, Level, load
from onrecord.model import Finding


def house(folder: Path, text: str, name: str = "house.toml") -> str:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


@pytest.mark.parametrize("name", BUILT_IN)
def test_a_profile_that_comes_with_onrecord_weighs_every_code(name: str) -> None:
    profile = load(name)
    assert set(profile.levels) == set(FINDINGS)
    assert profile.fail_on is Level.NOTE


def test_strict_weighs_nothing_lighter_than_default() -> None:
    strict, default = load("strict"), load("default")
    assert all(strict.levels[code] > default.levels[code] for code in FINDINGS)
    assert strict.limits.dominant_share < default.limits.dominant_share


def test_a_file_changes_what_it_names_and_keeps_the_rest(tmp_path: Path) -> None:
    name = house(
        tmp_path,
        'extends = "strict"\nfail-on = "error"\n[levels]\ndamaged-word = "off"\n[limits]\ndays-until-change = 90\n',
    )
    profile, strict = load(name), load("strict")
    assert profile.levels == {**strict.levels, "damaged-word": Level.OFF}
    assert (profile.limits.days_until_change, profile.limits.dominant_share) == (90, 0.5)
    weighed = {
        code: profile.fails(Finding(code, "")) for code in ("damaged-word", "impossible-date", "single-named-source")
    }
    assert weighed == {"damaged-word": False, "impossible-date": True, "single-named-source": False}


def test_a_file_may_extend_another_one_beside_it(tmp_path: Path) -> None:
    house(tmp_path, '[levels]\nno-statements = "error"\n', "desk.toml")
    assert load(house(tmp_path, 'extends = "desk.toml"\n')).levels["no-statements"] is Level.ERROR


def test_what_is_off_never_fails_a_page(tmp_path: Path) -> None:
    profile = load(house(tmp_path, 'fail-on = "off"\n[levels]\ndamaged-word = "off"\n'))
    assert [profile.fails(Finding(code, "")) for code in ("damaged-word", "no-statements")] == [False, True]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[levels]\nno-such = 'off'", "no finding has the code “no-such”"),
        ("[levels]\ndamaged-word = 'loud'", "not “loud”"),
        ("[levels]\ndamaged-word = 3", "not “3”"),
        ("levels = 3", "table of codes"),
        ("limits = 3", "table of numbers"),
        ("[limits]\nlongest = 3", "there is no limit “longest”"),
        ("[limits]\ndominant-share = 1.5", "a number from 0 to 1"),
        ("[limits]\ndays-until-change = true", "a number from 0"),
        ("colour = 'red'", "there is no “colour”"),
        ("extends = 3", "takes the name of a profile"),
        ("extends = 'house.toml'", "extends itself"),
        ("fail-on = ", "not TOML"),
    ],
)
def test_a_profile_that_cannot_be_meant_is_refused(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(OnRecordError, match=said) as refused:
        load(house(tmp_path, text))
    assert refused.value.code == "OR302"


def test_a_profile_that_is_not_there_or_not_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "b.toml").write_bytes(b"\xff\xfe")
    for name in ("none.toml", "b.toml"):
        with pytest.raises(OnRecordError, match="OR302"):
            load(str(tmp_path / name))
