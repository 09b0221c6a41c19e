package dev.kaptan.runtime.docker;

/** The kernel's names of machines in Go's words, which Kubernetes uses. */
final class GoNames {
    private GoNames() {}

    static String architecture(String machine) {
        return switch (machine) {
            case "x86_64" -> "amd64";
            case "aarch64" -> "arm64";
            case "armv7l", "armv6l" -> "arm";
            case "i386", "i686" -> "386";
            default -> machine;
        };
    }
}
