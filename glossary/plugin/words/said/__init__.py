"""What the pages say, a module a page: each key in every language of the readers."""
