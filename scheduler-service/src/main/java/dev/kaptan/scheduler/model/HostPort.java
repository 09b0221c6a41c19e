package dev.kaptan.scheduler.model;

/** A port that a Pod takes on its Node's own address. */
public record HostPort(String protocol, String ip, int port) {

    private static final String ANY = "0.0.0.0";

    public HostPort {
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("port must be within 1..65535, is " + port);
        }
        protocol = protocol.isEmpty() ? "TCP" : protocol;
        ip = ip.isEmpty() ? ANY : ip;
    }

    public boolean conflictsWith(HostPort other) {
        return port == other.port
                && protocol.equals(other.protocol)
                && (ip.equals(other.ip) || ip.equals(ANY) || other.ip.equals(ANY));
    }
}
