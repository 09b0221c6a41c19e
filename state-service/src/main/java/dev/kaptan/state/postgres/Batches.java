package dev.kaptan.state.postgres;

import org.springframework.data.jdbc.repository.query.Modifying;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.repository.Repository;

import java.util.Optional;

/** The log's entries. */
interface Batches extends Repository<BatchRow, Long> {

    Optional<BatchRow> findById(long index);

    @Query("SELECT * FROM batch ORDER BY index DESC LIMIT 1")
    BatchRow newest();

    @Query("SELECT min(index) FROM batch")
    long oldestIndex();

    @Modifying
    @Query("DELETE FROM batch WHERE index < :index")
    int trim(long index);
}
