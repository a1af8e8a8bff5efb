package io.github.stubject.generator.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ten thousand methods. */
class LargePageTest {
    private static final int SERVICES = 10;
    private static final int METHODS = 1_000;

    @TempDir
    private Path work;

    static String proto() {
        StringBuilder proto = new StringBuilder("syntax = \"proto3\";\npackage acme.large;\n");
        proto.append("message Request { string id = 1; Request inner = 2; }\nmessage Response { string text = 1; }\n");
        for (int service = 0; service < SERVICES; service++) {
            proto.append("// Does much.\nservice Service").append(service).append(" {\n");
            for (int method = 0; method < METHODS; method++) {
                proto.append("  // Does something, and tells how it went.\n  rpc DoThing")
                        .append(method)
                        .append("(Request) returns (Response);\n");
            }
            proto.append("}\n");
        }
        return proto.toString();
    }

    @Test
    void eachMethodAddsTheSameToThePage() throws Exception {
        String html = Pages.ofText(proto(), work).html();
        Document page = org.jsoup.Jsoup.parse(html);

        assertThat(page.select(".method")).hasSize(SERVICES * METHODS);
        assertThat(page.select("[id=acme.large.Request]")).hasSize(1);
        assertThat(Pages.at(page, "acme.large.Request").select(".uses").text()).endsWith(" and 9,992 more");
        assertThat(html.length()).isLessThan(SERVICES * METHODS * 3_000);
    }
}
