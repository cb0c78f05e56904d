"""Following edits: files are watched, what changed is built, and the pages are told."""

from glossary.follow.following import Follower
from glossary.follow.processing import Inputs, Outcome

__all__ = ["Follower", "Inputs", "Outcome"]
