package dev.kaptan.gateway.security;

import dev.kaptan.api.engine.auth.User;
import dev.kaptan.gateway.tls.TlsContexts;

import jakarta.servlet.http.HttpServletRequest;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.net.ssl.X509TrustManager;

/**
 * x509 client certificates: the common name is the user, organizations are its groups. The
 * handshake lets any certificate in; this is where it is verified.
 */
final class ClientCertificates implements Authenticator {

    private static final String CHAIN = "jakarta.servlet.request.X509Certificate";
    private static final String CREDENTIAL_ID = "authentication.kubernetes.io/credential-id";

    /** Above it all are forgotten, so that short-lived certificates cannot fill the heap. */
    private static final int REMEMBERED = 10_000;

    private final X509TrustManager authorities;
    private final Clock clock;
    private final Map<X509Certificate, Verified> verified = new ConcurrentHashMap<>();

    /** What a chain was found to prove, and until when. */
    private record Verified(Verdict verdict, Instant until) {}

    ClientCertificates(List<X509Certificate> authorities, Clock clock) {
        this.authorities = TlsContexts.trustManager(authorities);
        this.clock = clock;
    }

    @Override
    public Verdict authenticate(HttpServletRequest request) {
        if (!(request.getAttribute(CHAIN) instanceof X509Certificate[] chain)
                || chain.length == 0) {
            return new Verdict.Absent();
        }
        var known = verified.get(chain[0]);
        if (known != null && clock.instant().isBefore(known.until)) {
            return known.verdict;
        }
        return verify(chain);
    }

    private Verdict verify(X509Certificate[] chain) {
        try {
            authorities.checkClientTrusted(chain, chain[0].getPublicKey().getAlgorithm());
            var verdict = verdict(chain[0]);
            remember(chain[0], new Verified(verdict, earliestExpiry(chain)));
            return verdict;
        } catch (CertificateException e) {
            return new Verdict.Refused("client certificate: " + e.getMessage());
        }
    }

    private void remember(X509Certificate leaf, Verified result) {
        if (verified.size() >= REMEMBERED) {
            verified.clear();
        }
        verified.put(leaf, result);
    }

    private static Instant earliestExpiry(X509Certificate[] chain) {
        return Arrays.stream(chain)
                .map(certificate -> certificate.getNotAfter().toInstant())
                .min(Instant::compareTo)
                .orElseThrow();
    }

    private static Verdict verdict(X509Certificate leaf) {
        var names = new ArrayList<String>();
        var groups = new ArrayList<String>();
        for (var part : subject(leaf)) {
            collect(part, names, groups);
        }
        if (names.isEmpty()) {
            return new Verdict.Absent();
        }
        var extra = Map.of(CREDENTIAL_ID, List.of("X509SHA256=" + fingerprint(leaf)));
        return new Verdict.Authenticated(new User(names.getLast(), "", groups, extra));
    }

    private static List<Rdn> subject(X509Certificate leaf) {
        try {
            return new LdapName(leaf.getSubjectX500Principal().getName()).getRdns();
        } catch (InvalidNameException e) {
            throw new IllegalStateException("the JDK wrote a name that it cannot read", e);
        }
    }

    private static void collect(Rdn part, List<String> names, List<String> groups) {
        var attributes = part.toAttributes().getAll();
        while (attributes.hasMoreElements()) {
            var attribute = attributes.nextElement();
            var value = String.valueOf(firstValue(attribute));
            if (attribute.getID().equalsIgnoreCase("CN") && !value.isEmpty()) {
                names.add(value);
            } else if (attribute.getID().equalsIgnoreCase("O")) {
                groups.add(value);
            }
        }
    }

    private static Object firstValue(javax.naming.directory.Attribute attribute) {
        try {
            return attribute.get();
        } catch (javax.naming.NamingException e) {
            throw new IllegalStateException("an attribute in memory cannot fail", e);
        }
    }

    private static String fingerprint(X509Certificate leaf) {
        try {
            var sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(leaf.getEncoded()));
        } catch (NoSuchAlgorithmException | CertificateException e) {
            throw new IllegalStateException(e);
        }
    }
}
