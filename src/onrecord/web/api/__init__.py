"""The JSON of the reading room under /api/v1: all that its pages show, a module for each noun.

Adds no judgement: it hands out what the archive, the trace and the exports give, in the words of DESIGN.md.
"""
