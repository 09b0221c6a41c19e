package dev.kaptan.proof.history;

import dev.kaptan.proof.model.Request;

/**
 * One call of one client.
 *
 * @param client who called, for people
 * @param member who was asked, for people
 * @param start nanoseconds on the clock that all calls and deliveries of a history share
 * @param end the same; of a call without an answer it says nothing
 */
public record Call(
        String client, String member, Request request, long start, long end, Outcome outcome) {

    @Override
    public String toString() {
        return "%s at %s [%.3f-%.3f s]: %s -> %s"
                .formatted(client, member, start / 1e9, end / 1e9, request, outcome);
    }
}
