/**
 * Reads facts off a Pod's specification with upstream's defaults applied. It never looks at what
 * runs.
 */
@NullMarked
package dev.kaptan.agent.spec;

import org.jspecify.annotations.NullMarked;
