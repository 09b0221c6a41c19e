package dev.kaptan.api.model.protobuf;

import dev.kaptan.api.model.builtin.Definitions;

import java.util.concurrent.ConcurrentHashMap;

/** Messages of the compiled index, each read on first use. */
final class Messages {

    private static final ConcurrentHashMap<String, Message> READ = new ConcurrentHashMap<>();

    private Messages() {}

    static Message named(String name) {
        return READ.computeIfAbsent(name, key -> Message.read(key, Definitions.message(key)));
    }
}
