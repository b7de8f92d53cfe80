package io.forkedchild.posix;

/** A look at a path that opens nothing: {@code access(2)}. */
public final class FileLook {

    private static final int F_OK = 0;

    private FileLook() {}

    /** Whether nothing has this name. False if that cannot be told, for want of a permission for instance. */
    public static boolean isMissing(String path) {
        return Libc.access(CStrings.terminated("path", path), F_OK) < 0
                && (Libc.errno() == Errno.ENOENT || Libc.errno() == Errno.ENOTDIR);
    }
}
