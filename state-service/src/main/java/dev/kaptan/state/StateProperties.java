package dev.kaptan.state;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The state service's settings; {@link Settings} turns them into what the parts need.
 *
 * @param engine what keeps the data: a Raft log on this machine's disk, or a PostgreSQL schema
 * @param dataDir where log and snapshots are kept
 * @param listen {@code host:port} that clients connect to
 * @param name this member's name
 * @param clusterToken tells clusters apart that share a network
 * @param peerListen {@code host:port} that other members connect to; without it there never are any
 * @param initialCluster the members to begin with, {@code name=http://host:port,...}, this one
 *     among them; without it this one alone
 * @param initialClusterState whether those members are all new, or this one was added to them; of
 *     no account once the directory holds data
 * @param advertiseClientUrls where clients reach this member, if not at {@code listen}
 * @param historyRetention how long superseded versions stay readable for watchers; 0s: until
 *     somebody compacts
 * @param historyRevisions how many revisions stay readable; 0: any number
 * @param historyLimit heap that superseded versions may take before they go earlier
 * @param segmentSize size of a log file, allocated whole
 * @param snapshotEvery bytes logged between two snapshots, at least
 * @param requestTimeout how long a write may take
 * @param quota heap that keys and history may take before writes are refused; 0: 2 GB, or 60 % of
 *     the heap if that is less
 * @param watchProgressInterval how often quiet watches that asked for it hear of progress
 */
@ConfigurationProperties("kaptan.state")
public record StateProperties(
        @DefaultValue("ratis") Engine engine,
        @DefaultValue("data/state") Path dataDir,
        @DefaultValue("127.0.0.1:2379") String listen,
        @DefaultValue("default") String name,
        @DefaultValue("kaptan") String clusterToken,
        @DefaultValue Tls tls,
        @Nullable String peerListen,
        @DefaultValue PeerTls peerTls,
        @Nullable String initialCluster,
        @DefaultValue("new") InitialClusterState initialClusterState,
        @DefaultValue List<String> advertiseClientUrls,
        @DefaultValue("5m") Duration historyRetention,
        @DefaultValue("0") long historyRevisions,
        @DefaultValue("64MB") DataSize historyLimit,
        @DefaultValue("16MB") DataSize segmentSize,
        @DefaultValue("32MB") DataSize snapshotEvery,
        @DefaultValue("7s") Duration requestTimeout,
        @DefaultValue("0") DataSize quota,
        @DefaultValue("10m") Duration watchProgressInterval) {

    public StateProperties {
        advertiseClientUrls = List.copyOf(advertiseClientUrls);
        requireName("name", name);
        requireName("cluster-token", clusterToken);
        requireNotNegative("history-retention", historyRetention.toNanos());
        requireNotNegative("history-revisions", historyRevisions);
        requirePositive("request-timeout", requestTimeout);
        requirePositive("watch-progress-interval", watchProgressInterval);
        if (quota.toBytes() != 0) {
            requireAtLeast("quota", quota, DataSize.ofMegabytes(16));
        }
        requireAtLeast("history-limit", historyLimit, DataSize.ofMegabytes(1));
        requireAtLeast("segment-size", segmentSize, DataSize.ofMegabytes(8));
        requireAtLeast("snapshot-every", snapshotEvery, DataSize.ofMegabytes(1));
    }

    /** What keeps the data. */
    public enum Engine {
        RATIS,
        POSTGRESQL
    }

    /**
     * PEM files: certificate and key, or none for plain text.
     *
     * @param clientCa whose certificates clients have to show; absent: they are asked for none. A
     *     text, since an empty path is bound as an absent one and would let everybody in
     */
    public record Tls(@Nullable Path certificate, @Nullable Path key, @Nullable String clientCa) {}

    /**
     * PEM files: all three, or none for plain text among members. The certificate serves and
     * connects; its names must cover the hosts of {@code initial-cluster}.
     */
    public record PeerTls(@Nullable Path certificate, @Nullable Path key, @Nullable Path ca) {}

    /** As etcd's flag of that name. */
    public enum InitialClusterState {
        NEW,
        EXISTING
    }

    private static void requireName(String property, String value) {
        if (!value.matches("[A-Za-z0-9._-]+")) {
            throw new InvalidSettingException(
                    property, "'" + value + "' is no name; use letters, digits, '.', '_' and '-'");
        }
    }

    private static void requirePositive(String property, Duration value) {
        if (!value.isPositive()) {
            throw new InvalidSettingException(
                    property, value + " is too short; give a positive duration such as 5m");
        }
    }

    private static void requireNotNegative(String property, long value) {
        if (value < 0) {
            throw new InvalidSettingException(
                    property, "must not be negative; give 0 for no limit of this kind");
        }
    }

    private static void requireAtLeast(String property, DataSize value, DataSize least) {
        if (value.compareTo(least) < 0) {
            throw new InvalidSettingException(
                    property, value + " is too small; give at least " + least.toMegabytes() + "MB");
        }
    }
}
