package io.forkedchild.posix;

import com.sun.jna.NativeLibrary;
import java.lang.module.ModuleDescriptor.Version;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.stream.Stream;

/** Looks for what {@link Libc} binds before it does. Apart from {@link Platform}, which must load without JNA. */
final class NativeProbe {

    private static final Version ENOUGH = Version.parse("2.34");

    private NativeProbe() {}

    static List<String> missingFunctions() {
        NativeLibrary library = NativeLibrary.getInstance("c");
        if (!has(library, "gnu_get_libc_version")) {
            return List.of("glibc 2.34 or newer (this is another C library)");
        }
        String version = library.getFunction("gnu_get_libc_version").invokeString(new Object[0], false);
        if (!isEnough(version)) {
            return List.of("glibc 2.34 or newer (this is " + version + ")");
        }
        return Stream.of(Libc.class.getDeclaredMethods())
                .filter(method -> Modifier.isNative(method.getModifiers()))
                .map(Method::getName)
                .filter(name -> !has(library, name))
                .map(name -> name + " (glibc " + version + " is without it)")
                .toList();
    }

    /** Compares number by number: 2.4 is older than 2.34. */
    static boolean isEnough(String version) {
        return Version.parse(version).compareTo(ENOUGH) >= 0;
    }

    private static boolean has(NativeLibrary library, String function) {
        try {
            library.getFunction(function);
            return true;
        } catch (UnsatisfiedLinkError e) {
            return false;
        }
    }

    /** What the kernel does not know or a sandbox does not allow; only where no function is missing. */
    static List<String> missingCalls() {
        try (PidFd self = PidFd.open((int) ProcessHandle.current().pid())) {
            self.signal(0);
            return List.of();
        } catch (PosixException e) {
            return List.of(
                    "pidfd_open (Linux 5.3; this is " + System.getProperty("os.version") + ", " + e.getMessage() + ")");
        }
    }
}
