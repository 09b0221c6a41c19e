package dev.kaptan.standalone.pki;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * The certificates of one cluster below a directory, named as <a
 * href="https://kubernetes.io/docs/setup/best-practices/certificates/">kubeadm names them</a>.
 *
 * <p>What is there is kept: authorities and the service account key for ever, certificates until a
 * month before they end or until the addresses they must carry change.
 */
public final class ClusterPki {

    private static final Duration RENEW_BEFORE = Duration.ofDays(30);

    private final Path directory;
    private final Clock clock;

    public ClusterPki(Path directory, Clock clock) {
        this.directory = directory;
        this.clock = clock;
    }

    /**
     * Makes what is missing.
     *
     * @throws IOException if the directory cannot be written or a file in it is damaged; the
     *     message names it
     */
    public void ensure(Subjects subjects) throws IOException {
        var cluster = authority("ca", "kubernetes");
        var etcd = authority("etcd/ca", "etcd-ca");
        leaf(cluster, "apiserver", subjects.apiServer());
        leaf(cluster, "apiserver-kubelet-client", Subjects.KUBELET_CLIENT);
        leaf(etcd, "etcd/server", subjects.etcdServer());
        leaf(etcd, "etcd/peer", subjects.etcdPeer());
        leaf(etcd, "apiserver-etcd-client", Subjects.ETCD_CLIENT);
        for (var node : subjects.nodes()) {
            leaf(cluster, "kubelet-" + node, subjects.kubeletServer(node));
        }
        signingKey();
        for (var client : subjects.clients()) {
            kubeconfig(cluster, client);
        }
    }

    public Path file(String name) {
        return directory.resolve("pki").resolve(name);
    }

    public Path kubeconfig(String name) {
        return directory.resolve(name);
    }

    private Authority authority(String name, String commonName) throws IOException {
        var certificate = file(name + ".crt");
        var key = file(name + ".key");
        if (Files.exists(certificate) && Files.exists(key)) {
            return new Authority(PemFiles.readCertificate(certificate), PemFiles.readKey(key));
        }
        if (Files.exists(certificate) || Files.exists(key)) {
            throw new IOException(
                    "of "
                            + certificate
                            + " and "
                            + key
                            + " one is missing: restore it, or remove both to start with a new"
                            + " authority");
        }
        var created = Authority.create(commonName, clock.instant());
        write(name, new Authority.Issued(created.certificate(), created.key()));
        return created;
    }

    private void leaf(Authority issuer, String name, CertificateProfile profile)
            throws IOException {
        if (!isCurrent(file(name + ".crt"), file(name + ".key"), issuer, profile)) {
            write(name, issuer.issue(profile, clock.instant()));
        }
    }

    private boolean isCurrent(
            Path certificate, Path key, Authority issuer, CertificateProfile profile)
            throws IOException {
        return Files.exists(certificate)
                && Files.exists(key)
                && CertificateCheck.stillServes(
                        PemFiles.readCertificate(certificate), issuer, profile, renewalTime());
    }

    private Instant renewalTime() {
        return clock.instant().plus(RENEW_BEFORE);
    }

    private void write(String name, Authority.Issued issued) throws IOException {
        PemFiles.write(file(name + ".key"), Pem.of(issued.key()));
        PemFiles.write(file(name + ".crt"), Pem.of(issued.certificate()));
    }

    private void signingKey() throws IOException {
        if (Files.exists(file("sa.key")) && Files.exists(file("sa.pub"))) {
            return;
        }
        var pair = Authority.signingKey();
        PemFiles.write(file("sa.key"), Pem.of(pair.getPrivate()));
        PemFiles.write(file("sa.pub"), Pem.of(pair.getPublic()));
    }

    private void kubeconfig(Authority issuer, Subjects.Client client) throws IOException {
        var target = kubeconfig(client.file());
        var name = "clients/" + client.file();
        var current = isCurrent(file(name + ".crt"), file(name + ".key"), issuer, client.profile());
        if (!current) {
            write(name, issuer.issue(client.profile(), clock.instant()));
        }
        var text =
                new Kubeconfig(
                                "kaptan",
                                client.server(),
                                Pem.of(issuer.certificate()),
                                client.profile().commonName(),
                                Files.readString(file(name + ".crt")),
                                Files.readString(file(name + ".key")))
                        .render();
        if (!Files.exists(target) || !Files.readString(target).equals(text)) {
            PemFiles.write(target, text);
        }
    }
}
