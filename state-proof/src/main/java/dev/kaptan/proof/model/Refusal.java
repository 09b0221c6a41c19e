package dev.kaptan.proof.model;

/** Why a store refuses what it understood; nothing was changed. */
public enum Refusal {
    COMPACTED,
    FUTURE_REVISION,
    LEASE_NOT_FOUND,
    LEASE_EXISTS,
    DUPLICATE_KEY,
    /** The quota is used up. */
    NO_SPACE
}
