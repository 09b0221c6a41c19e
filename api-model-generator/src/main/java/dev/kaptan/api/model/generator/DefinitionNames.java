package dev.kaptan.api.model.generator;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Upstream's definition names for classes of the published model, whose names lack the package: a
 * class belongs to the package of the first class that refers to it, unless a declaration of types
 * names it. Classes whose type name several packages have carry the package as a prefix ({@code
 * EventsV1EventSeries}); those always belong to the package that refers to them.
 */
final class DefinitionNames {

    private static final String MODELS = "io.kubernetes.client.openapi.models.";

    private final Map<Class<?>, String> names = new HashMap<>();
    private final Map<String, String> declared = new HashMap<>();

    /**
     * @param known full names that types are declared for
     * @param shared packages whose types others refer to, the most general first
     */
    DefinitionNames(Set<String> known, Iterable<String> shared) {
        for (String goPackage : shared) {
            for (String name : known) {
                if (name.startsWith(goPackage + ".")) {
                    declared.putIfAbsent(simple(name), name);
                }
            }
        }
    }

    /** The definition name of a class that a type of {@code goPackage} refers to. */
    String of(Class<?> model, String goPackage) {
        return names.computeIfAbsent(
                model,
                type -> {
                    String own = typeName(type);
                    boolean unique = type.getSimpleName().startsWith("V");
                    String known = unique ? declared.get(own) : null;
                    return known != null ? known : goPackage + "." + own;
                });
    }

    void assign(Class<?> model, String name) {
        names.putIfAbsent(model, name);
    }

    static String simple(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    static String goPackage(String name) {
        return name.substring(0, name.lastIndexOf('.'));
    }

    /** {@code PodSpec} of {@code V1PodSpec}, {@code EventSeries} of {@code CoreV1EventSeries}. */
    private static String typeName(Class<?> model) {
        return model.getSimpleName().replaceFirst("^[A-Z]?[a-z]*V[0-9]+((alpha|beta)[0-9]+)?", "");
    }

    static Class<?> model(String name) {
        try {
            return Class.forName(MODELS + name);
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException(
                    "the published model has no class " + name + "; set 'model' in the declaration",
                    e);
        }
    }
}
