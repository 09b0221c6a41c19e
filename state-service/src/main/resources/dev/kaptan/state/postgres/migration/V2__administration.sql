-- Users, roles and alarms, whole, as of the batch that changed them last. At most one row.
CREATE TABLE administration (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    batch    bigint  NOT NULL,
    content  bytea   NOT NULL
);

-- Commands that every instance must hear of while it runs, such as a token that was issued; trimmed with the batches.
CREATE TABLE announcement (
    batch   bigint  NOT NULL,
    ordinal integer NOT NULL,
    command bytea   NOT NULL,
    PRIMARY KEY (batch, ordinal)
);
