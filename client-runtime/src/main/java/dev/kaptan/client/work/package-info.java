/** Runs reconcilers over keyed, de-duplicated work with back-off; never knows what a key means. */
@NullMarked
package dev.kaptan.client.work;

import org.jspecify.annotations.NullMarked;
