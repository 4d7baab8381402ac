"""The trace stage: over an archive, group the readings of one utterance, name every alteration, infer the descent.

Adds relations between articles; changes no article, no statement and no speaker. "Earliest" means earliest in the
archive at hand, and nothing is called false.
"""
