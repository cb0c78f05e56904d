"""Posts as they are read: the broken ones with what they must say, the good ones with all their fields."""

import json
import os
import pickle
import shutil
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glossary.errors import InputError
from glossary.post.files import LeftOut, PostFile, find_posts
from glossary.post.reading import first_heading, read_post, settle_posts

BAD = Path(__file__).parent / "data" / "posts" / "bad"


@pytest.fixture
def content(tmp_path, monkeypatch):
    """An empty content folder in the current folder."""
    monkeypatch.chdir(tmp_path)
    folder = Path("content")
    folder.mkdir()
    return folder


def write(folder, **texts):
    """Write posts by stem."""
    for stem, text in texts.items():
        (folder / f"{stem}.md").write_text(text, encoding="utf-8")


def read_posts(folders, *, drafts=False):
    """Find and read the posts below *folders*, as a build does in one process."""
    found = find_posts(folders, drafts=drafts)
    return settle_posts(found, [read_post(source, drafts=drafts) for source in found.sources])


def only(folder, **options):
    """Read the one post in *folder*."""
    (post,), problems, _ = read_posts([folder], **options)
    return post, problems


@pytest.mark.parametrize("name", sorted(path.stem for path in BAD.glob("*.txt")))
def test_a_broken_post_says_what_is_wrong_and_how_to_mend_it(name, content):
    """The messages, line by line, are those beside the post."""
    if (BAD / name).is_dir():
        shutil.copytree(BAD / name, content, dirs_exist_ok=True)
    else:
        shutil.copy(BAD / f"{name}.md", content)
    try:
        _, problems, _ = read_posts([content])
    except InputError as error:
        problems = error.problems
    told = "".join(f"{problem}\n" for problem in problems)
    assert told == (BAD / f"{name}.txt").read_text(encoding="utf-8")


def test_every_broken_post_has_its_message():
    """A post without a message beside it would go untested."""
    names = {path.stem for path in BAD.iterdir() if path.suffix != ".txt"}
    assert names == {path.stem for path in BAD.glob("*.txt")}


def test_faults_of_all_files_come_in_one_sorted_list(content):
    """An editor mends everything in one round."""
    write(content, b="---\na: b: c\n---\n", a="---\n", c="---\ndate: 2024-07-18\n---\nfine\n")
    with pytest.raises(InputError) as error:
        read_posts([content])
    assert [(p.path, p.code, p.post) for p in error.value.problems] == [
        ("content/a.md", "front-matter-open", "a.md"),
        ("content/b.md", "front-matter-syntax", "b.md"),
    ]


def test_every_field_of_the_front_matter_is_taken_up(content):
    """Scalars stay what was typed; what has no field is JSON."""
    text = """\
---
layout: post
Title: "325: a
  number"
date: 2024-07-18 12:49
lang: zh_cn
author: [高翰文, Hai Rui]
description: 007
source_title: 国史
source_author: {name: Zhang, url: "https://example.org"}
source_date: 1566
source_url: https://example.org/1566
tags: rice, mulberry，silk
categories: [History, 中文]
ref: paddies
draft: no
版本: {b: 1.10, a: [yes, ~]}
empty:
---
Body.
"""
    write(content, **{"2024-07-17-rice": text})
    post, problems = only(content)
    assert not problems
    assert json.loads(post.front_matter) == {
        "layout": "post",
        "date": "2024-07-18 12:49",
        "source_author": {"name": "Zhang", "url": "https://example.org"},
        "draft": "no",
        "版本": {"a": ["yes", "~"], "b": "1.10"},
        "empty": "",
    }
    assert replace(post, front_matter="", sha256="") == type(post)(
        path="2024-07-17-rice.md",
        file="content/2024-07-17-rice.md",
        slug="rice",
        title="325: a number",
        language="zh-CN",
        translation_key="paddies",
        body="Body.\n",
        body_line=20,
        sha256="",
        date="2024-07-18",
        author="高翰文, Hai Rui",
        description="007",
        source_title="国史",
        source_author="Zhang",
        source_date="1566",
        source_url="https://example.org/1566",
        tags=("rice", "mulberry", "silk"),
        categories=("History", "中文"),
        front_matter="",
    )


