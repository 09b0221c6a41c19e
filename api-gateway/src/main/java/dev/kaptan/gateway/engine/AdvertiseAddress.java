package dev.kaptan.gateway.engine;

import org.jspecify.annotations.Nullable;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;

/** Where pods reach this server, which a loopback or wildcard address cannot be. */
public final class AdvertiseAddress {

    private AdvertiseAddress() {}

    public static String of(@Nullable String configured, InetAddress listen) {
        if (configured != null && !configured.isEmpty()) {
            return configured;
        }
        return listen.isLoopbackAddress() || listen.isAnyLocalAddress()
                ? ownAddress(listen)
                : listen.getHostAddress();
    }

    private static String ownAddress(InetAddress otherwise) {
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(address -> address instanceof Inet4Address)
                    .filter(address ->
                            !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                    .findFirst()
                    .orElse(otherwise)
                    .getHostAddress();
        } catch (SocketException e) {
            return otherwise.getHostAddress();
        }
    }
}
