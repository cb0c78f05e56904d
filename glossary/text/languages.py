"""Languages: their codes, the names people write for them, and one canonical tag for each."""

import re
from typing import Final


def _table(text: str) -> dict[str, str]:
    """Read ``en English|fr French``: a key up to the first blank, then its value."""
    return dict(entry.split(" ", 1) for entry in re.split(r"\|\s*", text))


# ISO 639-1, and the languages without a two-letter code that a body of posts is likely to quote.
LANGUAGE_NAMES: Final = _table(
    """aa Afar|ab Abkhazian|ae Avestan|af Afrikaans|ak Akan|am Amharic|an Aragonese|ar Arabic|
as Assamese|av Avaric|ay Aymara|az Azerbaijani|ba Bashkir|be Belarusian|bg Bulgarian|bi Bislama|
bm Bambara|bn Bengali|bo Tibetan|br Breton|bs Bosnian|ca Catalan|ce Chechen|ch Chamorro|
co Corsican|cr Cree|cs Czech|cu Church Slavonic|cv Chuvash|cy Welsh|da Danish|de German|dv Divehi|
dz Dzongkha|ee Ewe|el Greek|en English|eo Esperanto|es Spanish|et Estonian|eu Basque|fa Persian|
ff Fula|fi Finnish|fj Fijian|fo Faroese|fr French|fy Western Frisian|ga Irish|gd Scottish Gaelic|
gl Galician|gn Guarani|gu Gujarati|gv Manx|ha Hausa|he Hebrew|hi Hindi|ho Hiri Motu|hr Croatian|
ht Haitian Creole|hu Hungarian|hy Armenian|hz Herero|ia Interlingua|id Indonesian|ie Interlingue|
ig Igbo|ii Nuosu|ik Inupiaq|io Ido|is Icelandic|it Italian|iu Inuktitut|ja Japanese|jv Javanese|
ka Georgian|kg Kongo|ki Kikuyu|kj Kwanyama|kk Kazakh|kl Greenlandic|km Khmer|kn Kannada|ko Korean|
kr Kanuri|ks Kashmiri|ku Kurdish|kv Komi|kw Cornish|ky Kyrgyz|la Latin|lb Luxembourgish|lg Ganda|
li Limburgish|ln Lingala|lo Lao|lt Lithuanian|lu Luba-Katanga|lv Latvian|mg Malagasy|
mh Marshallese|mi Maori|mk Macedonian|ml Malayalam|mn Mongolian|mr Marathi|ms Malay|mt Maltese|
my Burmese|na Nauru|nb Norwegian Bokmål|nd North Ndebele|ne Nepali|ng Ndonga|nl Dutch|
nn Norwegian Nynorsk|no Norwegian|nr South Ndebele|nv Navajo|ny Chichewa|oc Occitan|oj Ojibwa|
om Oromo|or Odia|os Ossetian|pa Punjabi|pi Pali|pl Polish|ps Pashto|pt Portuguese|qu Quechua|
rm Romansh|rn Rundi|ro Romanian|ru Russian|rw Kinyarwanda|sa Sanskrit|sc Sardinian|sd Sindhi|
se Northern Sami|sg Sango|si Sinhala|sk Slovak|sl Slovenian|sm Samoan|sn Shona|so Somali|
sq Albanian|sr Serbian|ss Swati|st Sotho|su Sundanese|sv Swedish|sw Swahili|ta Tamil|te Telugu|
tg Tajik|th Thai|ti Tigrinya|tk Turkmen|tl Tagalog|tn Tswana|to Tongan|tr Turkish|ts Tsonga|
tt Tatar|tw Twi|ty Tahitian|ug Uyghur|uk Ukrainian|ur Urdu|uz Uzbek|ve Venda|vi Vietnamese|
vo Volapük|wa Walloon|wo Wolof|xh Xhosa|yi Yiddish|yo Yoruba|za Zhuang|zh Chinese|zu Zulu|
akk Akkadian|ang Old English|arc Aramaic|ast Asturian|cdo Eastern Min|ceb Cebuano|chr Cherokee|
cjy Jin Chinese|ckb Central Kurdish|cop Coptic|egy Egyptian|fil Filipino|frm Middle French|
fro Old French|gan Gan Chinese|gmh Middle High German|goh Old High German|got Gothic|
grc Ancient Greek|gsw Swiss German|hak Hakka Chinese|haw Hawaiian|hmn Hmong|hsn Xiang Chinese|
jbo Lojban|lzh Literary Chinese|mis Uncoded|mnc Manchu|mul Multiple languages|nan Southern Min|
nap Neapolitan|nds Low German|non Old Norse|och Old Chinese|ota Ottoman Turkish|peo Old Persian|
sco Scots|scn Sicilian|sux Sumerian|syc Classical Syriac|syr Syriac|tlh Klingon|tok Toki Pona|
txg Tangut|und Undetermined|uga Ugaritic|war Waray|wuu Wu Chinese|yue Cantonese|
zxx No linguistic content"""
)

