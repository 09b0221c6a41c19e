package dev.kaptan.runtime.docker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;

import dev.kaptan.runtime.RegistryCredentials;
import dev.kaptan.runtime.RuntimeFailure;
import dev.kaptan.runtime.RuntimeFailure.Kind;
import dev.kaptan.runtime.docker.http.EngineRefusal;
import dev.kaptan.runtime.docker.http.EngineStream;
import dev.kaptan.runtime.docker.http.EngineWords;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;

/** Pulls by the engine's progress stream, whose status is 200 even where the pull fails. */
final class ImagePull {

    /** For the registry to answer at all; layers may take as long as they do. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Engine engine;

    ImagePull(Engine engine) {
        this.engine = engine;
    }

    void run(String reference, @Nullable RegistryCredentials credentials) {
        try (EngineStream progress = open(reference, credentials)) {
            follow(engine.json().readerFor(JsonNode.class).readValues(progress.in()));
        } catch (EngineRefusal e) {
            throw RuntimeFailure.of(Kind.IMAGE_PULL, EngineWords.of(e), e);
        } catch (IOException e) {
            throw RuntimeFailure.of(
                    Kind.ENGINE_UNAVAILABLE, "lost the engine while pulling: " + e.getMessage(), e);
        }
    }

    private EngineStream open(String reference, @Nullable RegistryCredentials credentials) {
        String image = URLEncoder.encode(ImageReference.withTag(reference), StandardCharsets.UTF_8);
        return engine.http()
                .patientStream(
                        "POST",
                        "/images/create?fromImage=" + image,
                        authorization(credentials),
                        PATIENCE);
    }

    private static void follow(MappingIterator<JsonNode> progress) throws IOException {
        while (progress.hasNextValue()) {
            JsonNode error = progress.nextValue().get("error");
            if (error != null) {
                throw RuntimeFailure.of(Kind.IMAGE_PULL, error.asText());
            }
        }
    }

    /** Engine API, section "Authentication": base64url of a JSON object. */
    private Map<String, String> authorization(@Nullable RegistryCredentials credentials) {
        if (credentials == null) {
            return Map.of();
        }
        var fields =
                Map.of(
                        "username", credentials.username(),
                        "password", credentials.password(),
                        "serveraddress", credentials.serverAddress());
        try {
            byte[] json = engine.json().writeValueAsBytes(fields);
            return Map.of("X-Registry-Auth", Base64.getUrlEncoder().encodeToString(json));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("strings can be written as JSON", e);
        }
    }
}
