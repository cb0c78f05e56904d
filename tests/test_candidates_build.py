"""Candidates as a build proposes them: what is studied again, what is kept, and that nothing else changes them."""

import json
import os
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, Glossary, environment

from glossary.alignment import Bead
from glossary.build import build_glossary, studies
from glossary.build.cache import DAY, KEPT_DAYS, Cache, cache_folder, open_cache
from glossary.build.studies import group_posts, key_of
from glossary.model import Candidate, Evidence, Post

TERMS = "glossary: {languages: [en, zh]}\nterms:\n  ogas: {kind: project, labels: {en: [OGAS]}}\n"
POSTS = {
    "2024-01-01-plan-en.md": 'The "Glass Harbour" scheme was OGAS again. They called it a "Glass Harbour" once more.\n',
    "2024-01-01-plan-zh.md": "---\ntitle: 计划\nlang: zh\n---\n“玻璃港”又是OGAS。他们又叫它“玻璃港”。\n",
    "2024-02-01-alone-en.md": 'Nobody says "paper tiger" (zhǐ lǎohǔ) any more.\n',
}
# The same in a process of its own, with tasks so small that a pool has something to do.
BUILD = """
import sys
from pathlib import Path
from glossary.build import build_glossary, studies
assert studies.TASK_CHARACTERS > 60 < studies.PARALLEL_CHARACTERS
studies.TASK_CHARACTERS, studies.PARALLEL_CHARACTERS = 60, 0
build_glossary([Path("content")], Path("terms.yaml"), Path(sys.argv[1]), jobs=int(sys.argv[2]))
"""
ROWS = "SELECT id, language, text, score, kind, mention_count, gloss, counterpart, evidence, status FROM candidates"


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for this test's cache alone."""
    folder = tmp_path / "cache"
    monkeypatch.setenv("GLOSSARY_CACHE", str(folder))
    return folder


@pytest.fixture
def plan(empty: Glossary) -> Glossary:
    """A post, its translation, and a post without one."""
    return empty.write(POSTS, TERMS)


