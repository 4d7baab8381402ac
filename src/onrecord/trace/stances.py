"""What another reporting verb does to the same words: “said” → “admitted”.

By the experiment behind the table of reporting verbs (MegaVeridicality), never by opinion; a verb that was not tested
changes nothing that can be named.
"""

from typing import Final

from onrecord.frame.reporting import verbs

LANGUAGE: Final = "en"
_SAME: Final = 0.2
_OTHER: Final = 0.6


def stance_change(before: str, after: str) -> tuple[str, float]:
    """A plain sentence on the change of verb, and how much it can matter."""
    one, other = (verb.stance if (verb := verbs(LANGUAGE).get(lemma)) else None for lemma in (before, after))
    if not one or not other or one == other:
        return f"reported with “{after}” instead of “{before}”", _SAME
    return f"reported with “{after}” ({other}) instead of “{before}” ({one})", _OTHER
