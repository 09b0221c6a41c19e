package dev.kaptan.state.ratis;

import dev.kaptan.state.codec.BytesReader;
import dev.kaptan.state.log.LogException;
import dev.kaptan.state.log.LogStatus;
import dev.kaptan.state.log.Membership;
import dev.kaptan.state.log.MembershipException;
import dev.kaptan.state.log.PeerTraffic;
import dev.kaptan.state.log.ReplicatedLog;
import dev.kaptan.state.log.ReplicatedMachine;

import org.apache.ratis.conf.Parameters;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.storage.RaftStorage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;

/** A member of a Raft group; an entry counts once a majority has synced it to disk. */
public final class RatisLog<R> implements ReplicatedLog<R> {

    private static final Logger LOG = LoggerFactory.getLogger(RatisLog.class);
    private static final Duration ADMISSION = Duration.ofSeconds(30);

    /** A busy machine takes longer to load classes than a write may take. */
    private static final long START_MINUTES = 1;

    /** How late an entry that nobody answers may be given up. */
    private static final long EXPIRY_MILLIS = 500;

    private final RatisSettings settings;
    private final Identity identity;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final Proposals<R> proposals =
            new Proposals<>(
                    CompletableFuture.delayedExecutor(
                            EXPIRY_MILLIS, TimeUnit.MILLISECONDS, executor));
    private final MachineAdapter<R> adapter;
    private final SnapshotTrigger snapshots;
    private final FreeSpace space;
    private final Room room;
    private final Guard guard;
    private final PeerMeasures measures = new PeerMeasures();
    private final Peers peers;
    private final RaftServer server;
    private final RaftCalls calls;
    private final Raft raft;
    private final PeerAddresses addresses;
    private final Waiters waiters = new Waiters();
    private final Barrier barrier;
    private final LeaderLink link;
    private final Proposer<R> proposer;
    private final Writer<R> writer;
    private final MemberChanges changes;
    private final RatisMembership membership;
    private final LogThreads threads = new LogThreads();
    private volatile boolean closed;

