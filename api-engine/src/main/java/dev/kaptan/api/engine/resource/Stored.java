package dev.kaptan.api.engine.resource;

import tools.jackson.databind.node.ObjectNode;

/**
 * An object as it is served, parsed.
 *
 * @param object with the resourceVersion; the holder may change it
 * @param revision the store's revision that wrote it
 */
public record Stored(ObjectNode object, long revision) {}
