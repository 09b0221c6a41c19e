package dev.kaptan.state.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;

import dev.kaptan.etcd.api.CompactionRequest;
import dev.kaptan.etcd.api.DeleteRangeRequest;
import dev.kaptan.etcd.api.Event;
import dev.kaptan.etcd.api.KVGrpc;
import dev.kaptan.etcd.api.PutRequest;
import dev.kaptan.etcd.api.WatchCancelRequest;
import dev.kaptan.etcd.api.WatchCreateRequest;
import dev.kaptan.etcd.api.WatchRequest;
import dev.kaptan.etcd.api.WatchResponse;
import dev.kaptan.state.node.TestNode;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WatchApiTest {

    private TestNode node;
    private KVGrpc.KVBlockingStub kv;
    private WatchClient client;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        node = TestNode.start(directory);
        kv = KVGrpc.newBlockingStub(node.channel());
    }

    @AfterAll
    void stop() throws Exception {
        node.close();
    }

    @BeforeEach
    void connect() {
        client = new WatchClient(node.channel());
    }

    @AfterEach
    void disconnect() {
        client.cancel();
    }

    @Test
    void deliversPutsAndDeletesWithThePreviousValue() throws Exception {
        create(key("live").setPrevKv(true));
        put("live", "1");
        put("live", "2");
        delete("live");
        var events = client.events(3);
        assertThat(events.get(0).hasPrevKv()).isFalse();
        assertThat(events.get(1).getPrevKv().getValue().toStringUtf8()).isEqualTo("1");
        assertThat(events.get(2).getType()).isEqualTo(Event.EventType.DELETE);
        assertThat(events.get(2).getPrevKv().getValue().toStringUtf8()).isEqualTo("2");
    }

    @Test
    void startsInThePastAndGoesOnIntoTheFuture() throws Exception {
        long first = put("past/a", "1");
        put("elsewhere", "x");
        put("past/b", "2");
        create(prefix("past/").setStartRevision(first));
        put("past/c", "3");
        assertThat(client.events(3).stream().map(each -> each.getKv().getKey().toStringUtf8()))
                .containsExactly("past/a", "past/b", "past/c");
    }

    @Test
    void startsInTheFuture() throws Exception {
        long now = put("future", "0");
        create(key("future").setStartRevision(now + 2));
        put("future", "1");
        put("future", "2");
        assertThat(client.events(1).getFirst().getKv().getValue().toStringUtf8()).isEqualTo("2");
    }

    @Test
    void takesTheIdThatTheClientChoosesButOnce() throws Exception {
        assertThat(create(key("ids").setWatchId(1))).isEqualTo(1);
        assertThat(refusal(key("ids").setWatchId(1)))
                .isEqualTo("mvcc: duplicate watch ID provided on the WatchStream");
        assertThat(create(key("ids"))).isZero();
        assertThat(create(key("ids"))).as("the next that is free").isEqualTo(2);
        put("ids", "1");
        assertThat(client.events(3)).hasSize(3);
    }

    @Test
    void refusesRangesThatHoldNothingAndRevisionsThatNeverWere() throws Exception {
        assertThat(refusal(key("b").setRangeEnd(bytes("a"))))
                .isEqualTo("mvcc: watcher range is empty");
        assertThat(refusal(key("b").setRangeEnd(bytes("b"))))
                .isEqualTo("mvcc: watcher range is empty");
        assertThat(refusal(key("b").setStartRevision(-1)))
                .isEqualTo("etcdserver: mvcc: required revision has been compacted");
        create(key("b"));
        put("b", "1");
        assertThat(client.events(1)).hasSize(1);
    }

    @Test
    void cutsALargeRevisionIntoFragmentsForClientsThatAskForThem() throws Exception {
        var large = "x".repeat(700_000);
        for (int i = 0; i < 4; i++) {
            put("fragment/" + i, large);
        }
        create(prefix("fragment/").setFragment(true).setPrevKv(true));
        var all = DeleteRangeRequest.newBuilder().setKey(bytes("fragment/"));
        kv.deleteRange(all.setRangeEnd(bytes("fragment0")).build());
        var first = client.next();
        var second = client.next();
        assertThat(first.getFragment()).isTrue();
        assertThat(second.getFragment()).isFalse();
        assertThat(first.getEventsCount() + second.getEventsCount()).isEqualTo(4);
        assertThat(first.getSerializedSize()).isLessThan(Fragments.BYTES);
    }

    @Test
    void filtersByKindOfEvent() throws Exception {
        create(key("filter").addFilters(WatchCreateRequest.FilterType.NOPUT));
        put("filter", "1");
        delete("filter");
        assertThat(client.events(1).getFirst().getType()).isEqualTo(Event.EventType.DELETE);
    }

    @Test
    void tellsACompactedStartAndCancels() throws Exception {
        long old = put("compacted", "1");
        long now = put("compacted", "2");
        kv.compact(CompactionRequest.newBuilder().setRevision(now).build());
        long id = create(key("compacted").setStartRevision(old));
        var canceled = client.next();
        assertThat(canceled.getWatchId()).isEqualTo(id);
        assertThat(canceled.getCanceled()).isTrue();
        assertThat(canceled.getCompactRevision()).isEqualTo(now);
    }

    @Test
    void cancelsOneWatchOfManyOnAStream() throws Exception {
        long one = create(key("many/1"));
        long other = create(key("many/2"));
        client.send(
                WatchRequest.newBuilder()
                        .setCancelRequest(WatchCancelRequest.newBuilder().setWatchId(one)));
        assertThat(client.next().getCanceled()).isTrue();
        put("many/1", "x");
        put("many/2", "x");
        assertThat(client.next().getWatchId()).isEqualTo(other);
    }

    @Test
    void progressComesAfterEveryEventUpToItsRevision() throws Exception {
        create(prefix("progress/"));
        for (int round = 0; round < 50; round++) {
            long revision = put("progress/" + round, "v");
            client.requestProgress();
            long seen = 0;
            var response = client.next();
            for (; response.getWatchId() != -1; response = client.next()) {
                for (var event : response.getEventsList()) {
                    seen = event.getKv().getModRevision();
                }
            }
            assertThat(seen).isEqualTo(revision);
            assertThat(response.getHeader().getRevision()).isGreaterThanOrEqualTo(revision);
        }
    }

    @Test
    void quietWatchesHearOfProgressIfTheyAskedForIt() throws Exception {
        long id = create(key("quiet").setProgressNotify(true));
        long revision = put("noise", "x");
        WatchResponse response = client.next();
        for (int more = 0; response.getHeader().getRevision() < revision && more < 20; more++) {
            response = client.next();
        }
        assertThat(response.getWatchId()).isEqualTo(id);
        assertThat(response.getEventsCount()).isZero();
        assertThat(response.getHeader().getRevision()).isGreaterThanOrEqualTo(revision);
    }

    @Test
    void aClientThatDoesNotReadHindersNobodyAndCatchesUp() throws Exception {
        var slow = new WatchClient(node.channel());
        slow.stopReading();
        slow.send(WatchRequest.newBuilder().setCreateRequest(prefix("slow/")));
        create(prefix("slow/"));
        var large = "x".repeat(100_000);
        for (int i = 0; i < 100; i++) {
            put("slow/" + i, large);
        }
        assertThat(client.events(100)).hasSize(100);
        slow.resumeReading();
        assertThat(slow.next().getCreated()).isTrue();
        var expected = new ArrayList<String>();
        for (int i = 0; i < 100; i++) {
            expected.add("slow/" + i);
        }
        assertThat(slow.events(100).stream().map(each -> each.getKv().getKey().toStringUtf8()))
                .isEqualTo(expected);
        slow.cancel();
    }

    @Test
    void forgetsTheWatchesOfAClientThatLeft() throws Exception {
        assertThat(watchersComeDownTo(0)).as("those of other tests are gone").isTrue();
        create(key("left"));
        assertThat(node.node().watchers()).isEqualTo(1);
        client.cancel();
        assertThat(watchersComeDownTo(0)).isTrue();
    }

    private boolean watchersComeDownTo(int count) throws InterruptedException {
        for (int wait = 0; wait < 500 && node.node().watchers() > count; wait++) {
            Thread.sleep(20);
        }
        return node.node().watchers() == count;
    }

    private long create(WatchCreateRequest.Builder request) throws InterruptedException {
        client.send(WatchRequest.newBuilder().setCreateRequest(request));
        var response = client.next();
        assertThat(response.getCreated()).isTrue();
        return response.getWatchId();
    }

    private String refusal(WatchCreateRequest.Builder request) throws InterruptedException {
        client.send(WatchRequest.newBuilder().setCreateRequest(request));
        var response = client.next();
        assertThat(response.getCreated()).isTrue();
        assertThat(response.getCanceled()).isTrue();
        assertThat(response.getWatchId()).isEqualTo(-1);
        return response.getCancelReason();
    }

    private long put(String key, String value) {
        var request = PutRequest.newBuilder().setKey(bytes(key)).setValue(bytes(value)).build();
        return kv.put(request).getHeader().getRevision();
    }

    private void delete(String key) {
        kv.deleteRange(DeleteRangeRequest.newBuilder().setKey(bytes(key)).build());
    }

    private static WatchCreateRequest.Builder key(String key) {
        return WatchCreateRequest.newBuilder().setKey(bytes(key));
    }

    /** Everything under a path that ends in a slash, which '0' follows. */
    private static WatchCreateRequest.Builder prefix(String path) {
        var end = path.substring(0, path.length() - 1) + "0";
        return key(path).setRangeEnd(bytes(end));
    }

    private static ByteString bytes(String text) {
        return ByteString.copyFromUtf8(text);
    }
}
