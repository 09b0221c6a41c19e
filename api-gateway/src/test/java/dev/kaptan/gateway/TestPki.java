package dev.kaptan.gateway;

import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.concurrent.atomic.AtomicLong;

/** A certificate authority for tests, writing PEM files into a folder. */
public final class TestPki {

    private static final AtomicLong SERIAL = new AtomicLong(1);

    private final Path folder;
    private final String authority;
    private final KeyPair authorityKey;
    private final X500Name authorityName;

    public record Identity(Path certificate, Path key) {}

    private TestPki(Path folder, String authority) throws Exception {
        this.folder = folder;
        this.authority = authority;
        this.authorityKey = newKey();
        this.authorityName = new X500Name("CN=" + authority);
        var builder = builder(authorityName, authorityKey, Duration.ofDays(1));
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
        write(authority + ".crt", "CERTIFICATE", sign(builder).getEncoded());
    }

    public static TestPki in(Path folder, String authority) {
        try {
            return new TestPki(folder, authority);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    public Path authorityFile() {
        return folder.resolve(authority + ".crt");
    }

    public Identity server(String name, String... dnsNames) {
        var names = new GeneralName[dnsNames.length + 1];
        names[0] = new GeneralName(GeneralName.iPAddress, "127.0.0.1");
        for (int i = 0; i < dnsNames.length; i++) {
            names[i + 1] = new GeneralName(GeneralName.dNSName, dnsNames[i]);
        }
        return issue(
                name,
                "CN=" + name,
                KeyPurposeId.id_kp_serverAuth,
                Duration.ofDays(1),
                new GeneralNames(names));
    }

    public Identity client(String subject) {
        return client(subject, Duration.ofDays(1));
    }

    /** With a negative validity the certificate has expired. */
    Identity client(String subject, Duration validity) {
        var file = "client-" + SERIAL.get();
        return issue(file, subject, KeyPurposeId.id_kp_clientAuth, validity, null);
    }

    /** A key pair for service account tokens; returns the private one's file. */
    Path signingKey() {
        try {
            var pair = newKey();
            write("sa.pub", "PUBLIC KEY", pair.getPublic().getEncoded());
            return write("sa.key", "PRIVATE KEY", pair.getPrivate().getEncoded());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private Identity issue(
            String file,
            String subject,
            KeyPurposeId purpose,
            Duration validity,
            GeneralNames alternativeNames) {
        try {
            var pair = newKey();
            var builder = builder(new X500Name(subject), pair, validity);
            builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose));
            if (alternativeNames != null) {
                builder.addExtension(Extension.subjectAlternativeName, false, alternativeNames);
            }
            return new Identity(
                    write(file + ".crt", "CERTIFICATE", sign(builder).getEncoded()),
                    write(file + ".key", "PRIVATE KEY", pair.getPrivate().getEncoded()));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private JcaX509v3CertificateBuilder builder(X500Name subject, KeyPair pair, Duration validity) {
        var now = Instant.now();
        return new JcaX509v3CertificateBuilder(
                authorityName,
                BigInteger.valueOf(SERIAL.getAndIncrement()),
                Date.from(now.minus(Duration.ofDays(2))),
                Date.from(now.plus(validity)),
                subject,
                pair.getPublic());
    }

    private X509Certificate sign(JcaX509v3CertificateBuilder builder) throws Exception {
        var signer =
                new JcaContentSignerBuilder("SHA256withECDSA").build(authorityKey.getPrivate());
        return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
    }

    private Path write(String name, String type, byte[] der) throws IOException {
        var base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        var pem = "-----BEGIN " + type + "-----\n" + base64 + "\n-----END " + type + "-----\n";
        return Files.writeString(folder.resolve(name), pem);
    }

    private static KeyPair newKey() throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }
}
