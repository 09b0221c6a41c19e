package dev.kaptan.proof.cluster;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** PostgreSQL in a container, which can be killed and paused; it keeps its data and its port. */
public final class Database implements AutoCloseable {

    private static final String IMAGE = "postgres:16";

    /** Of the database, its user and the password. */
    static final String NAME = "kaptan";

    private static final int TRIES = 600;

    private final String container;
    private final int port;

    private Database(String container, int port) {
        this.container = container;
        this.port = port;
    }

    /** Starts one and waits until it answers. */
    public static Database start(Ports ports) throws IOException, InterruptedException {
        int port = ports.next();
        var container =
                Command.run(
                        "docker",
                        "run",
                        "--detach",
                        "--publish=127.0.0.1:" + port + ":5432",
                        "--env=POSTGRES_DB=" + NAME,
                        "--env=POSTGRES_USER=" + NAME,
                        "--env=POSTGRES_PASSWORD=" + NAME,
                        IMAGE);
        var database = new Database(container, port);
        try {
            database.awaitReady();
        } catch (IOException | InterruptedException e) {
            database.close();
            throw e;
        }
        return database;
    }

    /** Why none can be started here, null if one can. */
    public static @Nullable String problem() throws InterruptedException {
        try {
            Command.run("docker", "image", "inspect", "--format={{.Id}}", IMAGE);
            return null;
        } catch (IOException e) {
            return "no container engine, or no image " + IMAGE + ": " + e.getMessage();
        }
    }

    int port() {
        return port;
    }

    /** Where it is reached through a port, be it its own or that of a proxy. */
    static String url(int port) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + NAME;
    }

    /** As when its machine loses power. */
    public void kill() throws IOException, InterruptedException {
        Command.run("docker", "kill", container);
    }

    /** It is there and says nothing. */
    public void pause() throws IOException, InterruptedException {
        Command.run("docker", "pause", container);
    }

    /** Lets it run again, whatever was done to it. */
    public void heal() throws IOException, InterruptedException {
        var status = Command.run("docker", "inspect", "--format={{.State.Status}}", container);
        switch (status) {
            case "running" -> {}
            case "paused" -> Command.run("docker", "unpause", container);
            default -> Command.run("docker", "start", container);
        }
    }

    /** By TCP: while it initialises itself it answers on its own socket only. */
    private void awaitReady() throws IOException, InterruptedException {
        for (int attempt = 0; attempt < TRIES; attempt++) {
            try {
                Command.run("docker", "exec", container, "pg_isready", "--host=127.0.0.1");
                return;
            } catch (IOException notYet) {
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }
        throw new IOException("PostgreSQL in container " + container + " does not answer");
    }

    @Override
    public void close() throws IOException {
        try {
            Command.run("docker", "rm", "--force", "--volumes", container);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("container " + container + " is left", e);
        }
    }
}
