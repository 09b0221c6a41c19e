package dev.kaptan.standalone;

import dev.kaptan.state.client.StoreEndpoints;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/**
 * Endpoints as etcdctl takes them: {@code host:port} is https where something to prove it with is
 * given, and else http.
 */
final class EtcdctlEndpoints {

    private EtcdctlEndpoints() {}

    /** With the PEM files of {@link StoreEndpoints#of}. */
    static StoreEndpoints of(
            List<String> words, @Nullable Path ca, @Nullable Path certificate, @Nullable Path key) {
        return StoreEndpoints.of(
                of(words, ca != null || certificate != null), ca, certificate, key);
    }

    static List<URI> of(List<String> words, boolean secure) {
        var scheme = secure ? "https://" : "http://";
        return words.stream()
                .map(word -> URI.create(word.contains("://") ? word : scheme + word))
                .toList();
    }
}
