package dev.kaptan.api.engine.service;

import org.jspecify.annotations.Nullable;

import java.util.regex.Pattern;

/**
 * The IPv4 range of Services. Its first and last address belong to nobody.
 *
 * @param base the network address as a number
 * @param prefixLength bits of the network, for example 16
 */
public record AddressRange(long base, int prefixLength) {

    private static final Pattern IPV4 =
            Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})");

    public AddressRange {
        if (prefixLength < 12 || prefixLength > 30) {
            throw new IllegalArgumentException(
                    "the service range must have a prefix length from 12 to 30, not "
                            + prefixLength);
        }
    }

    /**
     * @param cidr for example {@code 10.96.0.0/16}
     * @throws IllegalArgumentException where it is no IPv4 range
     */
    public static AddressRange parse(String cidr) {
        int slash = cidr.indexOf('/');
        Long address = slash < 0 ? null : number(cidr.substring(0, slash));
        if (address == null || !cidr.substring(slash + 1).matches("\\d{1,2}")) {
            throw new IllegalArgumentException(
                    "the service range must look like 10.96.0.0/16, not \"" + cidr + "\"");
        }
        int length = Integer.parseInt(cidr.substring(slash + 1));
        long mask = length == 0 ? 0 : (0xFFFFFFFFL << (32 - length)) & 0xFFFFFFFFL;
        return new AddressRange(address & mask, length);
    }

    private static @Nullable Long number(String ip) {
        var matcher = IPV4.matcher(ip);
        if (!matcher.matches()) {
            return null;
        }
        long number = 0;
        for (int group = 1; group <= 4; group++) {
            int octet = Integer.parseInt(matcher.group(group));
            if (octet > 255) {
                return null;
            }
            number = number << 8 | octet;
        }
        return number;
    }

    /** How many addresses Services may have. */
    public int size() {
        return (1 << (32 - prefixLength)) - 2;
    }

    /**
     * An address by its place, from 0.
     *
     * @throws IllegalArgumentException where there is no such place
     */
    public String at(int place) {
        if (place < 0 || place >= size()) {
            throw new IllegalArgumentException(
                    "place " + place + " is outside of a range of " + size());
        }
        long ip = base + 1 + place;
        return "%d.%d.%d.%d".formatted(ip >> 24 & 255, ip >> 16 & 255, ip >> 8 & 255, ip & 255);
    }

    public boolean contains(String ip) {
        Long number = number(ip);
        return number != null && number > base && number <= base + size();
    }

    @Override
    public String toString() {
        long ip = base;
        return "%d.%d.%d.%d/%d"
                .formatted(ip >> 24 & 255, ip >> 16 & 255, ip >> 8 & 255, ip & 255, prefixLength);
    }
}
