package dev.kaptan.state;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.time.Duration;

/**
 * The database of the engine {@code postgresql}; with another engine nothing of it is read.
 *
 * @param url {@code jdbc:postgresql://host:port/database}, with the driver's options such as {@code
 *     sslmode}
 * @param schema where the tables are; one for each cluster
 * @param pollInterval how often an instance beats, and looks for entries that it was not notified
 *     of
 */
@ConfigurationProperties("kaptan.state.postgresql")
public record PostgresProperties(
        @Nullable String url,
        @DefaultValue("kaptan") String username,
        @DefaultValue("") String password,
        @DefaultValue("kaptan_state") String schema,
        @DefaultValue("1s") Duration pollInterval) {

    private static final String PREFIX = "jdbc:postgresql:";
    private static final String ADVICE = "give one such as jdbc:postgresql://127.0.0.1:5432/kaptan";

    public PostgresProperties {
        if (url != null && !url.startsWith(PREFIX)) {
            throw invalid("url", "'" + url + "' does not begin with " + PREFIX + "; " + ADVICE);
        }
        if (!schema.matches("[a-z_][a-z0-9_]{0,47}")) {
            throw invalid(
                    "schema",
                    "'"
                            + schema
                            + "' is no plain name; use small letters, digits and '_', 48 at most");
        }
        if (!pollInterval.isPositive() || pollInterval.compareTo(Duration.ofSeconds(10)) > 0) {
            throw invalid(
                    "poll-interval",
                    pollInterval + " is not within 10 seconds; give a duration such as 1s");
        }
    }

    /** A password has no place in a log. */
    @Override
    public String toString() {
        return "PostgresProperties[url=%s, username=%s, schema=%s, pollInterval=%s]"
                .formatted(url, username, schema, pollInterval);
    }

    /** The URL, which must be there when the engine is chosen. */
    String requiredUrl() {
        if (url == null) {
            throw invalid("url", "is missing; " + ADVICE);
        }
        return url;
    }

    private static InvalidSettingException invalid(String property, String advice) {
        return new InvalidSettingException("postgresql." + property, advice);
    }
}
