"""The schema as numbered steps of SQL; a step that has landed is never edited.

All that an old book lacks is one transaction with the number of the last (`PRAGMA user_version`),
so that a book is the old one or the new, never between. A test compares the outcome with the
models.
"""

import sqlite3
from collections.abc import Callable

from smallcrm.inspection import APPLICATION_ID

FIRST = """
CREATE TABLE contact (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    kind VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    nickname VARCHAR NOT NULL,
    folded VARCHAR NOT NULL,
    search VARCHAR NOT NULL,
    handle VARCHAR NOT NULL,
    company VARCHAR NOT NULL,
    company_folded VARCHAR NOT NULL,
    company_id INTEGER,
    title VARCHAR NOT NULL,
    language VARCHAR NOT NULL,
    notes VARCHAR NOT NULL,
    "group" VARCHAR NOT NULL,
    street VARCHAR NOT NULL,
    postcode VARCHAR NOT NULL,
    city VARCHAR NOT NULL,
    region VARCHAR NOT NULL,
    country VARCHAR NOT NULL,
    rhythm_days INTEGER,
    rhythm_since DATE,
    archived BOOLEAN NOT NULL,
    created DATETIME NOT NULL,
    UNIQUE (handle),
    FOREIGN KEY(company_id) REFERENCES contact (id)
);
CREATE INDEX ix_contact_company_id ON contact (company_id);
CREATE INDEX ix_contact_folded ON contact (folded);
CREATE TABLE setting (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    name VARCHAR NOT NULL,
    value VARCHAR NOT NULL,
    UNIQUE (name)
);
CREATE TABLE step (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    command VARCHAR NOT NULL,
    written DATETIME NOT NULL,
    reverses INTEGER,
    undone BOOLEAN NOT NULL,
    FOREIGN KEY(reverses) REFERENCES step (id)
);
CREATE TABLE change (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    step_id INTEGER NOT NULL,
    table_name VARCHAR NOT NULL,
    row_id INTEGER NOT NULL,
    contact_id INTEGER,
    action VARCHAR NOT NULL,
    "before" VARCHAR,
    "after" VARCHAR,
    FOREIGN KEY(step_id) REFERENCES step (id)
);
CREATE INDEX ix_change_contact_id ON change (contact_id);
CREATE INDEX ix_change_step_id ON change (step_id);
CREATE TABLE contact_point (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    contact_id INTEGER NOT NULL,
    kind VARCHAR NOT NULL,
    label VARCHAR NOT NULL,
    value VARCHAR NOT NULL,
    digits VARCHAR NOT NULL,
    normal VARCHAR NOT NULL,
    FOREIGN KEY(contact_id) REFERENCES contact (id)
);
CREATE INDEX ix_contact_point_contact_id ON contact_point (contact_id);
CREATE INDEX ix_contact_point_normal ON contact_point (normal);
CREATE TABLE interaction (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    contact_id INTEGER NOT NULL,
    channel VARCHAR NOT NULL,
    direction VARCHAR NOT NULL,
    outcome VARCHAR NOT NULL,
    at DATETIME NOT NULL,
    summary VARCHAR NOT NULL,
    folded VARCHAR NOT NULL,
    written DATETIME NOT NULL,
    FOREIGN KEY(contact_id) REFERENCES contact (id)
);
CREATE INDEX ix_interaction_contact_id_at ON interaction (contact_id, at);
CREATE TABLE tag (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    contact_id INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    folded VARCHAR NOT NULL,
    FOREIGN KEY(contact_id) REFERENCES contact (id)
);
CREATE UNIQUE INDEX ix_tag_contact_id_folded ON tag (contact_id, folded);
CREATE TABLE follow_up (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    number INTEGER NOT NULL,
    contact_id INTEGER NOT NULL,
    why VARCHAR NOT NULL,
    folded VARCHAR NOT NULL,
    channel VARCHAR NOT NULL,
    promised_by VARCHAR NOT NULL,
    due DATE NOT NULL,
    due_time TIME,
    first_due DATE NOT NULL,
    tries INTEGER NOT NULL,
    opened_by INTEGER,
    closing VARCHAR NOT NULL,
    closed_on DATE,
    closed_by INTEGER,
    written DATETIME NOT NULL,
    FOREIGN KEY(contact_id) REFERENCES contact (id),
    FOREIGN KEY(opened_by) REFERENCES interaction (id),
    FOREIGN KEY(closed_by) REFERENCES interaction (id)
);
CREATE INDEX ix_follow_up_contact_id ON follow_up (contact_id);
CREATE INDEX ix_follow_up_due ON follow_up (due) WHERE closing = '';
CREATE UNIQUE INDEX ix_follow_up_number ON follow_up (number) WHERE closing = '';
CREATE TABLE participant (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    interaction_id INTEGER NOT NULL,
    contact_id INTEGER NOT NULL,
    FOREIGN KEY(interaction_id) REFERENCES interaction (id),
    FOREIGN KEY(contact_id) REFERENCES contact (id)
);
CREATE INDEX ix_participant_contact_id ON participant (contact_id);
CREATE INDEX ix_participant_interaction_id ON participant (interaction_id);
CREATE VIRTUAL TABLE interaction_words USING fts5(
    folded, content='interaction', content_rowid='id', columnsize=0
);
CREATE VIRTUAL TABLE follow_up_words USING fts5(
    folded, content='follow_up', content_rowid='id', columnsize=0
);
"""

