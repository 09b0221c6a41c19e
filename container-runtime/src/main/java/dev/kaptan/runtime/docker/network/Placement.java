package dev.kaptan.runtime.docker.network;

import dev.kaptan.runtime.address.Ipv4;

/** Network and address of a sandbox to be. */
public record Placement(String networkName, Ipv4 address) {}