@pytest.mark.parametrize(
    ("data", "body", "line"),
    [
        (b"---\ndate: 2024-07-18\n---\nBody\n", "Body\n", 4),
        (b"---\ndate: 2024-07-18\n---\n\nBody", "\nBody", 4),
        (b"\xef\xbb\xbf---\r\ndate: 2024-07-18\r\n---\r\nA\r\nB\r\n", "A\nB\n", 4),
        (b"---  \ndate: 2024-07-18\n...\t\nBody\n---\n", "Body\n---\n", 4),
        (b"---\ndate: 2024-07-18\n---", "", 3),
        (b"---\n---\nBody", "Body", 3),
        (b"---\n# nothing\n---\nBody", "Body", 4),
        (b"---\ndate: |\n  2024-07-18\n  ---\n---\nBody", "Body", 6),
        (b"----\nBody\n", "----\nBody\n", 1),
        (b"", "", 1),
        (b"+++\ntitle = 1\n+++ \nBody\n", "Body\n", 4),
        ("a\rb 𠮷\u2028c".encode(), "a\rb 𠮷\u2028c", 1),
    ],
)
def test_the_body_is_the_text_after_the_front_matter(content, data, body, line):
    """Exactly as in the file, but for the BOM and CRLF."""
    (content / "post.md").write_bytes(data)
    post, _ = only(content)
    assert (post.body, post.body_line) == (body, line)


@pytest.mark.parametrize(
    ("front", "left_out"),
    [
        ("draft: true", "drafts"),
        ("Draft: Yes", "drafts"),
        ("draft: ON", "drafts"),
        ("draft: 1", "drafts"),
        ("draft: false", ""),
        ("draft: 0", ""),
        ("draft: ''", ""),
        ("published: false", "unpublished"),
        ("published: No", "unpublished"),
        ("published: true", ""),
        ("published: 2024-07-18", ""),
    ],
)
def test_what_is_not_published_is_left_out_unless_asked_for(content, front, left_out):
    """The count names the reason; no warning is given."""
    write(content, post=f"---\ndate: 2024-07-18\n{front}\n---\n")
    posts, problems, counts = read_posts([content])
    assert (len(posts), problems) == (0 if left_out else 1, [])
    assert counts == (LeftOut(**{left_out: 1}) if left_out else LeftOut())
    assert len(read_posts([content], drafts=True)[0]) == 1


def test_a_draft_in_toml_is_a_draft(content):
    """What is not read must not publish what is not ready."""
    write(content, post="+++\ndraft = true\n+++\nBody\n")
    assert read_posts([content]) == ([], [], LeftOut(drafts=1))


@pytest.mark.parametrize("name", ["README", "readme", "README.zh-CN", "README_en"])
def test_a_readme_is_a_post_only_with_front_matter(content, name):
    """Folders of posts have READMEs."""
    (content / f"{name}.md").write_text("# Posts\n")
    assert read_posts([content]) == ([], [], LeftOut(readmes=1))
    (content / f"{name}.md").write_text("---\ndate: 2024-07-18\n---\n")
    assert len(read_posts([content])[0]) == 1


@pytest.mark.parametrize(
    ("path", "slug", "key", "language", "date"),
    [
        ("2024-07-18-human-cn.md", "human-cn", "human", "zh", "2024-07-18"),
        ("2024-7-8-human.md", "human", "human", "en", "2024-07-08"),
        ("2024-13-45-human.md", "2024-13-45-human", "2024-13-45-human", "en", None),
        ("2024-07-18.md", "2024-07-18", "2024-07-18", "en", "2024-07-18"),
        ("human.zh.md", "human-zh", "human", "zh", None),
        ("Human Touch.MD", "human-touch", "Human Touch", "en", None),
        ("改稻为桑.md", "gai-dao-wei-sang", "改稻为桑", "en", None),
        ("2024-07-18-human/index.md", "human", "human", "en", "2024-07-18"),
        ("human/index.zh-cn.md", "human-zh-cn", "human", "zh-CN", None),
        ("index.md", "index", "index", "en", None),
    ],
)
def test_a_file_name_says_slug_key_language_and_date(content, path, slug, key, language, date):
    """Where the front matter is silent."""
    (content / path).parent.mkdir(exist_ok=True)
    (content / path).write_text("Body\n")
    post, problems = only(content)
    assert (post.slug, post.translation_key, post.language, post.date) == (slug, key, language, date)
    assert [problem.code for problem in problems] == ([] if date else ["no-date"])


