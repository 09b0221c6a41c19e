package dev.kaptan.state.http;

/** What there is to read. May block, and is asked by many threads at a time. */
@FunctionalInterface
public interface Pages {

    Page answer(Query query);
}
