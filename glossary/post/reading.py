"""Reading posts: find the files, read each by itself, then settle what only all of them together can say.

``read_post`` needs nothing but its file, so it may run in another process.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from dataclasses import asdict, replace
from typing import Final, NamedTuple

from glossary.errors import InputError, Problem
from glossary.model import Post
from glossary.post.dates import split_date
from glossary.post.fields import read_fields
from glossary.post.files import FoundFiles, LeftOut, PostFile, read_bytes, text_of
from glossary.post.front_matter import read_front_matter
from glossary.post.language import language_of_categories, language_of_script, split_language
from glossary.post.slugs import crowded_keys, safe_slug, settle_slugs, settle_translation_keys

_HEADING: Final = re.compile(
    r"^ {0,3}(?:(?P<fence>`{3,}(?=[^`\n]*$)|~{3,})|#[ \t](?P<atx>.*)$)|^(?P<setext>\S.*)\n=+[ \t]*$",
    re.MULTILINE,
)
_CLOSING: Final = re.compile(r"(?<=[ \t])#+\Z")
_MARKS: Final = re.compile(r"!?\[([^\[\]]*)\]\([^()]*\)|\{[:#][^{}]*\}|[*`]")
# Who is told these need not be told that the post has no date.
_HIDES_DATE: Final = frozenset({"bad-date", "front-matter-late", "toml-front-matter"})
_JSON: Final = json.JSONEncoder(ensure_ascii=False, sort_keys=True)


class ReadPost(NamedTuple):
    """What came of one file: a post, or the reason why there is none."""

    post: Post | None
    left_out: str = ""  # a field of LeftOut; empty where there is a post, or an error among the problems
    key_given: bool = False  # the translation key was typed
    problems: tuple[Problem, ...] = ()


def settle_posts(found: FoundFiles, results: Iterable[ReadPost]) -> tuple[list[Post], list[Problem], LeftOut]:
    """Settle slugs and translation keys over the *results* of reading ``found.sources``, in their order.

    Gives the posts sorted by path, the warnings, and the count of what was left out. Raises InputError with the faults
    of all files.
    """
    results = list(results)
    posts, problems = settle_slugs([result.post for result in results if result.post])
    posts = settle_translation_keys(posts, {result.post.path for result in results if result.post and result.key_given})
    problems += [*crowded_keys(posts), *found.problems, *(problem for result in results for problem in result.problems)]
    if errors := [problem for problem in problems if problem.severity == "error"]:
        raise InputError(errors)
    left_out = Counter(asdict(found.left_out))
    left_out.update(result.left_out for result in results if result.left_out)
    return posts, sorted(problems, key=Problem.place), LeftOut(**left_out)


# Returns what a function gives, or has given before for the same key.
Recall = Callable[[Hashable, Callable[[], ReadPost]], ReadPost]


def read_post(source: PostFile, *, drafts: bool = False, recall: Recall | None = None) -> ReadPost:
    """Read one file; faults are among the problems, none is raised.

    With *recall*, bytes that were read before are not parsed again.
    """
    try:
        data = read_bytes(source.file)
    except InputError as error:
        return _faulty(source, error)
    if recall:
        return recall((source, drafts, data), lambda: _post_of(source, data, drafts))
    return _post_of(source, data, drafts)


def _faulty(source: PostFile, error: InputError) -> ReadPost:
    return ReadPost(None, problems=tuple(replace(problem, post=source.path) for problem in error.problems))


def _post_of(source: PostFile, data: bytes, drafts: bool) -> ReadPost:
    try:
        text, sha256 = text_of(data, source.file)
        front = read_front_matter(text, source.file)
    except InputError as error:
        return _faulty(source, error)
    day, stem = _name(source.path)
    name, language = split_language(stem)
    if not front.fence and name.lower() == "readme":
        return ReadPost(None, "readmes")
    fields = read_fields(front, source)
    if fields.left_out and not drafts:
        return ReadPost(None, fields.left_out)
    said, problems = fields.texts, fields.problems
    day = said.get("date") or day
    if day is None and not any(problem.code in _HIDES_DATE for problem in problems):
        fix = "write date: YYYY-MM-DD into its front matter, or begin its file name with YYYY-MM-DD-"
        problems.append(Problem("warning", "no-date", "this post has no date", fix, source.file, post=source.path))
    categories = fields.lists.get("categories", ())
    language = said.get("language") or language or language_of_categories(categories) or language_of_script(front.body)
    post = Post(
        path=source.path,
        file=source.file,
        slug=safe_slug(said.get("slug") or stem),
        title=" ".join((said.get("title") or first_heading(front.body) or stem).split()),
        language=language,
        translation_key=said.get("translation_key") or name,
        body=front.body,
        body_line=front.body_line,
        sha256=sha256,
        date=day,
        author=said.get("author"),
        description=said.get("description"),
        source_title=said.get("source_title"),
        source_author=said.get("source_author"),
        source_date=said.get("source_date"),
        source_url=said.get("source_url"),
        tags=fields.lists.get("tags", ()),
        categories=categories,
        front_matter=_JSON.encode(fields.rest) if fields.rest else "{}",
    )
    return ReadPost(post, key_given="translation_key" in said, problems=tuple(problems))


def first_heading(body: str) -> str:
    """Return the text of the first level-1 heading outside fenced code, without its marks; else nothing."""
    fence = ""
    for match in _HEADING.finditer(body):
        found = match["fence"]
        if found and not fence:
            fence = found
        elif found and found.startswith(fence):
            fence = ""
        elif not found and not fence:
            heading = _CLOSING.sub("", " " + match["atx"].strip()) if match["setext"] is None else match["setext"]
            if text := " ".join(_MARKS.sub(r"\1", heading).split()):
                return text
    return ""


def _name(path: str) -> tuple[str | None, str]:
    """Return the date and the rest of a file's name; ``index.md`` goes by the name of its folder."""
    *folders, name = path[:-3].split("/")
    day, stem = split_date(name)
    if folders and split_language(stem)[0].lower() == "index":
        folder_day, folder = split_date(folders[-1])
        return day or folder_day, folder + stem[len("index") :]
    return day, stem
