package dev.kaptan.gateway.node;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;

import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/**
 * Whether a verified certificate is that of a node: it must carry the node's name, or the address
 * that was dialled. A loopback address, which nodes share, proves nothing.
 */
final class NodeIdentity {

    private static final int DNS_NAME = 2;
    private static final int IP_ADDRESS = 7;

    private NodeIdentity() {}

    static void verify(SSLSession session, String nodeName, String host)
            throws SSLPeerUnverifiedException {
        var leaf = (X509Certificate) session.getPeerCertificates()[0];
        var names = subjectAlternativeNames(leaf);
        boolean proven =
                names.stream().anyMatch(name -> isNode(name, nodeName) || isAddress(name, host));
        if (!proven) {
            throw new SSLPeerUnverifiedException(
                    "the certificate of the agent at "
                            + host
                            + " is not valid for node "
                            + nodeName
                            + ", but for "
                            + names.stream().map(List::getLast).toList());
        }
    }

    private static boolean isNode(List<?> name, String nodeName) {
        return name.get(0).equals(DNS_NAME) && nodeName.equalsIgnoreCase((String) name.get(1));
    }

    private static boolean isAddress(List<?> name, String host) {
        if (!name.get(0).equals(IP_ADDRESS) || host.chars().anyMatch(Character::isLetter)) {
            return false;
        }
        try {
            var dialled = InetAddress.getByName(host);
            return !dialled.isLoopbackAddress()
                    && dialled.equals(InetAddress.getByName((String) name.get(1)));
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static Collection<List<?>> subjectAlternativeNames(X509Certificate leaf)
            throws SSLPeerUnverifiedException {
        try {
            var names = leaf.getSubjectAlternativeNames();
            return names == null ? List.of() : names;
        } catch (CertificateParsingException e) {
            throw new SSLPeerUnverifiedException("unreadable certificate: " + e.getMessage());
        }
    }
}
