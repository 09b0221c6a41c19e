package dev.kaptan.state.postgres;

import org.springframework.data.jdbc.repository.query.Modifying;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.repository.Repository;

import java.util.Optional;

/** The one row of users, roles and alarms, once there are any. */
interface Administrations extends Repository<AdministrationRow, Boolean> {

    @Query("SELECT * FROM administration WHERE batch > :batch")
    Optional<AdministrationRow> changedAfter(long batch);

    @Modifying
    @Query(
            """
            INSERT INTO administration (batch, content) VALUES (:batch, :content)
            ON CONFLICT (only_row) DO UPDATE SET batch = :batch, content = :content
            """)
    void put(long batch, byte[] content);
}
