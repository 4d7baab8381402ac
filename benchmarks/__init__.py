"""Speed, measured: ratios against a named peer, both timed in one run. Nothing here asserts a time."""
