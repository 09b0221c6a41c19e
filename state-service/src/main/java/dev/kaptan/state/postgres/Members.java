package dev.kaptan.state.postgres;

import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.repository.Repository;

import java.util.List;

/** The instances whose heartbeats are seen. */
interface Members extends Repository<MemberRow, Long> {

    @Query("SELECT id, name, address FROM member ORDER BY name")
    List<MemberRow> all();
}
