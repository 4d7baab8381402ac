"""The fields of a form, and the way back."""

from io import BytesIO

import pytest
from starlette.datastructures import FormData, UploadFile

from onrecord.web.forms import own_path, text, with_query


@pytest.mark.parametrize("back", ["/", "/review?n=3&kind=direct", "/a/a1#s3", "/search?q=%2F%2Felsewhere.example"])
def test_a_path_of_this_site_is_gone_back_to(back: str) -> None:
    assert own_path(back, "/x") == back


@pytest.mark.parametrize(
    "back",
    [
        "", "https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example", "\\\\elsewhere.example",
        "javascript:alert(1)", "/a\r\nSet-Cookie: x=1", "/a\nb", "/\t/elsewhere.example", " //elsewhere.example",
        "/a\u202e", "/" + "a" * 5_000,
    ],
)  # fmt: skip
def test_a_path_that_is_none_of_this_site_is_not(back: str) -> None:
    assert own_path(back, "/x") == "/x"


def test_a_part_is_added_to_the_query_before_the_fragment_and_only_once() -> None:
    assert with_query("/a/a1#s3", "decided=1") == "/a/a1?decided=1#s3"
    assert with_query("/review?n=3&decided=1", "decided=2") == "/review?n=3&decided=2"


def test_a_field_is_text_without_space_at_its_ends() -> None:
    form = FormData({"why": " so \r\n", "file": UploadFile(BytesIO(b"why"))})
    assert (text(form, "why"), text(form, "file"), text(form, "missing")) == ("so", "", "")
