package dev.kaptan.state.ratis;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.ratis.conf.RaftProperties;
import org.apache.ratis.server.RaftServerConfigKeys;
import org.apache.ratis.util.TimeDuration;
import org.junit.jupiter.api.Test;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Trap 6 of the design: what Ratis would do by itself is wrong for a store. */
class PropertiesTest {

    private static final long SEGMENT = 16 << 20;
    private static final Path DIRECTORY = Path.of("/var/lib/kaptan");

    @Test
    void keepsItsFilesWhereTheSettingSays() {
        assertThat(RaftServerConfigKeys.storageDir(alone()))
                .singleElement()
                .hasToString(DIRECTORY.toString());
    }

    /** A file that is as long as it may become is synced without changing its length. */
    @Test
    void allocatesWholeLogFilesAtOnce() {
        assertThat(RaftServerConfigKeys.Log.segmentSizeMax(alone()).getSize()).isEqualTo(SEGMENT);
        assertThat(RaftServerConfigKeys.Log.preallocatedSize(alone()).getSize()).isEqualTo(SEGMENT);
    }

    @Test
    void leavesSnapshotsToUsAndDropsWhatTheyCover() {
        assertThat(RaftServerConfigKeys.Snapshot.autoTriggerEnabled(alone())).isFalse();
        assertThat(RaftServerConfigKeys.Log.purgeUptoSnapshotIndex(alone())).isTrue();
        assertThat(RaftServerConfigKeys.Log.purgeGap(alone())).isEqualTo(1);
        assertThat(RaftServerConfigKeys.Snapshot.retentionFileNum(alone())).isEqualTo(2);
    }

    @Test
    void remembersAnswersForRetriesForASecondOnly() {
        assertThat(RaftServerConfigKeys.RetryCache.expiryTime(among()))
                .isEqualTo(TimeDuration.valueOf(1, TimeUnit.SECONDS));
    }

    /** With 10 ms, Ratis' default, a lone writer would be done 100 times a second at most. */
    @Test
    void doesNotMakeALoneWriterWait() {
        assertThat(RaftServerConfigKeys.Log.Appender.waitTimeMin(among()).getDuration()).isZero();
    }

    /** A leader's death has to be noticed well within two seconds. */
    @Test
    void electsWithinTwoSeconds() {
        assertThat(RaftServerConfigKeys.Rpc.timeoutMin(among()).toLong(TimeUnit.MILLISECONDS))
                .isEqualTo(800);
        assertThat(RaftServerConfigKeys.Rpc.timeoutMax(among()).toLong(TimeUnit.MILLISECONDS))
                .isEqualTo(1_400);
    }

    private static RaftProperties alone() {
        return Properties.of(settings(null));
    }

    private static RaftProperties among() {
        return Properties.of(
                settings(
                        new RatisSettings.Transport(
                                new InetSocketAddress("127.0.0.1", 2380), null)));
    }

    private static RatisSettings settings(RatisSettings.Transport transport) {
        return new RatisSettings(
                DIRECTORY,
                "test",
                "one",
                List.of(new RatisSettings.Peer("one", "127.0.0.1:2380")),
                SEGMENT,
                SEGMENT,
                Duration.ofSeconds(7),
                List.of(),
                transport,
                false);
    }
}
