package dev.kaptan.runtime.docker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;

import dev.kaptan.runtime.RegistryCredentials;
import dev.kaptan.runtime.RuntimeFailure;
import dev.kaptan.runtime.RuntimeFailure.Kind;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/** Pulls by the engine's progress stream, whose status is 200 even where the pull fails. */
final class ImagePull {

    private final Engine engine;

    ImagePull(Engine engine) {
        this.engine = engine;
    }

    void run(String reference, @Nullable RegistryCredentials credentials) {
        String image = URLEncoder.encode(ImageReference.withTag(reference), StandardCharsets.UTF_8);
        Failures.translated(
                Kind.IMAGE_PULL,
                () -> {
                    try (var progress =
                            engine.http().stream(
                                    "POST",
                                    "/images/create?fromImage=" + image,
                                    authorization(credentials))) {
                        follow(engine.json().readerFor(JsonNode.class).readValues(progress.in()));
                        return null;
                    } catch (IOException e) {
                        throw failure(String.valueOf(e.getMessage()));
                    } catch (RuntimeFailure e) {
                        throw e.kind() == Kind.NOT_FOUND
                                ? failure(String.valueOf(e.getMessage()))
                                : e;
                    }
                });
    }

    private static void follow(MappingIterator<JsonNode> progress) throws IOException {
        while (progress.hasNextValue()) {
            JsonNode error = progress.nextValue().get("error");
            if (error != null) {
                throw failure(error.asText());
            }
        }
    }

    private static RuntimeFailure failure(String words) {
        return RuntimeFailure.of(Kind.IMAGE_PULL, words);
    }

    /** Engine API, section "Authentication": base64url of a JSON object. */
    private Map<String, String> authorization(@Nullable RegistryCredentials credentials) {
        if (credentials == null) {
            return Map.of();
        }
        try {
            byte[] json =
                    engine.json()
                            .writeValueAsBytes(
                                    Map.of(
                                            "username", credentials.username(),
                                            "password", credentials.password(),
                                            "serveraddress", credentials.serverAddress()));
            return Map.of("X-Registry-Auth", Base64.getUrlEncoder().encodeToString(json));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("strings can be written as JSON", e);
        }
    }
}
