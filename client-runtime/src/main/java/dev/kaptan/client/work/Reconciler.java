package dev.kaptan.client.work;

/**
 * Brings what a key names to its desired state.
 *
 * @param <K> the key, usually an {@code ObjectKey}
 */
@FunctionalInterface
public interface Reconciler<K> {
    /**
     * One attempt. Called for a key by one worker at a time.
     *
     * @throws Exception to be called again after the key's back-off
     */
    Outcome reconcile(K key) throws Exception;
}
