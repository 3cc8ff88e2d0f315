package dev.chatrooms.bootstrap.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.bootstrap.docs.Documents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The modules as a host sees them on its class path or module path. */
class ModulesTest {
    private static final Pattern MODULE = Pattern.compile("<module>([^</]+)</module>");
    private static final Pattern NAME = Pattern.compile("<module\\.name>([^<]+)</module\\.name>");
    private static final Pattern PACKAGING = Pattern.compile("<packaging>pom</packaging>");
    private static final Pattern ARTIFACT = Pattern.compile("<artifactId>(chatrooms-[^<]+)</artifactId>");
    private static final Pattern PARENT = Pattern.compile("<parent>.*?</parent>", Pattern.DOTALL);
    private static final Path MAIN = Path.of("src", "main", "java");
    /** The jar that is run, and what measures it. */
    private static final Set<String> NOT_FOR_HOSTS = Set.of("chatrooms-bootstrap", "chatrooms-benchmarks");

    @Test
    void moduleNamesShouldBeDistinct() {
        Map<String, String> names = new TreeMap<>();
        for (String module : jarModules()) {
            List<String> name = find(NAME, pom(module));
            assertThat(name).as("module.name of %s", module).hasSize(1);
            assertThat(names.put(name.get(0), module))
                    .as("modules named %s", name)
                    .isNull();
        }
        assertThat(names).hasSizeGreaterThan(9);
        assertThat(Documents.read("pom.xml")).contains("<Automatic-Module-Name>${module.name}</Automatic-Module-Name>");
    }

    @Test
    void packagesShouldBelongToOneModuleEachAndCarryItsName() throws IOException {
        Map<String, String> owners = new TreeMap<>();
        for (String module : jarModules()) {
            String name = find(NAME, pom(module)).get(0);
            for (String each : packages(module)) {
                assertThat(each + ".").as("package of %s", module).startsWith(name + ".");
                assertThat(owners.put(each, module))
                        .as("other module with %s", each)
                        .isNull();
            }
        }
        assertThat(owners).hasSizeGreaterThan(50);
    }

    @Test
    void bomShouldListEveryModuleForHosts() {
        Set<String> published = jarModules().stream()
                .map(module -> find(ARTIFACT, PARENT.matcher(pom(module)).replaceFirst(""))
                        .get(0))
                .filter(artifact -> !NOT_FOR_HOSTS.contains(artifact))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(find(ARTIFACT, pom("bom")))
                .filteredOn(artifact -> !artifact.equals("chatrooms-bom"))
                .containsExactlyInAnyOrderElementsOf(published);
        assertThat(pom("bom")).doesNotContain("<parent>");
    }

    /** Returns the published modules with a jar. Examples are in folders of their own. */
    private static List<String> jarModules() {
        return find(MODULE, Documents.read("pom.xml")).stream()
                .filter(module -> !PACKAGING.matcher(pom(module)).find())
                .toList();
    }

    private static String pom(String module) {
        return Documents.read(module + "/pom.xml");
    }

    private static Set<String> packages(String module) throws IOException {
        Path sources = Documents.ROOT.resolve(module).resolve(MAIN);
        if (!Files.isDirectory(sources)) {
            return Set.of();
        }
        try (Stream<Path> files = Files.walk(sources)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(file -> sources.relativize(file.getParent()).toString().replaceAll("[/\\\\]", "."))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static List<String> find(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult found) -> found.groupCount() == 0 ? found.group() : found.group(1))
                .toList();
    }
}
