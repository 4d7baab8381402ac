"""What the API does with whatever its description allows, and with what it does not (schemathesis).

Each operation is tried with examples of both sorts, the same in every run. Beyond that there is no server error, every
status, media type and body is one that is described, what breaks the description is refused, and so is a wrong token.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from onrecord.archive import tokens
from onrecord.archive.connect import open_archive, writing
from onrecord.archive.tokens import Scope
from onrecord.errors import OnRecordError
from onrecord.read.items import Item, Unread
from onrecord.web import adding
from onrecord.web.app import application
from onrecord.web.settings import Settings

NOUNS = (
    "about", "articles", "corrections", "downloads", "jobs", "outlets", "searches", "speakers", "traces",
)  # fmt: skip
EXAMPLES = 10
# Words typed into a search, addresses and cursors are no regular language: not all that looks like one is one.
EXCLUDED = [positive_data_acceptance]
QUICK = settings(
    max_examples=EXAMPLES, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck)
)


def unfetched(address: str, *_: object) -> Iterator[Item]:
    """Nothing is fetched in a test."""
    yield Unread(address, OnRecordError("OR120", address, "Try again later."))


@pytest.fixture(autouse=True)
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adding, "_fetched", unfetched)


@pytest.fixture(scope="module")
def api(demo_file: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Any, str]:
    path = str(shutil.copy(demo_file, tmp_path_factory.mktemp("schema") / "demo.db"))
    with open_archive(path) as archive, writing(archive) as connection:
        token = tokens.create(connection, "Ann Vale", list(Scope))[1]
    app = application(Settings(path, look=0.0, rate=0.0, method="rules", names=("testserver",)))
    return schemathesis.openapi.from_asgi("/api/v1/openapi.json", app), token


def test_every_noun_is_tried(api: tuple[Any, str]) -> None:
    found = [one.ok() for one in api[0].get_all_operations()]
    assert {tag for one in found for tag in one.tags} == set(NOUNS)


@pytest.mark.parametrize("mode", list(schemathesis.GenerationMode), ids=lambda mode: mode.value)
@pytest.mark.parametrize("noun", NOUNS)
def test_every_operation_answers_as_described(api: tuple[Any, str], noun: str, mode: Any) -> None:
    schema, token = api
    for one in schema.get_all_operations():
        operation = one.ok()
        if noun in operation.tags:

            @QUICK
            @given(case=operation.as_strategy(generation_mode=mode))
            def answers(case: Any) -> None:
                case.call_and_validate(headers={"Authorization": f"Bearer {token}"}, excluded_checks=EXCLUDED)

            answers()
