"""The versions of the tables; a name is its number and what it changed."""
