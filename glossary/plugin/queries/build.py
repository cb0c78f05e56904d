"""What a build says of itself."""

APPLICATION = "SELECT value FROM build WHERE key = 'application'"

LONGEST_VALUE = "SELECT value FROM build WHERE key = 'longest_value'"

BUILD = "SELECT key, value FROM build"
