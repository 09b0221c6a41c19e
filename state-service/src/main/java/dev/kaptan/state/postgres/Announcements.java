package dev.kaptan.state.postgres;

import org.springframework.data.jdbc.repository.query.Modifying;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.repository.Repository;

import java.util.List;

/** Commands that instances hear of as they follow the log. */
interface Announcements extends Repository<AnnouncementRow, AnnouncementRow.Place> {

    @Query("SELECT * FROM announcement WHERE batch > :batch ORDER BY batch, ordinal")
    List<AnnouncementRow> after(long batch);

    @Modifying
    @Query(
            "INSERT INTO announcement (batch, ordinal, command)"
                    + " VALUES (:batch, :ordinal, :command)")
    void add(long batch, int ordinal, byte[] command);

    @Modifying
    @Query("DELETE FROM announcement WHERE batch < :batch")
    int trim(long batch);
}
