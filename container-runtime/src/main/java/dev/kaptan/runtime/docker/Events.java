package dev.kaptan.runtime.docker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;

import dev.kaptan.runtime.RuntimeFailure;
import dev.kaptan.runtime.Subscription;
import dev.kaptan.runtime.docker.http.EngineRefusal;
import dev.kaptan.runtime.docker.http.EngineStream;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** The engine's events about this node's containers, as hints to look again. */
final class Events implements Subscription, Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Events.class);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    /** Those that change what listing tells; commands run in containers make many others. */
    private static final List<String> KINDS =
            List.of("create", "start", "die", "oom", "pause", "unpause", "destroy");

    private final Engine engine;
    private final String target;
    private final Consumer<String> listener;
    private final AtomicReference<@Nullable EngineStream> open = new AtomicReference<>();
    private final Thread thread;
    private volatile boolean closed;

    private Events(Engine engine, String node, Consumer<String> listener) {
        this.engine = engine;
        this.target = target(engine, node);
        this.listener = listener;
        this.thread = Thread.ofVirtual().name("container-events").unstarted(this);
    }

    static Events follow(Engine engine, String node, Consumer<String> listener) {
        var events = new Events(engine, node, listener);
        events.thread.start();
        return events;
    }

    private static String target(Engine engine, String node) {
        var filters =
                Map.of(
                        "type", List.of("container"),
                        "label", List.of(Labels.NODE + "=" + node),
                        "event", KINDS);
        try {
            String json = engine.json().writeValueAsString(filters);
            return "/events?filters=" + URLEncoder.encode(json, StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("strings can be written as JSON", e);
        }
    }

    @Override
    public void run() {
        Duration pause = FIRST_PAUSE;
        while (!closed) {
            try {
                connect();
                pause = FIRST_PAUSE;
                deliver();
            } catch (RuntimeFailure | EngineRefusal | IOException e) {
                if (!closed) {
                    LOG.debug("No events from the engine, next try in {}", pause, e);
                    pause(pause);
                    pause = longer(pause);
                }
            } finally {
                disconnect();
            }
        }
    }

    /** What happened while there was no connection is unknown, hence the empty hint. */
    private void connect() {
        open.set(engine.http().stream("GET", target));
        if (closed) {
            disconnect();
        }
        hint("");
    }

    private void deliver() throws IOException {
        EngineStream stream = open.get();
        if (stream == null) {
            return;
        }
        MappingIterator<JsonNode> events =
                engine.json().readerFor(JsonNode.class).readValues(stream.in());
        while (events.hasNextValue()) {
            hint(events.nextValue().path("id").asText());
        }
    }

    private void hint(String id) {
        if (closed) {
            return;
        }
        try {
            listener.accept(id);
        } catch (RuntimeException e) {
            LOG.error("A listener to container events failed", e);
        }
    }

    private static void pause(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closing: the loop ends
        }
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
    }

    private void disconnect() {
        EngineStream stream = open.getAndSet(null);
        if (stream != null) {
            stream.close();
        }
    }

    @Override
    public void close() {
        closed = true;
        disconnect();
        thread.interrupt();
        if (Thread.currentThread() != thread) {
            joinQuietly();
        }
    }

    private void joinQuietly() {
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
