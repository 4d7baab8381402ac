"""Makes the model that finds the article on a page; not installed."""
