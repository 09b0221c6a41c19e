package dev.kaptan.api.model.openapi;

import java.util.Locale;

/** How groups are written in paths, tags and operation ids. */
final class GroupNames {

    private GroupNames() {}

    /** {@code /api/v1} or {@code /apis/apps/v1}. */
    static String path(String group, String version) {
        return group.isEmpty() ? "/api/" + version : "/apis/" + group + "/" + version;
    }

    /** {@code core}, {@code apps}, {@code rbacAuthorization}: without the domain k8s.io. */
    static String camel(String group) {
        if (group.isEmpty()) {
            return "core";
        }
        var name = new StringBuilder();
        for (String part : group.replaceFirst("\\.k8s\\.io$", "").split("[.-]")) {
            name.append(
                    name.isEmpty()
                            ? part
                            : part.substring(0, 1).toUpperCase(Locale.ROOT) + part.substring(1));
        }
        return name.toString();
    }
}
