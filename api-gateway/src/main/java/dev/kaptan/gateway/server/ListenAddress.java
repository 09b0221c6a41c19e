package dev.kaptan.gateway.server;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * Where a server listens.
 *
 * @param host a name or address; IPv6 in brackets on the wire, without them here
 * @param port 0 takes any free one
 */
public record ListenAddress(String host, int port) {

    public ListenAddress {
        if (host.isEmpty() || port < 0 || port > 65535) {
            throw new IllegalArgumentException(
                    "'" + host + ":" + port + "' is not of the form host:port");
        }
    }

    /** Parses {@code host:port}; Spring's conversion finds it by its name. */
    public static ListenAddress valueOf(String text) {
        int colon = text.lastIndexOf(':');
        try {
            var host = text.substring(0, Math.max(0, colon)).replaceAll("^\\[|]$", "");
            return new ListenAddress(host, Integer.parseInt(text.substring(colon + 1)));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' is not of the form host:port", e);
        }
    }

    public InetAddress address() {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("cannot resolve the host of '" + this + "'", e);
        }
    }

    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
