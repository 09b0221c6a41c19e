package dev.kaptan.state.ratis;

import dev.kaptan.state.log.LogException;

import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.SnapshotManagementRequest;
import org.apache.ratis.server.RaftServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/** Calls to the Ratis server in the same process, as the client that Ratis wants to see. */
final class RaftCalls {

    private static final Logger LOG = LoggerFactory.getLogger(RaftCalls.class);
    private static final long PURGE_TIMEOUT_MILLIS = 60_000;

    private final RaftServer server;
    private final RaftGroupId group;
    private final Duration timeout;
    private final ClientId client = ClientId.randomId();
    private final AtomicLong calls = new AtomicLong();

    RaftCalls(RaftServer server, RaftGroupId group, Duration timeout) {
        this.server = server;
        this.group = group;
        this.timeout = timeout;
    }

    /** Blocks until the message is committed and applied here. */
    void append(Message message) {
        try {
            check(submit(message));
        } catch (TimeoutException e) {
            throw LogException.timeout(e);
        } catch (IOException | ExecutionException e) {
            throw LogException.stopped(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw LogException.timeout(e);
        }
    }

    /**
     * Drops the entries that the latest snapshot covers. Ratis purges when it believes to take a
     * snapshot, and it refuses to where the latest covers everything: hence an empty entry first.
     */
    void purge() throws IOException {
        try {
            append(Message.EMPTY);
        } catch (LogException e) {
            LOG.debug("the log is purged with the next snapshot", e);
        }
        server.snapshotManagementAsync(
                SnapshotManagementRequest.newCreate(
                        client,
                        server.getId(),
                        group,
                        calls.incrementAndGet(),
                        PURGE_TIMEOUT_MILLIS,
                        1));
    }

    private RaftClientReply submit(Message message)
            throws IOException, InterruptedException, ExecutionException, TimeoutException {
        var request =
                RaftClientRequest.newBuilder()
                        .setClientId(client)
                        .setServerId(server.getId())
                        .setGroupId(group)
                        .setCallId(calls.incrementAndGet())
                        .setMessage(message)
                        .setType(RaftClientRequest.writeRequestType())
                        .build();
        return server.submitClientRequestAsync(request)
                .get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static void check(RaftClientReply reply) {
        if (reply.isSuccess()) {
            return;
        }
        if (reply.getNotLeaderException() != null || reply.getLeaderNotReadyException() != null) {
            throw LogException.noLeader(reply.getException());
        }
        throw LogException.stopped(reply.getException());
    }
}
