"""Exports: the database in the formats of other programs."""

from glossary.export.csv_files import CsvExport, export_csv
from glossary.export.web_annotation import LEFT_OUT, WebAnnotationExport, export_web_annotation

__all__ = [
    "LEFT_OUT",
    "CsvExport",
    "WebAnnotationExport",
    "export_csv",
    "export_web_annotation",
]
