package dev.kaptan.controller.nodeipam;

/**
 * A block of IPv4 addresses.
 *
 * @param base the first address as a number, with no bits set after the prefix
 * @param prefix its length in bits
 */
public record CidrBlock(int base, int prefix) {
    public CidrBlock {
        if (prefix < 0 || prefix > 32) {
            throw new IllegalArgumentException("prefix length " + prefix + " is not in 0..32");
        }
        base = base & mask(prefix);
    }

    /**
     * Reads {@code a.b.c.d/n}.
     *
     * @throws IllegalArgumentException saying what is wrong with the text
     */
    public static CidrBlock parse(String text) {
        var parts = text.split("/", -1);
        var octets = parts[0].split("\\.", -1);
        if (parts.length != 2 || octets.length != 4) {
            throw malformed(text);
        }
        try {
            int base = 0;
            for (var octet : octets) {
                int value = Integer.parseInt(octet);
                if (value < 0 || value > 255) {
                    throw malformed(text);
                }
                base = base << 8 | value;
            }
            return new CidrBlock(base, Integer.parseInt(parts[1]));
        } catch (NumberFormatException notANumber) {
            throw malformed(text);
        }
    }

    private static IllegalArgumentException malformed(String text) {
        return new IllegalArgumentException(
                "'" + text + "' is no IPv4 range such as 10.244.0.0/16");
    }

    /** How many smaller blocks of that prefix it holds. */
    int blocks(int smaller) {
        return 1 << (smaller - prefix);
    }

    CidrBlock block(int smaller, int index) {
        return new CidrBlock(base + (index << (32 - smaller)), smaller);
    }

    private static int mask(int prefix) {
        return prefix == 0 ? 0 : -1 << (32 - prefix);
    }

    @Override
    public String toString() {
        return (base >>> 24)
                + "."
                + (base >>> 16 & 0xff)
                + "."
                + (base >>> 8 & 0xff)
                + "."
                + (base & 0xff)
                + "/"
                + prefix;
    }
}
