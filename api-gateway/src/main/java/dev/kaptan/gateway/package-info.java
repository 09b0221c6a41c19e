/**
 * The Spring Boot shell of the API server: configuration and composition; it decides nothing about
 * objects.
 */
@NullMarked
package dev.kaptan.gateway;

import org.jspecify.annotations.NullMarked;
