"""What another reporting verb does, by the experiment."""

from onrecord.trace.stances import stance_change


def test_a_verb_of_another_stance_weighs_more_and_names_both() -> None:
    reason, score = stance_change("say", "claim")
    assert "distancing" in reason
    assert score > stance_change("say", "tell")[1]


def test_an_untested_verb_changes_nothing_that_can_be_named() -> None:
    reason, _ = stance_change("say", "frobnicate")
    assert reason == "reported with “frobnicate” instead of “say”"


def test_what_endorses_hardly_more_than_the_plainest_verbs_is_no_other_stance() -> None:
    assert stance_change("say", "write") == ("reported with “write” instead of “say”", 0.2)
    assert stance_change("say", "admit")[1] > stance_change("say", "write")[1]
