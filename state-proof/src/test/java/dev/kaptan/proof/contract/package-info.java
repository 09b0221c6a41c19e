/**
 * One contract, through gRPC alone, for every engine and for a real etcd, which says whether a test
 * is right.
 */
package dev.kaptan.proof.contract;
