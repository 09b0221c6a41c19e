package dev.kaptan.runtime.docker;

import com.github.dockerjava.api.model.AuthConfig;
import com.github.dockerjava.api.model.AuthConfigurations;
import com.github.dockerjava.core.DockerClientConfig;
import com.github.dockerjava.core.RemoteApiVersion;
import com.github.dockerjava.core.SSLConfig;

import dev.kaptan.runtime.docker.http.EngineAddress;

import org.jspecify.annotations.Nullable;

import java.net.URI;

/** Configures docker-java without the files and variables of the user whom the agent runs as. */
record EngineConfig(EngineAddress address) implements DockerClientConfig {

    @Override
    public URI getDockerHost() {
        return URI.create(address.uri());
    }

    /** Paths without a version: the engine's newest. */
    @Override
    public RemoteApiVersion getApiVersion() {
        return RemoteApiVersion.UNKNOWN_VERSION;
    }

    @Override
    public @Nullable String getRegistryUsername() {
        return null;
    }

    @Override
    public @Nullable String getRegistryPassword() {
        return null;
    }

    @Override
    public @Nullable String getRegistryEmail() {
        return null;
    }

    @Override
    public @Nullable String getRegistryUrl() {
        return null;
    }

    @Override
    public @Nullable AuthConfig effectiveAuthConfig(String imageName) {
        return null;
    }

    @Override
    public AuthConfigurations getAuthConfigurations() {
        return new AuthConfigurations();
    }

    @Override
    public @Nullable SSLConfig getSSLConfig() {
        return null;
    }
}