SHEETS = """
CREATE TABLE sheet (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    name VARCHAR NOT NULL,
    since DATE NOT NULL,
    until DATE NOT NULL,
    printed DATETIME NOT NULL
);
CREATE INDEX ix_sheet_name ON sheet (name);
CREATE TABLE sheet_line (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    sheet_id INTEGER NOT NULL,
    code INTEGER NOT NULL,
    section VARCHAR NOT NULL,
    contact_id INTEGER NOT NULL,
    follow_up_id INTEGER,
    content VARCHAR NOT NULL,
    entered VARCHAR NOT NULL,
    FOREIGN KEY(sheet_id) REFERENCES sheet (id),
    FOREIGN KEY(contact_id) REFERENCES contact (id),
    FOREIGN KEY(follow_up_id) REFERENCES follow_up (id)
);
CREATE INDEX ix_sheet_line_contact_id ON sheet_line (contact_id);
CREATE INDEX ix_sheet_line_follow_up_id ON sheet_line (follow_up_id);
CREATE UNIQUE INDEX ix_sheet_line_sheet_id_code ON sheet_line (sheet_id, code);
CREATE TABLE sheet_draft (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    line_id INTEGER NOT NULL,
    words VARCHAR NOT NULL,
    UNIQUE (line_id)
);
"""

DISTINCT = """
CREATE TABLE former_handle (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    contact_id INTEGER NOT NULL,
    handle VARCHAR NOT NULL,
    FOREIGN KEY(contact_id) REFERENCES contact (id),
    UNIQUE (handle)
);
CREATE INDEX ix_former_handle_contact_id ON former_handle (contact_id);
CREATE TABLE distinct_pair (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    contact_id INTEGER NOT NULL,
    other_id INTEGER NOT NULL,
    FOREIGN KEY(contact_id) REFERENCES contact (id),
    FOREIGN KEY(other_id) REFERENCES contact (id)
);
CREATE UNIQUE INDEX ix_distinct_pair_contact_id_other_id ON distinct_pair (contact_id, other_id);
CREATE INDEX ix_distinct_pair_other_id ON distinct_pair (other_id);
"""

IMPORTS = """
ALTER TABLE contact ADD COLUMN birthday VARCHAR DEFAULT '' NOT NULL;
ALTER TABLE contact ADD COLUMN source_id VARCHAR DEFAULT '' NOT NULL;
CREATE INDEX ix_contact_source_id ON contact (source_id);
CREATE TABLE import_mapping (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    header VARCHAR NOT NULL,
    columns VARCHAR NOT NULL,
    UNIQUE (header)
);
"""

CALLS = """
CREATE TABLE phone_call (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    number VARCHAR NOT NULL,
    normal VARCHAR NOT NULL,
    at DATETIME NOT NULL,
    kind VARCHAR NOT NULL,
    seconds INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    state VARCHAR NOT NULL,
    contact_id INTEGER,
    interaction_id INTEGER,
    follow_up_id INTEGER,
    FOREIGN KEY(contact_id) REFERENCES contact (id),
    FOREIGN KEY(interaction_id) REFERENCES interaction (id),
    FOREIGN KEY(follow_up_id) REFERENCES follow_up (id)
);
CREATE INDEX ix_phone_call_contact_id ON phone_call (contact_id);
CREATE INDEX ix_phone_call_interaction_id ON phone_call (interaction_id);
CREATE UNIQUE INDEX ix_phone_call_normal_at_kind ON phone_call (normal, at, kind);
CREATE INDEX ix_phone_call_waiting ON phone_call (at) WHERE state = '';
"""

