package dev.kaptan.state.ratis;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.ratis.proto.RaftProtos.RaftPeerRole;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.RaftConfiguration;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.leader.FollowerInfo;
import org.junit.jupiter.api.Test;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;

/** What a member is told that Ratis believes to have caught up. */
class StandingTest {

    private static final RaftPeerId PEER = RaftPeerId.valueOf("newcomer");
    private static final long MEMBERS_INDEX = 7;

    /** It would call an election of which it knows itself to be no part. */
    @Test
    void aVoterIsStartingUntilItHasTheEntryThatCountsItIn() {
        assertThat(starting(RaftPeerRole.FOLLOWER, MEMBERS_INDEX - 1)).isTrue();
        assertThat(starting(RaftPeerRole.FOLLOWER, MEMBERS_INDEX)).isFalse();
    }

    @Test
    void aLearnerIsStartingWhateverItHas() {
        assertThat(starting(RaftPeerRole.LISTENER, MEMBERS_INDEX + 1)).isTrue();
    }

    private static boolean starting(RaftPeerRole role, long matchIndex) {
        var conf =
                (RaftConfiguration)
                        Proxy.newProxyInstance(
                                RaftConfiguration.class.getClassLoader(),
                                new Class<?>[] {RaftConfiguration.class},
                                (proxy, method, arguments) ->
                                        switch (method.getName()) {
                                            case "getLogEntryIndex" -> MEMBERS_INDEX;
                                            case "getCurrentPeers" ->
                                                    role == arguments[0]
                                                            ? List.of(peer())
                                                            : List.of();
                                            default -> throw new AssertionError(method);
                                        });
        var division = answering(RaftServer.Division.class, Map.of("getRaftConf", conf));
        var follower =
                answering(FollowerInfo.class, Map.of("getId", PEER, "getMatchIndex", matchIndex));
        return new Standing(new Raft(division), follower).starting(false);
    }

    private static RaftPeer peer() {
        return RaftPeer.newBuilder().setId(PEER).build();
    }

    private static <T> T answering(Class<T> type, Map<String, Object> answers) {
        return type.cast(
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (proxy, method, arguments) -> {
                            var answer = answers.get(method.getName());
                            if (answer == null) {
                                throw new AssertionError(method);
                            }
                            return answer;
                        }));
    }
}
