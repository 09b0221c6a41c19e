package dev.kaptan.state.postgres;

import dev.kaptan.state.log.LogStatus;

import java.util.List;

/**
 * What an instance knows of all of them since its last heartbeat.
 *
 * @param leader 0 if none is known
 */
record Standing(long term, long leader, List<LogStatus.Member> members) {

    Standing {
        members = List.copyOf(members);
    }

    Standing withoutLeader() {
        return new Standing(term, 0, members);
    }
}
