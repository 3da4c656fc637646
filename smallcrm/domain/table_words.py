"""What the owner calls the rows of a table; its own name stays with the program."""

NAMES = {
    "contact": ("contact", "contacts"),
    "contact_point": ("number or address", "numbers and addresses"),
    "tag": ("tag", "tags"),
    "former_handle": ("former handle", "former handles"),
    "distinct_pair": ("pair that is not one", "pairs that are not one"),
    "interaction": ("talk", "talks"),
    "participant": ("name of one who took part", "names of those who took part"),
    "follow_up": ("callback", "callbacks"),
    "phone_call": ("call of a phone's log", "calls of a phone's log"),
    "product": ("product", "products"),
    "customer_order": ("order", "orders"),
    "order_line": ("order line", "order lines"),
    "customer_case": ("case", "cases"),
    "case_talk": ("talk's case", "talks' cases"),
    "sheet": ("sheet", "sheets"),
    "sheet_line": ("line of a sheet", "lines of sheets"),
    "sheet_draft": ("draft of a sheet", "drafts of sheets"),
    "setting": ("setting", "settings"),
    "import_mapping": ("meaning of a file's columns", "meanings of files' columns"),
    "step": ("step of the journal", "steps of the journal"),
    "change": ("change in the journal", "changes in the journal"),
    "erasure": ("erased contact's number", "numbers of erased contacts"),
    "written_file": ("written file's name", "names of written files"),
    "sqlite_sequence": ("highest number given", "highest numbers given"),
}
_WORDS = "_words"  # how the tables go on by which the words of another are found


def one_of(table: str) -> str:
    """What one row of the table is called."""
    return _name(table)[0]


def several_of(table: str) -> str:
    """What the rows of the table are called."""
    return _name(table)[1]


def _name(table: str) -> tuple[str, str]:
    found, words, _ = table.partition(_WORDS)
    if words and found in NAMES:
        search = f"search in {NAMES[found][1]}"
        return search, search
    name = table.replace("_", " ")
    return NAMES.get(table, (name, f"{name}s"))
