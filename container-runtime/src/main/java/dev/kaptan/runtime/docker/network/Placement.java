package dev.kaptan.runtime.docker.network;

import dev.kaptan.runtime.address.Ipv4;

import org.jspecify.annotations.Nullable;

/**
 * Network and address of a sandbox to be.
 *
 * @param address null where the engine gives one
 */
public record Placement(String networkName, @Nullable Ipv4 address) {}
