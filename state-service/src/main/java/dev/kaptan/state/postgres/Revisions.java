package dev.kaptan.state.postgres;

import org.springframework.data.jdbc.repository.query.Modifying;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.repository.Repository;

import java.util.stream.Stream;

/** The changes of keys, which are never changed themselves. */
interface Revisions extends Repository<RevisionRow, RevisionRow.Place> {

    /** Streams off the connection: to be read within a transaction, and closed. */
    @Query(
            "SELECT * FROM revision WHERE revision > :after AND revision <= :upTo"
                    + " ORDER BY revision, ordinal")
    Stream<RevisionRow> between(long after, long upTo);

    /**
     * Deletes what changes of revisions in ({@code after}, {@code upTo}] have superseded, and
     * deletions before {@code upTo}.
     */
    @Modifying
    @Query(
            """
            DELETE FROM revision old
            USING revision new
            WHERE new.revision > :after AND new.revision <= :upTo
              AND old.revision = new.supersedes AND old.key = new.key
              AND (old.revision, old.ordinal) < (new.revision, new.ordinal)
            """)
    int deleteSuperseded(long after, long upTo);

    /** To be called once {@link #deleteSuperseded} has deleted what came before them. */
    @Modifying
    @Query("DELETE FROM revision WHERE revision >= :after AND revision < :before AND deleted")
    int deleteTombstones(long after, long before);
}
