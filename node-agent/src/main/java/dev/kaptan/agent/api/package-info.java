/**
 * The agent's calls on the API server, as the node's user. It never decides what is written there.
 */
@NullMarked
package dev.kaptan.agent.api;

import org.jspecify.annotations.NullMarked;
