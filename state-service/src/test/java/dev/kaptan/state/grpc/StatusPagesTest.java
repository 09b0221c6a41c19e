package dev.kaptan.state.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kaptan.state.http.Page;
import dev.kaptan.state.http.Query;
import dev.kaptan.state.log.InMemoryLog;
import dev.kaptan.state.store.Outcome;
import dev.kaptan.state.store.StateStore;
import dev.kaptan.state.store.StoreMachine;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

/** What {@code ClientPortContract} cannot have: a log that fails. */
class StatusPagesTest {

    private final StoreMachine machine = new StoreMachine();
    private final InMemoryLog<List<Outcome>> log =
            new InMemoryLog<>(machine, new InMemoryLog.Disk());
    private final StatusPages pages =
            new StatusPages(new StateStore(log, machine, Runnable::run), () -> "");

    @Test
    void aMemberThatCannotReadForAllIsNotHealthy() {
        assertThat(health(Map.of())).isEqualTo(Page.text("{\"health\":\"true\",\"reason\":\"\"}"));
        log.close();
        assertThat(health(Map.of()))
                .isEqualTo(
                        Page.error(
                                503,
                                "{\"health\":\"false\",\"reason\":\"RANGE ERROR:etcdserver: server"
                                        + " stopped\"}"));
    }

    @Test
    void aMemberThatOnlyReadsForItselfIsHealthyWhereThatIsAskedFor() {
        log.close();
        assertThat(health(Map.of("serializable", List.of("true"))).status()).isEqualTo(200);
        assertThat(health(Map.of("serializable", List.of("1"))).status()).isEqualTo(503);
    }

    @Test
    void aMemberWhoseLogHasStoppedDoesNotLive() {
        assertThat(page("/livez")).isEqualTo(Page.text("ok\n"));
        log.close();
        var dead =
                "[-]serializable_read failed: this member takes nothing more until it is started"
                        + " again\n";
        assertThat(page("/livez")).isEqualTo(Page.error(503, dead));
        assertThat(page("/readyz").content())
                .contains(
                        "[+]data_corruption ok\n",
                        dead,
                        "[-]linearizable_read failed: etcdserver: server stopped\n",
                        "[+]non_learner ok\n");
    }

    private Page page(String path) {
        return pages.answer(new Query("GET", path, Map.of()));
    }

    private Page health(Map<String, List<String>> parameters) {
        return pages.answer(new Query("GET", "/health", parameters));
    }
}
