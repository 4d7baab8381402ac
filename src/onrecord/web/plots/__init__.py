"""Plots drawn on the server: data in, SVG out, each with its title and its words for those who do not see it."""
