package dev.kaptan.state.postgres;

import org.springframework.data.annotation.Id;
import org.springframework.data.relational.core.mapping.Embedded;
import org.springframework.data.relational.core.mapping.Table;

/** A command that every instance hears of. */
@Table("announcement")
record AnnouncementRow(
        @Id @Embedded(onEmpty = Embedded.OnEmpty.USE_NULL) Place place, byte[] command) {

    /** Which entry it belongs to, and after how many of the same. */
    record Place(long batch, int ordinal) {}
}
