package dev.kaptan.api.model.builtin;

import dev.kaptan.api.model.kind.KindStrategy;
import dev.kaptan.api.model.kind.SpecStatusStrategy;

import java.util.Map;

/** The strategies that declarations name. */
final class Strategies {

    private static final Map<String, KindStrategy> ALL =
            Map.of(
                    "PodStrategy", new SpecStatusStrategy(),
                    "NodeStrategy", new SpecStatusStrategy());

    private Strategies() {}

    static KindStrategy named(String name) {
        return ALL.getOrDefault(name, KindStrategy.PLAIN);
    }
}
