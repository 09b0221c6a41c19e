package dev.kaptan.standalone.pki;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Whether a certificate on disk still says what it should. */
final class CertificateCheck {

    private CertificateCheck() {}

    /** Signed by the authority, good beyond {@code until}, and for every name of the profile. */
    static boolean stillServes(
            X509Certificate certificate,
            Authority issuer,
            CertificateProfile profile,
            Instant until) {
        return isSignedBy(certificate, issuer)
                && certificate.getNotAfter().toInstant().isAfter(until)
                && alternativeNames(certificate).containsAll(wanted(profile));
    }

    private static boolean isSignedBy(X509Certificate certificate, Authority issuer) {
        try {
            certificate.verify(issuer.certificate().getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static Set<String> wanted(CertificateProfile profile) {
        var wanted = new HashSet<>(profile.dnsNames());
        wanted.addAll(profile.addresses());
        return wanted;
    }

    private static Set<String> alternativeNames(X509Certificate certificate) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            var found = new HashSet<String>();
            if (names != null) {
                names.forEach(name -> found.add(String.valueOf(name.get(1))));
            }
            return found;
        } catch (GeneralSecurityException e) {
            return Set.of();
        }
    }
}
