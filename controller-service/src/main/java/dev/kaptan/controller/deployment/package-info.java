/** Rolls Deployments out over ReplicaSets; never touches a Pod. */
@NullMarked
package dev.kaptan.controller.deployment;

import org.jspecify.annotations.NullMarked;
