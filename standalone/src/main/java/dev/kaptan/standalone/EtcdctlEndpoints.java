package dev.kaptan.standalone;

import java.net.URI;
import java.util.List;

/**
 * Endpoints as etcdctl takes them: {@code host:port} is https where something to prove it with is
 * given, and else http.
 */
final class EtcdctlEndpoints {

    private EtcdctlEndpoints() {}

    static List<URI> of(List<String> words, boolean secure) {
        var scheme = secure ? "https://" : "http://";
        return words.stream()
                .map(word -> URI.create(word.contains("://") ? word : scheme + word))
                .toList();
    }
}
