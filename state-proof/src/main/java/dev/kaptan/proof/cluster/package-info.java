/**
 * Members as processes of this machine, on loopback: started, killed, paused, cut off from each
 * other and from clients. Every link runs through a proxy here, so no privilege is needed.
 */
@NullMarked
package dev.kaptan.proof.cluster;

import org.jspecify.annotations.NullMarked;
