package dev.kaptan.state.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;

import dev.kaptan.etcd.api.KVGrpc;
import dev.kaptan.etcd.api.MaintenanceGrpc;
import dev.kaptan.etcd.api.PutRequest;
import dev.kaptan.etcd.api.SnapshotRequest;
import dev.kaptan.state.backup.BackupFile;
import dev.kaptan.state.backup.MemberFiles;
import dev.kaptan.state.node.TestNode;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;

class BackupTest {

    private static final ByteString VALUE = ByteString.copyFrom(new byte[2_000]);

    private @TempDir Path directory;
    private TestNode node;
    private StoreClient client;

    @BeforeEach
    void start() throws Exception {
        node = TestNode.start(Files.createDirectories(directory.resolve("data")));
        client = StoreClient.of(endpoints(node.node().port()));
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        node.close();
    }

    private static StoreEndpoints endpoints(int port) {
        return new StoreEndpoints(List.of(URI.create("http://127.0.0.1:" + port)), null);
    }

    private void put(int number) {
        KVGrpc.newBlockingStub(node.channel())
                .put(
                        PutRequest.newBuilder()
                                .setKey(ByteString.copyFromUtf8("key" + number))
                                .setValue(VALUE)
                                .build());
    }

    @Test
    void isConsistentAtOneRevisionWhileWritesGoOn() throws Exception {
        for (int i = 0; i < 500; i++) {
            put(i);
        }
        var stop = new AtomicBoolean();
        try (var writers = Executors.newVirtualThreadPerTaskExecutor()) {
            writers.submit(() -> {
                for (int i = 500; !stop.get(); i++) {
                    put(i);
                }
            });
            for (int round = 0; round < 3; round++) {
                var file = directory.resolve("backup-" + round);
                var summary = Backup.take(client, file);

                // Every write has made one key, from revision 2 on.
                assertThat(summary.keys()).isEqualTo((int) summary.revision() - 1);
                assertThat(summary.keys()).isGreaterThanOrEqualTo(500);
                assertThat(new BackupFile(file).verify()).isEqualTo(summary);
            }
            stop.set(true);
        }
    }

    @Test
    void aStoppedMemberGivesTheSame() throws Exception {
        put(1);
        put(2);
        var running = Backup.take(client, directory.resolve("running"));
        var member = new MemberFiles(directory.resolve("data"));
        assertThatIOException()
                .isThrownBy(() -> Backup.take(member, directory.resolve("stopped")))
                .withMessageContaining("is used by another process");
        node.close();

        var stopped = Backup.take(member, directory.resolve("stopped"));

        assertThat(stopped).isEqualTo(running);
        assertThat(directory.resolve("stopped"))
                .hasSameBinaryContentAs(directory.resolve("running"));
    }

    @Test
    void isForItsOwnerAlone() throws Exception {
        var file = directory.resolve("backup");

        Backup.take(client, file);

        assertThat(Files.getPosixFilePermissions(file))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        try (var files = Files.list(directory)) {
            assertThat(files).noneMatch(each -> each.toString().endsWith(".part"));
        }
    }

    @Test
    void theStreamSaysHowMuchIsToCome() {
        put(1);
        var chunks =
                MaintenanceGrpc.newBlockingStub(node.channel())
                        .snapshot(SnapshotRequest.getDefaultInstance());
        long previous = Long.MAX_VALUE;
        long received = 0;
        while (chunks.hasNext()) {
            var chunk = chunks.next();
            received += chunk.getBlob().size();
            assertThat(chunk.getRemainingBytes()).isLessThan(previous);
            previous = chunk.getRemainingBytes();
        }
        assertThat(previous).isZero();
        // By this etcdctl knows a whole stream.
        assertThat(received % 512).isEqualTo(32);
    }

    @Test
    void leavesNothingBehindWhereTheFileCannotBeWritten() {
        assertThatIOException()
                .isThrownBy(() -> Backup.take(client, directory.resolve("none/backup")));
    }

    @Test
    void saysWhatEachEndpointAnswered() throws Exception {
        try (var nobody = StoreClient.of(endpoints(1))) {
            assertThatThrownBy(() -> Backup.take(nobody, directory.resolve("backup")))
                    .isInstanceOf(StoreUnreachableException.class)
                    .hasMessageContaining("http://127.0.0.1:1: UNAVAILABLE");
        }
        assertThat(directory.resolve("backup")).doesNotExist();
    }

    @Test
    void aReportNamesTheMemberAndItsRole() {
        put(1);

        var report = StoreReport.of(client);

        assertThat(report.healthy()).isTrue();
        assertThat(report.members())
                .singleElement()
                .satisfies(member -> {
                    assertThat(member.name()).isEqualTo("one");
                    assertThat(member.role()).isEqualTo("leader");
                    assertThat(member.revision()).isEqualTo(2);
                    assertThat(member.lag()).isZero();
                    assertThat(member.alarms()).isEmpty();
                    assertThat(member.dbBytes()).isPositive();
                });
    }
}
