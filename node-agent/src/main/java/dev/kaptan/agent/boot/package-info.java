/**
 * The Spring Boot shell of the node agent: configuration, composition, and the kubelet's HTTPS API.
 * It holds no knowledge about Pods.
 */
@NullMarked
package dev.kaptan.agent.boot;

import org.jspecify.annotations.NullMarked;
