package dev.kaptan.runtime.address;

/** A range of IPv4 addresses, for example {@code 10.244.0.0/16}. */
public record Cidr(Ipv4 first, int prefix) {

    public Cidr {
        if (prefix < 8 || prefix > 30) {
            throw new IllegalArgumentException("prefix must be 8 to 30, is " + prefix);
        }
        if ((first.bits() & ~mask(prefix)) != 0) {
            throw new IllegalArgumentException(
                    "%s/%d must not have bits behind its prefix".formatted(first, prefix));
        }
    }

    public static Cidr parse(String text) {
        String[] parts = text.split("/", -1);
        if (parts.length != 2 || !parts[1].matches("\\d{1,2}")) {
            throw new IllegalArgumentException("range must be like 10.244.0.0/16, is " + text);
        }
        return new Cidr(Ipv4.parse(parts[0]), Integer.parseInt(parts[1]));
    }

    private static int mask(int prefix) {
        return -1 << (32 - prefix);
    }

    public int size() {
        return 1 << (32 - prefix);
    }

    /** The first usable address: every range of a node leaves it to a gateway. */
    public Ipv4 gateway() {
        return first.plus(1);
    }

    public boolean contains(Ipv4 address) {
        return (address.bits() & mask(prefix)) == first.bits();
    }

    public boolean contains(Cidr other) {
        return other.prefix >= prefix && contains(other.first);
    }

    @Override
    public String toString() {
        return first + "/" + prefix;
    }
}
