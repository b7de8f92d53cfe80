package io.forkedchild.architecture;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.forkedchild.ForkedChild;
import java.net.URL;
import java.util.List;
import java.util.stream.Stream;

/** The compiled code of this module. What its classes inherit from other libraries is not known here, which saves most of the time. */
final class Code {

    static final JavaClasses MAIN = of(ForkedChild.class);

    private Code() {}

    /** Main code and tests. */
    static JavaClasses all() {
        return of(ForkedChild.class, Code.class);
    }

    private static JavaClasses of(Class<?>... classes) {
        List<URL> directories = Stream.of(classes)
                .map(one -> one.getProtectionDomain().getCodeSource().getLocation())
                .toList();
        return ArchConfiguration.withThreadLocalScope(configuration -> {
            configuration.setResolveMissingDependenciesFromClassPath(false);
            return new ClassFileImporter().importUrls(directories);
        });
    }
}
