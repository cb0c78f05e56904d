"""The words of the feed and the sitemap."""

from typing import Final

WORDS: Final[dict[str, dict[str, str]]] = {
    "feed-title": {"en": "New terms", "zh": "新词条"},
    "no-address": {
        "en": "Feeds and sitemaps lead to whole addresses, and this glossary does not say where it is published. "
        "Say so in the terms file and build again:",
        "zh": "订阅源和站点地图要用完整的网址，而这个词汇表还没有写明发布在哪里。请在词条文件里写上，再重新生成：",
    },
}
