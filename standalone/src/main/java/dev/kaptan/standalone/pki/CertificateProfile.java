package dev.kaptan.standalone.pki;

import java.util.List;
import java.util.Set;

/**
 * What a certificate shall say; see <a
 * href="https://kubernetes.io/docs/setup/best-practices/certificates/">PKI certificates and
 * requirements</a>.
 *
 * @param commonName the user name of a client, the host's name of a server
 * @param organizations the groups of a client
 * @param dnsNames subject alternative names
 * @param addresses subject alternative names that are IP addresses
 */
record CertificateProfile(
        String commonName,
        List<String> organizations,
        List<String> dnsNames,
        List<String> addresses,
        Set<Usage> usages,
        KeyType keyType) {

    enum Usage {
        CLIENT,
        SERVER
    }

    /**
     * EC keys are made at once; RSA keys in kubeconfigs are read by every client library, which is
     * not so of EC keys in PKCS#8 form.
     */
    enum KeyType {
        EC,
        RSA
    }

    CertificateProfile {
        if (commonName.isBlank()) {
            throw new IllegalArgumentException("commonName of a certificate must not be blank");
        }
        organizations = List.copyOf(organizations);
        dnsNames = List.copyOf(dnsNames);
        addresses = List.copyOf(addresses);
        usages = Set.copyOf(usages);
    }

    static CertificateProfile client(String user, String... groups) {
        return new CertificateProfile(
                user, List.of(groups), List.of(), List.of(), Set.of(Usage.CLIENT), KeyType.RSA);
    }

    static CertificateProfile server(String name, List<String> dnsNames, List<String> addresses) {
        return new CertificateProfile(
                name, List.of(), dnsNames, addresses, Set.of(Usage.SERVER), KeyType.EC);
    }
}
