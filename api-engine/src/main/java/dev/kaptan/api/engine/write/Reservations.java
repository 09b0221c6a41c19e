package dev.kaptan.api.engine.write;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.node.ObjectNode;

/** Things that objects hold exclusively in the whole cluster: addresses and ports of Services. */
public interface Reservations {

    Reservations NONE = (target, old, object) -> Reserved.NOTHING;

    /**
     * Takes what the object shall hold and writes it into the object.
     *
     * @param old the object as it is, null for creations
     * @param object the object as it shall become; is changed
     * @throws dev.kaptan.api.model.status.ApiException Invalid where something is taken or out of
     *     range
     */
    Reserved reserve(Target target, @Nullable ObjectNode old, ObjectNode object);

    /** Gives back what a deleted object held. */
    default void release(Target target, ObjectNode deleted) {}

    /** Closing it gives everything back that was not kept. */
    interface Reserved extends AutoCloseable {

        Reserved NOTHING =
                new Reserved() {
                    @Override
                    public void keep() {}

                    @Override
                    public void close() {}
                };

        /** The write succeeded: the new things stay, those that the old object held go. */
        void keep();

        @Override
        void close();
    }
}
