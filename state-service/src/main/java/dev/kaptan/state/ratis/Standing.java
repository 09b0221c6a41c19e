package dev.kaptan.state.ratis;

import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.leader.FollowerInfo;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

/**
 * Whether a member is told that it is still starting, in which state it neither votes nor calls
 * elections.
 *
 * <p>Ratis tells a learner so until another member leads, even when it has long been promoted: it
 * counts only new voters as caught up (LeaderStateImpl.checkStaging), so that two of three are no
 * majority if one of them was promoted. From the next leader on it tells learners the contrary, and
 * one that then misses its leader calls an election, finds itself among no voters, and ends. So we
 * decide: learners are starting, voters are not.
 *
 * <p>It also counts a newcomer in before that one's log says so, where a silent leader would have
 * the same end. So voters are starting until they have the entry by which the members are what they
 * are; one that runs already takes no notice.
 */
final class Standing {

    private static final Method CATCH_UP = method("catchUp");

    private final Raft raft;
    private final FollowerInfo follower;
    private final RaftPeerId peer;

    Standing(Raft raft, FollowerInfo follower) {
        this.raft = raft;
        this.follower = follower;
        this.peer = follower.getId();
    }

    /**
     * @param believed what Ratis would tell it
     */
    boolean starting(boolean believed) {
        boolean learner = raft.isLearner(peer);
        if (!believed) {
            return learner || !knowsWhereItStands();
        }
        boolean promoted = raft.isSettled() && raft.isVoter(peer);
        if (learner || promoted) {
            // One that does not count as caught up is forgotten when another newcomer fails.
            catchUp();
        }
        return !promoted;
    }

    private boolean knowsWhereItStands() {
        return follower.getMatchIndex() >= raft.membersIndex();
    }

    private void catchUp() {
        try {
            CATCH_UP.invoke(follower);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(e);
        }
    }

    /** There is no public way to it. */
    private static Method method(String name) {
        try {
            var found =
                    Class.forName("org.apache.ratis.server.impl.FollowerInfoImpl")
                            .getDeclaredMethod(name);
            found.setAccessible(true);
            return found;
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
