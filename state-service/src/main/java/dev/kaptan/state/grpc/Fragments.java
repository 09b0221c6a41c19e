package dev.kaptan.state.grpc;

import dev.kaptan.etcd.api.Event;

import java.util.ArrayList;
import java.util.List;

/** Cuts events into responses that a client with the usual limits takes. */
final class Fragments {

    /** As large as a request may be, with what surrounds it: etcd's measure. */
    static final int BYTES = KvService.MAX_REQUEST_BYTES + 512 * 1024;

    private Fragments() {}

    /** Every piece has an event at least, however large. */
    static List<List<Event>> of(List<Event> events) {
        var pieces = new ArrayList<List<Event>>();
        int begin = 0;
        long bytes = 0;
        for (int i = 0; i < events.size(); i++) {
            int size = events.get(i).getSerializedSize();
            if (i > begin && bytes + size >= BYTES) {
                pieces.add(events.subList(begin, i));
                begin = i;
                bytes = 0;
            }
            bytes += size;
        }
        pieces.add(events.subList(begin, events.size()));
        return pieces;
    }
}
