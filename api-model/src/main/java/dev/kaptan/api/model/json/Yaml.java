package dev.kaptan.api.model.json;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

import java.util.List;

/** YAML text to trees and back. All methods are thread-safe. */
public final class Yaml {

    private static final YAMLFactory FACTORY = new YAMLFactory();
    private static final YAMLMapper MAPPER =
            YAMLMapper.builder()
                    .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER)
                    .enable(YAMLWriteFeature.MINIMIZE_QUOTES)
                    .enable(YAMLWriteFeature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
                    .disable(YAMLWriteFeature.SPLIT_LINES)
                    .build();

    private Yaml() {}

    /**
     * Parses the first document.
     *
     * @throws MalformedException where the text is no YAML
     */
    public static JsonNode parse(byte[] yaml) {
        try {
            return MAPPER.readTree(yaml);
        } catch (JacksonException e) {
            throw MalformedException.of(e);
        }
    }

    /** Parses a document that must be an object. */
    public static ObjectNode parseObject(byte[] yaml) {
        if (parse(yaml) instanceof ObjectNode object) {
            return object;
        }
        throw new MalformedException("the document is not a YAML mapping", 0);
    }

    /** As {@link Json#duplicateFields}. */
    public static List<String> duplicateFields(byte[] yaml) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), yaml)) {
            return DuplicateFields.of(parser);
        } catch (JacksonException e) {
            throw MalformedException.of(e);
        }
    }

    /** Block-style UTF-8. */
    public static byte[] bytes(JsonNode tree) {
        return MAPPER.writeValueAsBytes(tree);
    }
}
