package dev.kaptan.runtime;

/** Whose sandbox or container it is. The uid tells apart two pods of one name. */
public record PodIdentity(String namespace, String name, String uid) {

    public PodIdentity {
        Checks.notBlank("namespace", namespace);
        Checks.notBlank("name", name);
        Checks.notBlank("uid", uid);
    }

    @Override
    public String toString() {
        return namespace + "/" + name + " (" + uid + ")";
    }
}
