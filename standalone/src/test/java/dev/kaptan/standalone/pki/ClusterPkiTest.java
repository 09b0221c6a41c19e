package dev.kaptan.standalone.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

class ClusterPkiTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Subjects SUBJECTS =
            new Subjects(
                    "https://127.0.0.1:6443",
                    "https://127.0.0.1:6443",
                    List.of("127.0.0.1", "localhost"),
                    "10.96.0.1",
                    List.of("node-1"));

    @TempDir Path directory;

    private ClusterPki pkiAt(Instant now) {
        return new ClusterPki(directory, Clock.fixed(now, ZoneOffset.UTC));
    }

    @Test
    void everyCertificateIsSignedByItsAuthorityAndNamesItsHosts() throws Exception {
        var pki = pkiAt(START);
        pki.ensure(SUBJECTS);

        var authority = PemFiles.readCertificate(pki.file("ca.crt"));
        var server = PemFiles.readCertificate(pki.file("apiserver.crt"));
        server.verify(authority.getPublicKey());
        assertThat(server.getSubjectAlternativeNames().toString())
                .contains("kubernetes.default.svc", "127.0.0.1", "10.96.0.1");
        PemFiles.readCertificate(pki.file("etcd/server.crt"))
                .verify(PemFiles.readCertificate(pki.file("etcd/ca.crt")).getPublicKey());
    }

    @Test
    void onlyTheAdministratorIsASystemMaster() throws Exception {
        var pki = pkiAt(START);
        pki.ensure(SUBJECTS);

        try (var files = Files.walk(directory)) {
            for (var file : files.filter(f -> f.toString().endsWith(".crt")).toList()) {
                var subject = PemFiles.readCertificate(file).getSubjectX500Principal().getName();
                assertThat(subject.contains("system:masters"))
                        .as(file + " " + subject)
                        .isEqualTo(subject.contains("kubernetes-admin"));
            }
        }
    }

    @Test
    void filesAreForTheirOwnerAlone() throws IOException {
        pkiAt(START).ensure(SUBJECTS);

        try (var files = Files.walk(directory)) {
            assertThat(files.filter(Files::isRegularFile))
                    .isNotEmpty()
                    .allSatisfy(file ->
                            assertThat(Files.getPosixFilePermissions(file))
                                    .isEqualTo(PosixFilePermissions.fromString("rw-------")));
        }
    }

    @Test
    void aSecondStartChangesNothing() throws IOException {
        pkiAt(START).ensure(SUBJECTS);
        var before = contents();
        pkiAt(START.plus(Duration.ofDays(30))).ensure(SUBJECTS);

        assertThat(contents()).isEqualTo(before);
    }

    @Test
    void aCertificateThatEndsWithinAMonthIsRenewedByTheSameAuthority() throws IOException {
        var pki = pkiAt(START);
        pki.ensure(SUBJECTS);
        var authority = Files.readString(pki.file("ca.crt"));
        var kubeconfig = Files.readString(pki.kubeconfig("kubeconfig"));
        var later = START.plus(Duration.ofDays(340));
        pkiAt(later).ensure(SUBJECTS);

        assertThat(Files.readString(pki.file("ca.crt"))).isEqualTo(authority);
        assertThat(PemFiles.readCertificate(pki.file("apiserver.crt")).getNotAfter().toInstant())
                .isAfter(later.plus(Duration.ofDays(300)));
        assertThat(Files.readString(pki.kubeconfig("kubeconfig"))).isNotEqualTo(kubeconfig);
    }

    @Test
    void anAuthorityWithoutItsKeyIsNeverReplacedSilently() throws IOException {
        var pki = pkiAt(START);
        pki.ensure(SUBJECTS);
        Files.delete(pki.file("ca.key"));

        assertThatThrownBy(() -> pki.ensure(SUBJECTS))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("ca.key")
                .hasMessageContaining("restore it");
    }

    @Test
    void aDamagedFileIsNamed() throws IOException {
        var pki = pkiAt(START);
        pki.ensure(SUBJECTS);
        Files.writeString(pki.file("apiserver.crt"), "no certificate");

        assertThatThrownBy(() -> pki.ensure(SUBJECTS))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("apiserver.crt");
    }

    private List<String> contents() throws IOException {
        try (var files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).sorted().map(ClusterPkiTest::text).toList();
        }
    }

    private static String text(Path file) {
        try {
            return file + Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
