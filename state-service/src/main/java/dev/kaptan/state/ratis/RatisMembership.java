package dev.kaptan.state.ratis;

import dev.kaptan.state.codec.BytesReader;
import dev.kaptan.state.codec.BytesWriter;
import dev.kaptan.state.log.LogException;
import dev.kaptan.state.log.LogStatus;
import dev.kaptan.state.log.Membership;
import dev.kaptan.state.log.MembershipException;
import dev.kaptan.state.log.MembershipException.Reason;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Has the leader change the members, wherever it is. */
final class RatisMembership implements Membership {

    private static final int ADD = 1;
    private static final int PROMOTE = 2;
    private static final int REMOVE = 3;
    private static final int UPDATE = 4;

    private static final Logger LOG = LoggerFactory.getLogger(RatisMembership.class);
    private static final Duration TRANSFER = Duration.ofSeconds(5);

    /** A member that is removed may never learn of it. */
    private static final Duration CATCHING_UP = Duration.ofSeconds(2);

    private final LeaderLink link;
    private final MemberChanges changes;
    private final Raft raft;
    private final Supplier<MemberList> members;
    private final Consumer<Deadline> barrier;
    private final Duration patience;

    /**
     * @param barrier waits until this member knows what the leader does
     */
    RatisMembership(
            LeaderLink link,
            MemberChanges changes,
            Raft raft,
            Supplier<MemberList> members,
            Consumer<Deadline> barrier,
            Duration patience) {
        this.link = link;
        this.changes = changes;
        this.raft = raft;
        this.members = members;
        this.barrier = barrier;
        this.patience = patience;
    }

    @Override
    public LogStatus.Member add(String peerUrl, boolean learner) {
        PeerUrl.address(peerUrl);
        var out = order(ADD);
        out.text(peerUrl);
        out.flag(learner);
        long id = send(out).number();
        return new LogStatus.Member(id, null, peerUrl, List.of(), learner);
    }

    @Override
    public void promote(long id) {
        send(order(PROMOTE, id));
    }

    @Override
    public void remove(long id) {
        send(order(REMOVE, id));
    }

    @Override
    public void updatePeerUrl(long id, String peerUrl) {
        PeerUrl.address(peerUrl);
        var out = order(UPDATE, id);
        out.text(peerUrl);
        send(out);
    }

    @Override
    public void transferLeadership(long id) {
        if (!raft.leads()) {
            throw new MembershipException(Reason.NOT_LEADER, "this member does not lead");
        }
        var target =
                members.get().known().stream()
                        .filter(each -> each.member().id() == id && raft.isVoter(each.peer()))
                        .findFirst()
                        .orElseThrow(() ->
                                new MembershipException(
                                        Reason.BAD_TRANSFEREE, "it is no member with a vote"));
        changes.transfer(target.peer(), TRANSFER);
    }

    /** Carries out an order where this member leads. */
    byte[] carryOut(byte[] order) {
        var in = new BytesReader(order);
        var out = new BytesWriter(16);
        switch (in.tag()) {
            case ADD -> out.number(changes.add(in.text(), in.flag()));
            case PROMOTE -> changes.promote(in.number());
            case REMOVE -> changes.remove(in.number());
            case UPDATE -> changes.updatePeerUrl(in.number(), in.text());
            default -> throw new IllegalArgumentException("an unknown change of members");
        }
        return out.toByteArray();
    }

    private BytesReader send(BytesWriter order) {
        var answer = link.order(PeerCall.CHANGE, order.toByteArray(), Deadline.in(patience));
        catchUp();
        return answer;
    }

    /** Whoever asks this member who the members are has to be told of the change. */
    private void catchUp() {
        try {
            barrier.accept(Deadline.in(CATCHING_UP));
        } catch (LogException e) {
            LOG.debug("the members were changed, of which this one does not know yet", e);
        }
    }

    private static BytesWriter order(int kind) {
        var out = new BytesWriter(64);
        out.tag(kind);
        return out;
    }

    private static BytesWriter order(int kind, long id) {
        var out = order(kind);
        out.number(id);
        return out;
    }
}