    /**
     * Recovers what the directory holds; a single member has applied all of it when this returns,
     * others wait for a leader with the first call that needs one.
     *
     * @throws IOException if the directory cannot be used or is damaged, or the peers refuse
     */
    public RatisLog(RatisSettings settings, ReplicatedMachine<R> machine) throws IOException {
        this.settings = settings;
        this.identity = new Identity(settings.clusterToken());
        var group = identity.group();
        var service = new PeerService(group, executor);
        var transport = settings.transport();
        if (transport != null) {
            PeerTransport.requireFree(transport.listen());
        }
        var users = new RosterMachine<>(machine);
        this.space =
                new FreeSpace(settings.directory(), settings.segmentBytes(), FreeSpace::usable);
        this.snapshots =
                new SnapshotTrigger(
                        users,
                        SnapshotPolicy.ofBytes(settings.snapshotBytes()),
                        space,
                        System::nanoTime);
        this.guard = new Guard(settings.directory().resolve(group.getUuid().toString()));
        this.adapter =
                new MachineAdapter<>(users, proposals, snapshots, this::purge, guard, new Events());
        this.peers = new Peers(group, PeerTransport.clientTls(settings), measures);
        this.room = new Room(space, peers);
        this.server = threads.with(() -> build(service));
        this.calls = new RaftCalls(server, group);
        try {
            threads.with(() -> {
                server.start();
                return server;
            });
            this.raft = new Raft(server.getDivision(group));
            room.among(raft);
            this.addresses = new PeerAddresses(server);
            // Also what is not committed yet: who moved can be found nowhere else.
            addresses.follow(raft.reached());
            var handler = new PeerHandler(new Parts());
            this.link = new LeaderLink(raft, peers, handler);
            this.proposer = new Proposer<>(raft, calls, link, proposals, adapter, executor);
            this.writer =
                    new Writer<>(
                            raft,
                            proposer,
                            room,
                            this::requireWorking,
                            executor,
                            settings.requestTimeout());
            this.barrier =
                    new Barrier(
                            raft, peers, link, adapter.progress(), executor, this::requireWorking);
            this.changes =
                    new MemberChanges(
                            raft,
                            calls,
                            this::members,
                            writer::appendHere,
                            RandomGenerator.getDefault());
            this.membership =
                    new RatisMembership(
                            link,
                            changes,
                            raft,
                            this::members,
                            barrier::await,
                            settings.requestTimeout());
            service.answerWith(handler);
            awaitLeader();
        } catch (CompletionException e) {
            close();
            throw e.getCause() instanceof IOException cause ? cause : new IOException(e);
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
        executor.execute(this::attend);
        if (transport != null) {
            executor.execute(new Prober(raft, peers, identity, measures)::run);
        }
    }

    @Override
    public R append(byte[] entry) {
        return writer.append(entry);
    }

    @Override
    public CompletableFuture<R> submit(byte[] entry) {
        return writer.submit(entry);
    }

    @Override
    public R appendLeading(byte[] entry) {
        return writer.appendLeading(entry);
    }

    /** Alone, whatever was acknowledged is applied here, and nobody else acknowledges. */
    @Override
    public void barrier() {
        barrier.await(deadline());
    }

    @Override
    public CompletableFuture<Void> submitBarrier() {
        return barrier.begin(deadline());
    }

    @Override
    public byte[] askLeader(byte[] question) {
        requireWorking();
        return ask(PeerCall.ASK, question).rest();
    }

    @Override
    public void snapshot() {
        var written = snapshots.demand();
        // Also where writes are refused: it is what makes room.
        writer.propose(new byte[0]);
        try {
            written.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof LogException ours ? ours : e;
        }
    }

    @Override
    public long committedIndex() {
        return raft.committed();
    }

    /** A new leader can do nothing before it has applied what earlier ones have committed. */
    @Override
    public long leader() {
        var leader = raft.leader();
        boolean begins = raft.self().equals(leader) && !raft.leads();
        return leader == null || begins ? 0 : identity.memberId(leader);
    }

    @Override
    public LogStatus status() {
        var members = members();
        return new LogStatus(
                identity.clusterId(),
                self(members),
                leader(),
                raft.term(),
                Math.max(0, adapter.progress().index()),
                members.members());
    }

    @Override
    public boolean works() {
        return !closed && adapter.failure() == null && raft.runs();
    }

    @Override
    public Membership membership() {
        return membership;
    }

    @Override
    public PeerTraffic peerTraffic() {
        return measures;
    }

    @Override
    public long term() {
        return raft.term();
    }

    @Override
    public boolean alone() {
        return raft.alone();
    }

    /** A leader hands over first, so that nobody has to miss it. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        handOver();
        closed = true;
        snapshots.close();
        try {
            closeGroup();
            server.close();
            adapter.note(true);
            guard.close();
        } catch (IOException e) {
            throw LogException.stopped(e);
        } finally {
            peers.close();
            executor.shutdownNow();
            proposals.close();
        }
    }

    private RaftServer build(PeerService service) throws IOException {
        try {
            var start = new Bootstrap(settings, identity, peers).start();
            guard.mend();
            space.begin();
            var transport = settings.transport();
            return RaftServer.newBuilder()
                    .setServerId(start.self())
                    .setGroup(start.group())
                    .setProperties(Properties.of(settings))
                    .setParameters(
                            transport == null
                                    ? new Parameters()
                                    : PeerTransport.parameters(
                                            transport, service, room, waiters, measures))
                    .setStateMachine(adapter)
                    .setOption(RaftStorage.StartupOption.RECOVER)
                    .build();
        } catch (IOException | RuntimeException e) {
            peers.close();
            executor.shutdownNow();
            throw e;
        }
    }

    @SuppressWarnings("NullAway") // close() may come before the constructor is through
    private void handOver() {
        if (changes == null || !raft.leads()) {
            return;
        }
        try {
            changes.handOver(raft.voters());
        } catch (MembershipException | LogException e) {
            LOG.debug("leadership was not handed over", e);
        }
    }

    @SuppressWarnings("NullAway") // close() may come before the constructor is through
    private void closeGroup() {
        if (raft != null) {
            threads.close(raft.division());
        }
    }

    private Deadline deadline() {
        return Deadline.in(settings.requestTimeout());
    }

    private BytesReader ask(PeerCall call, byte[] content) {
        return link.ask(call, content, deadline());
    }

    private MemberList members() {
        return MemberList.of(raft, adapter.roster(), identity, settings.peerScheme());
    }

    private LogStatus.Member self(MemberList members) {
        var known = members.member(raft.self());
        return known != null
                ? known
                : new LogStatus.Member(
                        identity.memberId(raft.self()),
                        settings.self(),
                        settings.peerScheme() + settings.own().address(),
                        settings.clientUrls(),
                        true);
    }

    private void requireWorking() {
        var failure = adapter.failure();
        if (failure != null) {
            throw LogException.stopped(failure);
        }
        if (closed || !raft.runs()) {
            throw LogException.stopped(new IOException("it is closed"));
        }
    }

    /** What the guard knows must not be older than what is left of the log. */
    private void purge() throws IOException {
        adapter.note(true);
        calls.purge();
    }

    /**
     * Ratis lets a leader go on that cannot write, which keeps the others from electing one that
     * can. Alone, a member still answers reads.
     */
    private void takePartNoMore() {
        if (!raft.alone()) {
            threads.close(raft.division());
        }
    }

    @SuppressWarnings("NullAway") // Ratis may apply entries before the constructor is through
    private void followMembers() {
        if (addresses != null && raft.isSettled()) {
            addresses.follow(raft.reached());
        }
    }

    @SuppressWarnings("NullAway") // a single member may lead before the constructor is through
    private void beFound() {
        if (changes == null || settings.transport() == null) {
            return;
        }
        try {
            new Misplaced(raft, peers, changes, settings.own().address()).handOver();
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitLeader() throws IOException {
        if (!alone()) {
            return;
        }
        try {
            adapter.leading().get(START_MINUTES, TimeUnit.MINUTES);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new IOException("the single member did not become leader in time", e);
        }
    }

    private void attend() {
        var attendance =
                new Attendance(
                        settings,
                        identity,
                        raft,
                        peers,
                        adapter::roster,
                        membership,
                        (leader, entry) -> proposer.append(entry, leader, deadline()));
        try {
            attendance.register(() -> !works());
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Events implements GroupEvents {

        @Override
        public void elected() {
            space.prepare();
        }

        @Override
        public void leads() {
            executor.execute(RatisLog.this::beFound);
        }

        @Override
        public void membersKnown() {
            executor.execute(RatisLog.this::followMembers);
        }

        @Override
        public void logFailed() {
            executor.execute(RatisLog.this::takePartNoMore);
        }
    }

    /** What {@link PeerHandler} answers from; it is asked nothing before all of it is there. */
    private final class Parts implements PeerHandler.Parts {

        @Override
        public boolean works() {
            return RatisLog.this.works();
        }

        @Override
        public Raft raft() {
            return raft;
        }

        @Override
        public RaftCalls calls() {
            return calls;
        }

        @Override
        public Room room() {
            return room;
        }

        @Override
        public Rounds leaderRounds() {
            return barrier.leaderRounds();
        }

        @Override
        public Waiters waiters() {
            return waiters;
        }

        @Override
        public byte[] ask(byte[] question) {
            return adapter.ask(question);
        }

        @Override
        public MemberList members() {
            return RatisLog.this.members();
        }

        @Override
        public MemberChanges changes() {
            return changes;
        }

        @Override
        public RatisMembership membership() {
            return membership;
        }

        @Override
        public void passOn(RaftPeerId newcomer) {
            var content = newcomer.toString().getBytes(StandardCharsets.UTF_8);
            link.order(PeerCall.ADMIT, content, Deadline.in(ADMISSION));
        }
    }
}
