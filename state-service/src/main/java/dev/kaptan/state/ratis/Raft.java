package dev.kaptan.state.ratis;

import dev.kaptan.state.log.LogException;

import org.apache.ratis.proto.RaftProtos.RaftPeerRole;
import org.apache.ratis.proto.RaftProtos.ServerRpcProto;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.RaftServer;
import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What this member's Ratis knows of the group. */
record Raft(RaftServer.Division division) {

    RaftPeerId self() {
        return division.getId();
    }

    /** Ratis closes itself where it cannot go on, and does not always tell the machine. */
    boolean runs() {
        return division.getInfo().isAlive();
    }

    long term() {
        return division.getInfo().getCurrentTerm();
    }

    @Nullable RaftPeerId leader() {
        return division.getInfo().getLeaderId();
    }

    /** Whether this member leads and has applied all entries of earlier leaders. */
    boolean leads() {
        return division.getInfo().isLeaderReady();
    }

    long committed() {
        return division.getRaftLog().getLastCommittedIndex();
    }

    Collection<RaftPeer> voters() {
        return division.getRaftConf().getCurrentPeers(RaftPeerRole.FOLLOWER);
    }

    Collection<RaftPeer> learners() {
        return division.getRaftConf().getCurrentPeers(RaftPeerRole.LISTENER);
    }

    boolean isVoter(RaftPeerId peer) {
        return has(voters(), peer);
    }

    boolean isLearner(RaftPeerId peer) {
        return has(learners(), peer);
    }

    boolean isMember(RaftPeerId peer) {
        return isVoter(peer) || isLearner(peer);
    }

    /** The entry by which the members are what they are, committed or not. */
    long membersIndex() {
        return division.getRaftConf().getLogEntryIndex();
    }

    /** Whether no change of members is under way that may yet be taken back. */
    boolean isSettled() {
        var conf = division.getRaftConf();
        return conf.getPreviousPeers().isEmpty() && conf.getLogEntryIndex() <= committed();
    }

    /** Whether nobody but this member can acknowledge anything. */
    boolean alone() {
        var conf = division.getRaftConf();
        return conf.getCurrentPeers().size() == 1
                && conf.getPreviousPeers().size() <= 1
                && conf.getCurrentPeers(RaftPeerRole.LISTENER).isEmpty()
                && conf.getCurrentPeers().iterator().next().getId().equals(self());
    }

    /** While members change, both the old and the new ones have to agree (Raft section 6). */
    boolean majority(Predicate<RaftPeerId> agreed) {
        var conf = division.getRaftConf();
        return majority(conf.getCurrentPeers(), agreed)
                && (conf.getPreviousPeers().isEmpty() || majority(conf.getPreviousPeers(), agreed));
    }

    /** All whose answer may count for a majority, but this one. */
    List<RaftPeer> otherVoters() {
        var conf = division.getRaftConf();
        return conf.getAllPeers(RaftPeerRole.FOLLOWER).stream()
                .filter(peer -> !peer.getId().equals(self()))
                .toList();
    }

    /** All members where they are reached: while members change, where they were before. */
    List<RaftPeer> reached() {
        var conf = division.getRaftConf();
        return Stream.of(RaftPeerRole.FOLLOWER, RaftPeerRole.LISTENER)
                .flatMap(role ->
                        conf.getPreviousPeers().isEmpty()
                                ? conf.getCurrentPeers(role).stream()
                                : conf.getPreviousPeers(role).stream())
                .toList();
    }

    @Nullable String addressOf(RaftPeerId peer) {
        var known =
                division.getRaftConf().getPeer(peer, RaftPeerRole.FOLLOWER, RaftPeerRole.LISTENER);
        return known == null ? null : known.getAddress();
    }

    /** Why the leader did not answer: that there is none says more than what it came to. */
    LogException why(LogException e) {
        return leader() == null ? LogException.noLeader(e) : e;
    }

    /** How this leader sees the others. */
    List<ServerRpcProto> followers() {
        return division.getInfo().getRoleInfoProto().getLeaderInfo().getFollowerInfoList();
    }

    /** How far a member has committed, as far as this one has heard; -1 if it has not. */
    long commitOf(RaftPeerId peer) {
        return division.getCommitInfos().stream()
                .filter(info -> RaftPeerId.valueOf(info.getServer().getId()).equals(peer))
                .mapToLong(info -> info.getCommitIndex())
                .findFirst()
                .orElse(-1);
    }

    static boolean majority(Collection<RaftPeer> peers, Predicate<RaftPeerId> agreed) {
        long agreeing = peers.stream().map(RaftPeer::getId).filter(agreed).count();
        return agreeing > peers.size() / 2;
    }

    private static boolean has(Collection<RaftPeer> peers, RaftPeerId wanted) {
        return peers.stream().anyMatch(peer -> peer.getId().equals(wanted));
    }
}
