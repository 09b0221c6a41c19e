package dev.kaptan.api.engine.read;

import dev.kaptan.api.engine.cache.CachedObject;
import dev.kaptan.api.engine.cache.EventType;
import dev.kaptan.api.engine.cache.Subscription;
import dev.kaptan.api.engine.cache.Subscription.Delivery;
import dev.kaptan.api.engine.output.WatchForm;
import dev.kaptan.api.engine.request.ApiResponse.Frames.Sink;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.time.Duration;

/** Writes a subscription's events, with bookmarks in between, until its time is over. */
final class WatchStream {

    private static final long BOOKMARK_NANOS = Duration.ofMinutes(1).toNanos();

    private final Subscription subscription;
    private final ListOptions options;
    private final WatchForm form;
    private final Duration life;

    WatchStream(Subscription subscription, ListOptions options, WatchForm form, Duration life) {
        this.subscription = subscription;
        this.options = options;
        this.form = form;
        this.life = life;
    }

    void copyTo(Sink sink) throws IOException, InterruptedException {
        writeInitial(sink);
        long end = System.nanoTime() + life.toNanos();
        long nextBookmark = System.nanoTime() + BOOKMARK_NANOS;
        while (!subscription.ended() && System.nanoTime() - end < 0) {
            long now = System.nanoTime();
            if (now - nextBookmark >= 0) {
                bookmark(sink);
                nextBookmark = now + BOOKMARK_NANOS;
            }
            write(subscription.poll(Math.min(end, nextBookmark) - now), sink);
        }
        bookmark(sink);
    }

    private void writeInitial(Sink sink) throws IOException {
        for (CachedObject object : subscription.initial()) {
            sink.frame(form.frame(EventType.ADDED, object));
        }
        if (Boolean.TRUE.equals(options.sendInitialEvents()) && options.bookmarks()) {
            sink.frame(form.bookmark(subscription.start(), true));
        }
        sink.flush();
    }

    private void write(@Nullable Delivery delivery, Sink sink) throws IOException {
        if (delivery != null) {
            sink.frame(delivery.event().frame(form));
            if (subscription.idle()) {
                sink.flush();
            }
        }
    }

    private void bookmark(Sink sink) throws IOException {
        long revision = options.bookmarks() ? subscription.caughtUpTo() : 0;
        if (revision > 0) {
            sink.frame(form.bookmark(revision, false));
            sink.flush();
        }
    }
}
