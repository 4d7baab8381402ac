"""The archive: what was read, every version of it, and what people corrected, kept for several processes at once.

Nothing is overwritten and nothing is judged here; the stages before it judge.
"""
