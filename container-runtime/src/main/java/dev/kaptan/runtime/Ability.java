package dev.kaptan.runtime;

/**
 * What not every engine and host can do. Elsewhere a limit or protection that is asked for is left
 * out with a warning, and a privileged container is refused.
 */
public enum Ability {
    /** Processes may be protected from the out-of-memory killer (needs CAP_SYS_RESOURCE). */
    NEGATIVE_OOM_SCORE,
    /** Containers with every capability and device. */
    PRIVILEGED,
    /** Containers filtered by a seccomp profile. */
    SECCOMP,
    /** Memory limits are enforced. */
    MEMORY_LIMIT,
    /** CPU quotas are enforced. */
    CPU_QUOTA
}
