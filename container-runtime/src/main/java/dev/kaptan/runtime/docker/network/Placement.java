package dev.kaptan.runtime.docker.network;

/** Network and address of a sandbox to be. */
public record Placement(String networkName, Ipv4 address) {}
