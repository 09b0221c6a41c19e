/**
 * Compiles kind declarations and the published Kubernetes model into the index that api-model
 * ships. It runs at build time only and never ships itself.
 */
@NullMarked
package dev.kaptan.api.model.generator;

import org.jspecify.annotations.NullMarked;
