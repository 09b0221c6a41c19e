package dev.kaptan.state.postgres;

import org.springframework.data.annotation.Id;
import org.springframework.data.relational.core.mapping.Table;

/**
 * What is true of all instances.
 *
 * @param swept the revision up to which superseded rows are deleted
 */
@Table("cluster")
record ClusterRow(@Id boolean onlyRow, long id, long term, long leader, long swept) {}
