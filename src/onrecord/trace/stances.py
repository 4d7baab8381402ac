"""What another reporting verb does to the same words: “said” → “admitted”.

By the experiment behind the table of reporting verbs (MegaVeridicality), never by opinion; a verb that was not tested
changes nothing that can be named.
"""

from typing import Final

from onrecord.frame.reporting import Verb, verbs
from onrecord.model import Stance

LANGUAGE: Final = "en"
_SAME: Final = 0.2
_OTHER: Final = 0.6
_ENDORSING: Final = 0.3


def stance_change(before: str, after: str) -> tuple[str, float]:
    """A plain sentence on the change of verb, and how much it can matter."""
    one, other = (verbs(LANGUAGE).get(lemma) for lemma in (before, after))
    stances = _stance(one), _stance(other)
    if None in stances or stances[0] == stances[1]:
        return f"reported with “{after}” instead of “{before}”", _SAME
    return f"reported with “{after}” ({stances[1]}) instead of “{before}” ({stances[0]})", _OTHER


def _stance(verb: Verb | None) -> Stance | None:
    """A verb's stance; what endorses hardly more than the plainest verbs (“write”) is neutral."""
    if verb is None or verb.stance is not Stance.ENDORSING or (verb.score or 0.0) >= _ENDORSING:
        return verb.stance if verb else None
    return Stance.NEUTRAL
