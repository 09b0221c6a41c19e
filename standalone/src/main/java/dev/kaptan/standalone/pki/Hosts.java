package dev.kaptan.standalone.pki;

import java.util.List;
import java.util.regex.Pattern;

/** Tells host names from IP addresses without asking a resolver. */
final class Hosts {

    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|.*:.*");

    private Hosts() {}

    static List<String> names(List<String> hosts) {
        return hosts.stream().filter(host -> !ADDRESS.matcher(host).matches()).toList();
    }

    static List<String> addresses(List<String> hosts) {
        return hosts.stream().filter(host -> ADDRESS.matcher(host).matches()).toList();
    }
}
