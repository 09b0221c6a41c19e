/** What the process of every service does alike, whatever it serves. */
@NullMarked
package dev.kaptan.service;

import org.jspecify.annotations.NullMarked;
