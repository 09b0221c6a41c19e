package dev.kaptan.standalone.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** One run of a program, bounded in time. */
record Command(List<String> words, Map<String, String> environment, Path directory, String input) {

    /** What a program left behind. */
    record Result(int exitCode, String output, String errors) {

        /** The output of a run that was expected to succeed. */
        String orThrow() {
            if (exitCode != 0) {
                throw new AssertionError("exit code " + exitCode + "\n" + output + errors);
            }
            return output;
        }

        String all() {
            return output + errors;
        }
    }

    static Command of(String... words) {
        return new Command(List.of(words), Map.of(), Path.of(""), "");
    }

    Command with(Map<String, String> more) {
        return new Command(words, more, directory, input);
    }

    Command in(Path folder) {
        return new Command(words, environment, folder, input);
    }

    Command withInput(String text) {
        return new Command(words, environment, directory, text);
    }

    Result run(Duration longest) {
        var builder = new ProcessBuilder(words).directory(directory.toAbsolutePath().toFile());
        builder.environment().putAll(environment);
        try {
            var process = builder.start();
            var output = CompletableFuture.supplyAsync(() -> text(process.inputReader()));
            var errors = CompletableFuture.supplyAsync(() -> text(process.errorReader()));
            try (var stdin = process.getOutputStream()) {
                stdin.write(input.getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                // The program ended without reading what it was given; its exit code tells.
            }
            if (!process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(
                        words
                                + " ran longer than "
                                + longest
                                + ": "
                                + output.join()
                                + errors.join());
            }
            return new Result(process.exitValue(), output.join(), errors.join());
        } catch (IOException e) {
            throw new UncheckedIOException(words.getFirst() + " cannot be started", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for " + words, e);
        }
    }

    /** Starts it and goes on. */
    Running begin() {
        var builder = new ProcessBuilder(words).directory(directory.toAbsolutePath().toFile());
        builder.redirectErrorStream(true).environment().putAll(environment);
        try {
            return new Running(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(words.getFirst() + " cannot be started", e);
        }
    }

    /** A program that runs beside the test; closing ends it. */
    static final class Running implements AutoCloseable {

        private final Process process;
        private final StringBuffer output = new StringBuffer();

        private Running(Process process) {
            this.process = process;
            Thread.startVirtualThread(this::read);
        }

        private void read() {
            try (var reader = process.inputReader()) {
                for (int c = reader.read(); c >= 0; c = reader.read()) {
                    output.append((char) c);
                }
            } catch (IOException e) {
                output.append(e);
            }
        }

        /** What it has written so far. */
        String output() {
            return output.toString();
        }

        void awaitOutput(String text, Duration longest) {
            TestCluster.eventually(
                    "output of " + text, longest, output::toString, all -> all.contains(text));
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }

    private static String text(java.io.Reader reader) {
        try (reader) {
            var all = new java.io.StringWriter();
            reader.transferTo(all);
            return all.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
