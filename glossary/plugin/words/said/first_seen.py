"""The words of the timeline."""

from typing import Final

WORDS: Final[dict[str, dict[str, str]]] = {
    "timeline-title": {"en": "Timeline", "zh": "时间线"},
    "timeline-of": {"en": "Timeline: {kind}", "zh": "时间线：{kind}"},
    "timeline-lead": {
        "en": "When each term first appeared, by the date of the post. A term leads to the place.",
        "zh": "每个词条第一次出现的时间，按文章日期排列；点词条就到原处。",
    },
    "new-by-months": {"en": "New terms by month, {first} to {last}.", "zh": "{first}至{last}，每月新出现的词条。"},
    "new-by-years": {"en": "New terms by year, {first} to {last}.", "zh": "{first}至{last}，每年新出现的词条。"},
    "timeline-cut": {"en": "Terms {first} to {last} of {all}.", "zh": "第{first}至{last}个词条，共{all}个。"},
    "timeline-nothing": {"en": "No post mentions a term yet.", "zh": "还没有文章提到任何词条。"},
    "timeline-table": {"en": "First mentions, as a table", "zh": "首次出现，见数据表"},
    "timeline-undated": {
        "en": "{n} term is known from undated posts only|{n} terms are known from undated posts only",
        "zh": "有{n}个词条只见于没有日期的文章",
    },
}
