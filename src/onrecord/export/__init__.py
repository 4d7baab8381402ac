"""The record in the formats that other tools and people read, one module a format.

Exports decide nothing: they write down what the record holds, and escape what could mislead or harm a reader.
"""
