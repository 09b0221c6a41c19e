package dev.kaptan.gateway.tls;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Lets every client certificate through the handshake, as upstream's {@code RequestClientCert}
 * does: a client with an expired certificate shall read a 401 Status and not a TLS alert. The
 * certificate proves nothing until the x509 authenticator has verified it.
 */
final class UnverifiedClients extends X509ExtendedTrustManager {

    private final List<X509Certificate> authorities;

    UnverifiedClients(List<X509Certificate> authorities) {
        this.authorities = List.copyOf(authorities);
    }

    /** The names that a client picks its certificate by. */
    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return authorities.toArray(X509Certificate[]::new);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType)
            throws CertificateException {
        throw new CertificateException("only clients are met here");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw new CertificateException("only clients are met here");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        throw new CertificateException("only clients are met here");
    }
}
