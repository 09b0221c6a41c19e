package dev.kaptan.standalone;

import dev.kaptan.state.client.StoreEndpoints;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Which store a command means: the one of a data directory, or any, in the words of etcdctl. */
final class StoreOptions {

    @Option(names = "--data-dir")
    private @Nullable Path dataDirectory;

    @Option(names = "--endpoints", split = ",")
    private List<String> endpoints = List.of();

    @Option(names = "--cacert")
    private @Nullable Path ca;

    @Option(names = "--cert")
    private @Nullable Path certificate;

    @Option(names = "--key")
    private @Nullable Path key;

    /** Null without {@code --data-dir}. */
    @Nullable Path dataDirectory() {
        return dataDirectory;
    }

    /** Whether the store is named by itself, whatever runs on it. */
    boolean named() {
        return !endpoints.isEmpty();
    }

    StoreEndpoints endpoints() throws IOException {
        if (!endpoints.isEmpty()) {
            return EtcdctlEndpoints.of(endpoints, ca, certificate, key);
        }
        if (dataDirectory == null) {
            throw new IllegalArgumentException("which store? Give --data-dir or --endpoints");
        }
        return new StoreFile(dataDirectory).read();
    }
}
