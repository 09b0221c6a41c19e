package dev.kaptan.runtime;

import static java.util.Objects.requireNonNull;

/** Who pulls. */
public record RegistryCredentials(String username, String password, String serverAddress) {

    public RegistryCredentials {
        requireNonNull(username, "username");
        requireNonNull(password, "password");
        requireNonNull(serverAddress, "serverAddress");
    }

    /** Without the password, so that logs stay clean. */
    @Override
    public String toString() {
        return username + " at " + serverAddress;
    }
}
