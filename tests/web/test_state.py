from fastapi import FastAPI, Request
from sqlalchemy import func, select
from tests.serving import Serve

from onrecord.archive.schema import articles
from onrecord.web import state


def test_a_request_finds_the_archive_and_the_settings(serve: Serve, demo: str) -> None:
    client = serve(public=True)
    assert isinstance(client.app, FastAPI)

    def found(request: Request) -> dict[str, object]:
        with state.reading(request) as connection:
            count = connection.execute(select(func.count()).select_from(articles)).scalar_one()
        return {"where": state.archive(request).where, "public": state.settings(request).public, "count": count}

    client.app.get("/found")(found)
    assert client.get("/found").json() == {"where": demo, "public": True, "count": 16}
