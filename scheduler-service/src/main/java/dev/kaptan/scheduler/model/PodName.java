package dev.kaptan.scheduler.model;

/** Which Pod: two Pods of one name that lived one after the other differ by uid. */
public record PodName(String namespace, String name, String uid) {

    @Override
    public String toString() {
        return namespace + "/" + name;
    }
}
