package dev.kaptan.agent;

import dev.kaptan.agent.boot.AgentConfiguration;
import dev.kaptan.client.boot.ServiceDefaults;
import dev.kaptan.service.HeapKeeper;

import org.springframework.context.ConfigurableApplicationContext;

/** Entry point of the node agent. */
public final class AgentApplication {
    private static final int PORT = 10250;

    private AgentApplication() {}

    /** Starts the agent inside this JVM; closing the context stops it and leaves Pods running. */
    public static ConfigurableApplicationContext start(String... args) {
        return ServiceDefaults.application(AgentConfiguration.class, "agent", PORT).run(args);
    }

    public static void main(String[] args) {
        var context = start(args);
        Runtime.getRuntime().addShutdownHook(new Thread(context::close, "agent-shutdown"));
        HeapKeeper.start();
    }
}
