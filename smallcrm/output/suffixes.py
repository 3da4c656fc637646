"""What the name of a file says that it is, so that none is written which is something else."""

import os

from smallcrm.errors import Unreadable

PDF = ".pdf"
KINDS = {
    ".csv": "CSV file",
    ".tsv": "table with tabs",
    ".json": "JSON file",
    ".vcf": "vCard",
    ".vcard": "vCard",
    ".ics": "calendar",
    ".html": "web page",
    ".htm": "web page",
    ".txt": "text file",
    ".md": "text file",
    ".xml": "XML file",
    PDF: "PDF",
    ".ps": "PostScript file",
    ".xlsx": "spreadsheet",
    ".xls": "spreadsheet",
    ".ods": "spreadsheet",
    ".docx": "text document",
    ".doc": "text document",
    ".odt": "text document",
    ".rtf": "text document",
    ".png": "picture",
    ".jpg": "picture",
    ".jpeg": "picture",
    ".svg": "picture",
    ".zip": "archive",
}
PLAIN = (".txt", ".md", ".tsv", ".xml")  # names under which any text may go


def suffix_of(name: str) -> str:
    """The end of a file's name in small letters, such as `.csv`; "" without one."""
    return os.path.splitext(name)[1].lower()


def refuse_foreign(name: str) -> None:
    """Unreadable if a file of text is to have the name of something else."""
    suffix = suffix_of(name)
    if suffix in KINDS and suffix not in PLAIN:
        raise Unreadable(f"{name} is the name of a {KINDS[suffix]}, which is not written here")


def check_pdf(name: str) -> None:
    """Unreadable if a PDF is to have the name of something else; an unknown suffix is one's own."""
    stem, suffix = os.path.splitext(os.path.basename(name))
    kind = KINDS.get(suffix.lower(), "")
    if kind and suffix.lower() != PDF:
        raise Unreadable(f"{name} is the name of a {kind}, and this is a PDF: name it {stem}{PDF}")
