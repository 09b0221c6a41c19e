/** Lets owners adopt and release by their selector; never creates or deletes what is owned. */
@NullMarked
package dev.kaptan.controller.ownership;

import org.jspecify.annotations.NullMarked;
