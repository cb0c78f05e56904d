"""Whether words with capitals look like somebody's name."""

import re
from typing import Final

from glossary.candidate.dictionary import dictionary
from glossary.segment import english_frequency

_NUMERAL: Final = re.compile(r"[IVX]+")
# What goes before a name; the first only before one that is no ordinary word.
_FAMILIAR: Final = frozenset("old little young big uncle aunt auntie brother sister xiao lao boss".split())
_TITLES: Final = frozenset(
    """
    mr mrs ms dr prof professor academician captain king queen emperor empress prince princess president chairman saint
    sir lady lord comrade
    """.split()
)
# So common that they are no rare words.
_GIVEN_NAMES: Final = frozenset(
    """
    aaron adam adrian alan albert alex alexander alfred alice amy andrew andy angela ann anna anne anthony arthur
    barbara ben benjamin bernard bill bob brian bruce carl carol caroline catherine charles charlie charlotte chris
    christopher claire claude craig dan daniel dave david diana donald doug douglas ed edward elizabeth emily emma
    eric evan frank fred gary geoffrey george gordon greg harold harry helen henry howard hugh ian isaac jack jacob
    jake james jane janet jason jean jeff jeffrey jennifer jeremy jerry jessica jim jimmy joan joe john jonathan
    joseph josh joshua julia julie karen kate keith ken kenneth kevin larry laura lawrence leonard lewis linda lisa
    louis louise lucy luke margaret maria marie martin mary matt matthew max michael michelle mike nancy nathan
    neil nicholas nick nicole norman oliver oscar patrick paul peter phil philip rachel ralph ray rebecca richard
    rob robert roger ron ronald roy russell ruth ryan sam samuel sandra sarah scott sean sharon simon stanley
    stephen steve steven stuart susan ted terry theodore thomas tim timothy tom tony victor victoria vincent walter
    wayne william
    """.split()
)
# Zipf frequencies: with a capital, a word that no dictionary has is a name below the first, any below the second.
_ORDINARY: Final = 4.5
_RARE: Final = 3.6
_SYLLABLE: Final = (
    "(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(?:[iu]ang|[iu]ong|[aeio]ng|iao|ian|ua[in]|a[ino]|e[inr]|ou|i[aeun]|u[aeoin]"
    "|[aeiouü])"
)
_GIVEN_NAME: Final = re.compile(rf"{_SYLLABLE}(?:['’-]?{_SYLLABLE})?")
_SURNAMES: Final = frozenset(
    """
    an bai bao bian cai cao cen chai chang chao che chen cheng chi chu cui dai deng di ding dong dou du duan fan
    fang fei feng fu gao ge geng gong gu guan guo han hao he hong hou hu hua huang huo ji jia jian jiang jiao jin
    jing kang ke kong lai lan lang lei li lian liang liao lin ling liu long lou lu lü luo ma mao mei meng mi miao
    mo mu nie niu ning ou ouyang pan pang pei peng pu qi qian qiao qin qiu qu quan rao ren ruan shang shao shen
    sheng shi shu sima situ song su sun tan tang tao teng tian tong tu wan wang wei wen weng wu xi xia xiang xiao
    xie xin xing xiong xu xue yan yang yao ye yi yin ying you yu yuan yue zeng zha zhai zhan zhang zhao zhen zheng
    zhong zhou zhu zhuge zhuang zou zuo
    """.split()
)


def is_surely_person(words: list[str]) -> bool:
    """Tell whether *words*, all with capitals, are a title and a name, a given name and another, or a Chinese name."""
    first, *names = [word.rstrip(".") for word in words]
    if first.lower() in _TITLES:
        return 0 < len(names) <= 2
    if first.lower() in _FAMILIAR:
        return len(names) == 1 and _is_name(names[0])
    if first.lower() in _GIVEN_NAMES and len(names) in (1, 2):
        return all(name[1:].islower() or len(name) < 3 or _NUMERAL.fullmatch(name) for name in names)
    return (
        first.lower() in _SURNAMES
        and len(names) in (1, 2)
        and all(_GIVEN_NAME.fullmatch(name.lower()) and _is_name(name) for name in names)
    )


def is_person(words: list[str]) -> bool:
    """Tell whether *words*, all with capitals, look like a person's name."""
    first, *names = words
    if len(names) == 1 and _NUMERAL.fullmatch(names[0]):
        return _is_name(first)
    return len(words) in (2, 3) and all((word[1:].islower() or len(word) < 3) and _is_name(word) for word in words)


def _is_name(word: str) -> bool:
    """Tell whether a word with a capital may be somebody's: a dictionary has it as a name, or it is no common word."""
    found = dictionary().glosses[word.lower()]
    if found and found <= dictionary().proper:
        return True
    return len(word) < 3 or english_frequency(word.lower()) < (_RARE if found else _ORDINARY)
