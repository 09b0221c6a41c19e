package dev.kaptan.agent.worker;

import dev.kaptan.agent.plan.ObservedPod;
import dev.kaptan.agent.spec.ContainerLabels;
import dev.kaptan.agent.volume.PodDirectories;
import dev.kaptan.runtime.Container;
import dev.kaptan.runtime.ContainerRuntime;
import dev.kaptan.runtime.LogOptions;
import dev.kaptan.runtime.RuntimeFailure;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;

/** Reads what containers say about their end: from their file, else from the end of their log. */
public final class TerminationMessages {
    private static final int LONGEST = 4096;
    private static final int LONGEST_OF_LOG = 2048;
    private static final long LINES_OF_LOG = 80;

    private final ContainerRuntime runtime;
    private final PodDirectories directories;

    public TerminationMessages(ContainerRuntime runtime, PodDirectories directories) {
        this.runtime = runtime;
        this.directories = directories;
    }

    /**
     * Messages by container id.
     *
     * @param known those read before; a message never changes
     */
    Map<String, String> of(ObservedPod observed, Map<String, String> known) {
        var messages = new HashMap<String, String>();
        for (var container : observed.containers()) {
            if (ObservedPod.exit(container) != null) {
                var old = known.get(container.id());
                messages.put(container.id(), old == null ? read(container) : old);
            }
        }
        return messages;
    }

    private String read(Container container) {
        var written = fromFile(container);
        var exit = ObservedPod.exit(container);
        boolean fallsBack =
                "FallbackToLogsOnError"
                        .equals(container.labels().get(ContainerLabels.TERMINATION_MESSAGE_POLICY));
        return written.isEmpty() && fallsBack && exit != null && exit.exitCode() != 0
                ? fromLog(container)
                : written;
    }

    private String fromFile(Container container) {
        var file =
                directories.terminationLog(
                        container.pod().uid(), container.name(), container.attempt());
        try (var in = Files.newInputStream(file)) {
            return new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8);
        } catch (IOException absent) {
            return "";
        }
    }

    private String fromLog(Container container) {
        var log = new ByteArrayOutputStream();
        try {
            runtime.readLogs(
                    container.id(),
                    new LogOptions(false, false, null, LINES_OF_LOG, null),
                    (bytes, stream) -> log.write(bytes));
        } catch (RuntimeFailure e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        var text = log.toString(StandardCharsets.UTF_8);
        return text.substring(Math.max(0, text.length() - LONGEST_OF_LOG));
    }
}
