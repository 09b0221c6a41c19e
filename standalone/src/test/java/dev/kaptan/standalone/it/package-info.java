/** Whole clusters driven by the clients that users have. They never look inside a service. */
package dev.kaptan.standalone.it;
