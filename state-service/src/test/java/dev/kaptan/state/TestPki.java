package dev.kaptan.state;

import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;

import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A CA with a server's and a client's certificate as PEM files. */
public final class TestPki {

    private final Path directory;
    private final KeyPair caKeys = keys();
    private final X509Certificate ca;
    private final KeyStore identities = KeyStore.getInstance(KeyStore.getDefaultType());

    public TestPki(Path directory) throws Exception {
        this.directory = directory;
        this.ca = certificate("ca", caKeys, true);
        write("ca.crt", "CERTIFICATE", ca.getEncoded());
        issue("server");
        issue("client");
    }

    public Path file(String name) {
        return directory.resolve(name);
    }

    /** Trusts the CA and shows the client's certificate. */
    public SSLContext asClient() throws Exception {
        var keyManagers = KeyManagerFactory.getInstance("PKIX");
        keyManagers.init(identities, new char[0]);
        return context(keyManagers.getKeyManagers());
    }

    /** Trusts the CA and shows nothing. */
    public SSLContext asStranger() throws Exception {
        return context(new KeyManager[0]);
    }

    private SSLContext context(KeyManager[] keyManagers) throws Exception {
        var trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        trusted.setCertificateEntry("ca", ca);
        var trustManagers = TrustManagerFactory.getInstance("PKIX");
        trustManagers.init(trusted);
        var context = SSLContext.getInstance("TLS");
        context.init(keyManagers, trustManagers.getTrustManagers(), null);
        return context;
    }

    private void issue(String name) throws Exception {
        var keys = keys();
        var certificate = certificate(name, keys, false);
        if (name.equals("client")) {
            identities.load(null, null);
            identities.setKeyEntry(
                    name, keys.getPrivate(), new char[0], new X509Certificate[] {certificate, ca});
        }
        write(name + ".crt", "CERTIFICATE", certificate.getEncoded());
        write(name + ".key", "PRIVATE KEY", keys.getPrivate().getEncoded());
    }

    private X509Certificate certificate(String name, KeyPair keys, boolean authority)
            throws Exception {
        var now = Instant.now();
        var builder =
                new JcaX509v3CertificateBuilder(
                        new X500Name("CN=ca"),
                        BigInteger.valueOf(System.nanoTime()),
                        Date.from(now.minus(Duration.ofMinutes(5))),
                        Date.from(now.plus(Duration.ofDays(1))),
                        new X500Name("CN=" + name),
                        keys.getPublic());
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
        if (!authority) {
            builder.addExtension(
                    Extension.subjectAlternativeName,
                    false,
                    new GeneralNames(new GeneralName(GeneralName.iPAddress, "127.0.0.1")));
        }
        var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(caKeys.getPrivate());
        return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
    }

    private void write(String name, String type, byte[] content) throws IOException {
        var body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        Files.writeString(
                file(name),
                "-----BEGIN " + type + "-----\n" + body + "\n-----END " + type + "-----\n");
    }

    private static KeyPair keys() throws Exception {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        return generator.generateKeyPair();
    }
}
