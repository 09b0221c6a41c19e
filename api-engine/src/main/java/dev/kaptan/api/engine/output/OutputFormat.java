package dev.kaptan.api.engine.output;

import dev.kaptan.api.engine.request.ApiRequest;
import dev.kaptan.api.model.status.ApiException;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the client accepts, of the things we can write.
 *
 * @param include how much of each object a table's rows carry
 */
public record OutputFormat(Syntax syntax, View view, RowObject include) {

    /** How trees become text. */
    public enum Syntax {
        JSON("application/json"),
        YAML("application/yaml");

        private final String mediaType;

        Syntax(String mediaType) {
            this.mediaType = mediaType;
        }

        public String mediaType() {
            return mediaType;
        }
    }

    /** What is shown of objects. */
    public enum View {
        OBJECT,
        TABLE,
        METADATA
    }

    /** {@code includeObject=} of table requests. */
    public enum RowObject {
        NONE,
        METADATA,
        OBJECT
    }

    public static final OutputFormat JSON =
            new OutputFormat(Syntax.JSON, View.OBJECT, RowObject.METADATA);

    private static final List<String> OFFERED =
            List.of(Syntax.JSON.mediaType(), Syntax.YAML.mediaType());

    /**
     * Picks the first clause of the Accept header that can be served.
     *
     * @throws ApiException NotAcceptable where there is none
     */
    public static OutputFormat negotiate(ApiRequest request) {
        RowObject include = include(request.query().first("includeObject"));
        return Arrays.stream(request.accept().split(","))
                .map(Clause::parse)
                .sorted(Comparator.comparingDouble(Clause::quality).reversed())
                .map(clause -> clause.format(include))
                .filter(java.util.Objects::nonNull)
                .findFirst()
                .orElseThrow(() -> ApiException.notAcceptable(OFFERED));
    }

    private static RowObject include(String parameter) {
        return switch (parameter) {
            case "", "Metadata" -> RowObject.METADATA;
            case "None" -> RowObject.NONE;
            case "Object" -> RowObject.OBJECT;
            default ->
                    throw ApiException.badRequest(
                            "unrecognized includeObject value: \"" + parameter + "\"");
        };
    }

    /** One alternative of an Accept header. */
    private record Clause(String type, Map<String, String> parameters) {

        static Clause parse(String text) {
            String[] parts = text.strip().split(";");
            var parameters = new TreeMap<String, String>();
            for (String part : Arrays.asList(parts).subList(1, parts.length)) {
                int equals = part.indexOf('=');
                if (equals > 0) {
                    parameters.put(
                            part.substring(0, equals).strip(), part.substring(equals + 1).strip());
                }
            }
            return new Clause(parts[0].strip(), parameters);
        }

        double quality() {
            try {
                return Double.parseDouble(parameters.getOrDefault("q", "1"));
            } catch (NumberFormatException e) {
                return 0;
            }
        }

        @Nullable OutputFormat format(RowObject include) {
            Syntax syntax = syntax();
            View view = view();
            return syntax == null || view == null ? null : new OutputFormat(syntax, view, include);
        }

        private @Nullable Syntax syntax() {
            return switch (type) {
                case "application/json", "*/*", "application/*", "" -> Syntax.JSON;
                case "application/yaml" -> Syntax.YAML;
                default -> null;
            };
        }

        private @Nullable View view() {
            if (!parameters.containsKey("as")) {
                return View.OBJECT;
            }
            if (!parameters.getOrDefault("g", "").equals("meta.k8s.io")
                    || !parameters.getOrDefault("v", "").startsWith("v1")) {
                return null;
            }
            return switch (parameters.get("as")) {
                case "Table" -> View.TABLE;
                case "PartialObjectMetadata", "PartialObjectMetadataList" -> View.METADATA;
                default -> null;
            };
        }
    }
}
