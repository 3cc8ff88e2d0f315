package dev.chatrooms.bootstrap.architecture;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

/**
 * The classes of all modules without their tests, read once for all rules. Classes of libraries are known by their
 * names alone: to read those as well would take several times as long.
 */
final class ImportedClasses {
    static final JavaClasses ALL = read();

    private ImportedClasses() {}

    private static JavaClasses read() {
        ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
        return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .withImportOption(location -> !location.contains("-tests.jar"))
                .importPackages("dev.chatrooms");
    }
}