@pytest.fixture
def studied(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """What is studied anew: the languages of the posts of each group."""
    seen: list[list[str]] = []
    study = studies.study

    def watching(group: Any, *rest: Any) -> Any:
        seen.append([post.language for post, _ in group])
        return study(group, *rest)

    monkeypatch.setattr(studies, "study", watching)
    return seen


def entries(cache: Path) -> list[Path]:
    """Return the files of the cache."""
    return sorted((cache / "studies").iterdir())


# ------------------------------------------------------------------------------------------ what a build writes


def test_candidates_are_written(cache: Path, plan: Glossary) -> None:
    """The table holds what was found, and the build counts it."""
    report = plan.build()
    texts = {text for (text,) in plan.query("SELECT text FROM candidates")}
    assert {"Glass Harbour", "玻璃港"} <= texts
    facts = dict(plan.query("SELECT key, value FROM build"))
    assert (
        int(facts["candidates"]) == report.counts["candidates"] == plan.query("SELECT count(*) FROM candidates")[0][0]
    )
    assert int(facts["suggestions"]) == report.counts["suggestions"]
    cut = json.loads(facts["cut"])
    believed = plan.query(
        "SELECT count(*) FROM candidates AS c JOIN json_each(?) AS k ON k.key = c.language "
        "WHERE c.status = 'new' AND c.score >= k.value", facts["cut"],
    )  # fmt: skip
    assert set(cut) <= {"en", "zh"}
    assert believed == [(report.counts["suggestions"],)]


def test_no_candidates(cache: Path, plan: Glossary) -> None:
    """Asked not to look for any, a build studies nothing, keeps nothing and says nothing of them."""
    run = plan.run("build", "--no-candidates")
    assert "suggestion" not in run.stdout
    assert plan.query("SELECT count(*) FROM candidates") == [(0,)]
    assert plan.query("SELECT key FROM build WHERE key IN ('cut', 'candidates', 'suggestions')") == []
    assert not cache.exists()


@pytest.mark.parametrize(
    ("label", "left"),
    [("Glass Harbour", False), ("GLASS HARBOUR", False), ("Glass Harbours", None), ("Glass Harbor", True)],
)
def test_what_is_known_is_not_proposed(cache: Path, plan: Glossary, label: str, left: bool | None) -> None:
    """A label of terms.yaml is no candidate, however it is spelt there."""
    plan.terms.write_text(f"{TERMS}  harbour: {{kind: project, labels: {{en: ['{label}']}}}}\n", encoding="utf-8")
    plan.build()
    found = plan.query("SELECT 1 FROM candidates WHERE text = 'Glass Harbour'")
    assert left is None or bool(found) == left


def test_what_is_ignored_is_told_apart(cache: Path, plan: Glossary) -> None:
    """A refused expression stays in the table as ignored, and is not counted as a suggestion."""
    plan.build()
    before = dict(plan.query("SELECT text, status FROM candidates"))
    plan.terms.write_text(f"{TERMS}ignore:\n  en: [Glass Harbour]\n", encoding="utf-8")
    report = plan.build()
    after = dict(plan.query("SELECT text, status FROM candidates"))
    assert (before["Glass Harbour"], after["Glass Harbour"]) == ("new", "ignored")
    assert report.counts["suggestions"] < len(after)


@pytest.mark.parametrize("posts", [{}, {"a.md": ""}, {"a.md": '```\n"code"\n```\n'}], ids=["none", "empty", "code"])
def test_nothing_to_propose(cache: Path, empty: Glossary, posts: dict[str, str]) -> None:
    """Without posts or text there are no candidates, and that is no fault."""
    report = empty.write(posts, TERMS).build()
    assert (report.counts["candidates"], report.counts["suggestions"]) == (0, 0)


# ----------------------------------------------------------------------------------------------- what is studied


def test_a_second_build_studies_nothing(cache: Path, plan: Glossary, studied: list[list[str]]) -> None:
    """What has not changed is not studied again, and the result is the same to the byte."""
    plan.build()
    assert sorted(map(sorted, studied)) == [["en"], ["en", "zh"]]
    before, found = plan.query(ROWS), sha256(plan.output.read_bytes())
    studied.clear()
    plan.output.unlink()
    plan.build()
    assert studied == []
    assert (plan.query(ROWS), sha256(plan.output.read_bytes()).digest()) == (before, found.digest())


def test_only_what_changed_is_studied(cache: Path, plan: Glossary, studied: list[list[str]], tmp_path: Path) -> None:
    """A changed post is studied again with its translation, and the result is that of a build from scratch."""
    plan.build()
    studied.clear()
    post = plan.content / "2024-01-01-plan-zh.md"
    post.write_text(post.read_text(encoding="utf-8") + "\n“玻璃港”在哪里？\n", encoding="utf-8")
    plan.build()
    assert sorted(map(sorted, studied)) == [["en", "zh"]]
    updated = plan.query(ROWS)
    studied.clear()
    plan.build(from_scratch=True)
    assert len(studied) == 2
    assert plan.query(ROWS) == updated


@pytest.mark.parametrize(
    ("terms", "again"),
    [
        (TERMS + "  other: {kind: slang, labels: {en: [nowhere mentioned]}}\n", 0),
        (TERMS + "  tiger: {kind: slang, labels: {en: [tiger]}}\n", 0),
        (TERMS + "  harbour: {kind: slang, labels: {zh: [玻璃港]}}\n", 1),
        (TERMS.replace("project", "event"), 0),
        (TERMS + "ignore: {en: [paper tiger]}\n", 0),
    ],
    ids=["not mentioned", "English", "Chinese", "kind", "ignored"],
)
def test_terms_that_matter(cache: Path, plan: Glossary, studied: list[list[str]], terms: str, again: int) -> None:
    """Of terms.yaml a study depends on the Chinese labels that are mentioned in its posts, nothing else."""
    plan.build()
    studied.clear()
    plan.terms.write_text(terms, encoding="utf-8")
    plan.build()
    assert len(studied) == again


def test_names_of_posts_do_not_matter(cache: Path, plan: Glossary, studied: list[list[str]]) -> None:
    """What was moved, renamed, or given another title, is not studied again."""
    plan.build()
    studied.clear()
    below = plan.content / "2024"
    below.mkdir()
    for post in list(plan.content.glob("*.md")):
        text = post.read_text(encoding="utf-8")
        post.unlink()
        (below / post.name).write_text(text.replace("title: ", "title: Another "), encoding="utf-8")
    plan.build()
    assert studied == []
    assert plan.query("SELECT count(*) FROM posts WHERE title LIKE 'Another %'") == [(3,)]


def test_another_version_studies_again(
    cache: Path, plan: Glossary, studied: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What another version has found is not taken for ours."""
    plan.build()
    studied.clear()
    monkeypatch.setattr(studies, "VERSION", "another")
    studies._basis.cache_clear()
    plan.build()
    assert len(studied) == 2
    studies._basis.cache_clear()


def test_unchanged_posts_load_no_segmenter(cache: Path, plan: Glossary) -> None:
    """A build of what is known loads neither the segmenter nor what it is trained on."""
    plan.build()
    code = (
        "import sys\nfrom pathlib import Path\nfrom glossary.build import build_glossary\n"
        "build_glossary([Path('content')], Path('terms.yaml'), Path('glossary.db'))\n"
        "print('jieba' in sys.modules)"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=plan.folder, env=environment(), capture_output=True, text=True, check=True
    )
    assert run.stdout == "False\n"


@pytest.mark.parametrize(
    ("kept", "reads", "characters", "asked"), [(0, 1, 9, 2), (0, 1, 8, 0), (1, 1, 9, 0), (1, 0, 9, 2)]
)
def test_dictionaries_are_loaded_early(
    cache: Path, kept: int, reads: int, characters: int, asked: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every process loads them early where all posts will be studied and are many, else none does."""
    monkeypatch.setattr(studies, "PARALLEL_CHARACTERS", 9)
    tasks: list[object] = []

    class Watched(ThreadPoolExecutor):
        def submit(self, task: Any, /, *args: Any, **options: Any) -> Any:
            tasks.append(task)

    store = open_cache("studies", reads=bool(reads))
    for number in range(kept):
        store.write(f"{number:064}", b"[]")
    posts = [replace(post("a.md"), body="x" * characters)]
    studies.load_early(posts, store, Watched(), 2)
    studies.load_early(posts, store, None, 2)
    assert tasks == [studies.load] * asked


# ---------------------------------------------------------------------------------------------- always the same


def built(folder: Path, name: str, jobs: int, **variables: str) -> str:
    """Build in a process of its own, and return the hash of the database."""
    env = {**os.environ, "PYTHONPATH": str(ROOT), **variables}
    subprocess.run([sys.executable, "-c", BUILD, name, str(jobs)], cwd=folder, env=env, check=True)
    return sha256((folder / name).read_bytes()).hexdigest()


@pytest.fixture(scope="module")
def several(tmp_path_factory: pytest.TempPathFactory) -> Glossary:
    """Posts of which a pool of processes gets some each."""
    posts = {
        name.replace("-plan", f"-plan{n}").replace("-al", f"-{n}-al"): text
        for n in range(4)
        for name, text in POSTS.items()
    }
    return Glossary(tmp_path_factory.mktemp("several")).write(posts, TERMS)


@pytest.fixture(scope="module")
def expected(several: Glossary, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The hash of a build by one process, with nothing kept."""
    return built(several.folder, "expected.db", 1, GLOSSARY_CACHE=str(tmp_path_factory.mktemp("none") / "cache"))


@pytest.mark.parametrize(
    ("jobs", "variables"),
    [(1, {"PYTHONHASHSEED": "1", "LC_ALL": "C"}), (3, {"PYTHONHASHSEED": "2"})],
    ids=str,
)
def test_equal_bytes(
    several: Glossary, expected: str, cache: Path, tmp_path: Path, jobs: int, variables: dict[str, str]
) -> None:
    """More processes, another hash seed or locale change nothing, nor does it matter what was kept."""
    assert built(several.folder, str(tmp_path / "new.db"), jobs, **variables) == expected
    assert built(several.folder, str(tmp_path / "kept.db"), jobs, **variables) == expected
    for path in entries(cache)[::2]:
        path.unlink()
    assert built(several.folder, str(tmp_path / "half.db"), jobs, **variables) == expected


def test_without_any_folder_to_keep_things_in(several: Glossary, expected: str, tmp_path: Path) -> None:
    """Where nothing can be kept, a build does all the work, and gives the same."""
    file = tmp_path / "a file"
    file.touch()
    assert built(several.folder, str(tmp_path / "new.db"), 1, GLOSSARY_CACHE=str(file / "below")) == expected


# ----------------------------------------------------------------------------------------------------- the cache


def broken_entry(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-3])


def empty_entry(path: Path) -> None:
    path.write_bytes(b"")


def foreign_entry(path: Path) -> None:
    path.write_text('[["en", "planted", 99, [0], ""]]', encoding="utf-8")


def planted_entry(path: Path) -> None:
    """A whole file, but of another key."""
    Cache(path.parent).write("0" * 64, b'[["en","planted",99,[0],""]]')
    (path.parent / f"{'0' * 64}.json").replace(path)


def folder_entry(path: Path) -> None:
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize("spoil", [broken_entry, empty_entry, foreign_entry, planted_entry, folder_entry])
def test_spoilt_files_are_passed_over(cache: Path, plan: Glossary, spoil: Callable[[Path], None]) -> None:
    """A file that is cut short or of somebody else changes nothing, and is written anew."""
    plan.build()
    before = plan.query(ROWS)
    whole = {path.name: path.read_bytes() for path in entries(cache)}
    for path in entries(cache):
        spoil(path)
    plan.build()
    assert plan.query(ROWS) == before
    assert spoil is folder_entry or {path.name: path.read_bytes() for path in entries(cache)} == whole


def test_kept_files_are_private_json(cache: Path, plan: Glossary) -> None:
    """Folder and files are the user's alone; a file is a seal and the findings, a line of JSON each."""
    plan.build()
    assert stat.S_IMODE((cache / "studies").stat().st_mode) == 0o700
    for path in entries(cache):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        seal, findings = map(json.loads, path.read_text(encoding="utf-8").split("\n"))
        assert len(seal) == 64
        assert isinstance(findings, list)


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="no modes of folders")
def test_a_folder_that_others_may_write_is_not_used(cache: Path, plan: Glossary, studied: list[list[str]]) -> None:
    """Where somebody else could have put a file, nothing is read and nothing kept."""
    (cache / "studies").mkdir(parents=True)
    (cache / "studies").chmod(0o777)
    plan.build()
    plan.build()
    assert len(studied) == 4
    assert entries(cache) == []


@pytest.mark.skipif(os.name == "nt", reason="links need a right there")
def test_a_link_for_a_folder_is_not_used(cache: Path, plan: Glossary, tmp_path: Path) -> None:
    """A link could lead anywhere."""
    (tmp_path / "elsewhere").mkdir(mode=0o700)
    cache.mkdir()
    (cache / "studies").symlink_to(tmp_path / "elsewhere")
    plan.build()
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_old_entries_are_removed(cache: Path, plan: Glossary) -> None:
    """What no build has needed for a month goes, and what a kill has left; what is needed stays, however old."""
    plan.build()
    needed = entries(cache)
    old = time.time() - (KEPT_DAYS + 1) * DAY
    stale, half, strange = (cache / "studies" / name for name in ("f" * 64 + ".json", "half-written", "notes.txt"))
    for path in (*needed, stale, half, strange):
        path.touch()
        os.utime(path, (old, old))
    plan.build()
    assert entries(cache) == sorted((*needed, strange))


def test_the_cache_does_not_grow_for_ever(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond a size the oldest go first, but for what this build needs."""
    monkeypatch.setattr("glossary.build.cache.KEPT_BYTES", 2500)
    kept = open_cache("studies")
    for number in range(4):
        kept.write(str(number) * 64, b"[" + b" " * 900 + b"]")
        os.utime(cache / "studies" / f"{str(number) * 64}.json", (time.time() - 100 * (4 - number),) * 2)
    kept.prune({"0" * 64})
    assert [path.name[0] for path in entries(cache)] == ["0", "2", "3"]


def test_from_scratch_writes_anew(cache: Path, plan: Glossary) -> None:
    """A build from scratch reads nothing of what is kept, and leaves it mended."""
    plan.build()
    before = plan.query(ROWS)
    for path in entries(cache):
        Cache(path.parent).write(path.stem, b"[[], []]")
    plan.build()
    assert plan.query(ROWS) == []
    plan.run("build", "--from-scratch")
    assert plan.query(ROWS) == before
    plan.build()
    assert plan.query(ROWS) == before


@pytest.mark.parametrize(
    ("platform", "variables", "expected"),
    [
        ("linux", {"XDG_CACHE_HOME": "/x/cache"}, "/x/cache/datasette-glossary"),
        ("linux", {"XDG_CACHE_HOME": "relative"}, "/home/user/.cache/datasette-glossary"),
        ("linux", {}, "/home/user/.cache/datasette-glossary"),
        ("darwin", {}, "/home/user/Library/Caches/datasette-glossary"),
        ("win32", {"LOCALAPPDATA": "/local"}, "/local/datasette-glossary/Cache"),
        ("linux", {"GLOSSARY_CACHE": "/named", "XDG_CACHE_HOME": "/x"}, "/named"),
    ],
)
def test_where_things_are_kept(
    monkeypatch: pytest.MonkeyPatch, platform: str, variables: dict[str, str], expected: str
) -> None:
    """Where the system keeps such things, else where the user says."""
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setenv("HOME", "/home/user")
    for name in ("GLOSSARY_CACHE", "XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert cache_folder() == Path(expected)


# ------------------------------------------------------------------------------------------------- posts together


def post(path: str, language: str = "en", key: str = "k") -> Post:
    """Return a post that says nothing."""
    return Post(path, path, path, "T", language, key, "Text.", 1, "0")


def test_posts_stand_with_what_they_are_aligned_with() -> None:
    """Groups follow the alignments, in the order of their first posts; the indexes are those within the group."""
    posts = [post("a"), post("b", "zh"), post("c"), post("d", "zh"), post("e", "de")]
    beads = {(0, 3): ["03"], (1, 2): ["12"], (3, 4): ["34"]}
    labels = [{"改稻", "x"}, set(), {"毁堤"}, {"改稻", "淹田", "田"}, []]
    groups = group_posts(posts, labels, beads)  # type: ignore[arg-type]
    assert [[each.language for each in group.posts] for group in groups] == [["en", "zh", "de"], ["zh", "en"]]
    assert [group.labels for group in groups] == [("改稻", "淹田"), ("毁堤",)]
    assert [dict(group.beads) for group in groups] == [{(0, 1): ["03"], (1, 2): ["34"]}, {(0, 1): ["12"]}]


def test_posts_that_only_share_a_key_stand_alone() -> None:
    """A series under one key is no post with translations."""
    groups = group_posts([post(str(number)) for number in range(100)], [[]] * 100, {})
    assert [len(group.posts) for group in groups] == [1] * 100


def test_key_of_a_group() -> None:
    """What a post says is in the key, in which language, with which labels and what translation; not where it lies."""
    key = key_of(group_posts([post("a")], [["改稻"]], {})[0])
    assert key == key_of(group_posts([post("elsewhere", key="other")], [["改稻"]], {})[0])
    assert key != key_of(group_posts([post("a", "de")], [["改稻"]], {})[0])
    assert key != key_of(group_posts([post("a")], [["毁堤"]], {})[0])
    pair = [post("a"), post("b", "zh")]
    sure, unsure, apart = (
        key_of(group_posts(pair, [[], []], {(0, 1): beads})[0])
        for beads in ([Bead((0,), (0,), 0.9)], [Bead((0,), (0,), 0.5)], [Bead((0,), (), 0.0), Bead((), (0,), 0.0)])
    )
    assert sure == unsure != apart


def test_candidate_is_a_value() -> None:
    """Two candidates with the same content are the same."""
    one, other = (
        Candidate("en", "x", 0.5, None, 1, 1, None, None, "", (Evidence("quoted", 1, 0.5),)) for _ in range(2)
    )
    assert one == other
    assert one.status == "new"


def test_the_users_own_cache_is_left_alone() -> None:
    """The tests keep what they keep in a folder of their own."""
    assert "pytest" in str(cache_folder())


def test_closing(cache: Path, plan: Glossary) -> None:
    """The last line of a build says how many suggestions there are."""
    line = plan.run("build").stdout
    report = build_glossary([plan.content], plan.terms, plan.output)
    number = report.counts["suggestions"]
    assert f"; {number} suggestion{'' if number == 1 else 's'}; " in line


def test_what_is_kept_is_forgotten_with_the_code_that_made_it() -> None:
    """The key holds the source of every room that a study uses; alignments are in it themselves."""
    script = "import sys, glossary.candidate; print(*(name for name in sys.modules if name.startswith('glossary.')))"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT)
    used = {name.split(".")[1] for name in run.stdout.split()} - {"errors", "alignment"}
    assert used == {name.removesuffix(".py") for name in studies._RESTS_ON}
