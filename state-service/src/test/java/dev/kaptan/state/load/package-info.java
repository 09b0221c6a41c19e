/** A load generator for any etcd v3 endpoint, run by hand; it is no test. */
package dev.kaptan.state.load;
