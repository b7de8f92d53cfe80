package io.forkedchild.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

/** The compiled code of this module. */
final class Code {
    static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.forkedchild");
    static final JavaClasses ALL = new ClassFileImporter().importPackages("io.forkedchild");

    private Code() {}
}
