package dev.kaptan.controller.deployment;

import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** Names pod templates by their content. */
final class TemplateHash {
    /** Without vowels and look-alikes, as upstream, so that no hash spells a word. */
    private static final String SAFE = "bcdfghjklmnpqrstvwxz2456789";

    private static final JsonMapper CANONICAL =
            JsonMapper.builder()
                    .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                    .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                    .build();

    private TemplateHash() {}

    /**
     * A short hash that is the same for equal templates.
     *
     * @param collisions how often the name of another template was hit before, or null
     */
    static String of(PodTemplateSpec template, @Nullable Integer collisions) {
        var json = CANONICAL.writeValueAsString(withoutHash(template));
        int hash = fnv1a(json + (collisions == null ? "" : "#" + collisions));
        var digits = Integer.toUnsignedString(hash);
        var safe = new StringBuilder();
        digits.chars().forEach(digit -> safe.append(SAFE.charAt(digit % SAFE.length())));
        return safe.toString();
    }

    /** Whether two templates make the same Pods, whatever hash label they carry. */
    static boolean same(PodTemplateSpec one, PodTemplateSpec other) {
        return Objects.equals(withoutHash(one), withoutHash(other));
    }

    private static PodTemplateSpec withoutHash(PodTemplateSpec template) {
        var labels = template.getMetadata() == null ? null : template.getMetadata().getLabels();
        Map<String, String> kept = labels == null ? new HashMap<>() : new HashMap<>(labels);
        kept.remove(Annotations.HASH_LABEL);
        return new PodTemplateSpecBuilder(template)
                .editOrNewMetadata()
                .withLabels(kept)
                .endMetadata()
                .build();
    }

    private static int fnv1a(String text) {
        int hash = 0x811c9dc5;
        for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (each & 0xff)) * 0x01000193;
        }
        return hash;
    }
}
