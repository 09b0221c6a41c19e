package dev.kaptan.state.ratis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.ratis.proto.RaftProtos.AppendEntriesReplyProto;
import org.apache.ratis.proto.RaftProtos.AppendEntriesRequestProto;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.proto.RaftProtos.RaftRpcRequestProto;
import org.apache.ratis.proto.RaftProtos.StateMachineLogEntryProto;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

class EntryGateTest {

    private static final int MEGABYTE = 1 << 20;
    private static final RaftPeerId LEADER = RaftPeerId.valueOf("leader");

    @TempDir private Path directory;

    /** How many entries each request had that went through. */
    private final List<Integer> passed = new ArrayList<>();

    /** The leaders of the others. */
    private final List<RaftPeerId> waiting = new ArrayList<>();

    private final CompletableFuture<AppendEntriesReplyProto> answer = new CompletableFuture<>();
    private boolean paused;
    private RaftServer gated;

    @BeforeEach
    void begin() throws IOException {
        // Room for a few requests of a megabyte beside what is kept free, not for ten.
        var space = new FreeSpace(directory, 8 * MEGABYTE, ignored -> 24L * MEGABYTE);
        space.begin();
        gated = EntryGate.before(server(), space, waiting::add);
    }

    @Test
    void whatTheServerRefusesTakesNoRoom() throws IOException {
        paused = true;
        for (int i = 0; i < 20; i++) {
            assertThatThrownBy(() -> gated.appendEntriesAsync(entry()))
                    .isInstanceOf(IOException.class)
                    .hasMessage("paused");
        }
        paused = false;

        gated.appendEntriesAsync(entry());

        assertThat(passed).containsExactly(1);
    }

    @Test
    void entriesThatDoNotFitBesideThoseUnderWayAreTakenOut() throws IOException {
        for (int i = 0; i < 10; i++) {
            gated.appendEntriesAsync(entry());
        }
        assertThat(passed).hasSize(10).startsWith(1).endsWith(0);
        assertThat(waiting)
                .hasSize((int) passed.stream().filter(entries -> entries == 0).count())
                .containsOnly(LEADER);

        answer.complete(AppendEntriesReplyProto.getDefaultInstance());
        gated.appendEntriesAsync(entry());

        assertThat(passed.getLast()).as("with all others written").isOne();
    }

    private static AppendEntriesRequestProto entry() {
        var data =
                StateMachineLogEntryProto.newBuilder()
                        .setLogData(ByteString.copyFrom(new byte[MEGABYTE]));
        return AppendEntriesRequestProto.newBuilder()
                .setServerRequest(
                        RaftRpcRequestProto.newBuilder().setRequestorId(LEADER.toByteString()))
                .addEntries(LogEntryProto.newBuilder().setStateMachineLogEntry(data))
                .build();
    }

    /** One that only takes entries. */
    private RaftServer server() {
        return (RaftServer)
                Proxy.newProxyInstance(
                        getClass().getClassLoader(),
                        new Class<?>[] {RaftServer.class},
                        (proxy, method, arguments) -> {
                            if (paused) {
                                throw new IOException("paused");
                            }
                            passed.add(
                                    ((AppendEntriesRequestProto) arguments[0]).getEntriesCount());
                            return answer;
                        });
    }
}
