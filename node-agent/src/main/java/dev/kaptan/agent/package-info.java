/**
 * The node agent: starts the kubelet of one node. It composes its packages and never decides what
 * happens to a Pod itself.
 */
@NullMarked
package dev.kaptan.agent;

import org.jspecify.annotations.NullMarked;
