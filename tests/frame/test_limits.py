from collections.abc import Callable

from onrecord.frame import Limits, frame
from onrecord.frame.limits import USUAL
from onrecord.frame.profiles import load
from onrecord.model import Article


def test_the_usual_limits_are_those_of_the_default_profile() -> None:
    assert load("default").limits == USUAL


def test_a_limit_decides_what_is_a_finding(make_article: Callable[..., Article]) -> None:
    article = make_article("# Rain", "It rained on the town and on the river. " * 5)
    codes = [
        {finding.code for finding in frame(article, (), (), Limits(words_without_statement=limit))[1].findings}
        for limit in (30, 150)
    ]
    assert codes == [{"no-statements"}, set()]