# What people write where a code belongs: country codes, and three letters where two are canonical.
_ALIASES: Final = _table(
    """cn zh|zho zh|chi zh|cmn zh|jp ja|jpn ja|kor ko|eng en|fra fr|fre fr|deu de|ger de|spa es|
rus ru|por pt|ita it|nld nl|dut nl|pol pl|ces cs|cze cs|cz cs|dan da|dk da|ell el|gre el|
gr el|fin fi|swe sv|nor no|ukr uk|ua uk|vie vi|vn vi|tha th|tur tr|ara ar|heb he|iw he|
fas fa|per fa|hin hi|ind id|in id|lat la|msa ms|may ms|san sa|bod bo|tib bo|uig ug|mon mn|
ji yi"""
)
_ALIAS_TAGS: Final = {"zh-chs": "zh-Hans", "zh-cht": "zh-Hant", "zh-min-nan": "nan", "en-uk": "en-GB"}

# Names besides the English ones above, lower case.
_OTHER_NAMES: Final = {
    name: code
    for code, names in {
        "zh": "mandarin|mandarin chinese|zhongwen|中文|汉语|漢語|华语|華語|国语|國語|普通话|普通話|华文|華文",
        "zh-Hans": "simplified chinese|chinese (simplified)|chinese simplified|简体中文|简体|简中"
                   "|中文（简体）|中文(简体)",
        "zh-Hant": "traditional chinese|chinese (traditional)|chinese traditional|繁體中文|繁体中文"
                   "|繁體|繁体|正體中文|繁中|中文（繁體）|中文(繁體)",
        "lzh": "classical chinese|文言|文言文|古文",
        "yue": "粤语|粵語|广东话|廣東話",
        "nan": "hokkien|taiwanese|闽南语|閩南語|台语|台語",
        "en": "英文|英语|英語",
        "ja": "日本語|日语|日語|日文|nihongo",
        "ko": "한국어|조선말|韩语|韓語|韩文|韓文|朝鲜语|朝鮮語",
        "fr": "français|francais|法语|法語|法文",
        "de": "deutsch|德语|德語|德文",
        "es": "español|espanol|castellano|castilian|西班牙语|西班牙語|西语",
        "pt": "português|portugues|葡萄牙语|葡萄牙語",
        "pt-BR": "brazilian portuguese",
        "it": "italiano|意大利语|義大利語",
        "ru": "русский|俄语|俄語|俄文",
        "uk": "українська|乌克兰语",
        "ar": "العربية|阿拉伯语|阿拉伯語",
        "fa": "farsi|فارسی|波斯语",
        "he": "עברית|希伯来语",
        "hi": "हिन्दी|印地语",
        "id": "bahasa indonesia|印尼语",
        "ms": "bahasa melayu|马来语",
        "vi": "tiếng việt|越南语|越南語",
        "th": "ไทย|ภาษาไทย|泰语|泰語",
        "tr": "türkçe|土耳其语",
        "nl": "nederlands|荷兰语",
        "pl": "polski|波兰语",
        "cs": "čeština|捷克语",
        "el": "ελληνικά|希腊语",
        "sv": "svenska|瑞典语",
        "la": "拉丁语|拉丁文",
        "bo": "藏语|藏文",
        "mn": "蒙古语|蒙语",
        "ug": "维吾尔语|维语",
        "eo": "世界语",
    }.items()
    for name in names.split("|")
}  # fmt: skip
_NAMED: Final = {name.lower(): code for code, name in LANGUAGE_NAMES.items()} | _OTHER_NAMES
# What a misspelt language is compared with.
KNOWN_LANGUAGES: Final = (*LANGUAGE_NAMES, *_NAMED)

_TAG: Final = re.compile(
    r"""(?P<language>[a-z]{2,3}) (?:-(?P<extended>[a-z]{3}))?
        (?:-(?P<script>[a-z]{4}))? (?:-(?P<region>[a-z]{2}|\d{3}))?
        (?P<rest>(?:-(?:[a-z\d]{5,8}|\d[a-z\d]{3}))* (?:-[a-wyz\d](?:-[a-z\d]{2,8})+)*
            (?:-x(?:-[a-z\d]{1,8})+)?)""",
    re.VERBOSE | re.ASCII,
)


def canonical_language(text: str) -> str | None:
    """Return the BCP 47 tag that *text* means, in canonical case, or None where it means no language.

    ``ZH_cn`` is ``zh-CN``, ``cn`` is ``zh``; names in English, Chinese and the language itself count.
    """
    plain = " ".join(text.split()).lower()
    return language_named(plain) or _canonical_tag(plain.replace("_", "-"))


def language_named(text: str) -> str | None:
    """Return the tag of the language that *text* names in words (``Chinese``, 英文); a code is no name."""
    return _NAMED.get(" ".join(text.split()).lower())


def _canonical_tag(tag: str) -> str | None:
    if tag in _ALIAS_TAGS:
        return _ALIAS_TAGS[tag]
    match = _TAG.fullmatch(tag)
    if match is None:
        return None
    language, extended, script, region, rest = match.groups()
    # An extended language (zh-yue) is the language itself in today's canonical form.
    language = extended or language
    language = _ALIASES.get(language, language)
    if language not in LANGUAGE_NAMES:
        return None
    parts = [language, script and script.title(), region and region.upper()]
    return "-".join(part for part in parts if part) + rest
