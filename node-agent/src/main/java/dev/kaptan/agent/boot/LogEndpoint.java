package dev.kaptan.agent.boot;

import dev.kaptan.runtime.ContainerRuntime;
import dev.kaptan.runtime.LogOptions;

import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/** {@code /containerLogs}: the log of a container, followed if asked for. */
@RestController
final class LogEndpoint {
    private final TargetContainers targets;
    private final ContainerRuntime runtime;

    LogEndpoint(TargetContainers targets, ContainerRuntime runtime) {
        this.targets = targets;
        this.runtime = runtime;
    }

    @GetMapping("/containerLogs/{namespace}/{pod}/{container}")
    void logs(
            @PathVariable String namespace,
            @PathVariable String pod,
            @PathVariable String container,
            @RequestParam(defaultValue = "false") boolean follow,
            @RequestParam(defaultValue = "false") boolean previous,
            @RequestParam(defaultValue = "false") boolean timestamps,
            @RequestParam(required = false) @Nullable Long tailLines,
            @RequestParam(required = false) @Nullable Long limitBytes,
            @RequestParam(required = false) @Nullable Long sinceSeconds,
            @RequestParam(required = false) @Nullable String sinceTime,
            HttpServletResponse response)
            throws IOException, InterruptedException {
        var target = targets.logged(namespace, pod, container, previous);
        var since = since(sinceSeconds, sinceTime);
        response.setContentType("text/plain");
        response.flushBuffer();
        var out = response.getOutputStream();
        runtime.readLogs(
                target.container().id(),
                new LogOptions(follow && !previous, timestamps, since, tailLines, limitBytes),
                (bytes, stream) -> {
                    out.write(bytes);
                    out.flush();
                });
    }

    private static @Nullable Instant since(@Nullable Long seconds, @Nullable String time) {
        if (seconds != null) {
            return Instant.now().minusSeconds(seconds);
        }
        try {
            return time == null ? null : Instant.parse(time);
        } catch (DateTimeParseException e) {
            throw NoSuchTargetException.badRequest(
                    "sinceTime '%s' is no RFC 3339 time".formatted(time));
        }
    }

    @ExceptionHandler
    ResponseEntity<String> refused(NoSuchTargetException e) {
        return ResponseEntity.status(e.status()).body(e.getMessage());
    }
}
