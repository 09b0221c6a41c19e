/**
 * The channel protocol of exec and attach over WebSocket ({@code v4.channel.k8s.io}, {@code
 * v5.channel.k8s.io}). It knows neither Pods nor HTTP.
 */
@NullMarked
package dev.kaptan.agent.remote;

import org.jspecify.annotations.NullMarked;
