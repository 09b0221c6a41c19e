package dev.kaptan.state.ratis;

import dev.kaptan.state.codec.BytesReader;
import dev.kaptan.state.codec.BytesWriter;
import dev.kaptan.state.log.LogStatus;

import org.apache.ratis.protocol.RaftPeerId;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * The members as one of them sees them.
 *
 * @param known those that Raft counts, then those that were added and have not started
 */
record MemberList(List<Known> known) {

    /**
     * A member.
     *
     * @param taking whether it takes part, or was only added so far
     * @param started whether it has ever told its name
     */
    record Known(
            RaftPeerId peer,
            String address,
            boolean taking,
            boolean started,
            LogStatus.Member member) {}

    static MemberList of(Raft raft, Roster roster, Identity identity, String scheme) {
        var known = new ArrayList<Known>();
        var maker = new Maker(roster, identity, scheme);
        raft.voters()
                .forEach(each ->
                        known.add(maker.known(each.getId(), each.getAddress(), true, false)));
        raft.learners()
                .forEach(each ->
                        known.add(maker.known(each.getId(), each.getAddress(), true, true)));
        roster.entries()
                .forEach((id, entry) -> {
                    var peer = RaftPeerId.valueOf(id);
                    if (entry.address() != null && !raft.isMember(peer)) {
                        known.add(maker.known(peer, entry.address(), false, entry.learner()));
                    }
                });
        return new MemberList(List.copyOf(known));
    }

    List<LogStatus.Member> members() {
        return known.stream().map(Known::member).toList();
    }

    /** The one that goes by this name in Raft; null where it was removed. */
    LogStatus.@Nullable Member member(RaftPeerId peer) {
        return known.stream()
                .filter(each -> each.peer().equals(peer))
                .findFirst()
                .map(Known::member)
                .orElse(null);
    }

    /**
     * @param current whether this is what a majority knows, not only the teller
     */
    void write(BytesWriter out, boolean current) {
        out.number(known.size());
        for (var each : known) {
            out.text(each.peer.toString());
            out.text(each.address);
            out.flag(each.taking);
            out.flag(each.started);
        }
        out.flag(current);
    }

    /** Who is there, without what only clients want to know. */
    static Told read(BytesReader in) {
        var seen = new ArrayList<Seen>();
        for (long left = in.number(); left > 0; left--) {
            seen.add(new Seen(RaftPeerId.valueOf(in.text()), in.text(), in.flag(), in.flag()));
        }
        // Members of earlier versions did not say.
        return new Told(List.copyOf(seen), !in.hasMore() || in.flag());
    }

    /**
     * The members as another one tells of them.
     *
     * @param current whether a majority knows them so; one that was started a moment ago may not
     *     have heard yet of who came and went before
     */
    record Told(List<Seen> members, boolean current) {}

    /** A member as another one tells of it. */
    record Seen(RaftPeerId peer, String address, boolean taking, boolean started) {}

    private record Maker(Roster roster, Identity identity, String scheme) {

        /** Whom the roster does not know yet goes by what Raft calls him. */
        Known known(RaftPeerId peer, String address, boolean taking, boolean learner) {
            var entry = roster.of(peer);
            var member =
                    new LogStatus.Member(
                            identity.memberId(peer),
                            entry == null ? peer.toString() : entry.name(),
                            scheme + address,
                            entry == null ? List.of() : entry.clientUrls(),
                            learner);
            boolean started = entry != null && entry.name() != null;
            return new Known(peer, address, taking, started, member);
        }
    }
}
