package dev.kaptan.standalone.pki;

import dev.kaptan.standalone.pki.CertificateProfile.KeyType;
import dev.kaptan.standalone.pki.CertificateProfile.Usage;

import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;

/**
 * A certificate authority: its certificate and the key that signs for it. Its own key is EC P-256.
 */
record Authority(X509Certificate certificate, PrivateKey key) {

    static final Duration AUTHORITY_LIFE = Duration.ofDays(3650);
    static final Duration LEAF_LIFE = Duration.ofDays(365);

    /** Clocks of clients may be a little behind ours. */
    private static final Duration BACKDATE = Duration.ofMinutes(5);

    private static final SecureRandom RANDOM = new SecureRandom();

    /** A certificate with its private key. */
    record Issued(X509Certificate certificate, PrivateKey key) {}

    static Authority create(String commonName, Instant now) {
        var pair = newKeyPair(KeyType.EC);
        var subject = new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.CN, commonName).build();
        try {
            var extensions = new JcaX509ExtensionUtils();
            var builder =
                    builder(subject, subject, pair, now, AUTHORITY_LIFE)
                            .addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
                            .addExtension(
                                    Extension.keyUsage,
                                    true,
                                    new KeyUsage(
                                            KeyUsage.digitalSignature
                                                    | KeyUsage.keyCertSign
                                                    | KeyUsage.cRLSign))
                            .addExtension(
                                    Extension.subjectKeyIdentifier,
                                    false,
                                    extensions.createSubjectKeyIdentifier(pair.getPublic()));
            return new Authority(sign(builder, pair.getPrivate()), pair.getPrivate());
        } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException("cannot make the authority " + commonName, e);
        }
    }

    Issued issue(CertificateProfile profile, Instant now) {
        var pair = newKeyPair(profile.keyType());
        try {
            var extensions = new JcaX509ExtensionUtils();
            var builder =
                    builder(issuerName(), subject(profile), pair, now, LEAF_LIFE)
                            .addExtension(
                                    Extension.basicConstraints, true, new BasicConstraints(false))
                            .addExtension(
                                    Extension.keyUsage,
                                    true,
                                    new KeyUsage(KeyUsage.digitalSignature))
                            .addExtension(Extension.extendedKeyUsage, false, purposes(profile))
                            .addExtension(
                                    Extension.authorityKeyIdentifier,
                                    false,
                                    extensions.createAuthorityKeyIdentifier(
                                            certificate.getPublicKey()));
            var names = alternativeNames(profile);
            if (names.length > 0) {
                builder.addExtension(
                        Extension.subjectAlternativeName, false, new GeneralNames(names));
            }
            return new Issued(sign(builder, key), pair.getPrivate());
        } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException(
                    "cannot issue a certificate for " + profile.commonName(), e);
        }
    }

    private X500Name issuerName() {
        return X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
    }

    private static X509v3CertificateBuilder builder(
            X500Name issuer, X500Name subject, KeyPair pair, Instant now, Duration life) {
        return new JcaX509v3CertificateBuilder(
                issuer,
                new BigInteger(127, RANDOM).setBit(126),
                Date.from(now.minus(BACKDATE)),
                Date.from(now.plus(life)),
                subject,
                pair.getPublic());
    }

    private static X509Certificate sign(X509v3CertificateBuilder builder, PrivateKey key)
            throws OperatorCreationException, GeneralSecurityException {
        var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(key);
        return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
    }

    private static X500Name subject(CertificateProfile profile) {
        var name = new X500NameBuilder(BCStyle.INSTANCE);
        profile.organizations().forEach(group -> name.addRDN(BCStyle.O, group));
        return name.addRDN(BCStyle.CN, profile.commonName()).build();
    }

    private static ExtendedKeyUsage purposes(CertificateProfile profile) {
        var purposes = new ArrayList<KeyPurposeId>();
        if (profile.usages().contains(Usage.SERVER)) {
            purposes.add(KeyPurposeId.id_kp_serverAuth);
        }
        if (profile.usages().contains(Usage.CLIENT)) {
            purposes.add(KeyPurposeId.id_kp_clientAuth);
        }
        return new ExtendedKeyUsage(purposes.toArray(KeyPurposeId[]::new));
    }

    private static GeneralName[] alternativeNames(CertificateProfile profile) {
        List<GeneralName> names = new ArrayList<>();
        profile.dnsNames().forEach(name -> names.add(new GeneralName(GeneralName.dNSName, name)));
        profile.addresses().forEach(ip -> names.add(new GeneralName(GeneralName.iPAddress, ip)));
        return names.toArray(GeneralName[]::new);
    }

    private static KeyPair newKeyPair(KeyType type) {
        try {
            var generator = KeyPairGenerator.getInstance(type.name());
            switch (type) {
                case EC -> generator.initialize(new ECGenParameterSpec("secp256r1"), RANDOM);
                case RSA -> generator.initialize(2048, RANDOM);
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK cannot make " + type + " keys", e);
        }
    }

    /** A key pair of its own, not certified by anybody: it signs service account tokens. */
    static KeyPair signingKey() {
        return newKeyPair(KeyType.EC);
    }
}
