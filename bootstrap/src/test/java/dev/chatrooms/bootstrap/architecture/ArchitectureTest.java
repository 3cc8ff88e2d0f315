package dev.chatrooms.bootstrap.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * The rules about which modules and packages may depend on which. They stand here because this module sees all others.
 * A rule about an empty package passes without checking anything, so each rule first proves that every package it names
 * has classes.
 */
@Tag("any-jdk")
class ArchitectureTest {
    private static final String DOMAIN = "dev.chatrooms.domain..";
    private static final String APPLICATION = "dev.chatrooms.application..";
    private static final String APPLICATION_INTERNALS = "dev.chatrooms.application..internal..";
    private static final String WIRE = "dev.chatrooms.wire..";
    private static final String SERVER = "dev.chatrooms.server..";
    private static final String BOOTSTRAP = "dev.chatrooms.bootstrap..";
    private static final List<String> ADAPTERS = List.of(
            "dev.chatrooms.persistence..",
            "dev.chatrooms.security..",
            "dev.chatrooms.mail..",
            "dev.chatrooms.metrics..",
            "dev.chatrooms.files..",
            "dev.chatrooms.http..",
            "dev.chatrooms.websocket..",
            "dev.chatrooms.web..");

    private static final List<String> MODULES = Stream.of(
                    List.of(DOMAIN, APPLICATION, WIRE, SERVER, BOOTSTRAP), ADAPTERS)
            .flatMap(List::stream)
            .toList();

    /** Methods that make the outcome of a command depend on when and where it runs. */
    private static final Map<Class<?>, Set<String>> SOURCES_OF_TIME_AND_RANDOMNESS = Map.of(
            Instant.class, Set.of("now"),
            Clock.class, Set.of("systemUTC", "systemDefaultZone", "system"),
            System.class, Set.of("currentTimeMillis"),
            UUID.class, Set.of("randomUUID"),
            Math.class, Set.of("random"),
            Random.class, Set.of("<init>"),
            ThreadLocalRandom.class, Set.of("current"));

    private static final JavaClasses CLASSES = ImportedClasses.ALL;

