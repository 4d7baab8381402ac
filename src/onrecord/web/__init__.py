"""The reading room: the archive in a browser, its JSON, and what keeps both safe.

Shows what the archive holds, as the command line does; judges nothing itself. Everything that came from outside is
text in it, never markup. Nothing imports it but the command that serves it.
"""
