/** JSON, merge and strategic merge patches; they never change their inputs. */
@NullMarked
package dev.kaptan.api.model.patch;

import org.jspecify.annotations.NullMarked;
