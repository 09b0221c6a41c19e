package dev.kaptan.agent.testing;

import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A CA of its own for each test, with certificates on disk and clients that use them. */
public final class TestPki {
    private static final char[] NO_PASSWORD = new char[0];

    private final Path directory;
    private final KeyPair caKey;
    private final X509Certificate ca;

    private record Pair(KeyPair key, X509Certificate certificate) {}

    public TestPki(Path directory) throws Exception {
        this.directory = directory;
        this.caKey = keyPair();
        this.ca = sign("test-ca", caKey, new X500Name("CN=test-ca"), true);
        write("ca.crt", "CERTIFICATE", ca.getEncoded());
        var server = issue("node");
        write("server.crt", "CERTIFICATE", server.certificate.getEncoded());
        write("server.key", "PRIVATE KEY", server.key.getPrivate().getEncoded());
    }

    public Path file(String name) {
        return directory.resolve(name);
    }

    /** TLS of a client that trusts the CA and shows a certificate of that name, or none if null. */
    public SSLContext client(String name) throws Exception {
        var trust = KeyStore.getInstance("PKCS12");
        trust.load(null, null);
        trust.setCertificateEntry("ca", ca);
        var trusts = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusts.init(trust);
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(keyStore(name), NO_PASSWORD);
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trusts.getTrustManagers(), null);
        return context;
    }

    private KeyStore keyStore(String name) throws Exception {
        var own = KeyStore.getInstance("PKCS12");
        own.load(null, null);
        if (name != null) {
            var pair = issue(name);
            own.setKeyEntry(
                    "own",
                    pair.key.getPrivate(),
                    NO_PASSWORD,
                    new Certificate[] {pair.certificate, ca});
        }
        return own;
    }

    private Pair issue(String name) throws Exception {
        var key = keyPair();
        return new Pair(key, sign(name, key, new X500Name("CN=test-ca"), false));
    }

    private X509Certificate sign(String name, KeyPair key, X500Name issuer, boolean isCa)
            throws Exception {
        var now = Instant.now();
        var builder =
                new JcaX509v3CertificateBuilder(
                        issuer,
                        BigInteger.valueOf(System.nanoTime()),
                        Date.from(now.minusSeconds(60)),
                        Date.from(now.plus(Duration.ofHours(1))),
                        new X500Name("CN=" + name),
                        key.getPublic());
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(isCa));
        if (!isCa) {
            builder.addExtension(
                    Extension.subjectAlternativeName,
                    false,
                    new GeneralNames(new GeneralName(GeneralName.iPAddress, "127.0.0.1")));
        }
        var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(caKey.getPrivate());
        return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
    }

    private static KeyPair keyPair() throws Exception {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        return generator.generateKeyPair();
    }

    private void write(String name, String type, byte[] der) throws Exception {
        var base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        Files.writeString(
                file(name),
                "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(type, base64, type));
    }
}
