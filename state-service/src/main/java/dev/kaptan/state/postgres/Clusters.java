package dev.kaptan.state.postgres;

import org.springframework.data.jdbc.repository.query.Modifying;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.repository.Repository;

/** The one row about the cluster. */
interface Clusters extends Repository<ClusterRow, Boolean> {

    @Query("SELECT * FROM cluster")
    ClusterRow read();

    @Modifying
    @Query("UPDATE cluster SET swept = :revision WHERE swept < :revision")
    int sweptTo(long revision);

    @Modifying
    @Query("UPDATE cluster SET term = term + 1, leader = :member")
    int lead(long member);
}
