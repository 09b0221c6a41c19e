package dev.kaptan.api.model.names;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.Random;

class NameRulesTest {

    @Test
    void explainsSubdomainsAsUpstreamDoes() {
        assertThat(NameRules.dnsSubdomain("Web_1"))
                .containsExactly(
                        "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric"
                            + " characters, '-' or '.', and must start and end with an alphanumeric"
                            + " character (e.g. 'example.com', regex used for validation is"
                            + " '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')");
    }

    @Test
    void explainsLabelsAsUpstreamDoes() {
        assertThat(NameRules.dnsLabel("a.b"))
                .containsExactly(
                        "a lowercase RFC 1123 label must consist of lower case alphanumeric"
                            + " characters or '-', and must start and end with an alphanumeric"
                            + " character (e.g. 'my-name',  or '123-abc', regex used for validation"
                            + " is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')");
        assertThat(NameRules.dnsLabel("a".repeat(64)))
                .containsExactly("must be no more than 63 bytes");
    }

    @Test
    void takesPrefixedKeys() {
        assertThat(NameRules.qualifiedName("app.kubernetes.io/name")).isEmpty();
        assertThat(NameRules.qualifiedName("name")).isEmpty();
        assertThat(NameRules.qualifiedName("/name"))
                .containsExactly("prefix part must be non-empty");
        assertThat(NameRules.qualifiedName("a/b/c")).hasSize(1);
        assertThat(NameRules.qualifiedName("")).contains("name part must be non-empty");
    }

    @Test
    void takesEmptyLabelValues() {
        assertThat(NameRules.labelValue("")).isEmpty();
        assertThat(NameRules.labelValue("a b")).hasSize(1);
    }

    @Test
    void portNamesNeedALetter() {
        assertThat(NameRules.portName("http")).isEmpty();
        assertThat(NameRules.portName("80")).contains("must contain at least one letter (a-z)");
        assertThat(NameRules.portName("a--b")).contains("must not contain consecutive hyphens");
    }

    @Test
    void configKeysAreNoPaths() {
        assertThat(NameRules.configKey("app.yaml")).isEmpty();
        assertThat(NameRules.configKey("..")).contains("must not be '..'");
        assertThat(NameRules.configKey("a/b")).hasSize(1);
    }

    @Test
    void generatedNamesFitIntoALabel() {
        long seed = 7;
        String name = Names.generate("x".repeat(100), new Random(seed));
        assertThat(name).hasSize(63);
        assertThat(Names.generate("web-", new Random(seed)))
                .matches("web-[bcdfghjklmnpqrstvwxz2456789]{5}");
    }
}
