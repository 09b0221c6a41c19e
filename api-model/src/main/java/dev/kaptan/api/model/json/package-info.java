/** JSON and YAML text to trees and back; it never knows what a tree means. */
@NullMarked
package dev.kaptan.api.model.json;

import org.jspecify.annotations.NullMarked;
