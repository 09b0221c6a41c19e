/**
 * The Spring shell of the controllers: configuration, leadership, health; never holds a
 * controller's logic.
 */
@NullMarked
package dev.kaptan.controller;

import org.jspecify.annotations.NullMarked;
