package dev.kaptan.agent.testing;

import dev.kaptan.agent.boot.AgentConfiguration;
import dev.kaptan.client.boot.ServiceDefaults;
import dev.kaptan.runtime.ContainerRuntime;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** An agent that runs in the test's own JVM against a {@link TinyApi}. */
public final class AgentUnderTest implements AutoCloseable {
    public static final String NODE = "node-under-test";

    private final ConfigurableApplicationContext context;
    private final int port;

    private AgentUnderTest(ConfigurableApplicationContext context, int port) {
        this.context = context;
        this.port = port;
    }

    /** Over a runtime of the test's own instead of an engine. */
    public static AgentUnderTest start(
            TinyApi api, Path directory, TestPki pki, ContainerRuntime runtime) throws IOException {
        int port = freePort();
        var application = ServiceDefaults.application(AgentConfiguration.class, "agent", port);
        application.addInitializers(context ->
                ((GenericApplicationContext) context)
                        .registerBean(
                                "testRuntime",
                                ContainerRuntime.class,
                                () -> runtime,
                                bean -> bean.setPrimary(true)));
        return new AgentUnderTest(
                application.run(arguments(api, directory, pki, port).toArray(String[]::new)), port);
    }

    private static List<String> arguments(TinyApi api, Path directory, TestPki pki, int port) {
        var args = new ArrayList<String>();
        args.add("--kaptan.client.master=" + api.url());
        args.add("--kaptan.agent.node-name=" + NODE);
        args.add("--kaptan.agent.data-dir=" + directory);
        args.add("--kaptan.agent.listen=127.0.0.1:" + port);
        args.add("--kaptan.agent.tls.certificate=" + pki.file("server.crt"));
        args.add("--kaptan.agent.tls.key=" + pki.file("server.key"));
        args.add("--kaptan.agent.tls.client-ca=" + pki.file("ca.crt"));
        return args;
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    public String url(String path) {
        return "https://127.0.0.1:" + port + path;
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    @Override
    public void close() {
        context.close();
    }
}
