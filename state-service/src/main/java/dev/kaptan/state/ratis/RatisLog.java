package dev.kaptan.state.ratis;

import dev.kaptan.state.codec.BytesReader;
import dev.kaptan.state.log.LogException;
import dev.kaptan.state.log.LogStatus;
import dev.kaptan.state.log.Membership;
import dev.kaptan.state.log.MembershipException;
import dev.kaptan.state.log.ReplicatedLog;
import dev.kaptan.state.log.ReplicatedMachine;

import org.apache.ratis.conf.Parameters;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.storage.RaftStorage;
import org.jspecify.annotations.Nullable;
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

    private final RatisSettings settings;
    private final Identity identity;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final Proposals<R> proposals = new Proposals<>();
    private final MachineAdapter<R> adapter;
    private final SnapshotTrigger snapshots;
    private final FreeSpace space;
    private final Guard guard;
    private final Peers peers;
    private final RaftServer server;
    private final RaftCalls calls;
    private final Raft raft;
    private final Rounds leaderRounds;
    private final Rounds followerRounds;
    private final LeaderLink link;
    private final MemberChanges changes;
    private final RatisMembership membership;
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
        this.peers = new Peers(group, PeerTransport.clientTls(settings));
        var start = start();
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
        guard.mend();
        space.begin();
        this.adapter = new MachineAdapter<>(users, proposals, snapshots, this::purge, guard);
        this.server =
                RaftServer.newBuilder()
                        .setServerId(start.self())
                        .setGroup(start.group())
                        .setProperties(Properties.of(settings))
                        .setParameters(
                                transport == null
                                        ? new Parameters()
                                        : PeerTransport.parameters(transport, service))
                        .setStateMachine(adapter)
                        .setOption(RaftStorage.StartupOption.RECOVER)
                        .build();
        this.calls = new RaftCalls(server, group);
        try {
            server.start();
            this.raft = new Raft(server.getDivision(group));
            this.leaderRounds = new Rounds(new ReadIndex(raft, peers)::confirmed, executor);
            var handler = new PeerHandler(new Parts());
            this.link = new LeaderLink(raft, peers, handler);
            this.followerRounds =
                    new Rounds(() -> ask(PeerCall.READ_INDEX, new byte[0]).number(), executor);
            this.changes =
                    new MemberChanges(
                            raft,
                            calls,
                            this::members,
                            this::propose,
                            RandomGenerator.getDefault());
            this.membership =
                    new RatisMembership(
                            link, changes, raft, this::members, settings.requestTimeout());
            service.answerWith(handler);
            awaitLeader();
        } catch (IOException e) {
            close();
            throw e;
        } catch (CompletionException e) {
            close();
            throw e.getCause() instanceof IOException cause ? cause : new IOException(e);
        }
        executor.execute(this::takePart);
    }

    @Override
    public R append(byte[] entry) {
        space.require();
        var deadline = Deadline.in(settings.requestTimeout());
        while (true) {
            requireWorking();
            var leader = raft.leader();
            if (leader != null) {
                var answer = append(entry, leader, deadline);
                if (answer != null) {
                    return value(answer);
                }
            }
            deadline.pauseOr(LogException.noLeader(null));
        }
    }

    @Override
    public R appendLeading(byte[] entry) {
        space.require();
        requireWorking();
        var answer =
                raft.leads()
                        ? append(entry, raft.self(), Deadline.in(settings.requestTimeout()))
                        : null;
        if (answer == null) {
            throw LogException.noLeader(null);
        }
        return value(answer);
    }

    /** Alone, whatever was acknowledged is applied here, and nobody else acknowledges. */
    @Override
    public void barrier() {
        if (alone()) {
            return;
        }
        var deadline = Deadline.in(settings.requestTimeout());
        while (true) {
            requireWorking();
            try {
                long index = readIndex(deadline);
                adapter.progress().await(index, deadline);
                return;
            } catch (LogException e) {
                deadline.pauseOr(raft.leader() == null ? LogException.noLeader(e) : e);
            }
        }
    }

    @Override
    public byte[] askLeader(byte[] question) {
        requireWorking();
        return ask(PeerCall.ASK, question).rest();
    }

    @Override
    public void snapshot() {
        var written = snapshots.demand();
        if (raft.leads()) {
            calls.appendNothing().join();
        }
        written.join();
    }

    @Override
    public long committedIndex() {
        return division.getRaftLog().getLastCommittedIndex();
    }

    @Override
    public LogStatus status() {
        var leader = raft.leader();
        // A new leader can do nothing before it has applied what earlier ones have committed.
        if (raft.self().equals(leader) && !raft.leads()) {
            leader = null;
        }
        var members = members();
        return new LogStatus(
                identity.clusterId(),
                self(members),
                leader == null ? 0 : identity.memberId(leader),
                raft.term(),
                adapter.progress().index(),
                members.members());
    }

    @Override
    public Membership membership() {
        return membership;
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
            server.close();
            adapter.note(true);
            guard.close();
        } catch (IOException e) {
            throw LogException.stopped(e);
        } finally {
            peers.close();
            executor.shutdownNow();
        }
    }

    private Bootstrap.Start start() throws IOException {
        try {
            return new Bootstrap(settings, identity, peers).start();
        } catch (IOException e) {
            peers.close();
            executor.shutdownNow();
            throw e;
        }
    }

    @SuppressWarnings("NullAway") // close() may come before the constructor is through
    private void handOver() {
        if (changes == null || !raft.leads() || raft.voters().size() < 2) {
            return;
        }
        try {
            changes.handOver(raft.voters());
        } catch (MembershipException | LogException e) {
            LOG.debug("leadership was not handed over", e);
        }
    }

    /** Null where that leader has not taken it, so that it may be proposed again. */
    private Proposal.@Nullable Answer<R> append(
            byte[] entry, RaftPeerId leader, Deadline deadline) {
        var proposal = proposals.open(leader, raft.term());
        try {
            var fate = handTo(leader, proposal, entry, deadline);
            CompletableFuture.anyOf(fate, proposal.answer())
                    .get(deadline.millisLeft(), TimeUnit.MILLISECONDS);
            if (proposal.answer().isDone()) {
                return proposal.answer().get();
            }
            return switch (fate.get()) {
                case COMMITTED ->
                        proposal.answer().get(deadline.millisLeft(), TimeUnit.MILLISECONDS);
                case NOT_APPENDED -> null;
                case OPEN -> awaitOpen(proposal, deadline);
                case STOPPED -> throw LogException.stopped(new IOException("it is closing"));
            };
        } catch (ExecutionException e) {
            throw e.getCause() instanceof LogException ours
                    ? ours
                    : LogException.timeout(e.getCause());
        } catch (TimeoutException e) {
            throw LogException.timeout(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw LogException.timeout(e);
        } finally {
            proposals.close(proposal);
        }
    }

    private CompletableFuture<Fate> handTo(
            RaftPeerId leader, Proposal<R> proposal, byte[] entry, Deadline deadline) {
        if (leader.equals(raft.self())) {
            return calls.append(new Entry(entry), proposals.proposer(), proposal.callId());
        }
        var content = PeerHandler.proposal(proposals.proposer(), proposal.callId(), entry);
        return link.call(
                        leader, PeerCall.PROPOSE, content, Duration.ofMillis(deadline.millisLeft()))
                .handle(RatisLog::fate);
    }

    private static Fate fate(byte @Nullable [] answer, @Nullable Throwable failure) {
        if (failure instanceof LogException) {
            return Fate.NOT_APPENDED;
        }
        return answer == null ? Fate.OPEN : Fate.values()[PeerAnswer.read(answer).tag()];
    }

    /** Whether it comes shows at the latest with the first entry of a later leader. */
    private Proposal.Answer<R> awaitOpen(Proposal<R> proposal, Deadline deadline)
            throws InterruptedException, ExecutionException {
        while (!proposal.answer().isDone()) {
            if (adapter.appliedTerm() > proposal.term()) {
                proposal.lost();
            } else {
                deadline.pauseOr(LogException.timeout(null));
            }
        }
        return proposal.answer().get();
    }

    private R value(Proposal.Answer<R> answer) {
        R value = answer.value();
        if (value == null) {
            throw new IllegalStateException("the log's own entry in the place of a user's");
        }
        return value;
    }

    /** Appends an entry of the log's own where this member leads. */
    private void propose(byte[] entry) {
        if (append(entry, raft.self(), Deadline.in(settings.requestTimeout())) == null) {
            throw LogException.noLeader(null);
        }
    }

    private long readIndex(Deadline deadline) {
        var round = raft.leads() ? leaderRounds.join() : followerRounds.join();
        try {
            return round.get(deadline.millisLeft(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof LogException ours
                    ? ours
                    : LogException.timeout(e.getCause());
        } catch (TimeoutException e) {
            throw LogException.timeout(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw LogException.timeout(e);
        }
    }

    private BytesReader ask(PeerCall call, byte[] content) {
        return link.ask(call, content, Deadline.in(settings.requestTimeout()));
    }

    private MemberList members() {
        return MemberList.of(raft, adapter.roster(), identity, settings.peerScheme());
    }

    private LogStatus.Member self(MemberList members) {
        return members.known().stream()
                .filter(each -> each.peer().equals(raft.self()))
                .findFirst()
                .map(MemberList.Known::member)
                .orElseGet(() ->
                        new LogStatus.Member(
                                identity.memberId(raft.self()),
                                settings.self(),
                                settings.peerScheme() + settings.own().address(),
                                settings.clientUrls(),
                                true));
    }

    private void requireWorking() {
        var failure = adapter.failure();
        if (failure != null) {
            throw LogException.stopped(failure);
        }
        if (closed) {
            throw LogException.stopped(new IOException("it is closed"));
        }
    }

    /** What the guard knows must not be older than what is left of the log. */
    private void purge() throws IOException {
        adapter.note(true);
        calls.purge();
    }

    private void awaitLeader() throws IOException {
        if (!alone()) {
            return;
        }
        try {
            adapter.leading().get(settings.requestTimeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new IOException("the single member did not become leader in time", e);
        }
    }

    /** Has this member let in, and tells the others its name and where clients reach it. */
    private void takePart() {
        while (!closed && adapter.failure() == null) {
            try {
                if (!raft.isMember(raft.self())) {
                    askForAdmission();
                } else if (announced()) {
                    return;
                } else {
                    announce();
                }
            } catch (LogException | MembershipException | ExecutionException e) {
                LOG.debug("this member does not take part yet", e);
            } catch (TimeoutException e) {
                LOG.debug("nobody lets this member in yet", e);
            } catch (InterruptedException e) {
                return;
            }
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private boolean announced() {
        var entry = adapter.roster().of(raft.self());
        return entry != null
                && settings.self().equals(entry.name())
                && settings.clientUrls().equals(entry.clientUrls());
    }

    private void announce() {
        var entry = new Roster.Entry(settings.self(), null, false, settings.clientUrls());
        var deadline = Deadline.in(settings.requestTimeout());
        var leader = raft.leader();
        if (leader != null) {
            append(RosterMachine.put(raft.self(), entry), leader, deadline);
        }
        if (raft.leads() && raft.alone() && settings.transport() != null) {
            membership.updatePeerUrl(
                    identity.memberId(raft.self()),
                    settings.peerScheme() + settings.own().address());
        }
    }

    private void askForAdmission()
            throws InterruptedException, ExecutionException, TimeoutException {
        for (var other : settings.others()) {
            if (raft.isMember(raft.self())) {
                return;
            }
            var self = raft.self().toString().getBytes(StandardCharsets.UTF_8);
            PeerAnswer.read(
                    peers.call(other.address(), PeerCall.JOIN, self, ADMISSION)
                            .get(ADMISSION.toMillis(), TimeUnit.MILLISECONDS));
        }
    }

    /** What {@link PeerHandler} answers from; it is asked nothing before all of it is there. */
    private final class Parts implements PeerHandler.Parts {

        @Override
        public Raft raft() {
            return raft;
        }

        @Override
        public RaftCalls calls() {
            return calls;
        }

        @Override
        public Rounds leaderRounds() {
            return leaderRounds;
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
