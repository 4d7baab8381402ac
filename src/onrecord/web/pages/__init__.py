"""The pages of the reading room, one family a module; each has a `router`. They show, and the archive decides."""
