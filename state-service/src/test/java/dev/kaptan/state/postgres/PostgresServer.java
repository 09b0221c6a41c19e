package dev.kaptan.state.postgres;

import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.PortBinding;

import dev.kaptan.state.FreePort;

import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** PostgreSQL in a container, on a port that it keeps when it is killed and started again. */
public final class PostgresServer implements AutoCloseable {

    private static final AtomicInteger SCHEMAS = new AtomicInteger();

    private final PostgreSQLContainer container;
    private final String url;

    private PostgresServer() {
        int port = FreePort.any();
        url = "jdbc:postgresql://127.0.0.1:" + port + "/kaptan";
        container =
                new PostgreSQLContainer("postgres:16")
                        .withDatabaseName("kaptan")
                        .withUsername("kaptan")
                        .withPassword("secret")
                        .withCreateContainerCmdModifier(command ->
                                command.withHostConfig(
                                        HostConfig.newHostConfig()
                                                .withPortBindings(
                                                        PortBinding.parse(
                                                                "127.0.0.1:" + port + ":5432"))));
        container.start();
    }

    /** A server of the test's own, to be treated badly. */
    public static PostgresServer start() {
        return new PostgresServer();
    }

    /** The server that tests share, each with schemas of its own; it ends with the JVM. */
    public static PostgresServer shared() {
        return Shared.SERVER;
    }

    /** Why there is none, null if there is. */
    static String problem() {
        return Shared.PROBLEM;
    }

    private static final class Shared {
        private static final PostgresServer SERVER;
        private static final String PROBLEM;

        static {
            PostgresServer server = null;
            String problem = null;
            if (!DockerClientFactory.instance().isDockerAvailable()) {
                problem = "there is no container engine; tools/install-test-tools installs one";
            } else {
                try {
                    server = start();
                    Runtime.getRuntime().addShutdownHook(new Thread(server::close));
                } catch (RuntimeException e) {
                    problem = "postgres:16 does not start: " + e;
                }
            }
            SERVER = server;
            PROBLEM = problem;
        }
    }

    /** A name that no other test uses. */
    public static String newSchema() {
        return "test_" + SCHEMAS.incrementAndGet();
    }

    public PostgresSettings settings(String schema, String name) {
        return new PostgresSettings(
                url,
                "kaptan",
                "secret",
                schema,
                name,
                "http://127.0.0.1:2379",
                Duration.ofSeconds(20),
                Duration.ofMillis(500));
    }

    /** The same as arguments of the service. */
    public List<String> arguments(String schema, String name) {
        return List.of(
                "--kaptan.state.engine=postgresql",
                "--kaptan.state.name=" + name,
                "--kaptan.state.postgresql.url=" + url,
                "--kaptan.state.postgresql.username=kaptan",
                "--kaptan.state.postgresql.password=secret",
                "--kaptan.state.postgresql.schema=" + schema);
    }

    public Connection connect(String schema) throws SQLException {
        return DriverManager.getConnection(url + "?currentSchema=" + schema, "kaptan", "secret");
    }

    /** Like a loss of power: the data directory stays. */
    public void kill() {
        container.getDockerClient().killContainerCmd(container.getContainerId()).exec();
    }

    public void startAgain() {
        container.getDockerClient().startContainerCmd(container.getContainerId()).exec();
    }

    @Override
    public void close() {
        container.stop();
    }
}
