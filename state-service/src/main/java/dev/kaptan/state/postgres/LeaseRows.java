package dev.kaptan.state.postgres;

import org.jspecify.annotations.Nullable;
import org.springframework.data.jdbc.repository.query.Modifying;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.repository.Repository;

import java.util.Collection;
import java.util.List;

/** Leases, and by the database's clock when they end. */
interface LeaseRows extends Repository<LeaseRow, Long> {

    @Query("SELECT id, ttl, batch, revoked FROM lease WHERE batch > :batch ORDER BY batch, id")
    List<LeaseRow> changedAfter(long batch);

    @Modifying
    @Query(
            """
            INSERT INTO lease (id, ttl, batch) VALUES (:id, :ttl, :batch)
            ON CONFLICT (id) DO UPDATE
            SET ttl = :ttl, batch = :batch, revoked = false, expired = false, renewed = now()
            """)
    void grant(long id, long ttl, long batch);

    @Modifying
    @Query("UPDATE lease SET batch = :batch, revoked = true WHERE id = :id")
    void revoke(long id, long batch);

    /**
     * Answers which of them still lived and have their full time again. It is not synced to disk:
     * who begins to lead after a crash renews every lease.
     */
    @Query(
            """
            UPDATE lease SET renewed = now() WHERE id IN (:ids) AND NOT revoked AND NOT expired
              AND set_config('synchronous_commit', 'off', true) IS NOT NULL
            RETURNING id
            """)
    List<Long> renew(Collection<Long> ids);

    @Modifying
    @Query("UPDATE lease SET renewed = now() WHERE NOT revoked AND NOT expired")
    int renewAll();

    /**
     * Ends the leases whose time is over. Whoever renews one at the same moment comes either
     * before, and it is not over, or after, and is told that it is.
     */
    @Modifying
    @Query(
            """
            UPDATE lease SET expired = true
            WHERE NOT revoked AND NOT expired
              AND renewed < now() - (ttl + least(ttl * :slack, 1)) * interval '1 second'
            """)
    int expire(double slack);

    @Query("SELECT id FROM lease WHERE expired AND NOT revoked")
    List<Long> expired();

    @Query(
            """
            SELECT floor(ttl - extract(epoch FROM now() - renewed))::bigint FROM lease
            WHERE id = :id AND NOT revoked
            """)
    @Nullable Long remainingSeconds(long id);

    @Modifying
    @Query("DELETE FROM lease WHERE revoked AND batch < :batch")
    int trim(long batch);
}
