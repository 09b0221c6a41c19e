/**
 * The five services, unchanged, in one JVM. It gives them their certificates and properties and
 * starts them; it never reaches into one.
 */
@NullMarked
package dev.kaptan.standalone;

import org.jspecify.annotations.NullMarked;
