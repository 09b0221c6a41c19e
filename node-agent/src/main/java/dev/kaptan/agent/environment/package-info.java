/** Makes the environment variables and the command of a container. It never starts anything. */
@NullMarked
package dev.kaptan.agent.environment;

import org.jspecify.annotations.NullMarked;
