package dev.kaptan.state.ratis;

import org.apache.ratis.RaftConfigKeys;
import org.apache.ratis.conf.RaftProperties;
import org.apache.ratis.grpc.GrpcConfigKeys;
import org.apache.ratis.rpc.RpcType;
import org.apache.ratis.server.RaftServerConfigKeys;
import org.apache.ratis.util.SizeInBytes;
import org.apache.ratis.util.TimeDuration;

import java.io.File;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Ratis' properties, each of them set for a reason. */
final class Properties {

    private static final RpcType SOLO = new SoloRpc.Type();
    private static final RpcType PEERS = new PeerTransport.Type();

    private static final long YEAR_SECONDS = 365L * 24 * 60 * 60;

    private Properties() {}

    static RaftProperties of(RatisSettings settings) {
        var properties = new RaftProperties();
        RaftServerConfigKeys.setStorageDir(
                properties, List.of(new File(settings.directory().toString())));
        // The check for free space would refuse to start on a small disk.
        RaftServerConfigKeys.setStorageFreeSpaceMin(properties, SizeInBytes.valueOf(0));
        // A laptop that was asleep for longer than a minute would find its member closed.
        RaftServerConfigKeys.setCloseThreshold(properties, seconds(YEAR_SECONDS));
        transport(properties, settings);
        log(properties, settings);
        elections(properties, settings.transport() == null);
        // Retries are the callers' business; what is remembered for them is heap that nobody reads.
        RaftServerConfigKeys.RetryCache.setExpiryTime(properties, seconds(1));
        return properties;
    }

    private static void transport(RaftProperties properties, RatisSettings settings) {
        var transport = settings.transport();
        if (transport == null) {
            RaftConfigKeys.Rpc.setType(properties, SOLO);
            return;
        }
        RaftConfigKeys.Rpc.setType(properties, PEERS);
        GrpcConfigKeys.Server.setHost(properties, transport.listen().getHostString());
        GrpcConfigKeys.Server.setPort(properties, transport.listen().getPort());
        // Ratis waits so long between two messages to a follower; entries gather in our queue.
        RaftServerConfigKeys.Log.Appender.setWaitTimeMin(properties, millis(0));
        // How long to leave a follower alone after the first, and after many failures; its default
        // polls a dead one every millisecond at first and finds it again after five seconds.
        RaftServerConfigKeys.Log.Appender.setRetryPolicy(properties, "10ms,50, 100ms,1000");
    }

    private static void log(RaftProperties properties, RatisSettings settings) {
        var segment = SizeInBytes.valueOf(settings.segmentBytes());
        RaftServerConfigKeys.Log.setSegmentSizeMax(properties, segment);
        RaftServerConfigKeys.Log.setPreallocatedSize(properties, segment);
        // Ratis keeps the entries of closed files in the heap, six files by default.
        RaftServerConfigKeys.Log.setSegmentCacheNumMax(properties, 1);
        // It would follow every entry by another one that repeats the commit index, and sync again.
        RaftServerConfigKeys.Log.setLogMetadataEnabled(properties, false);
        // Snapshots are triggered by bytes (see Snapshots), purging follows each of them.
        RaftServerConfigKeys.Snapshot.setAutoTriggerEnabled(properties, false);
        RaftServerConfigKeys.Snapshot.setTriggerWhenStopEnabled(properties, false);
        RaftServerConfigKeys.Snapshot.setRetentionFileNum(properties, 2);
        RaftServerConfigKeys.Log.setPurgeUptoSnapshotIndex(properties, true);
        RaftServerConfigKeys.Log.setPurgeGap(properties, 1);
    }

    /**
     * Alone, the member elects itself at once and then only sleeps; among others it must notice a
     * dead leader well within two seconds.
     */
    private static void elections(RaftProperties properties, boolean alone) {
        RaftServerConfigKeys.Rpc.setTimeoutMin(properties, millis(alone ? 20_000 : 800));
        RaftServerConfigKeys.Rpc.setTimeoutMax(properties, millis(alone ? 30_000 : 1_400));
        RaftServerConfigKeys.Rpc.setFirstElectionTimeoutMin(properties, millis(alone ? 1 : 300));
        RaftServerConfigKeys.Rpc.setFirstElectionTimeoutMax(properties, millis(alone ? 5 : 600));
    }

    private static TimeDuration millis(long millis) {
        return TimeDuration.valueOf(millis, TimeUnit.MILLISECONDS);
    }

    private static TimeDuration seconds(long seconds) {
        return TimeDuration.valueOf(seconds, TimeUnit.SECONDS);
    }
}
