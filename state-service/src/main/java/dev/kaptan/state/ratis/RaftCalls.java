package dev.kaptan.state.ratis;

import dev.kaptan.state.log.Futures;

import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.RaftClientAsynchronousProtocol;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.protocol.SetConfigurationRequest;
import org.apache.ratis.protocol.SnapshotManagementRequest;
import org.apache.ratis.protocol.TransferLeadershipRequest;
import org.apache.ratis.protocol.exceptions.ServerNotReadyException;
import org.apache.ratis.server.RaftServer;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/** Calls to the Ratis server in the same process, as the client that Ratis wants to see. */
final class RaftCalls {

    private static final long PURGE_TIMEOUT_MILLIS = 60_000;

    private final RaftServer server;
    private final RaftGroupId group;
    private final ClientId client = ClientId.randomId();
    private final AtomicLong calls = new AtomicLong();

    RaftCalls(RaftServer server, RaftGroupId group) {
        this.server = server;
        this.group = group;
    }

    /** Appends where this member leads; the future never fails. */
    CompletableFuture<Fate> append(Entry entry, ClientId proposer, long callId) {
        var request =
                RaftClientRequest.newBuilder()
                        .setClientId(proposer)
                        .setServerId(server.getId())
                        .setGroupId(group)
                        .setCallId(callId)
                        .setMessage(entry)
                        .setType(RaftClientRequest.writeRequestType())
                        .build();
        try {
            return division()
                    .submitClientRequestAsync(request)
                    .handle((reply, failure) -> fate(entry, reply, failure));
        } catch (IOException | RuntimeException e) {
            return CompletableFuture.completedFuture(fate(entry, null, e));
        }
    }

    /**
     * Straight to the group: the server would hand each entry to another thread and wait for it.
     */
    private RaftClientAsynchronousProtocol division() throws IOException {
        return (RaftClientAsynchronousProtocol) server.getDivision(group);
    }

    /** An empty entry, which every machine passes over. */
    CompletableFuture<Fate> appendNothing() {
        return append(new Entry(new byte[0]), client, calls.incrementAndGet());
    }

    /**
     * Drops the entries that the latest snapshot covers. Ratis purges when it believes to take a
     * snapshot, and it refuses to where the latest covers everything: hence an empty entry first.
     * Members that do not lead purge with the entries that come by themselves.
     */
    void purge() throws IOException {
        appendNothing().join();
        server.snapshotManagementAsync(
                SnapshotManagementRequest.newCreate(
                        client,
                        server.getId(),
                        group,
                        calls.incrementAndGet(),
                        PURGE_TIMEOUT_MILLIS,
                        1));
    }

    /** Replaces exactly this configuration; the reply says whether, or why not. */
    CompletableFuture<RaftClientReply> reconfigure(
            Collection<RaftPeer> voters,
            Collection<RaftPeer> learners,
            List<RaftPeer> newVoters,
            List<RaftPeer> newLearners)
            throws IOException {
        var arguments =
                SetConfigurationRequest.Arguments.newBuilder()
                        .setMode(SetConfigurationRequest.Mode.COMPARE_AND_SET)
                        .setServersInCurrentConf(List.copyOf(voters))
                        .setListenersInCurrentConf(List.copyOf(learners))
                        .setServersInNewConf(newVoters)
                        .setListenersInNewConf(newLearners)
                        .build();
        return server.setConfigurationAsync(
                new SetConfigurationRequest(
                        client, server.getId(), group, calls.incrementAndGet(), arguments));
    }

    CompletableFuture<RaftClientReply> transferLeadership(RaftPeerId to, Duration patience)
            throws IOException {
        return server.transferLeadershipAsync(
                new TransferLeadershipRequest(
                        client,
                        server.getId(),
                        group,
                        calls.incrementAndGet(),
                        to,
                        patience.toMillis()));
    }

    /**
     * Ratis answers "not the leader" both for what it did not take and for what it had in hand when
     * it ceased to lead; only the entry knows.
     */
    private static Fate fate(
            Entry entry, @Nullable RaftClientReply reply, @Nullable Throwable failure) {
        if (reply != null && reply.isSuccess()) {
            return Fate.COMMITTED;
        }
        if (entry.mayBeInTheLog()) {
            return Fate.OPEN;
        }
        return failure == null || Futures.cause(failure) instanceof ServerNotReadyException
                ? Fate.NOT_APPENDED
                : Fate.STOPPED;
    }
}
