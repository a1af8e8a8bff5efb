package io.github.stubject.generator.internal.html;

import com.google.protobuf.Descriptors.GenericDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import io.github.stubject.generator.DocumentRequest;
import io.github.stubject.generator.SchemaException;
import io.github.stubject.generator.internal.document.DescribedSchema;
import io.github.stubject.generator.internal.document.Headline;
import io.github.stubject.generator.internal.model.EventModel;
import io.github.stubject.generator.internal.model.MethodModel;
import io.github.stubject.generator.internal.model.ServiceModel;
import io.github.stubject.proto.Status;

/** The whole page. */
public final class Page {
    private final Markup out = new Markup();
    private final DocumentRequest request;
    private final DescribedSchema schema;
    private final Headline headline;
    private final boolean hasCalls;
    private final Types types = new Types();

    private Page(DocumentRequest request, DescribedSchema schema) {
        this.request = request;
        this.schema = schema;
        headline = Headline.of(request, schema.services());
        hasCalls = schema.services().stream().anyMatch(ServiceModel::hasCalls);
        schema.services().forEach(this::addTypes);
        if (hasCalls) {
            types.add(Status.getDescriptor());
        }
    }

    private void addTypes(ServiceModel service) {
        for (MethodModel method : service.methods()) {
            MethodDescriptor descriptor = schema.method(service, method.protoName());
            types.add(descriptor.getInputType(), descriptor);
            types.add(descriptor.getOutputType(), descriptor);
        }
        for (EventModel event : service.events()) {
            MethodDescriptor descriptor = schema.method(service, event.protoName());
            types.add(descriptor.getInputType(), descriptor);
        }
    }

    /**
     * The page that the request is for.
     *
     * @throws SchemaException if the schema cannot be served as it is
     * @throws IllegalArgumentException if something is wrong with the request
     */
    public static String write(DocumentRequest request) throws SchemaException {
        Page page = new Page(request, DescribedSchema.read(request));
        page.write();
        return page.out.toString();
    }

    private void write() {
        out.html("<!DOCTYPE html>\n").open("html", "lang", "en").line();
        head();
        out.open("body").line();
        out.element("a", "Skip to the content", "class", "skip", "href", "#" + Links.CONTENT)
                .line();
        top();
        out.open("div", "class", "columns").line();
        Contents.write(schema.services(), types, out);
        out.open("main", "id", Links.CONTENT, "tabindex", "-1").line();
        out.element("h1", headline.title()).line();
        ServiceSection services = new ServiceSection(request, schema, out);
        schema.services().forEach(services::write);
        types();
        out.html(Assets.CALLING);
        if (hasCalls) {
            out.html(Assets.ERRORS);
        }
        out.closeLine().closeLine();
        out.open("script").html(Assets.SCRIPT).closeLine();
        out.closeLine().closeLine();
    }

    private void head() {
        out.open("head").line();
        out.empty("meta", "charset", "utf-8").line();
        out.empty("meta", "http-equiv", "Content-Security-Policy", "content", Assets.policy())
                .line();
        out.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1")
                .line();
        out.empty("meta", "name", "referrer", "content", "no-referrer").line();
        out.empty("meta", "name", "color-scheme", "content", "light dark").line();
        out.element("title", headline.title()).line();
        out.open("style").html(Assets.STYLE).closeLine();
        out.closeLine();
    }

    private void top() {
        out.open("header", "class", "top").line();
        out.open("p", "class", "name")
                .text(headline.title())
                .text(" ")
                .element("small", headline.version())
                .closeLine();
        out.html("""
                <div class="search" role="search">
                <input id="search-box" type="search" role="combobox" aria-label="Search" aria-expanded="false" \
                aria-controls="search-results" aria-autocomplete="list" autocomplete="off" spellcheck="false" \
                placeholder="Search: press /">
                <ul id="search-results" role="listbox" aria-label="Found" hidden></ul>
                <p id="search-status" class="unseen" role="status"></p>
                </div>
                <button id="theme-switch" type="button">Dark</button>
                """);
        out.closeLine();
    }

    private void types() {
        out.open("section", "id", Links.TYPES).line();
        Links.heading("h2", Links.TYPES, "Messages and enums", out).closeLine();
        TypeArticle article = new TypeArticle(schema, types, out);
        for (GenericDescriptor type : types.all()) {
            article.write(type);
        }
        out.closeLine();
    }
}
