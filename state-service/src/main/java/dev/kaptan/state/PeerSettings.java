package dev.kaptan.state;

import dev.kaptan.state.ratis.RatisSettings;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** Checks what the properties say of the other members. */
final class PeerSettings {

    private static final String ALL_OR_NONE =
            "give all of peer-tls.certificate, peer-tls.key, peer-tls.ca or none";

    /** Stands in the configuration of a member that nobody can reach. */
    private static final String NOWHERE = "localhost:2380";

    private PeerSettings() {}

    /** The members to begin with, in the order of the setting. */
    static List<RatisSettings.Peer> members(StateProperties properties) {
        var initial = properties.initialCluster();
        if (initial != null && !initial.isBlank()) {
            return several(properties, initial);
        }
        if (properties.initialClusterState() == StateProperties.InitialClusterState.EXISTING) {
            throw bad(
                    "is missing; name the members that are there and this one,"
                            + " as etcdctl member add prints them");
        }
        return List.of(new RatisSettings.Peer(properties.name(), ownAddress(properties)));
    }

    static RatisSettings.@Nullable Transport transport(StateProperties properties) {
        var listen = properties.peerListen();
        if (listen == null) {
            return null;
        }
        return new RatisSettings.Transport(
                Settings.address("peer-listen", listen), tls(properties.peerTls()));
    }

    private static List<RatisSettings.Peer> several(StateProperties properties, String initial) {
        var members = new ArrayList<RatisSettings.Peer>();
        for (var item : initial.split(",", -1)) {
            members.add(member(properties, item.strip()));
        }
        if (members.stream().map(RatisSettings.Peer::name).distinct().count() < members.size()
                || members.stream().map(RatisSettings.Peer::address).distinct().count()
                        < members.size()) {
            throw bad("names a member or an address twice; give each member its own");
        }
        if (members.stream().noneMatch(each -> each.name().equals(properties.name()))) {
            throw bad(
                    "has no member '%s'; add %s=http://HOST:PORT, or set kaptan.state.name"
                            .formatted(properties.name(), properties.name()));
        }
        if (properties.peerListen() == null) {
            throw new InvalidSettingException(
                    "peer-listen",
                    "is missing; give the host:port on which this member's peers reach it");
        }
        return members;
    }

    private static RatisSettings.Peer member(StateProperties properties, String item) {
        int equals = item.indexOf('=');
        try {
            var url = URI.create(item.substring(equals + 1));
            if (equals > 0 && url.getHost() != null && url.getPort() > 0) {
                requireScheme(properties, item, url);
                return new RatisSettings.Peer(
                        item.substring(0, equals), url.getHost() + ":" + url.getPort());
            }
        } catch (IllegalArgumentException e) {
            throw notAMember(item);
        }
        throw notAMember(item);
    }

    private static void requireScheme(StateProperties properties, String item, URI url) {
        var scheme = properties.peerTls().certificate() == null ? "http" : "https";
        if (!scheme.equals(url.getScheme())) {
            throw bad(
                    "'%s' has to begin with %s:// %s peer-tls.certificate"
                            .formatted(item, scheme, scheme.equals("http") ? "without" : "with"));
        }
    }

    private static String ownAddress(StateProperties properties) {
        var listen = properties.peerListen();
        if (listen == null) {
            return NOWHERE;
        }
        var address = Settings.address("peer-listen", listen);
        if (!address.isUnresolved() && address.getAddress().isAnyLocalAddress()) {
            throw bad(
                    "is missing; as peer-listen is every address, say at which one peers reach"
                            + " this member: %s=http://HOST:%d"
                                    .formatted(properties.name(), address.getPort()));
        }
        return listen;
    }

    private static RatisSettings.@Nullable PeerTls tls(StateProperties.PeerTls tls) {
        if (tls.certificate() == null && tls.key() == null && tls.ca() == null) {
            return null;
        }
        return new RatisSettings.PeerTls(
                Settings.readable("peer-tls.certificate", tls.certificate(), ALL_OR_NONE),
                Settings.readable("peer-tls.key", tls.key(), ALL_OR_NONE),
                Settings.readable("peer-tls.ca", tls.ca(), ALL_OR_NONE));
    }

    private static InvalidSettingException notAMember(String item) {
        return bad("'" + item + "' is no member; give NAME=http://HOST:PORT for each, with commas");
    }

    private static InvalidSettingException bad(String advice) {
        return new InvalidSettingException("initial-cluster", advice);
    }
}
