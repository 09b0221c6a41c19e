/**
 * Keeps in every namespace what each must have (ServiceAccount, root CA); never removes anything.
 */
@NullMarked
package dev.kaptan.controller.furnishing;

import org.jspecify.annotations.NullMarked;