SALES = """
CREATE TABLE product (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    code VARCHAR NOT NULL,
    code_folded VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    folded VARCHAR NOT NULL,
    category VARCHAR NOT NULL,
    unit VARCHAR NOT NULL,
    price INTEGER,
    archived BOOLEAN NOT NULL,
    created DATETIME NOT NULL
);
CREATE UNIQUE INDEX ix_product_code_folded ON product (code_folded) WHERE code_folded != '';
CREATE INDEX ix_product_folded ON product (folded);
CREATE TABLE customer_order (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    number INTEGER NOT NULL,
    contact_id INTEGER,
    kind VARCHAR NOT NULL,
    state VARCHAR NOT NULL,
    at DATETIME NOT NULL,
    delivered DATE,
    paid DATE,
    source VARCHAR NOT NULL,
    invoice VARCHAR NOT NULL,
    note VARCHAR NOT NULL,
    folded VARCHAR NOT NULL,
    total INTEGER NOT NULL,
    reverses INTEGER,
    written DATETIME NOT NULL,
    UNIQUE (number),
    FOREIGN KEY(contact_id) REFERENCES contact (id),
    FOREIGN KEY(reverses) REFERENCES customer_order (id)
);
CREATE INDEX ix_customer_order_at ON customer_order (at);
CREATE INDEX ix_customer_order_contact_id_at ON customer_order (contact_id, at);
CREATE INDEX ix_customer_order_invoice ON customer_order (invoice);
CREATE INDEX ix_customer_order_reverses ON customer_order (reverses) WHERE reverses IS NOT NULL;
CREATE TABLE order_line (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    order_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    product_id INTEGER NOT NULL,
    description VARCHAR NOT NULL,
    quantity INTEGER NOT NULL,
    price INTEGER NOT NULL,
    amount INTEGER NOT NULL,
    reverses INTEGER,
    FOREIGN KEY(order_id) REFERENCES customer_order (id),
    FOREIGN KEY(product_id) REFERENCES product (id),
    FOREIGN KEY(reverses) REFERENCES order_line (id)
);
CREATE INDEX ix_order_line_order_id ON order_line (order_id);
CREATE INDEX ix_order_line_product_id ON order_line (product_id, order_id, quantity, amount);
CREATE INDEX ix_order_line_reverses ON order_line (reverses) WHERE reverses IS NOT NULL;
CREATE TABLE customer_case (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    number INTEGER NOT NULL,
    contact_id INTEGER NOT NULL,
    kind VARCHAR NOT NULL,
    stage VARCHAR NOT NULL,
    summary VARCHAR NOT NULL,
    solution VARCHAR NOT NULL,
    folded VARCHAR NOT NULL,
    opened DATETIME NOT NULL,
    due DATE NOT NULL,
    closed DATETIME,
    order_id INTEGER,
    product_id INTEGER,
    written DATETIME NOT NULL,
    UNIQUE (number),
    FOREIGN KEY(contact_id) REFERENCES contact (id),
    FOREIGN KEY(order_id) REFERENCES customer_order (id),
    FOREIGN KEY(product_id) REFERENCES product (id)
);
CREATE INDEX ix_customer_case_contact_id ON customer_case (contact_id);
CREATE INDEX ix_customer_case_open ON customer_case (due) WHERE closed IS NULL;
CREATE INDEX ix_customer_case_order_id ON customer_case (order_id);
CREATE INDEX ix_customer_case_product_id ON customer_case (product_id);
CREATE TABLE case_talk (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    case_id INTEGER NOT NULL,
    interaction_id INTEGER NOT NULL,
    FOREIGN KEY(case_id) REFERENCES customer_case (id),
    UNIQUE (interaction_id),
    FOREIGN KEY(interaction_id) REFERENCES interaction (id)
);
CREATE INDEX ix_case_talk_case_id ON case_talk (case_id);
"""

REPORTS = """
ALTER TABLE contact ADD COLUMN group_pinned BOOLEAN DEFAULT '0' NOT NULL;
CREATE INDEX ix_interaction_at ON interaction (at, channel, direction, outcome);
"""

PRIVACY = """
ALTER TABLE contact ADD COLUMN restricted BOOLEAN DEFAULT '0' NOT NULL;
CREATE TABLE erasure (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    contact_id INTEGER NOT NULL,
    created DATETIME NOT NULL,
    kept_orders BOOLEAN NOT NULL,
    UNIQUE (contact_id)
);
CREATE TABLE written_file (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    path VARCHAR NOT NULL,
    written DATETIME NOT NULL,
    UNIQUE (path)
);
"""

STEPS: tuple[str, ...] = (FIRST, SHEETS, DISTINCT, IMPORTS, CALLS, SALES, REPORTS, PRIVACY)
NEWEST = len(STEPS)


def upgrade(connection: sqlite3.Connection, *, copy_first: Callable[[], object]) -> None:
    """Bring the book to the newest schema in one transaction; two starts may race.

    Whatever cuts it off leaves the old book. `copy_first` copies it while nobody else can write.
    """
    if version(connection) >= NEWEST:
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        number = version(connection)  # another process may just have done it
        if number < NEWEST:
            if number:
                copy_first()
            _take_steps(connection, STEPS[number:])
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _take_steps(connection: sqlite3.Connection, steps: tuple[str, ...]) -> None:
    for statement in _statements("".join(steps)):
        connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {NEWEST}")


def _statements(script: str) -> list[str]:
    """The single statements of a script; `executescript` would commit before the first."""
    statements, pending = [], ""
    for line in script.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            statements.append(pending.strip())
            pending = ""
    return statements
