package dev.kaptan.runtime.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.dockerjava.api.exception.NotFoundException;

import dev.kaptan.runtime.Image;
import dev.kaptan.runtime.RegistryCredentials;
import dev.kaptan.runtime.RuntimeFailure;
import dev.kaptan.runtime.RuntimeFailure.Kind;
import dev.kaptan.runtime.docker.http.Reply;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The images of the engine; all nodes on it share them. */
final class Images {

    private final Engine engine;
    private final ImagePull pull;

    Images(Engine engine) {
        this.engine = engine;
        this.pull = new ImagePull(engine);
    }

    /** Without the sandbox's, and without what has neither a tag nor a digest. */
    List<Image> list() {
        return Failures.translated(
                Kind.OTHER,
                () ->
                        engine.commands().listImagesCmd().exec().stream()
                                .map(Images::read)
                                .filter(image ->
                                        !image.tags().isEmpty() || !image.digests().isEmpty())
                                .toList());
    }

    private static Image read(com.github.dockerjava.api.model.Image listed) {
        return new Image(
                listed.getId(),
                named(stream(listed.getRepoTags())),
                named(stream(listed.getRepoDigests())),
                listed.getSize(),
                null,
                null);
    }

    private static Stream<String> stream(String @Nullable [] values) {
        return values == null ? Stream.empty() : Arrays.stream(values);
    }

    private static List<String> named(Stream<String> references) {
        return references.filter(reference -> !reference.contains("<none>")).toList();
    }

    @Nullable Image find(String reference) {
        ImageReference.check(reference);
        Reply reply = engine.http().call("GET", "/images/" + reference + "/json", null);
        if (reply.getStatusCode() == 404) {
            return null;
        }
        Failures.check(Kind.OTHER, reply);
        return read(engine.tree(reply));
    }

    /** Read by hand: docker-java's model knows no stop signal. */
    private static Image read(JsonNode found) {
        JsonNode config = found.path("Config");
        return new Image(
                found.path("Id").asText(),
                named(texts(found.path("RepoTags"))),
                named(texts(found.path("RepoDigests"))),
                found.path("Size").asLong(),
                emptyToNull(config.path("User").asText()),
                emptyToNull(config.path("StopSignal").asText()));
    }

    private static Stream<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText);
    }

    private static @Nullable String emptyToNull(String text) {
        return text.isEmpty() ? null : text;
    }

    Image pull(String reference, @Nullable RegistryCredentials credentials) {
        ImageReference.check(reference);
        pull.run(reference, credentials);
        Image image = find(reference);
        if (image == null) {
            throw RuntimeFailure.of(
                    Kind.IMAGE_PULL, "image " + reference + " vanished after it was pulled");
        }
        return image;
    }

    void remove(String imageId) {
        Failures.translated(
                Kind.OTHER,
                () -> {
                    try {
                        return engine.commands().removeImageCmd(imageId).withForce(true).exec();
                    } catch (NotFoundException e) {
                        return null;
                    }
                });
    }
}
