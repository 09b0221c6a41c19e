package dev.kaptan.controller.garbage;

import dev.kaptan.client.work.Controller;
import dev.kaptan.client.work.Outcome;
import dev.kaptan.client.work.WorkQueue;
import dev.kaptan.controller.dynamic.Discovery;
import dev.kaptan.controller.dynamic.DynamicClient;
import dev.kaptan.controller.loop.ControlLoop;
import dev.kaptan.controller.loop.ControllerContext;

import java.time.Duration;

/** The loop over objects, and a slower one that follows what the server serves. */
public final class GarbageController implements ControlLoop {
    private static final int WORKERS = 20;
    private static final Duration DISCOVERY_EVERY = Duration.ofSeconds(60);
    private static final String DISCOVER = "discover";

    private final Discovery discovery;
    private final Monitors monitors;
    private final Controller<String> objects;
    private final Controller<String> discoverer;

    public GarbageController(ControllerContext context) {
        var dynamic = new DynamicClient(context.client());
        var graph = new OwnerGraph();
        var resources = new ResourceMap();
        var collector =
                new GarbageCollector(graph, new LiveObjects(dynamic, resources), this::queue);
        discovery = new Discovery(dynamic);
        monitors = new Monitors(context.informers(), graph, resources, this::queue);
        objects =
                context.controllers()
                        .controller(
                                "garbage_collector_attempt_to_delete", WORKERS, collector::examine);
        discoverer =
                context.controllers().controller("garbage_collector_discovery", 1, this::discover);
    }

    private WorkQueue<String> queue() {
        return objects.queue();
    }

    @Override
    public void start() {
        discoverer.queue().add(DISCOVER);
        discoverer.start();
        objects.start();
    }

    @Override
    public void close() {
        discoverer.close();
        objects.close();
    }

    private Outcome discover(String key) throws InterruptedException {
        monitors.follow(discovery.resources());
        return Outcome.again(DISCOVERY_EVERY);
    }
}
