package dev.kaptan.standalone.pki;

import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;

/** PEM texts of keys and certificates. */
final class Pem {

    private Pem() {}

    static String of(X509Certificate certificate) {
        try {
            return PemFiles.encode("CERTIFICATE", certificate.getEncoded());
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate that was just made does not encode", e);
        }
    }

    static String of(PrivateKey key) {
        return PemFiles.encode("PRIVATE KEY", key.getEncoded());
    }

    static String of(PublicKey key) {
        return PemFiles.encode("PUBLIC KEY", key.getEncoded());
    }
}