    @Test
    void domainShouldDependOnTheJdkOnly() {
        assertHasClasses(DOMAIN);

        classes()
                .that()
                .resideInAPackage(DOMAIN)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        DOMAIN,
                        "java.lang..",
                        "java.math..",
                        "java.nio.charset..",
                        "java.text..",
                        "java.time..",
                        "java.util..",
                        "org.jspecify..")
                .because("the domain is independent of what it runs on")
                .check(CLASSES);
    }

    @Test
    void applicationShouldDependOnTheDomainOnly() {
        assertHasClasses(DOMAIN);
        assertHasClasses(APPLICATION);

        classes()
                .that()
                .resideInAPackage(APPLICATION)
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                                DOMAIN,
                                APPLICATION,
                                "java..",
                                "javax.crypto..",
                                "org.jspecify..",
                                "com.github.f4b6a3.uuid..")
                        .and(resideOutsideOfPackage("java.sql.."))
                        // An address is a value.
                        .and(resideOutsideOfPackage("java.net..")
                                .or(belongToAnyOf(InetAddress.class, UnknownHostException.class))))
                .because("storage and transports belong to the adapters")
                .check(CLASSES);
    }

    @Test
    void domainAndApplicationShouldBeGivenTimeAndRandomness() {
        assertHasClasses(DOMAIN);
        assertHasClasses(APPLICATION);

        noClasses()
                .that()
                .resideInAnyPackage(DOMAIN, APPLICATION)
                .should()
                .accessTargetWhere(timeOrRandomness())
                .because("tests set the time by hand")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage(DOMAIN)
                .should()
                .dependOnClassesThat()
                .areAssignableTo(InstantSource.class)
                .because("the domain takes the time as an argument")
                .check(CLASSES);
    }

    private static DescribedPredicate<JavaAccess<?>> timeOrRandomness() {
        return describe(
                "reads a clock or a random source",
                access -> SOURCES_OF_TIME_AND_RANDOMNESS.entrySet().stream()
                        .anyMatch(source -> access.getTargetOwner().isEquivalentTo(source.getKey())
                                && source.getValue().contains(access.getName())));
    }

    @Test
    void databaseConnectionsShouldBeOpenedOnlyWhereTheyGetTimeLimits() {
        List<String> openers =
                List.of("dev.chatrooms.persistence.PostgresPool", "dev.chatrooms.server.database.DurabilityCheck");
        assertThat(openers).allMatch(CLASSES::contain);

        noClasses()
                .that(describe(
                        "are not " + openers,
                        type -> openers.stream()
                                .noneMatch(opener -> type.getName().startsWith(opener))))
                .should()
                .dependOnClassesThat()
                .haveNameMatching("org\\.postgresql\\.ds\\..*|java\\.sql\\.DriverManager")
                .because("a connection without a limit waits forever for packets that were swallowed")
                .check(CLASSES);
    }

    @Test
    void internalsOfApplicationShouldNotBeUsedOutsideOfIt() {
        assertHasClasses(APPLICATION_INTERNALS);
        ADAPTERS.forEach(ArchitectureTest::assertHasClasses);
        assertHasClasses(WIRE);
        assertHasClasses(BOOTSTRAP);

        noClasses()
                .that()
                .resideOutsideOfPackage(APPLICATION)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(APPLICATION_INTERNALS)
                .check(CLASSES);
    }

    @ParameterizedTest
    @FieldSource("ADAPTERS")
    void adapterShouldNotDependOnAnotherAdapter(String adapter) {
        ADAPTERS.forEach(ArchitectureTest::assertHasClasses);
        assertHasClasses(BOOTSTRAP);
        String[] others = Stream.concat(ADAPTERS.stream(), Stream.of(SERVER, BOOTSTRAP))
                .filter(other -> !other.equals(adapter))
                .toArray(String[]::new);

        noClasses()
                .that()
                .resideInAPackage(adapter)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others)
                .because("every adapter can be left out")
                .check(CLASSES);
    }

    @Test
    void wireRecordsShouldNotDependOnApplicationOrDomain() {
        assertHasClasses("dev.chatrooms.wire");

        noClasses()
                .that()
                .resideInAPackage("dev.chatrooms.wire")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(APPLICATION, DOMAIN)
                .because("clients use the records too")
                .check(CLASSES);
    }

    @Test
    void wireFormatShouldNotDependOnTransports() {
        assertHasClasses(WIRE);
        ADAPTERS.forEach(ArchitectureTest::assertHasClasses);

        noClasses()
                .that()
                .resideInAPackage(WIRE)
                .should()
                .dependOnClassesThat(resideInAnyPackage(ADAPTERS.toArray(String[]::new))
                        .or(resideInAnyPackage("io.javalin..", "jakarta..", "org.eclipse.jetty..")))
                .because("all transports share it")
                .check(CLASSES);
    }

    @Test
    void transportsShouldReachTheStoreThroughUseCasesOnly() {
        List<String> transports = List.of("dev.chatrooms.http..", "dev.chatrooms.websocket..", WIRE);
        transports.forEach(ArchitectureTest::assertHasClasses);

        noClasses()
                .that()
                .resideInAnyPackage(transports.toArray(String[]::new))
                .should()
                .dependOnClassesThat(resideInAPackage("java.sql..")
                        .or(resideInAPackage("org.jdbi.."))
                        .or(resideInAPackage("dev.chatrooms.application.memory..")))
                .check(CLASSES);
        for (String port :
                List.of("Transactions", "Stores", "UnitOfWork", "Rooms", "Messages", "Accounts", "EventLog")) {
            String name = "dev.chatrooms.application.spi." + port;
            assertThat(CLASSES.contain(name)).as(name).isTrue();
            noClasses()
                    .that()
                    .resideInAnyPackage(transports.toArray(String[]::new))
                    .should()
                    .dependOnClassesThat()
                    .haveFullyQualifiedName(name)
                    .check(CLASSES);
        }
    }

    @Test
    void modulesShouldBeFreeOfCycles() {
        MODULES.forEach(ArchitectureTest::assertHasClasses);

        slices().matching("dev.chatrooms.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @ParameterizedTest
    @FieldSource("MODULES")
    void packagesInsideModuleShouldBeFreeOfCycles(String module) {
        assertHasClasses(module);

        slices().assignedFrom(packagesOf(module)).should().beFreeOfCycles().check(CLASSES);
    }

    /** Makes each package a slice of its own, apart from the packages below it. */
    private static SliceAssignment packagesOf(String module) {
        return new SliceAssignment() {
            @Override
            public SliceIdentifier getIdentifierOf(JavaClass type) {
                return resideInAPackage(module).test(type)
                        ? SliceIdentifier.of(type.getPackageName())
                        : SliceIdentifier.ignore();
            }

            @Override
            public String getDescription() {
                return "packages of " + module;
            }
        };
    }

    private static void assertHasClasses(String packages) {
        assertThat(CLASSES.that(resideInAPackage(packages)))
                .as("classes in %s", packages)
                .filteredOn(type -> !type.getSimpleName().equals("package-info"))
                .isNotEmpty();
    }
}
