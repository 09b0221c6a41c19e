package dev.kaptan.state.postgres;

import dev.kaptan.state.mvcc.Plan.LeaseChange;

import org.springframework.data.annotation.Id;
import org.springframework.data.relational.core.mapping.Table;

/**
 * A lease.
 *
 * @param batch the entry that granted or revoked it last
 */
@Table("lease")
record LeaseRow(@Id long id, long ttl, long batch, boolean revoked) {

    LeaseChange change() {
        return revoked ? new LeaseChange.Revoked(id) : new LeaseChange.Granted(id, ttl);
    }
}
