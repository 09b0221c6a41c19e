/**
 * What a controller needs around the fabric8 client; nothing lies in this package itself.
 *
 * <ul>
 *   <li>{@code connect}: from credentials to a {@code KubernetesClient} that never throttles itself
 *   <li>{@code cache}: {@code Informers} keep one {@code Store} per resource, fed by list and watch
 *   <li>{@code work}: {@code WorkQueue} of keys with back-off, {@code Controller} that reconciles
 *       them
 *   <li>{@code election}: {@code LeaderElector} by Lease
 *   <li>{@code event}: {@code EventRecorder}, which never blocks its caller
 *   <li>{@code meta}: owner references, selectors, conditions, timestamps
 *   <li>{@code boot}: the same as Spring beans; the only package that knows Spring
 * </ul>
 */
@NullMarked
package dev.kaptan.client;

import org.jspecify.annotations.NullMarked;
