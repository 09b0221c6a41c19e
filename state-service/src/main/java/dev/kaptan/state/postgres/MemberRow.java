package dev.kaptan.state.postgres;

import dev.kaptan.state.log.LogStatus;

import org.springframework.data.annotation.Id;
import org.springframework.data.relational.core.mapping.Table;

import java.util.List;

/**
 * An instance that runs.
 *
 * @param address the URL by which clients reach it; its peers reach it through the database alone
 */
@Table("member")
record MemberRow(@Id long id, String name, String address) {

    LogStatus.Member member() {
        return new LogStatus.Member(id, name, address, List.of(address), false);
    }
}
