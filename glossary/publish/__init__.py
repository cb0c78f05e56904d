"""Publishing: a folder that plain Datasette serves, with the posts' texts or with quotations of them alone."""

from glossary.publish.folder import check_folder
from glossary.publish.publishing import publish_glossary
from glossary.publish.quotations import write_quotations

__all__ = ["check_folder", "publish_glossary", "write_quotations"]
