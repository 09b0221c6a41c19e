package dev.kaptan.state.backup;

import dev.kaptan.state.mvcc.MvccStore;
import dev.kaptan.state.mvcc.Snapshot;
import dev.kaptan.state.ratis.FirstSnapshot;

import java.io.IOException;
import java.nio.file.Path;

/**
 * What every member of a new cluster starts from.
 *
 * @param clusterToken of the new cluster; another one than the old cluster's, so that members of
 *     that cannot join
 */
public record RestoredMember(MvccStore store, String clusterToken) {

    /** As the guides of Kubernetes recommend for {@code etcdutl snapshot restore}. */
    public static final long USUAL_LEAP = 1_000_000_000;

    /**
     * Takes a backup's content into the future.
     *
     * @param leap by how much the revision jumps ahead: more than the old cluster can have written
     *     after the backup, so that no resourceVersion is given out twice. Everything before is
     *     compacted, so that nobody goes on watching where the old cluster was.
     */
    public static RestoredMember of(MvccStore backup, long leap, String clusterToken) {
        return new RestoredMember(backup.leapt(leap), clusterToken);
    }

    /**
     * Writes the data directory of a member, synced to the disk. It is the same for all of them: a
     * member is who its settings say.
     */
    public void write(Path directory) throws IOException {
        FirstSnapshot.write(directory, clusterToken, Snapshot.of(store)::writeTo);
        ClusterToken.write(directory, clusterToken);
    }
}
