/**
 * The cluster's certificates and kubeconfigs on disk, in kubeadm's layout. It never overwrites an
 * authority and never logs a key.
 */
@NullMarked
package dev.kaptan.standalone.pki;

import org.jspecify.annotations.NullMarked;
