package dev.kaptan.state.backup;

import dev.kaptan.state.mvcc.MvccStore;
import dev.kaptan.state.ratis.StoppedMember;
import dev.kaptan.state.store.StoreMachine;

import java.io.IOException;
import java.nio.file.Path;

/**
 * The data directory of a member that does not run, be it stopped, or the last one that is left.
 */
public record MemberFiles(Path directory) {

    /**
     * The store with everything that has reached this member.
     *
     * @throws IOException if a process uses the directory, it holds no member, or it is damaged
     */
    public MvccStore read() throws IOException {
        var machine = new StoreMachine();
        StoppedMember.replay(directory, machine);
        return machine.store();
    }
}
