package dev.kaptan.scheduler;

import dev.kaptan.client.boot.ServiceDefaults;
import dev.kaptan.scheduler.boot.SchedulerConfiguration;
import dev.kaptan.service.HeapKeeper;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** Starts the scheduler. */
public final class SchedulerApplication {

    private static final int PORT = 10259;

    private SchedulerApplication() {}

    /** Starts it inside this JVM; the caller closes the context. */
    public static ConfigurableApplicationContext start(String... args) {
        return application().run(args);
    }

    public static void main(String[] args) {
        SpringApplication application = application();
        application.setRegisterShutdownHook(true);
        // Its threads are daemons: without this the process would end at once.
        application.setKeepAlive(true);
        application.run(args);
        HeapKeeper.start();
    }

    private static SpringApplication application() {
        return ServiceDefaults.application(SchedulerConfiguration.class, "scheduler", PORT);
    }
}
