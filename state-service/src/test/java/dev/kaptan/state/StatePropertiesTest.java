package dev.kaptan.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kaptan.state.grpc.GrpcSettings;
import dev.kaptan.state.ratis.RatisSettings;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

class StatePropertiesTest {

    @Test
    void hasTheseDefaults() {
        assertThat(bind(Map.of()))
                .isEqualTo(
                        new StateProperties(
                                StateProperties.Engine.RATIS,
                                Path.of("data/state"),
                                "127.0.0.1:2379",
                                "default",
                                "kaptan",
                                new StateProperties.Tls(null, null, null),
                                null,
                                new StateProperties.PeerTls(null, null, null),
                                null,
                                StateProperties.InitialClusterState.NEW,
                                List.of(),
                                Duration.ofMinutes(5),
                                0,
                                DataSize.ofMegabytes(64),
                                DataSize.ofMegabytes(16),
                                DataSize.ofMegabytes(32),
                                Duration.ofSeconds(7),
                                DataSize.ofBytes(0),
                                Duration.ofMinutes(10)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name|a b|kaptan.state.name: 'a b' is no name; use letters, digits, '.', '_' and"
                        + " '-'",
                "segment-size|1MB|kaptan.state.segment-size: 1048576B is too small; give at least"
                        + " 8MB",
                "quota|1MB|kaptan.state.quota: 1048576B is too small; give at least 16MB",
                "history-retention|-1s|kaptan.state.history-retention: must not be negative; give"
                        + " 0 for no limit of this kind",
                "history-revisions|-5|kaptan.state.history-revisions: must not be negative; give"
                        + " 0 for no limit of this kind",
                "request-timeout|soon|kaptan.state.request-timeout: unusable value 'soon'"
                        + " ('soon' is not a valid duration)",
            })
    void saysWhichPropertyIsBadAndWhatToPutThere(String property, String value, String message) {
        assertThatExceptionOfType(BindException.class)
                .isThrownBy(() -> bind(Map.of("kaptan.state." + property, value)))
                .extracting(StartFailure::describe)
                .isEqualTo(message);
    }

    @Test
    void hasTheseDefaultsForADatabase() {
        assertThat(bindDatabase(Map.of()))
                .isEqualTo(
                        new PostgresProperties(
                                null, "kaptan", "", "kaptan_state", Duration.ofSeconds(1)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "url|postgres://db|kaptan.state.postgresql.url: 'postgres://db' does not begin with"
                        + " jdbc:postgresql:; give one such as"
                        + " jdbc:postgresql://127.0.0.1:5432/kaptan",
                "schema|My Schema|kaptan.state.postgresql.schema: 'My Schema' is no plain name; use"
                        + " small letters, digits and '_', 48 at most",
                "poll-interval|1m|kaptan.state.postgresql.poll-interval: PT1M is not within 10"
                        + " seconds; give a duration such as 1s",
            })
    void saysWhatIsWrongWithTheDatabasesSettings(String property, String value, String message) {
        assertThatExceptionOfType(BindException.class)
                .isThrownBy(
                        () -> bindDatabase(Map.of("kaptan.state.postgresql." + property, value)))
                .extracting(StartFailure::describe)
                .isEqualTo(message);
    }

    @Test
    void wantsAUrlOnceTheDatabaseIsChosen() {
        assertThatExceptionOfType(InvalidSettingException.class)
                .isThrownBy(() -> Settings.postgres(bind(Map.of()), bindDatabase(Map.of())))
                .withMessage(
                        "kaptan.state.postgresql.url: is missing; give one such as"
                                + " jdbc:postgresql://127.0.0.1:5432/kaptan");
    }

    @Test
    void wantsAHostAndAPort() {
        assertThatExceptionOfType(InvalidSettingException.class)
                .isThrownBy(() -> Settings.grpc(bind(Map.of("kaptan.state.listen", "2379"))))
                .withMessage(
                        "kaptan.state.listen: '2379' is no host:port; give one such as"
                                + " 127.0.0.1:2379");
    }

    @Test
    void demandsCertificatesOfClientsOnceItHasTheirCa(@TempDir Path directory) throws Exception {
        var certificate = Files.createFile(directory.resolve("server.crt"));
        var key = Files.createFile(directory.resolve("server.key"));
        var ca = Files.createFile(directory.resolve("ca.crt"));
        var properties = new HashMap<String, String>();
        assertThat(Settings.grpc(bind(properties)).tls()).isNull();
        properties.put("kaptan.state.tls.certificate", certificate.toString());
        properties.put("kaptan.state.tls.key", key.toString());
        assertThat(Settings.grpc(bind(properties)).tls())
                .isEqualTo(new GrpcSettings.Tls(certificate, key, null));
        properties.put("kaptan.state.tls.client-ca", ca.toString());
        assertThat(Settings.grpc(bind(properties)).tls())
                .isEqualTo(new GrpcSettings.Tls(certificate, key, ca));
    }

    @ParameterizedTest
    @CsvSource({"certificate,key", "key,certificate", "client-ca,certificate"})
    void saysWhatTlsLacks(String given, String lacking, @TempDir Path directory) throws Exception {
        var file = Files.createFile(directory.resolve("file")).toString();
        assertThatExceptionOfType(InvalidSettingException.class)
                .isThrownBy(() -> Settings.grpc(bind(Map.of("kaptan.state.tls." + given, file))))
                .withMessage(
                        "kaptan.state.tls."
                                + lacking
                                + ": is missing; TLS takes tls.certificate and tls.key, and"
                                + " tls.client-ca if clients are to show certificates");
    }

    @ParameterizedTest
    @ValueSource(strings = {"certificate", "key", "client-ca"})
    void aFileOfTlsWithoutANameIsNotTakenForNone(String empty, @TempDir Path directory)
            throws Exception {
        var file = Files.createFile(directory.resolve("file")).toString();
        var properties = new HashMap<String, String>();
        List.of("certificate", "key", "client-ca")
                .forEach(name -> properties.put("kaptan.state.tls." + name, file));
        properties.put("kaptan.state.tls." + empty, "");
        assertThatExceptionOfType(InvalidSettingException.class)
                .isThrownBy(() -> Settings.grpc(bind(properties)))
                .withMessageStartingWith("kaptan.state.tls." + empty + ": ");
    }

    /** Ratis shows and demands certificates once it has TLS. */
    @Test
    void membersTakeAllTlsFilesOrNone(@TempDir Path directory) throws Exception {
        var file = Files.createFile(directory.resolve("peer.pem")).toString();
        var properties = new HashMap<String, String>();
        properties.put("kaptan.state.peer-listen", "127.0.0.1:2380");
        properties.put("kaptan.state.peer-tls.certificate", file);
        properties.put("kaptan.state.peer-tls.key", file);
        assertThatExceptionOfType(InvalidSettingException.class)
                .isThrownBy(() -> PeerSettings.transport(bind(properties)))
                .withMessage(
                        "kaptan.state.peer-tls.ca: is missing; give all of peer-tls.certificate,"
                                + " peer-tls.key, peer-tls.ca or none");
    }

    @Test
    void wantsADirectory(@TempDir Path directory) throws Exception {
        var file = Files.createFile(directory.resolve("file")).toString();
        assertThatExceptionOfType(InvalidSettingException.class)
                .isThrownBy(() -> Settings.log(bind(Map.of("kaptan.state.data-dir", file))))
                .withMessageStartingWith(
                        "kaptan.state.data-dir: cannot make the directory " + file);
    }

    private static PostgresProperties bindDatabase(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("kaptan.state.postgresql", PostgresProperties.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a=http://h:1|kaptan.state.initial-cluster: has no member 'default'; add"
                        + " default=http://HOST:PORT, or set kaptan.state.name",
                "default=h:1|kaptan.state.initial-cluster: 'default=h:1' is no member; give"
                        + " NAME=http://HOST:PORT for each, with commas",
                "default=https://h:1|kaptan.state.initial-cluster: 'default=https://h:1' has to"
                        + " begin with http:// without peer-tls.certificate",
                "default=http://h:1,b=http://h:1|kaptan.state.initial-cluster: names a member or"
                        + " an address twice; give each member its own",
                "default=http://h:1,b=http://h:2|kaptan.state.peer-listen: is missing; give the"
                        + " host:port on which this member's peers reach it",
            })
    void saysWhatIsWrongWithTheInitialCluster(String value, String message) {
        assertThatExceptionOfType(InvalidSettingException.class)
                .isThrownBy(() ->
                        PeerSettings.members(bind(Map.of("kaptan.state.initial-cluster", value))))
                .withMessage(message);
    }

    @Test
    void readsTheMembersAsEtcdWritesThem() {
        var properties =
                bind(
                        Map.of(
                                "kaptan.state.name", "b",
                                "kaptan.state.peer-listen", "0.0.0.0:2380",
                                "kaptan.state.initial-cluster",
                                        "a=http://10.0.0.1:2380,b=http://10.0.0.2:2380"));
        assertThat(PeerSettings.members(properties))
                .containsExactly(
                        new RatisSettings.Peer("a", "10.0.0.1:2380"),
                        new RatisSettings.Peer("b", "10.0.0.2:2380"));
        assertThat(PeerSettings.transport(properties))
                .isEqualTo(
                        new RatisSettings.Transport(new InetSocketAddress("0.0.0.0", 2380), null));
    }

    private static StateProperties bind(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("kaptan.state", StateProperties.class);
    }
}
