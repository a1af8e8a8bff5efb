package io.github.stubject.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** What tells Eclipse, and others that read it, what to do with the goals when a project is imported. */
class EclipseMetadataTest {
    @Test
    void it_names_the_goals_that_generate() throws Exception {
        Document metadata = parse("/META-INF/m2e/lifecycle-mapping-metadata.xml");
        Document plugin = parse("/META-INF/maven/plugin.xml");

        // The others write no sources, so they are nothing for an IDE.
        assertThat(texts(metadata, "goal"))
                .containsExactlyInAnyOrderElementsOf(texts(plugin, "goal").stream()
                        .filter(goal -> goal.startsWith("generate"))
                        .toList());
    }

    @Test
    void they_run_on_import_and_when_a_file_changes() throws Exception {
        Document metadata = parse("/META-INF/m2e/lifecycle-mapping-metadata.xml");

        assertThat(metadata.getDocumentElement().getTagName()).isEqualTo("lifecycleMappingMetadata");
        assertThat(texts(metadata, "runOnConfiguration")).containsExactly("true");
        assertThat(texts(metadata, "runOnIncremental")).containsExactly("true");
    }

    private static Document parse(String resource) throws Exception {
        try (var in = EclipseMetadataTest.class.getResourceAsStream(resource)) {
            assertThat(in).as(resource).isNotNull();
            return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in);
        }
    }

    private static List<String> texts(Document document, String element) {
        NodeList nodes = document.getElementsByTagName(element);
        return IntStream.range(0, nodes.getLength())
                .mapToObj(i -> nodes.item(i).getTextContent())
                .toList();
    }
}
