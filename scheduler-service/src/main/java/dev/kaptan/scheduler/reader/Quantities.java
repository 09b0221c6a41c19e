package dev.kaptan.scheduler.reader;

import dev.kaptan.scheduler.model.Resources;

import io.fabric8.kubernetes.api.model.Quantity;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.Map;

/** Resource lists of the API as {@link Resources}; fractions are rounded up, as upstream does. */
final class Quantities {

    private static final BigDecimal LARGEST = BigDecimal.valueOf(Long.MAX_VALUE);

    private Quantities() {}

    static Resources resources(@Nullable Map<String, Quantity> quantities) {
        if (quantities == null || quantities.isEmpty()) {
            return Resources.NONE;
        }
        long cpu = 0;
        long memory = 0;
        long ephemeral = 0;
        var extended = new HashMap<String, Long>();
        for (var entry : quantities.entrySet()) {
            switch (entry.getKey()) {
                case "cpu" -> cpu = whole(entry.getValue(), 3);
                case "memory" -> memory = whole(entry.getValue(), 0);
                case "ephemeral-storage" -> ephemeral = whole(entry.getValue(), 0);
                case "pods" -> {
                    // A count of the Node, not something that Pods ask for.
                }
                default -> extended.put(entry.getKey(), whole(entry.getValue(), 0));
            }
        }
        return new Resources(cpu, memory, ephemeral, extended);
    }

    /** The quantity times ten to the power of {@code shift}, rounded up. */
    static long whole(Quantity quantity, int shift) {
        return quantity.getNumericalAmount()
                .scaleByPowerOfTen(shift)
                .setScale(0, RoundingMode.CEILING)
                .min(LARGEST)
                .longValue();
    }
}
