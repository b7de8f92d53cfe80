package io.forkedchild.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;

/** The compiled code of this module. */
final class Code {
    static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(location -> !location.contains("/test-classes/"))
            .importPackages("io.forkedchild");
    static final JavaClasses ALL = new ClassFileImporter().importPackages("io.forkedchild");

    private Code() {}
}