@pytest.mark.parametrize(
    ("name", "front", "body", "language"),
    [
        ("post-en", "lang: cn\ncategories: English", "", "zh"),
        ("post-en", "language: Japanese", "", "ja"),
        ("post-en", "lang: klingonish", "", "en"),
        ("post-en", "lang: ~", "", "en"),
        ("post-cn", "categories: English", "", "zh"),
        ("post", "categories: [Essays, Chinese, English]", "", "zh"),
        ("post", "category: English", "大模型", "en"),
        ("post", "categories: Essays", "大模型", "zh"),
    ],
)
def test_the_language_is_given_named_or_seen(content, name, front, body, language):
    """Front matter, then file name, then categories, then script."""
    write(content, **{name: f"---\ndate: 2024-07-18\n{front}\n---\n{body}\n"})
    assert only(content)[0].language == language


def test_an_impossible_date_gives_way_to_that_of_the_file_name(content):
    """The warning stays."""
    write(content, **{"2024-03-01-post": "---\ndate: 2024-02-30\n---\n"})
    post, problems = only(content)
    assert post.date == "2024-03-01"
    assert json.loads(post.front_matter) == {"date": "2024-02-30"}
    assert [problem.code for problem in problems] == ["bad-date"]


@pytest.mark.parametrize(
    ("body", "heading"),
    [
        ("# Rice\n# Mulberry\n", "Rice"),
        ("Text\n\n  #  **Rice** and `mulberry` [here](https://example.org) ##\n", "Rice and mulberry here"),
        ("# Rice {#rice .x}\n", "Rice"),
        ("Rice and *mulberry*\n===\n", "Rice and mulberry"),
        ("```sh\n# a comment\n```\n# Rice\n", "Rice"),
        ("~~~~\n~~~\n# a comment\n~~~~~\n# Rice\n", "Rice"),
        ("```inline``` code\n# Rice\n", "Rice"),
        ("## Rice\n", ""),
        ("#rice\n", ""),
        ("# \n", ""),
        ("", ""),
    ],
)
def test_the_first_heading_is_the_title_of_a_post_without_one(body, heading):
    """Headings in code are none."""
    assert first_heading(body) == heading


def test_a_post_without_title_or_heading_goes_by_its_file_name(content):
    """Something must stand in a list."""
    write(content, **{"2024-07-18-rice": "Body\n"})
    assert only(content)[0].title == "rice"


def test_reading_one_file_can_be_another_process_work(content):
    """Sources and results are plain values."""
    write(content, a="---\na: b: c\n---\n", b="---\ndate: 2024-07-18\nref: x\n---\nBody\n")
    found = find_posts([content])
    here = [read_post(source) for source in found.sources]
    assert pickle.loads(pickle.dumps(here)) == here
    with ProcessPoolExecutor(1) as pool:
        assert list(pool.map(read_post, found.sources)) == here
    with pytest.raises(InputError, match="front matter"):
        settle_posts(found, here)


def test_posts_come_sorted_by_path_whatever_the_order_of_the_folder(content):
    """Rows, ids and ties depend on it."""
    write(content, b="", a="", Z="", 改="", b1="")
    assert [post.path for post in read_posts([content])[0]] == ["Z.md", "a.md", "b.md", "b1.md", "改.md"]


front_matters = st.text(alphabet="ab:-#[]{}*&!|>'\"%@`?, \t\n\\0~.é改\u2028\x07", max_size=60).map(
    lambda text: f"---\n{text}\n---\nBody\n".encode()
)


@settings(max_examples=300, deadline=None)
@given(data=st.one_of(st.binary(max_size=200), st.text(max_size=100).map(str.encode), front_matters))
def test_any_bytes_give_a_post_or_a_problem(tmp_path_factory, data):
    """Nothing that stands in a file is a traceback."""
    file = tmp_path_factory.getbasetemp() / "any.md"
    file.write_bytes(data)
    result = read_post(PostFile(os.fspath(file), "any.md"))
    if result.post is None:
        assert result.left_out or any(problem.severity == "error" for problem in result.problems)
    else:
        assert result.post.slug
        assert "\0" not in result.post.body
        assert data.decode("utf-8-sig").replace("\r\n", "\n").endswith(result.post.body)
        assert isinstance(json.loads(result.post.front_matter), dict)
