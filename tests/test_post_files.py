"""Finding the files of posts: what is read, what is left out, and where links lead."""

import errno
import os
import socket
from pathlib import Path

import pytest

from glossary.errors import InputError
from glossary.post import read_post
from glossary.post.files import LeftOut, find_posts, read_bytes, text_of


@pytest.fixture
def content(tmp_path, monkeypatch):
    """An empty content folder in the current folder."""
    monkeypatch.chdir(tmp_path)
    folder = Path("content")
    folder.mkdir()
    return folder


def touch(*paths):
    """Make empty files with their folders."""
    for path in map(Path, paths):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()


def paths(*folders, **options):
    """Return the paths found, when nothing is to be told."""
    found = find_posts([Path(folder) for folder in folders], **options)
    assert found.problems == ()
    return [source.path for source in found.sources]


def codes(*folders):
    """Return the codes of the problems."""
    return [problem.code for problem in find_posts([Path(folder) for folder in folders]).problems]


def test_posts_are_found_in_folders_within_folders(content):
    """In any case of the ending, sorted by path."""
    touch(
        "content/b.md",
        "content/a/z.md",
        "content/a/b/c/d.MD",
        "content/a.txt",
        "content/_posts/p.md",
        "content/md",
    )
    assert paths("content") == ["_posts/p.md", "a/b/c/d.MD", "a/z.md", "b.md"]


def test_a_file_is_named_as_the_user_reaches_it(content, tmp_path):
    """And its path knows nothing of the machine."""
    touch("content/a/b.md")
    assert find_posts([content]).sources == (("content/a/b.md", "a/b.md"),)
    assert find_posts([tmp_path / "content"]).sources == ((f"{tmp_path}/content/a/b.md", "a/b.md"),)
    assert find_posts([Path()]).sources == (("./content/a/b.md", "content/a/b.md"),)


def test_what_is_left_out_is_counted(content):
    """Drafts, and names that begin with _ or a dot; folders that begin with a dot are not even entered."""
    touch(
        "content/_drafts/a.md",
        "content/x/_drafts/y/b.md",
        "content/.c.md",
        "content/_d.md",
        "content/_site/e.md",
    )
    touch("content/.git/f.md", "content/g.md", "content/_posts/_drafts/h.md")
    found = find_posts([content])
    assert [source.path for source in found.sources] == ["g.md"]
    assert found.left_out == LeftOut(drafts=3, hidden=3)
    assert found.left_out.total() == 6


def test_drafts_are_found_when_asked_for(content):
    """But nothing that is hidden."""
    touch("content/_drafts/a.md", "content/_drafts/_b.md", "content/_c/_drafts/d.md")
    assert paths("content", drafts=True) == ["_drafts/a.md"]


def test_paths_begin_with_the_folder_where_there_are_several(content):
    """A folder named twice is one."""
    touch("content/a.md", "essays/a.md")
    assert paths("essays", "content") == ["content/a.md", "essays/a.md"]
    assert paths("content", "./content", "content/../content") == ["a.md"]


def test_a_folder_within_another_is_read_once(content):
    """By the one that is named first."""
    touch("content/a.md", "content/b/c.md")
    assert paths("content", "content/b") == ["content/a.md", "content/b/c.md"]
    assert paths("content/b", "content") == ["b/c.md", "content/a.md"]


def test_two_folders_of_one_name_are_an_error(content):
    """Their posts could not be told apart."""
    touch("content/a.md", "old/content/b.md")
    (problem,) = find_posts([content, Path("old/content")]).problems
    assert str(problem) == (
        "old/content: error: this folder has the same name as content, and the paths of posts begin with it."
        " Fix: rename one of the two, or put both into one folder and name that"
    )


def test_a_problem_is_one_line_whatever_the_file_is_called(content):
    """A line of its own could be taken for another problem, or for a command of the runner that reads the log."""
    touch("content/a\n::error::b.md")
    (result,) = [read_post(source) for source in find_posts([content]).sources]
    (problem,) = result.problems
    assert str(problem).startswith("content/a ::error::b.md: warning: this post has no date.")
    assert result.post
    assert result.post.title == "a ::error::b"


def test_a_folder_that_is_not_there_is_an_error(content):
    """So is a file in its place; an empty folder is a warning."""
    touch("content.md")
    assert codes("contents") == ["no-content-folder"]
    assert codes("content.md") == ["content-no-folder"]
    assert codes("content") == ["no-posts"]
    touch("content/.git/a.md")
    assert codes("content") == ["no-posts"]
    touch("content/_drafts/a.md")
    assert codes("content") == []


def test_a_link_that_leaves_the_content_is_not_followed(content):
    """A warning says so, for a file as for a folder; links to other things do not matter."""
    touch("content/a.md", "secret/b.md", "picture.png", "content2/c.md")
    (content / "b.md").symlink_to("../secret/b.md")
    (content / "secret").symlink_to("../secret")
    (content / "similar").symlink_to("../content2")
    (content / "picture.png").symlink_to("../picture.png")
    (content / "gone.md").symlink_to("nowhere.md")
    (content / "self.md").symlink_to("self.md")
    found = find_posts([content])
    assert [source.path for source in found.sources] == ["a.md"]
    assert [(problem.code, problem.path) for problem in found.problems] == [
        ("link-leaves-content", "content/b.md"),
        ("broken-link", "content/gone.md"),
        ("link-leaves-content", "content/secret"),
        ("broken-link", "content/self.md"),
        ("link-leaves-content", "content/similar"),
    ]
    assert found.left_out == LeftOut(links=5)


