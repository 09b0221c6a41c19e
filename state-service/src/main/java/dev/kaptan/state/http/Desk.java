package dev.kaptan.state.http;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/** Has requests answered away from the event loop, a bounded number at a time. */
final class Desk {

    static final int MOST_AT_A_TIME = 64;

    private static final Logger LOG = LoggerFactory.getLogger(Desk.class);

    private final Pages pages;
    private final Executor executor;
    private final Semaphore places = new Semaphore(MOST_AT_A_TIME);

    Desk(Pages pages, Executor executor) {
        this.pages = pages;
        this.executor = executor;
    }

    /** The client is told on any thread, once. */
    void answer(String method, String target, Consumer<Page> client) {
        if (!places.tryAcquire()) {
            client.accept(Page.BUSY);
            return;
        }
        executor.execute(() -> {
            Page page;
            try {
                page = pageFor(method, target);
            } finally {
                places.release();
            }
            client.accept(page);
        });
    }

    private Page pageFor(String method, String target) {
        Query query;
        try {
            query = Query.of(method, target);
        } catch (IllegalArgumentException badlyEscaped) {
            return Page.BAD_REQUEST;
        }
        try {
            return pages.answer(query);
        } catch (RuntimeException e) {
            LOG.error("{} {} failed for a reason that it should not", method, query.path(), e);
            return Page.FAILED;
        }
    }
}
