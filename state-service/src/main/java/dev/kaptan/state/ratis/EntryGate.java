package dev.kaptan.state.ratis;

import org.apache.ratis.proto.RaftProtos.AppendEntriesReplyProto;
import org.apache.ratis.proto.RaftProtos.AppendEntriesReplyProto.AppendResult;
import org.apache.ratis.proto.RaftProtos.AppendEntriesRequestProto;
import org.apache.ratis.proto.RaftProtos.InstallSnapshotRequestProto;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.RaftServer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Stands before Ratis, and lets a leader's entries and snapshots in only where the disk has room
 * for them: after one write that failed Ratis' log takes nothing more until the process is started
 * anew.
 *
 * <p>Entries that are refused are taken out of their request. What is left is a heartbeat, by which
 * this member keeps its leader, and whose answer tells how far this member's log goes: the leader
 * tries again from there (Raft section 5.3), and nothing is acknowledged that was not written.
 */
final class EntryGate implements InvocationHandler {

    private static final Logger LOG = LoggerFactory.getLogger(EntryGate.class);

    /** Until the leader sends them again; it waits 3 s for an answer. */
    private static final long PAUSE_MILLIS = 2_000;

    private final RaftServer server;
    private final FreeSpace space;
    private final Consumer<RaftPeerId> waiting;
    private final AtomicLong underWay = new AtomicLong();
    private final AtomicBoolean refusing = new AtomicBoolean();

    private EntryGate(RaftServer server, FreeSpace space, Consumer<RaftPeerId> waiting) {
        this.server = server;
        this.space = space;
        this.waiting = waiting;
    }

    /**
     * @param waiting told of the leader whose entries are refused, each time; must not block
     */
    static RaftServer before(RaftServer server, FreeSpace space, Consumer<RaftPeerId> waiting) {
        return (RaftServer)
                Proxy.newProxyInstance(
                        RaftServer.class.getClassLoader(),
                        new Class<?>[] {RaftServer.class},
                        new EntryGate(server, space, waiting));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
            throws Throwable {
        if (arguments != null && method.getName().equals("appendEntriesAsync")) {
            return append((AppendEntriesRequestProto) arguments[0]);
        }
        if (arguments != null && method.getName().equals("installSnapshot")) {
            requireRoom((InstallSnapshotRequestProto) arguments[0]);
        }
        try {
            return method.invoke(server, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    private CompletableFuture<AppendEntriesReplyProto> append(AppendEntriesRequestProto request)
            throws IOException {
        if (request.getEntriesCount() == 0) {
            return server.appendEntriesAsync(request);
        }
        long bytes = request.getSerializedSize();
        CompletableFuture<AppendEntriesReplyProto> answer = null;
        try {
            if (fits(underWay.addAndGet(bytes), bytes)) {
                answer = server.appendEntriesAsync(request);
            }
        } finally {
            if (answer == null) {
                underWay.addAndGet(-bytes);
            }
        }
        return answer == null
                ? refuse(request)
                : answer.whenComplete((reply, failure) -> underWay.addAndGet(-bytes));
    }

    private CompletableFuture<AppendEntriesReplyProto> refuse(AppendEntriesRequestProto request)
            throws IOException {
        waiting.accept(RaftPeerId.valueOf(request.getServerRequest().getRequestorId()));
        return server.appendEntriesAsync(request.toBuilder().clearEntries().build())
                .thenApplyAsync(
                        EntryGate::refused,
                        CompletableFuture.delayedExecutor(PAUSE_MILLIS, TimeUnit.MILLISECONDS));
    }

    /**
     * Log files are at least half full, for the entry that did not fit into one begins the next.
     */
    private boolean fits(long all, long these) throws IOException {
        boolean fits = space.hasRoomFor(2 * all);
        if (fits && refusing.getAndSet(false)) {
            LOG.info("there is room for the leader's entries again");
        } else if (!fits && all == these && !refusing.getAndSet(true)) {
            LOG.error("this disk has no room for the leader's entries, which wait; make room");
        }
        return fits;
    }

    /** The answer to a heartbeat as that to the entries that it came with. */
    private static AppendEntriesReplyProto refused(AppendEntriesReplyProto answer) {
        var changed = answer.toBuilder().setIsHearbeat(false);
        return answer.getResult() == AppendResult.SUCCESS
                ? changed.setResult(AppendResult.INCONSISTENCY).build()
                : changed.build();
    }

    private void requireRoom(InstallSnapshotRequestProto request) throws IOException {
        var chunk = request.getSnapshotChunk();
        long bytes =
                chunk.getRequestIndex() == 0 ? chunk.getTotalSize() : request.getSerializedSize();
        if (!space.hasRoomFor(bytes)) {
            throw new IOException("this disk has no room for a snapshot of " + bytes + " bytes");
        }
    }
}
