"""Quality, measured: one module a task, one line a figure, and floors that only go up."""
