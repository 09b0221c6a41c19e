package dev.kaptan.api.model.quantity;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An amount of a resource, exactly. Immutable; equal if the amounts are the same number, whatever
 * their notation.
 */
public final class Quantity implements Comparable<Quantity> {

    public static final Quantity ZERO = new Quantity(BigDecimal.ZERO, Notation.DECIMAL_SI);

    /** How an amount is written, which sums inherit from their first term. */
    public enum Notation {
        /** {@code 250m}, {@code 4k}. */
        DECIMAL_SI,
        /** {@code 64Mi}. */
        BINARY_SI,
        /** {@code 1e3}. */
        DECIMAL_EXPONENT
    }

    private static final Pattern SYNTAX =
            Pattern.compile("([+-]?)([0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)([eE][+-]?[0-9]+|[A-Za-z]*)");

    /** Suffixes for exponents of 1000 from -3 (nano) on. */
    private static final String[] DECIMAL = {"n", "u", "m", "", "k", "M", "G", "T", "P", "E"};

    private static final String[] BINARY = {"", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"};
    private static final BigDecimal KIBI = BigDecimal.valueOf(1024);
    private static final int FINEST = 9;

    private final BigDecimal amount;
    private final Notation notation;

    private Quantity(BigDecimal amount, Notation notation) {
        this.amount = amount.signum() == 0 ? BigDecimal.ZERO : amount.stripTrailingZeros();
        this.notation = notation;
    }

    /**
     * Parses {@code 250m}, {@code 1.5Gi}, {@code 2e3} and the like; what is finer than nano is
     * rounded away from zero.
     *
     * @throws IllegalArgumentException in upstream's words
     */
    public static Quantity parse(String text) {
        Matcher matcher = SYNTAX.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "quantities must match the regular expression"
                            + " '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'");
        }
        BigDecimal number = new BigDecimal(matcher.group(1) + matcher.group(2));
        String suffix = matcher.group(3);
        if (suffix.matches("[eE][+-]?[0-9]+")) {
            int exponent = Integer.parseInt(suffix.substring(1));
            return rounded(number.scaleByPowerOfTen(exponent), Notation.DECIMAL_EXPONENT);
        }
        int binary = index(BINARY, suffix);
        if (binary > 0) {
            return rounded(number.multiply(KIBI.pow(binary)), Notation.BINARY_SI);
        }
        int decimal = index(DECIMAL, suffix);
        if (decimal < 0) {
            throw new IllegalArgumentException("unable to parse quantity's suffix");
        }
        return rounded(number.scaleByPowerOfTen(3 * (decimal - 3)), Notation.DECIMAL_SI);
    }

    private static Quantity rounded(BigDecimal amount, Notation notation) {
        return new Quantity(
                amount.scale() > FINEST ? amount.setScale(FINEST, RoundingMode.UP) : amount,
                notation);
    }

    private static int index(String[] suffixes, String suffix) {
        for (int i = 0; i < suffixes.length; i++) {
            if (suffixes[i].equals(suffix)) {
                return i;
            }
        }
        return -1;
    }

    public static Quantity of(long amount) {
        return new Quantity(BigDecimal.valueOf(amount), Notation.DECIMAL_SI);
    }

    /** An amount of thousandths, as CPU is counted. */
    public static Quantity ofMilli(long amount) {
        return new Quantity(BigDecimal.valueOf(amount, 3), Notation.DECIMAL_SI);
    }

    public Quantity plus(Quantity other) {
        return new Quantity(
                amount.add(other.amount), amount.signum() == 0 ? other.notation : notation);
    }

    public Quantity minus(Quantity other) {
        return new Quantity(amount.subtract(other.amount), notation);
    }

    public int signum() {
        return amount.signum();
    }

    /**
     * Whole units, rounded up as upstream's {@code Value()} does; the nearest long beyond its
     * range.
     */
    public long value() {
        return clamp(amount.setScale(0, RoundingMode.UP).toBigInteger());
    }

    /** Thousandths, rounded up; the nearest long beyond its range. */
    public long milliValue() {
        return clamp(amount.scaleByPowerOfTen(3).setScale(0, RoundingMode.UP).toBigInteger());
    }

    private static long clamp(BigInteger number) {
        BigInteger most = BigInteger.valueOf(Long.MAX_VALUE);
        return number.min(most).max(most.negate()).longValue();
    }

    /** Whether the amount has no fraction. */
    public boolean whole() {
        return amount.scale() <= 0;
    }

    public BigDecimal amount() {
        return amount;
    }

    public Notation notation() {
        return notation;
    }

    @Override
    public int compareTo(Quantity other) {
        return amount.compareTo(other.amount);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Quantity quantity && amount.compareTo(quantity.amount) == 0;
    }

    @Override
    public int hashCode() {
        return amount.hashCode();
    }

    /** The canonical form: no fraction, the greatest suffix that allows it. */
    @Override
    public String toString() {
        boolean tooSmall = amount.abs().compareTo(KIBI) < 0 || !whole();
        return switch (notation) {
            case BINARY_SI -> tooSmall ? decimal() : binary();
            case DECIMAL_SI -> decimal();
            case DECIMAL_EXPONENT -> exponent();
        };
    }

    private String binary() {
        BigInteger number = amount.toBigIntegerExact();
        int steps = 0;
        while (steps < BINARY.length - 1
                && number.signum() != 0
                && number.getLowestSetBit() >= 10) {
            number = number.shiftRight(10);
            steps++;
        }
        return number + BINARY[steps];
    }

    private String decimal() {
        int power = power();
        return amount.scaleByPowerOfTen(-3 * power).toBigInteger() + DECIMAL[power + 3];
    }

    private String exponent() {
        int power = power();
        String digits = amount.scaleByPowerOfTen(-3 * power).toBigInteger().toString();
        return power == 0 ? digits : digits + "e" + 3 * power;
    }

    /** The greatest power of 1000 that leaves no fraction. */
    private int power() {
        if (amount.signum() == 0) {
            return 0;
        }
        int zeros = -amount.scale();
        return Math.min(Math.max(Math.floorDiv(zeros, 3), -3), 6);
    }
}
