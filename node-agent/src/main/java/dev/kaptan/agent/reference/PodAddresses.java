package dev.kaptan.agent.reference;

import org.jspecify.annotations.Nullable;

/**
 * Addresses that a Pod may ask for.
 *
 * @param podIp null until its sandbox has one
 */
public record PodAddresses(String hostIp, @Nullable String podIp) {}