def test_a_link_within_the_content_reads_nothing_twice(content):
    """Loops end; what stands in the open is found there."""
    touch("content/a/x.md", "content/b/y.md")
    (content / "a" / "loop").symlink_to("..")
    (content / "0").symlink_to("b")
    (content / "0.md").symlink_to("a/x.md")
    assert paths("content") == ["a/x.md", "b/y.md"]


def test_a_link_leads_to_what_is_hidden(content):
    """Somebody made it for that, the first by name counts; but no link publishes a draft."""
    touch("content/_shared/x.md", "content/_drafts/y.md", "content/z.md")
    (content / "x.md").symlink_to("_shared/x.md")
    (content / "more").symlink_to("_shared")
    (content / "drafts").symlink_to("_drafts")
    found = find_posts([content])
    assert [source.path for source in found.sources] == ["more/x.md", "z.md"]


def test_a_link_from_one_content_folder_into_another_stays_in_the_content(content):
    """Its file is read where it stands."""
    touch("content/a.md", "essays/b.md")
    (content / "b.md").symlink_to("../essays/b.md")
    assert paths("content", "essays") == ["content/a.md", "essays/b.md"]


def test_a_content_folder_may_itself_be_a_link(content):
    """It is what the user named."""
    touch("content/a.md")
    Path("posts").symlink_to("content")
    assert find_posts([Path("posts")]).sources == (("posts/a.md", "a.md"),)


def test_what_is_no_file_is_not_read(content):
    """A pipe would make the build wait for ever."""
    os.mkfifo(content / "pipe.md")
    (content / "folder.md").mkdir()
    touch("content/folder.md/a.md")
    (content / "link.md").symlink_to("pipe.md")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("content/socket.md")
        assert paths("content") == ["folder.md/a.md"]


@pytest.mark.skipif(os.name != "posix", reason="names are bytes on POSIX only")
def test_a_file_name_that_is_not_utf8_is_an_error(content):
    """Shown as bytes, so that it can be found."""
    try:
        with open(os.path.join(b"content", b"caf\xe9.md"), "w"):
            pass
    except OSError:
        pytest.skip("this file system takes only UTF-8")
    found = find_posts([content])
    assert found.sources == ()
    assert [str(problem) for problem in found.problems] == [
        r"content/caf\xe9.md: error: the file name b'caf\xe9.md' is not valid UTF-8."
        " Fix: rename the file or its folder"
    ]


def test_a_file_without_permission_is_an_error(content):
    """One line; the rest is still looked at."""
    touch("content/a.md", "content/closed/b.md")
    (content / "a.md").chmod(0)
    (content / "closed").chmod(0)
    if os.access("content/a.md", os.R_OK):
        pytest.skip("root may read everything")
    try:
        assert codes("content") == ["cannot-read"]
        with pytest.raises(InputError, match=r"^content/a\.md: error: it cannot be read: permission denied\."):
            text_of(read_bytes("content/a.md"), "content/a.md")
    finally:
        (content / "closed").chmod(0o755)


def test_a_folder_that_cannot_be_listed_is_an_error(content, monkeypatch):
    """Also where the tests run as root."""
    touch("content/a.md", "content/closed/b.md")
    listing = os.scandir

    def refuse(folder):
        if os.fspath(folder).endswith("closed"):
            raise PermissionError(errno.EACCES, "Permission denied")
        return listing(folder)

    monkeypatch.setattr("os.scandir", refuse)
    (problem,) = find_posts([content]).problems
    assert str(problem) == (
        "content/closed: error: it cannot be read: permission denied."
        " Fix: make it readable, or move it out of the content folder"
    )


def test_a_file_that_is_gone_is_an_error(content):
    """Between finding and reading anything may happen."""
    with pytest.raises(InputError, match=r"^content/a\.md: error: it cannot be read: no such file"):
        text_of(read_bytes("content/a.md"), "content/a.md")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("﻿稻田".encode("utf-16"), "1:1: error: byte 0xff is not UTF-8; the file is probably UTF-16"),
        ("稻田".encode("utf-32"), "1:1: error: byte 0xff is not UTF-8; the file is probably UTF-32"),
        (
            "ab\n稻田变成".encode("gb18030"),
            "2:1: error: byte 0xb5 is not UTF-8; the file is probably GB18030",
        ),
        (
            "naïve café".encode("cp1252"),
            "1:3: error: byte 0xef is not UTF-8; the file is probably windows-1252",
        ),
        ("稻田\n变".encode() + b"\xff" + "成".encode(), "2:2: error: byte 0xff is not UTF-8"),
        (b"\xef\xbb\xbf\xe7\xa8\xbb\n\xc3", "2:1: error: byte 0xc3 is not UTF-8"),
        (b"a\nb\0", "2:2: error: a NUL character stands here"),
    ],
)
def test_a_file_that_is_not_utf8_is_an_error_with_its_place(content, data, message):
    """Lines and columns count characters, and the probable encoding is named."""
    (content / "a.md").write_bytes(data)
    with pytest.raises(InputError) as error:
        text_of(read_bytes("content/a.md"), "content/a.md")
    assert str(error.value).partition(". Fix: ")[0] == f"content/a.md:{message}"
