package dev.kaptan.api.engine.service;

import dev.kaptan.api.engine.object.Meta;
import dev.kaptan.api.engine.store.KeyValueStore;
import dev.kaptan.api.engine.store.KeyValueStore.Entry;
import dev.kaptan.api.engine.store.KeyValueStore.Outcome;
import dev.kaptan.api.model.json.Json;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.node.ObjectNode;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * Things that one owner at a time may hold, one key of the store each: two servers cannot give the
 * same address away, and nothing needs to be counted at start.
 */
final class Claims {

    /**
     * A claim in the store.
     *
     * @param owner {@code namespace/name} of the Service
     */
    record Claim(String thing, String owner, String since, long revision) {}

    private final KeyValueStore store;
    private final String prefix;
    private final Clock clock;

    Claims(KeyValueStore store, String prefix, Clock clock) {
        this.store = store;
        this.prefix = prefix;
        this.clock = clock;
    }

    /** What became of an attempt to take something. */
    enum Answer {
        TAKEN,
        /** The owner had it already. */
        HELD,
        /** Someone else has it. */
        REFUSED
    }

    Answer take(String thing, String owner) {
        ObjectNode claim = Json.object();
        claim.put("owner", owner).put("since", Meta.format(clock.instant()));
        return switch (store.put(prefix + thing, Json.bytes(claim), 0)) {
            case Outcome.Done _ -> Answer.TAKEN;
            case Outcome.Conflict(@Nullable Entry current) ->
                    current != null && claim(current).owner().equals(owner)
                            ? Answer.HELD
                            : Answer.REFUSED;
        };
    }

    /** Gives a thing back, if the owner holds it. */
    void release(String thing, String owner) {
        Entry entry = store.get(prefix + thing);
        if (entry != null && claim(entry).owner().equals(owner)) {
            store.delete(entry.key(), entry.modRevision());
        }
    }

    /** Gives back what was claimed when the claim was read, whoever the owner is. */
    void release(Claim claim) {
        store.delete(prefix + claim.thing(), claim.revision());
    }

    List<Claim> all() {
        var claims = new ArrayList<Claim>();
        store.list(prefix, null, 0, 0).entries().forEach(entry -> claims.add(claim(entry)));
        return claims;
    }

    private Claim claim(Entry entry) {
        ObjectNode claim = Json.parseObject(entry.value());
        return new Claim(
                entry.key().substring(prefix.length()),
                Json.text(claim, "owner"),
                Json.text(claim, "since"),
                entry.modRevision());
    }
}
