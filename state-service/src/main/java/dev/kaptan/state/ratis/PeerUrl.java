package dev.kaptan.state.ratis;

import dev.kaptan.state.log.MembershipException;

import java.net.URI;

/** {@code http://host:port}, as etcd writes where a member is reached by its peers. */
final class PeerUrl {

    private PeerUrl() {}

    /** The {@code host:port}. */
    static String address(String url) {
        try {
            var uri = URI.create(url);
            boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            boolean bare = uri.getRawPath() == null || uri.getRawPath().isEmpty();
            if (web && bare && uri.getHost() != null && uri.getPort() > 0) {
                return uri.getHost() + ":" + uri.getPort();
            }
        } catch (IllegalArgumentException e) {
            throw refusal(url);
        }
        throw refusal(url);
    }

    private static MembershipException refusal(String url) {
        return new MembershipException(
                MembershipException.Reason.BAD_PEER_URL,
                "'" + url + "' is no peer URL; give one such as http://10.0.0.2:2380");
    }
}
