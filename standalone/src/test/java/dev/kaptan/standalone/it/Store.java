package dev.kaptan.standalone.it;

import java.util.Locale;

/** Where a cluster keeps its state. */
enum Store {
    OURS,

    /** A real etcd 3.5 over mutual TLS. */
    ETCD;

    /** The one that the whole run of tests shall stand on: {@code mvn -P on-etcd}. */
    static Store chosen() {
        return valueOf(System.getProperty("kaptan.it.store", "ours").toUpperCase(Locale.ROOT));
    }
}
