/** Rules over the whole tree. They read sources and classes; they never run the product. */
package dev.kaptan.architecture;
