package dev.kaptan.gateway.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.List;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/** Makes TLS contexts of PEM files. */
public final class TlsContexts {

    private TlsContexts() {}

    /** For a server that names the authorities of clients and takes any client certificate. */
    public static SSLContext server(Path certificate, Path key, Path clientAuthorities) {
        return context(
                SingleIdentity.load(certificate, key),
                new UnverifiedClients(PemFiles.certificates(clientAuthorities)));
    }

    /** For a client that shows a certificate and trusts {@code authorities}. */
    public static SSLContext client(Path certificate, Path key, Path authorities) {
        return context(
                SingleIdentity.load(certificate, key),
                trustManager(PemFiles.certificates(authorities)));
    }

    /** Verifies chains up to any of {@code authorities}, with dates and key usage (PKIX). */
    public static X509ExtendedTrustManager trustManager(List<X509Certificate> authorities) {
        try {
            var store = emptyStore();
            for (int i = 0; i < authorities.size(); i++) {
                store.setCertificateEntry("ca-" + i, authorities.get(i));
            }
            var factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(store);
            return (X509ExtendedTrustManager) factory.getTrustManagers()[0];
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException("cannot trust the given authorities", e);
        }
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static SSLContext context(KeyManager identity, TrustManager trust) {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(
                    new KeyManager[] {identity}, new TrustManager[] {trust}, new SecureRandom());
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM offers no TLS", e);
        }
    }
}
