/**
 * Backups as files, and data directories made from them. It never talks to a running member:
 * whoever takes a backup streams it over the API.
 */
@NullMarked
package dev.kaptan.state.backup;

import org.jspecify.annotations.NullMarked;
