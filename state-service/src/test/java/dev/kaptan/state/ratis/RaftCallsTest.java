package dev.kaptan.state.ratis;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.RaftClientAsynchronousProtocol;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.protocol.exceptions.ServerNotReadyException;
import org.apache.ratis.server.RaftServer;
import org.junit.jupiter.api.Test;

import java.lang.reflect.Proxy;

/** What becomes of entries that Ratis refuses with an exception of its call, not of its answer. */
class RaftCallsTest {

    private final Entry entry = new Entry(new byte[] {1});

    @Test
    void aServerThatIsNotReadyHasAppendedNothing() {
        assertThat(fateAfter(new ServerNotReadyException("starting"))).isEqualTo(Fate.NOT_APPENDED);
    }

    @Test
    void aServerThatFailsBeforeItAppendsHasStopped() {
        assertThat(fateAfter(new IllegalStateException("broken"))).isEqualTo(Fate.STOPPED);
    }

    @Test
    void aServerThatFailsWithTheEntryInItsLogLeavesItOpen() {
        entry.goesIntoTheLog();
        assertThat(fateAfter(new IllegalStateException("broken"))).isEqualTo(Fate.OPEN);
    }

    private Fate fateAfter(Exception refusal) {
        var calls = new RaftCalls(server(refusal), RaftGroupId.randomId());
        return calls.append(entry, ClientId.randomId(), 1).join();
    }

    private static RaftServer server(Exception refusal) {
        var division =
                proxy(
                        refusal,
                        null,
                        RaftServer.Division.class,
                        RaftClientAsynchronousProtocol.class);
        return (RaftServer) proxy(refusal, division, RaftServer.class);
    }

    /** Knows its id and its division, and refuses everything else. */
    private static Object proxy(Exception refusal, Object division, Class<?>... types) {
        return Proxy.newProxyInstance(
                RaftCallsTest.class.getClassLoader(),
                types,
                (proxy, method, arguments) ->
                        switch (method.getName()) {
                            case "getId" -> RaftPeerId.valueOf("a");
                            case "getDivision" -> division;
                            default -> throw refusal;
                        });
    }
}
