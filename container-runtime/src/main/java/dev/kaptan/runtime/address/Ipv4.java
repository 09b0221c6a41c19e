package dev.kaptan.runtime.address;

/** An IPv4 address; {@code bits} in network order. */
public record Ipv4(int bits) {

    public static Ipv4 parse(String text) {
        String[] parts = text.split("\\.", -1);
        int bits = 0;
        for (String part : parts) {
            bits = bits << 8 | octet(part, text);
        }
        if (parts.length != 4) {
            throw new IllegalArgumentException("an IPv4 address has four parts, is " + text);
        }
        return new Ipv4(bits);
    }

    private static int octet(String part, String text) {
        if (!part.matches("\\d{1,3}") || Integer.parseInt(part) > 255) {
            throw new IllegalArgumentException(
                    "an IPv4 address must not have \"" + part + "\": " + text);
        }
        return Integer.parseInt(part);
    }

    public Ipv4 plus(int distance) {
        return new Ipv4(bits + distance);
    }

    @Override
    public String toString() {
        return (bits >>> 24)
                + "."
                + (bits >>> 16 & 255)
                + "."
                + (bits >>> 8 & 255)
                + "."
                + (bits & 255);
    }
}
