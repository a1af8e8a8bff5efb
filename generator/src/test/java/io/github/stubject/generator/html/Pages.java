package io.github.stubject.generator.html;

import io.github.stubject.generator.DocumentRequest;
import io.github.stubject.generator.Protoc;
import io.github.stubject.generator.SchemaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** Pages of protos, as a browser reads them. */
final class Pages {
    static final Path EVERYTHING = Path.of("src/test/asyncapi");

    private final byte[] set;
    private final Set<String> files;

    private Pages(byte[] set, Set<String> files) {
        this.set = set;
        this.files = files;
    }

    /** Of {@code everything.proto}. */
    static Pages everything(Path work) throws IOException {
        return new Pages(new Protoc(EVERYTHING, work).descriptorSet(), Set.of("everything.proto"));
    }

    /** Of all protos in a folder. */
    static Pages of(Path folder, Path work) throws IOException {
        Protoc protoc = new Protoc(folder, work);
        return new Pages(protoc.descriptorSet(), protoc.files());
    }

    /** Of one proto with this text. */
    static Pages ofText(String proto, Path work) throws IOException {
        Path folder = Files.createDirectories(work.resolve("protos"));
        Files.writeString(folder.resolve("one.proto"), proto);
        return of(folder, work);
    }

    byte[] set() {
        return set.clone();
    }

    String html() throws SchemaException {
        return html(UnaryOperator.identity());
    }

    String html(UnaryOperator<DocumentRequest.Builder> wishes) throws SchemaException {
        return HtmlPage.write(wishes.apply(DocumentRequest.builder(set, files)).build());
    }

    Document page() throws SchemaException {
        return Jsoup.parse(html());
    }

    Document page(UnaryOperator<DocumentRequest.Builder> wishes) throws SchemaException {
        return Jsoup.parse(html(wishes));
    }

    /** The part of a page at an anchor. */
    static Element at(Document page, String anchor) {
        Element element = page.getElementById(anchor);
        if (element == null) {
            throw new AssertionError("nothing is at #" + anchor);
        }
        return element;
    }
}
