/**
 * Runs the handlers that probes and life-cycle hooks are made of: a command, an HTTP request, a TCP
 * connection. It never decides what their outcome means.
 */
@NullMarked
package dev.kaptan.agent.action;

import org.jspecify.annotations.NullMarked;
