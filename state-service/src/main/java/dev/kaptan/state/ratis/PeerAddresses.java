package dev.kaptan.state.ratis;

import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.RaftServerRpcWithProxy;
import org.apache.ratis.util.PeerProxyMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.Closeable;
import java.io.IOException;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * Has Ratis reach each member where the configuration says that it is. Ratis goes on to use the
 * address that it knew first, be it that of {@code initial-cluster}, for as long as it runs.
 */
final class PeerAddresses {

    private static final Logger LOG = LoggerFactory.getLogger(PeerAddresses.class);

    /** Null for a member that reaches nobody. */
    private final @Nullable PeerProxyMap<?> proxies;

    PeerAddresses(RaftServer server) {
        this.proxies =
                server.getServerRpc() instanceof RaftServerRpcWithProxy<?, ?> rpc
                        ? rpc.getProxies()
                        : null;
    }

    /** Waits for calls under way to those that moved, for some seconds at most. */
    synchronized void follow(Collection<RaftPeer> members) {
        if (proxies == null) {
            return;
        }
        for (var member : members) {
            try {
                var left = Connections.replace(proxies, member);
                if (left != null) {
                    LOG.info("{} is reached at {} now", member.getId(), member.getAddress());
                    left.close();
                }
            } catch (IOException e) {
                LOG.debug("the connection to where {} was did not close", member.getId(), e);
            }
        }
    }

    /** What Ratis keeps of each member; there is no public way to it. */
    private static final class Connections {

        private static final Field PEERS;
        private static final Field LOCK;
        private static final Method PEER;
        private static final Method DROP;
        private static final Closeable NEVER_MADE = () -> {};

        static {
            try {
                var one = Class.forName(PeerProxyMap.class.getName() + "$PeerAndProxy");
                PEERS = open(PeerProxyMap.class.getDeclaredField("peers"));
                LOCK = open(PeerProxyMap.class.getDeclaredField("resetLock"));
                PEER = open(one.getDeclaredMethod("getPeer"));
                DROP = open(one.getDeclaredMethod("setNullProxyAndClose"));
            } catch (ReflectiveOperationException e) {
                throw new ExceptionInInitializerError(e);
            }
        }

        /** The connection to the member's earlier address; null if the address is the same. */
        static @Nullable Closeable replace(PeerProxyMap<?> proxies, RaftPeer member) {
            try {
                synchronized (LOCK.get(proxies)) {
                    @SuppressWarnings("unchecked") // what it holds is private
                    var peers = (Map<RaftPeerId, Object>) PEERS.get(proxies);
                    var old = peers.get(member.getId());
                    if (old == null || sameAddress((RaftPeer) PEER.invoke(old), member)) {
                        return null;
                    }
                    peers.remove(member.getId());
                    var connection = (Optional<?>) DROP.invoke(old);
                    proxies.computeIfAbsent(member);
                    return connection.map(Closeable.class::cast).orElse(NEVER_MADE);
                }
            } catch (IllegalAccessException | InvocationTargetException e) {
                throw new IllegalStateException(e);
            }
        }

        private static boolean sameAddress(RaftPeer one, RaftPeer other) {
            return one.getAddress().equals(other.getAddress());
        }

        private static <T extends AccessibleObject> T open(T member) {
            member.setAccessible(true);
            return member;
        }
    }
}
