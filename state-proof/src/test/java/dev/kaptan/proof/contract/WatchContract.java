package dev.kaptan.proof.contract;

import static dev.kaptan.proof.contract.Store.bytes;
import static dev.kaptan.proof.contract.Store.endOf;
import static dev.kaptan.proof.contract.Store.putOf;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;

import dev.kaptan.etcd.api.CompactionRequest;
import dev.kaptan.etcd.api.Event;
import dev.kaptan.etcd.api.RequestOp;
import dev.kaptan.etcd.api.TxnRequest;
import dev.kaptan.etcd.api.WatchCreateRequest;
import dev.kaptan.etcd.api.WatchCreateRequest.FilterType;
import dev.kaptan.etcd.api.WatchResponse;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

abstract class WatchContract extends Aspect {

    @Test
    void showsWhatHappensAfterItsCreation() throws Exception {
        store().put(key("a"), "before");
        try (var watch = new WatchCalls(store().channel())) {
            var created = watch.create(all());
            assertThat(created.getCreated()).isTrue();
            assertThat(created.getEventsList()).isEmpty();
            long written = store().put(key("a"), "1");
            long removed = store().delete(key("a"));

            var events = watch.events(2);
            assertThat(events)
                    .extracting(Event::getType)
                    .containsExactly(Event.EventType.PUT, Event.EventType.DELETE);
            var put = events.get(0).getKv();
            assertThat(put.getModRevision()).isEqualTo(written);
            assertThat(put.getVersion()).isEqualTo(2);
            assertThat(put.getValue()).isEqualTo(bytes("1"));
            var delete = events.get(1).getKv();
            assertThat(delete.getModRevision()).isEqualTo(removed);
            assertThat(delete.getKey()).isEqualTo(bytes(key("a")));
            assertThat(delete.getValue()).isEqualTo(ByteString.EMPTY);
            assertThat(delete.getCreateRevision()).isZero();
            assertThat(delete.getVersion()).isZero();
        }
    }

    @Test
    void goesOnFromARevisionWithoutGapOrRepetition() throws Exception {
        long first = store().put(key("k"), "0");
        for (int i = 1; i < 50; i++) {
            store().put(key("k"), "" + i);
        }
        try (var watch = new WatchCalls(store().channel())) {
            watch.create(all().setStartRevision(first));
            for (int i = 50; i < 100; i++) {
                store().put(key("k"), "" + i);
            }
            var events = watch.events(100);
            assertThat(events).extracting(event -> event.getKv().getVersion()).isEqualTo(upTo(100));
            assertThat(watch.isQuietFor(300)).isTrue();
        }
    }

    private static List<Long> upTo(long last) {
        var numbers = new ArrayList<Long>();
        for (long i = 1; i <= last; i++) {
            numbers.add(i);
        }
        return numbers;
    }

    @Test
    void waitsForARevisionOfTheFuture() throws Exception {
        long start = store().put(key("a"), "0") + 2;
        try (var watch = new WatchCalls(store().channel())) {
            watch.create(all().setStartRevision(start));
            store().put(key("a"), "1");
            store().put(key("a"), "2");
            assertThat(watch.events(1).getFirst().getKv().getModRevision()).isEqualTo(start);
        }
    }

    @Test
    void aRevisionComesInOneMessageInTheOrderOfTheTransaction() throws Exception {
        try (var watch = new WatchCalls(store().channel())) {
            watch.create(all());
            var txn = TxnRequest.newBuilder();
            for (var name : List.of("c", "a", "b")) {
                txn.addSuccess(RequestOp.newBuilder().setRequestPut(putOf(key(name), "1")));
            }
            store().kv().txn(txn.build());
            assertThat(watch.next().getEventsList())
                    .extracting(event -> event.getKv().getKey().toStringUtf8())
                    .containsExactly(key("c"), key("a"), key("b"));
        }
    }

    @Test
    void filtersAndTellsWhatWasBefore() throws Exception {
        try (var watch = new WatchCalls(store().channel())) {
            long puts = watch.create(all().addFilters(FilterType.NODELETE)).getWatchId();
            long deletes =
                    watch.create(all().addFilters(FilterType.NOPUT).setPrevKv(true)).getWatchId();
            assertThat(puts).isNotEqualTo(deletes);
            store().put(key("a"), "1");
            store().delete(key("a"));
            store().put(key("a"), "2");
            store().delete(key("a"));
            // Each watch has its own order; between watches of a stream there is none.
            var byWatch = new ArrayList<WatchResponse>();
            for (int seen = 0; seen < 4; ) {
                var response = watch.next();
                seen += response.getEventsCount();
                byWatch.add(response);
            }
            assertThat(eventsOf(byWatch, puts))
                    .extracting(Event::getType)
                    .containsExactly(Event.EventType.PUT, Event.EventType.PUT);
            assertThat(eventsOf(byWatch, puts)).noneMatch(Event::hasPrevKv);
            assertThat(eventsOf(byWatch, deletes))
                    .extracting(event -> event.getPrevKv().getValue().toStringUtf8())
                    .containsExactly("1", "2");
        }
    }

