package dev.kaptan.api.engine.store;

/** How values lie in the store: as they are, or encrypted. */
public interface StoredValues {

    StoredValues PLAIN =
            new StoredValues() {
                @Override
                public byte[] seal(String key, byte[] plain) {
                    return plain;
                }

                @Override
                public byte[] open(String key, byte[] stored) {
                    return stored;
                }
            };

    /** The bytes to store under a key. */
    byte[] seal(String key, byte[] plain);

    /** The bytes that were sealed under the same key. */
    byte[] open(String key, byte[] stored);
}
