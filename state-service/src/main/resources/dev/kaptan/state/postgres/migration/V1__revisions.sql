-- Which cluster this is, and who leads it. One row.
CREATE TABLE cluster (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    id       bigint  NOT NULL,
    term     bigint  NOT NULL DEFAULT 0,
    leader   bigint  NOT NULL DEFAULT 0,
    -- Rows that compaction has superseded are deleted up to this revision.
    swept    bigint  NOT NULL DEFAULT 0
);
INSERT INTO cluster (id) VALUES (('x' || md5(gen_random_uuid()::text))::bit(64)::bigint | 1);

-- What one transaction appended: an entry of the log. Indexes have no gaps; old ones are trimmed.
CREATE TABLE batch (
    index     bigint PRIMARY KEY,
    -- Chosen by the writer, who finds out by it whether a commit without an answer took place.
    id        uuid   NOT NULL,
    -- The store's revision, and what is compacted, after it.
    revision  bigint NOT NULL,
    compacted bigint NOT NULL
);
INSERT INTO batch VALUES (0, gen_random_uuid(), 1, 0);

-- Every change of a key, in order. Rows are inserted and, once compacted, deleted; never updated.
CREATE TABLE revision (
    revision        bigint  NOT NULL,
    ordinal         integer NOT NULL,
    key             bytea   NOT NULL,
    value           bytea   NOT NULL,
    create_revision bigint  NOT NULL,
    version         bigint  NOT NULL,
    lease           bigint  NOT NULL,
    deleted         boolean NOT NULL,
    -- The revision of the row that this one supersedes, 0 for none. By it compaction finds what to delete without an
    -- index over keys, which may be larger than an index takes.
    supersedes      bigint  NOT NULL,
    PRIMARY KEY (revision, ordinal)
);

-- Leases by the batch that granted or revoked them last. When they were kept alive last is told by the database's
-- clock, the only one that all instances share.
CREATE TABLE lease (
    id      bigint      PRIMARY KEY,
    ttl     bigint      NOT NULL,
    batch   bigint      NOT NULL,
    revoked boolean     NOT NULL DEFAULT false,
    renewed timestamptz NOT NULL DEFAULT now(),
    expired boolean     NOT NULL DEFAULT false
) WITH (fillfactor = 50);
CREATE INDEX lease_by_batch ON lease (batch);

-- The instances that run, by their heartbeats.
CREATE TABLE member (
    id      bigint      PRIMARY KEY,
    name    text        NOT NULL,
    address text        NOT NULL,
    seen    timestamptz NOT NULL DEFAULT now()
) WITH (fillfactor = 50);