    private static List<Event> eventsOf(List<WatchResponse> responses, long id) {
        return responses.stream()
                .filter(response -> response.getWatchId() == id)
                .flatMap(response -> response.getEventsList().stream())
                .toList();
    }

    @Test
    void watchesAKeyAndNotItsNeighbours() throws Exception {
        try (var watch = new WatchCalls(store().channel())) {
            watch.create(WatchCreateRequest.newBuilder().setKey(bytes(key("b"))));
            store().put(key("a"), "1");
            store().put(key("bb"), "1");
            store().put(key("b"), "1");
            assertThat(watch.events(1).getFirst().getKv().getKey()).isEqualTo(bytes(key("b")));
        }
    }

    @Test
    void clientsMayChooseIdentifiersOnce() throws Exception {
        try (var watch = new WatchCalls(store().channel())) {
            assertThat(watch.create(all().setWatchId(77)).getWatchId()).isEqualTo(77);
            var refused = watch.create(all().setWatchId(77));
            assertThat(refused.getCanceled()).isTrue();
            assertThat(refused.getCancelReason())
                    .isEqualTo("mvcc: duplicate watch ID provided on the WatchStream");
            store().put(key("a"), "1");
            assertThat(watch.next().getWatchId()).isEqualTo(77);
        }
    }

    @Test
    void aCanceledWatchSaysSoAndIsQuiet() throws Exception {
        try (var watch = new WatchCalls(store().channel())) {
            long first = watch.create(all()).getWatchId();
            long second = watch.create(all()).getWatchId();
            watch.cancel(first);
            var canceled = watch.next();
            assertThat(canceled.getCanceled()).isTrue();
            assertThat(canceled.getWatchId()).isEqualTo(first);
            assertThat(canceled.getCompactRevision()).isZero();
            store().put(key("a"), "1");
            assertThat(watch.next().getWatchId()).isEqualTo(second);
            assertThat(watch.isQuietFor(300)).isTrue();
        }
    }

    @Test
    void aCompactedStartIsRefusedWithWhereToBegin() throws Exception {
        store().put(key("a"), "1");
        long kept = store().put(key("a"), "2");
        store().kv().compact(CompactionRequest.newBuilder().setRevision(kept).build());
        try (var watch = new WatchCalls(store().channel())) {
            watch.create(all().setStartRevision(kept - 1));
            var canceled = watch.next();
            assertThat(canceled.getCanceled()).isTrue();
            assertThat(canceled.getCompactRevision()).isEqualTo(kept);

            watch.create(all().setStartRevision(kept));
            assertThat(watch.events(1).getFirst().getKv().getModRevision()).isEqualTo(kept);
        }
    }

    @Test
    void progressIsTheRevisionUpToWhichAllIsKnown() throws Exception {
        try (var watch = new WatchCalls(store().channel())) {
            watch.create(all());
            long revision = store().put(key("a"), "1");
            watch.events(1);
            long later = store().put("elsewhere/" + prefix, "1");
            WatchResponse progress;
            int attempts = 0;
            do {
                // A follower may not know of the write yet.
                Thread.sleep(100);
                watch.requestProgress();
                progress = watch.next();
            } while (progress.getHeader().getRevision() < later && attempts++ < 50);
            assertThat(progress.getEventsList()).isEmpty();
            assertThat(progress.getWatchId()).isEqualTo(-1);
            assertThat(progress.getHeader().getRevision())
                    .isGreaterThan(revision)
                    .isGreaterThanOrEqualTo(later);
        }
    }

    @Test
    void largeRevisionsComeInFragmentsIfAllowed() throws Exception {
        try (var watch = new WatchCalls(store().channel())) {
            long first = store().revision() + 1;
            var value = ByteString.copyFrom(new byte[1_000_000]);
            for (int i = 0; i < 4; i++) {
                store().put(putOf(key("k" + i), "").setValue(value));
            }
            watch.create(all().setStartRevision(first).setFragment(true).setPrevKv(true));
            int events = 0;
            while (events < 4) {
                var response = watch.next();
                assertThat(response.getSerializedSize()).isLessThan(2_100_000);
                events += response.getEventsCount();
                if (events < 4 && response.getFragment()) {
                    assertThat(response.getEventsCount()).isPositive();
                }
            }
            assertThat(events).isEqualTo(4);
        }
    }

    private WatchCreateRequest.Builder all() {
        return WatchCreateRequest.newBuilder()
                .setKey(bytes(prefix))
                .setRangeEnd(bytes(endOf(prefix)));
    }
}
