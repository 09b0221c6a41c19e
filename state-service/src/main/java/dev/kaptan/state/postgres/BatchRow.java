package dev.kaptan.state.postgres;

import org.springframework.data.annotation.Id;
import org.springframework.data.relational.core.mapping.Table;

import java.util.UUID;

/** An entry of the log, and where the store stands after it. */
@Table("batch")
record BatchRow(@Id long index, UUID id, long revision, long compacted) {}
