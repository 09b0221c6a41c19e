/** The PostgreSQL engine on a real PostgreSQL in a container. */
package dev.kaptan.state.postgres;
