package dev.kaptan.agent.volume;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodDNSConfigOption;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * What a Pod's {@code /etc/resolv.conf} says. While the cluster has no DNS of its own, {@code
 * ClusterFirst} means the node's.
 */
record ResolvConf(List<String> nameservers, List<String> searches, List<String> options) {

    static ResolvConf of(Pod pod, String hostFile) {
        var base =
                "None".equals(pod.getSpec().getDnsPolicy())
                        ? new ResolvConf(List.of(), List.of(), List.of())
                        : parse(hostFile);
        var config = pod.getSpec().getDnsConfig();
        return config == null
                ? base
                : new ResolvConf(
                        union(base.nameservers, config.getNameservers()),
                        union(base.searches, config.getSearches()),
                        options(base.options, config.getOptions()));
    }

    private static ResolvConf parse(String text) {
        var nameservers = new ArrayList<String>();
        List<String> searches = List.of();
        List<String> options = List.of();
        for (var line : text.lines().toList()) {
            var words = Arrays.asList(line.strip().split("\\s+"));
            var rest = words.subList(1, words.size());
            switch (words.getFirst()) {
                case "nameserver" -> nameservers.addAll(rest);
                case "search" -> searches = rest;
                case "options" -> options = rest;
                default -> {
                    // comments and what resolvers of today ignore
                }
            }
        }
        return new ResolvConf(nameservers, searches, options);
    }

    private static List<String> union(List<String> base, List<String> more) {
        var all = new LinkedHashSet<>(base);
        all.addAll(more);
        return List.copyOf(all);
    }

    /** An option of the Pod replaces the one of the same name. */
    private static List<String> options(List<String> base, List<PodDNSConfigOption> own) {
        var options = new ArrayList<>(base);
        for (var option : own) {
            options.removeIf(old -> old.split(":", 2)[0].equals(option.getName()));
            options.add(
                    option.getValue() == null || option.getValue().isEmpty()
                            ? option.getName()
                            : option.getName() + ":" + option.getValue());
        }
        return options;
    }

    String text() {
        var text = new StringBuilder();
        if (!searches.isEmpty()) {
            text.append("search ").append(String.join(" ", searches)).append('\n');
        }
        nameservers.forEach(server -> text.append("nameserver ").append(server).append('\n'));
        if (!options.isEmpty()) {
            text.append("options ").append(String.join(" ", options)).append('\n');
        }
        return text.toString();
    }
}
