/** What every cluster has from its first moment; it never takes away what users added. */
@NullMarked
package dev.kaptan.api.engine.bootstrap;

import org.jspecify.annotations.NullMarked;
