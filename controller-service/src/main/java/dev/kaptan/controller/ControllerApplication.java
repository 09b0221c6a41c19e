package dev.kaptan.controller;

import dev.kaptan.client.boot.ServiceDefaults;
import dev.kaptan.service.HeapKeeper;

import org.springframework.context.ConfigurableApplicationContext;

/** Starts the controllers as a service. */
public final class ControllerApplication {
    /** Upstream's port of the controller manager. */
    private static final int PORT = 10257;

    private ControllerApplication() {}

    /**
     * Starts the service and returns when it stands for election.
     *
     * @param args properties as {@code --kaptan.client.kubeconfig=PATH}
     */
    public static ConfigurableApplicationContext start(String... args) {
        return ServiceDefaults.application(ControllerConfiguration.class, "controller", PORT)
                .run(args);
    }

    /** The service alone in its process; ended by a signal. */
    public static void main(String... args) {
        start(args).registerShutdownHook();
        HeapKeeper.start();
    }
}
