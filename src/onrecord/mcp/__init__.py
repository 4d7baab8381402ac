"""The archive for language models, by the Model Context Protocol: five tools that read, and none that writes.

Adds no judgement: each tool answers what a command of the same name prints as JSON. Needs the extra `mcp`.
"""
