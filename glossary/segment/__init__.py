"""Words: of English text by its letters, of Chinese text by jieba, and how common they are in general language."""

from glossary.segment.chinese import ChineseWord, Segmenter, is_kept_whole
from glossary.segment.english import FUNCTION_WORDS, Word, english_words
from glossary.segment.frequency import chinese_frequency, english_frequency, is_chinese_word

__all__ = [
    "FUNCTION_WORDS",
    "ChineseWord",
    "Segmenter",
    "Word",
    "chinese_frequency",
    "english_frequency",
    "english_words",
    "is_chinese_word",
    "is_kept_whole",
]
