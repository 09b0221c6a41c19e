package dev.kaptan.agent.reference;

/** A Pod asks for something that is not there or makes no sense. The message is for its owner. */
public final class ConfigException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private ConfigException(String message) {
        super(message);
    }

    public static ConfigException of(String message) {
        return new ConfigException(message);
    }

    public static ConfigException notFound(String resource, String name) {
        return new ConfigException("%s \"%s\" not found".formatted(resource, name));
    }

    public static ConfigException noKey(String key, String kind, String namespace, String name) {
        return new ConfigException(
                "couldn't find key %s in %s %s/%s".formatted(key, kind, namespace, name));
    }
}
