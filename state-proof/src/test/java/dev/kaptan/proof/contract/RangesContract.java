package dev.kaptan.proof.contract;

import static dev.kaptan.proof.contract.Store.bytes;
import static dev.kaptan.proof.contract.Store.prefixOf;
import static dev.kaptan.proof.contract.Store.rangeOf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kaptan.etcd.api.RangeRequest;
import dev.kaptan.etcd.api.RangeResponse;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.List;

abstract class RangesContract extends Aspect {

    private long first;

    /** By key a b c, by value c a b, by creation b c a, by change c b a, by version c a b. */
    @BeforeEach
    void fill() {
        first = store().put(key("b"), "2");
        store().put(key("c"), "1");
        store().put(key("a"), "0");
        store().put(key("b"), "3");
        store().put(key("b"), "3");
        store().put(key("a"), "2");
    }

    @Test
    void spansAreHalfOpen() {
        assertThat(names(rangeOf(key("a")).setRangeEnd(bytes(key("c"))))).containsExactly("a", "b");
        assertThat(names(rangeOf(key("a")))).containsExactly("a");
        assertThat(names(rangeOf(key("b")).setRangeEnd(bytes(key("a"))))).isEmpty();
        assertThat(names(prefixOf(prefix))).containsExactly("a", "b", "c");
    }

    @Test
    void aZeroByteMeansAllThatFollow() {
        var from = store().range(rangeOf(key("b")).setRangeEnd(bytes("\0")));
        assertThat(from.getKvsList())
                .extracting(entry -> entry.getKey().toStringUtf8())
                .startsWith(key("b"), key("c"));
        var all = store().range(rangeOf("\0").setRangeEnd(bytes("\0")).setCountOnly(true));
        assertThat(all.getCount()).isGreaterThan(from.getCount());
    }

    @Test
    void aLimitTellsOfMoreAndCountsAll() {
        var limited = store().range(prefixOf(prefix).setLimit(2));
        assertThat(limited.getKvsCount()).isEqualTo(2);
        assertThat(limited.getMore()).isTrue();
        assertThat(limited.getCount()).isEqualTo(3);
        assertThat(store().range(prefixOf(prefix).setLimit(3)).getMore()).isFalse();
    }

    @Test
    void sortsByEveryTargetBothWays() {
        assertSorted(RangeRequest.SortTarget.KEY, "a", "b", "c");
        assertSorted(RangeRequest.SortTarget.VALUE, "c", "a", "b");
        assertSorted(RangeRequest.SortTarget.CREATE, "b", "c", "a");
        assertSorted(RangeRequest.SortTarget.MOD, "c", "b", "a");
        assertSorted(RangeRequest.SortTarget.VERSION, "c", "a", "b");
    }

    private void assertSorted(RangeRequest.SortTarget target, String... ascending) {
        var up = prefixOf(prefix).setSortTarget(target);
        up.setSortOrder(RangeRequest.SortOrder.ASCEND);
        assertThat(names(up)).as("up by " + target).containsExactly(ascending);
        var down = prefixOf(prefix).setSortTarget(target);
        down.setSortOrder(RangeRequest.SortOrder.DESCEND);
        assertThat(names(down))
                .as("down by " + target)
                .containsExactlyElementsOf(List.of(ascending).reversed());
    }

    @Test
    void sortsBeforeItLimits() {
        var last =
                prefixOf(prefix)
                        .setSortTarget(RangeRequest.SortTarget.KEY)
                        .setSortOrder(RangeRequest.SortOrder.DESCEND)
                        .setLimit(1);
        assertThat(names(last)).containsExactly("c");
    }

    @Test
    void boundsOnRevisionsLeaveEntriesOutButCountThem() {
        var created = store().range(prefixOf(prefix).setMinCreateRevision(first + 1));
        assertThat(names(created)).containsExactly("a", "c");
        assertThat(created.getCount()).isEqualTo(3);
        assertThat(names(prefixOf(prefix).setMaxCreateRevision(first + 1)))
                .containsExactly("b", "c");
        assertThat(names(prefixOf(prefix).setMinModRevision(first + 4))).containsExactly("a", "b");
        assertThat(names(prefixOf(prefix).setMaxModRevision(first + 4))).containsExactly("b", "c");
    }

    @Test
    void returnsKeysOrCountAlone() {
        var keys = store().range(prefixOf(prefix).setKeysOnly(true));
        assertThat(keys.getKvsCount()).isEqualTo(3);
        assertThat(keys.getKvsList()).allMatch(entry -> entry.getValue().isEmpty());
        assertThat(keys.getKvsList()).allMatch(entry -> entry.getModRevision() > 0);
        var count = store().range(prefixOf(prefix).setCountOnly(true).setLimit(1));
        assertThat(count.getKvsCount()).isZero();
        assertThat(count.getCount()).isEqualTo(3);
        assertThat(count.getMore()).isFalse();
    }

    @Test
    void readsWhatWasAtARevisionUnderTheHeaderOfNow() {
        long now = store().revision();
        var past = store().range(prefixOf(prefix).setRevision(first + 1));
        assertThat(names(past)).containsExactly("b", "c");
        assertThat(past.getKvs(0).getValue()).isEqualTo(bytes("2"));
        assertThat(past.getHeader().getRevision()).isEqualTo(now);
    }

    @Test
    void readsOfAMemberAloneSeeAllInTheEnd() throws InterruptedException {
        var request = prefixOf(prefix).setSerializable(true);
        for (int wait = 0; wait < 100 && store().range(request).getCount() < 3; wait++) {
            Thread.sleep(50);
        }
        assertThat(names(request)).containsExactly("a", "b", "c");
    }

    private List<String> names(RangeRequest.Builder request) {
        return names(store().range(request));
    }

    private List<String> names(RangeResponse response) {
        return response.getKvsList().stream()
                .map(entry -> entry.getKey().toStringUtf8().substring(prefix.length()))
                .toList();
    }
}
