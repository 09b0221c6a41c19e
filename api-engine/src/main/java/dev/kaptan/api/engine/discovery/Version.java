package dev.kaptan.api.engine.discovery;

import dev.kaptan.api.model.json.Json;

import tools.jackson.databind.node.ObjectNode;

/** What {@code /version} says. */
public final class Version {

    /** The API level, and which of our releases serves it. */
    public static final String GIT_VERSION = "v1.36.0+kaptan.1";

    private Version() {}

    static ObjectNode toJson() {
        return Json.object()
                .put("major", "1")
                .put("minor", "36")
                .put("emulationMajor", "1")
                .put("emulationMinor", "36")
                .put("minCompatibilityMajor", "1")
                .put("minCompatibilityMinor", "35")
                .put("gitVersion", GIT_VERSION)
                .put("gitCommit", "")
                .put("gitTreeState", "clean")
                .put("buildDate", "1970-01-01T00:00:00Z")
                .put("goVersion", "")
                .put("compiler", "jdk" + Runtime.version().feature())
                .put("platform", platform());
    }

    private static String platform() {
        String arch = System.getProperty("os.arch", "");
        return "linux/" + (arch.equals("aarch64") ? "arm64" : arch);
    }
}
