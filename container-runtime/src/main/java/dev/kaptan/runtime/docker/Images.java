package dev.kaptan.runtime.docker;

import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.exception.NotFoundException;

import dev.kaptan.runtime.Image;
import dev.kaptan.runtime.RegistryCredentials;
import dev.kaptan.runtime.RuntimeFailure;
import dev.kaptan.runtime.RuntimeFailure.Kind;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

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

    private static Stream<String> stream(@Nullable List<String> values) {
        return values == null ? Stream.empty() : values.stream();
    }

    private static List<String> named(Stream<String> references) {
        return references.filter(reference -> !reference.contains("<none>")).toList();
    }

    @Nullable Image find(String reference) {
        ImageReference.check(reference);
        return Failures.translated(
                Kind.OTHER,
                () -> {
                    try {
                        return read(engine.commands().inspectImageCmd(reference).exec());
                    } catch (NotFoundException e) {
                        return null;
                    }
                });
    }

    private static Image read(InspectImageResponse found) {
        var config = Objects.requireNonNull(found.getConfig(), "config of image " + found.getId());
        return new Image(
                Objects.requireNonNull(found.getId(), "id of image"),
                named(stream(found.getRepoTags())),
                named(stream(found.getRepoDigests())),
                Objects.requireNonNullElse(found.getSize(), 0L),
                emptyToNull(config.getUser()),
                emptyToNull((String) config.getRawValues().get("StopSignal")));
    }

    private static @Nullable String emptyToNull(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
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
