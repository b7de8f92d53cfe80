package io.forkedchild.process;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a child may use of the machine, and each process that it starts for itself: setrlimit(2). A limit that is not set is that of the
 * test JVM. What was set cannot be raised by the child.
 */
public final class ResourceLimits {

    /** The kinds of limits. */
    public enum Kind {
        /** Address space in bytes, whether it is used or not: a JVM or Node needs many GiB. */
        ADDRESS_SPACE("bytes of address space"),
        /** CPU time in seconds. */
        CPU("s of CPU"),
        /** Open files, sockets and pipes. */
        OPEN_FILES("open files"),
        /** Processes and threads of the same user, those that other programs have started included; root has no such limit. */
        PROCESSES("processes"),
        /** Length in bytes of a file that is written. */
        FILE_SIZE("bytes of a file"),
        /** Length in bytes of a core dump; 0 for none. */
        CORE("bytes of core dump");

        private final String unit;

        Kind(String unit) {
            this.unit = unit;
        }
    }

    private static final ResourceLimits NONE = new ResourceLimits(Map.of());

    private final Map<Kind, Long> values;

    private ResourceLimits(Map<Kind, Long> values) {
        this.values = values;
    }

    /** No limits but those of the test JVM. */
    public static ResourceLimits none() {
        return NONE;
    }

    /** The same with a limit of the address space. */
    public ResourceLimits addressSpace(long bytes) {
        return with(Kind.ADDRESS_SPACE, bytes);
    }

    /** The same with a limit of CPU time, in whole seconds, rounded up; SIGXCPU at the limit, SIGKILL one second later. */
    public ResourceLimits cpu(Duration time) {
        return with(Kind.CPU, time.plusNanos(999_999_999).toSeconds());
    }

    /** The same with a limit of open files. */
    public ResourceLimits openFiles(long count) {
        return with(Kind.OPEN_FILES, count);
    }

    /** The same with a limit of processes and threads of its user. */
    public ResourceLimits processes(long count) {
        return with(Kind.PROCESSES, count);
    }

    /** The same with a limit of the length of files that it writes; SIGXFSZ, or EFBIG where that is ignored. */
    public ResourceLimits fileSize(long bytes) {
        return with(Kind.FILE_SIZE, bytes);
    }

    /** The same with a limit of the length of core dumps. */
    public ResourceLimits core(long bytes) {
        return with(Kind.CORE, bytes);
    }

    private ResourceLimits with(Kind kind, long value) {
        if (value < 0) {
            throw new IllegalArgumentException(
                    "limits." + name(kind) + ": must be 0 or more " + kind.unit + ", was " + value);
        }
        var more = new LinkedHashMap<>(values);
        more.put(kind, value);
        return new ResourceLimits(Collections.unmodifiableMap(more));
    }

    private static String name(Kind kind) {
        return switch (kind) {
            case ADDRESS_SPACE -> "addressSpace";
            case CPU -> "cpu";
            case OPEN_FILES -> "openFiles";
            case PROCESSES -> "processes";
            case FILE_SIZE -> "fileSize";
            case CORE -> "core";
        };
    }

    /** Whether none is set. */
    public boolean isNone() {
        return values.isEmpty();
    }

    /** The limit of one kind; empty if it is not set. */
    public OptionalLong of(Kind kind) {
        var value = values.get(kind);
        return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }

    /** The kinds that are set. */
    public Set<Kind> kinds() {
        return values.keySet();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ResourceLimits limits && limits.values.equals(values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    /** The limits in words: {@code 16 open files, 1 s of CPU}. */
    @Override
    public String toString() {
        return values.entrySet().stream()
                .map(limit -> limit.getValue() + " " + limit.getKey().unit)
                .collect(Collectors.joining(", "));
    }
}
