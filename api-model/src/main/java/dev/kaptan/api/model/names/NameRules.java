package dev.kaptan.api.model.names;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What names, keys and values may look like. Each rule answers what is wrong, in the words of
 * upstream's <a href="https://pkg.go.dev/k8s.io/apimachinery/pkg/util/validation">validation</a>;
 * an empty list is no objection.
 */
public final class NameRules {

    private static final String LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
    private static final String SUBDOMAIN = LABEL + "(\\." + LABEL + ")*";
    private static final String LABEL_1035 = "[a-z]([-a-z0-9]*[a-z0-9])?";
    private static final String QUALIFIED = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";
    private static final String VALUE = "(" + QUALIFIED + ")?";
    private static final String CONFIG_KEY = "[-._a-zA-Z0-9]+";
    private static final String PORT_LETTERS = "[-a-z0-9]+";
    private static final String RELAXED_ENV = "[ -<>-~]+";

    private static final Rule DNS_LABEL =
            new Rule(
                    63,
                    LABEL,
                    "a lowercase RFC 1123 label must consist of lower case alphanumeric characters"
                            + " or '-', and must start and end with an alphanumeric character",
                    "my-name",
                    "123-abc");
    private static final Rule DNS_SUBDOMAIN =
            new Rule(
                    253,
                    SUBDOMAIN,
                    "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric"
                            + " characters, '-' or '.', and must start and end with an alphanumeric"
                            + " character",
                    "example.com");
    private static final Rule DNS_1035 =
            new Rule(
                    63,
                    LABEL_1035,
                    "a DNS-1035 label must consist of lower case alphanumeric characters or '-',"
                            + " start with an alphabetic character, and end with an alphanumeric"
                            + " character",
                    "my-name",
                    "abc-123");
    private static final Rule LABEL_VALUE =
            new Rule(
                    63,
                    VALUE,
                    "a valid label must be an empty string or consist of alphanumeric characters,"
                        + " '-', '_' or '.', and must start and end with an alphanumeric character",
                    "MyValue",
                    "my_value",
                    "12345");
    private static final Rule NAME_PART =
            new Rule(
                    63,
                    QUALIFIED,
                    "name part must consist of alphanumeric characters, '-', '_' or '.', and must"
                            + " start and end with an alphanumeric character",
                    "MyName",
                    "my.name",
                    "123-abc");
    private static final Rule KEY =
            new Rule(
                    253,
                    CONFIG_KEY,
                    "a valid config key must consist of alphanumeric characters, '-', '_' or '.'",
                    "key.name",
                    "KEY_NAME",
                    "key-name");

    private NameRules() {}

    private record Rule(int longest, Pattern pattern, String text) {
        Rule(int longest, String pattern, String text, String... examples) {
            this(longest, Pattern.compile(pattern), text + explained(pattern, examples));
        }

        private static String explained(String pattern, String... examples) {
            return " (e.g. "
                    + String.join(
                            " or ",
                            List.of(examples).stream().map(each -> "'" + each + "', ").toList())
                    + "regex used for validation is '"
                    + pattern
                    + "')";
        }

        List<String> check(String value) {
            var wrong = new ArrayList<String>();
            if (value.length() > longest) {
                wrong.add(tooLong(longest));
            }
            if (!pattern.matcher(value).matches()) {
                wrong.add(text);
            }
            return wrong;
        }
    }

    /** {@code must be no more than 63 bytes}. */
    public static String tooLong(int longest) {
        return "must be no more than " + longest + " bytes";
    }

    public static List<String> dnsLabel(String value) {
        return DNS_LABEL.check(value);
    }

    public static List<String> dnsSubdomain(String value) {
        return DNS_SUBDOMAIN.check(value);
    }

    /** Names of Services before 1.34's relaxation, and of ports. */
    public static List<String> dns1035Label(String value) {
        return DNS_1035.check(value);
    }

    public static List<String> labelValue(String value) {
        return LABEL_VALUE.check(value);
    }

    /** Keys of labels and annotations: a name with an optional DNS prefix and a slash. */
    public static List<String> qualifiedName(String value) {
        String[] parts = value.split("/", -1);
        if (parts.length > 2) {
            return List.of(
                    "a qualified name must consist of alphanumeric characters, '-', '_' or '.', and"
                        + " must start and end with an alphanumeric character (e.g. 'MyName',  or"
                        + " 'my.name',  or '123-abc', regex used for validation is '"
                            + QUALIFIED
                            + "') with an optional DNS subdomain prefix and '/' (e.g."
                            + " 'example.com/MyName')");
        }
        var wrong = new ArrayList<String>();
        if (parts.length == 2) {
            if (parts[0].isEmpty()) {
                wrong.add("prefix part must be non-empty");
            } else {
                dnsSubdomain(parts[0]).forEach(text -> wrong.add("prefix part " + text));
            }
        }
        namePart(parts[parts.length - 1], wrong);
        return wrong;
    }

    private static void namePart(String name, List<String> wrong) {
        if (name.isEmpty()) {
            wrong.add("name part must be non-empty");
        } else if (name.length() > NAME_PART.longest()) {
            wrong.add("name part " + tooLong(NAME_PART.longest()));
        }
        if (!NAME_PART.pattern().matcher(name).matches()) {
            wrong.add(NAME_PART.text());
        }
    }

    /** Keys of ConfigMaps and Secrets. */
    public static List<String> configKey(String value) {
        var wrong = new ArrayList<>(KEY.check(value));
        if (value.equals(".")) {
            wrong.add("must not be '.'");
        } else if (value.equals("..")) {
            wrong.add("must not be '..'");
        } else if (value.startsWith("..")) {
            wrong.add("must not start with '..'");
        }
        return wrong;
    }

    /** Names of environment variables: printable ASCII without {@code =}. */
    public static List<String> environmentVariable(String value) {
        return Pattern.matches(RELAXED_ENV, value)
                ? List.of()
                : List.of(
                        "a valid environment variable name must consist only of printable ASCII"
                                + " characters other than '='");
    }

    /** Names of container and service ports that probes and services refer to. */
    public static List<String> portName(String value) {
        var wrong = new ArrayList<String>();
        if (value.length() > 15) {
            wrong.add("must be no more than 15 characters");
        }
        if (!Pattern.matches(PORT_LETTERS, value)) {
            wrong.add("must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)");
        }
        if (value.chars().noneMatch(c -> c >= 'a' && c <= 'z')) {
            wrong.add("must contain at least one letter (a-z)");
        }
        if (value.contains("--")) {
            wrong.add("must not contain consecutive hyphens");
        }
        if (value.startsWith("-") || value.endsWith("-")) {
            wrong.add("must not begin or end with a hyphen");
        }
        return wrong;
    }

    public static List<String> portNumber(long port) {
        return port >= 1 && port <= 65535
                ? List.of()
                : List.of("must be between 1 and 65535, inclusive");
    }

    /** Names that become a part of a path, as RBAC objects have. */
    public static List<String> pathSegment(String value) {
        if (value.equals(".") || value.equals("..")) {
            return List.of("may not be '" + value + "'");
        }
        var wrong = new ArrayList<String>();
        for (String illegal : List.of("/", "%")) {
            if (value.contains(illegal)) {
                wrong.add("may not contain '" + illegal + "'");
            }
        }
        return wrong;
    }
}
