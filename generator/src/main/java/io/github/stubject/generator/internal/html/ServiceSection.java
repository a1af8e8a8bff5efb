package io.github.stubject.generator.internal.html;

import io.github.stubject.generator.DocumentRequest;
import io.github.stubject.generator.internal.document.DescribedSchema;
import io.github.stubject.generator.internal.document.Headline;
import io.github.stubject.generator.internal.model.CommentLines;
import io.github.stubject.generator.internal.model.Discovery;
import io.github.stubject.generator.internal.model.ServiceModel;
import io.github.stubject.generator.internal.permissions.PermissionsPrinter;
import io.github.stubject.generator.permissions.PermissionsRequest;
import io.github.stubject.generator.permissions.Role;
import java.util.Locale;

/** A service: what it is, its methods, and what nats-server must allow. */
final class ServiceSection {
    private final DescribedSchema schema;
    private final PermissionsRequest permissions;
    private final MethodArticle methods;
    private final Markup out;

    ServiceSection(DocumentRequest request, DescribedSchema schema, Markup out) {
        this.schema = schema;
        this.out = out;
        permissions = PermissionsRequest.builder(request.descriptorSet(), request.files())
                .prefix(request.prefix())
                .build();
        methods = new MethodArticle(request.prefix(), schema, out);
    }

    void write(ServiceModel service) {
        String anchor = service.fullName();
        out.open("section", "class", "service", "id", anchor).line();
        Links.heading("h2", anchor, service.fullName(), out);
        Badges.deprecated(service.docs().deprecated(), out);
        out.closeLine();
        description(service);
        discovery(service);
        service.methods().forEach(method -> methods.write(method, schema.method(service, method.protoName())));
        service.events().forEach(event -> methods.write(event, schema.method(service, event.protoName())));
        permissions(service);
        out.closeLine();
    }

    private void description(ServiceModel service) {
        String shown = service.discovery().description();
        String comment = CommentLines.text(service.docs().comment());
        if (shown != null && !shown.equals(comment)) {
            out.element("p", shown).line();
        }
        out.html(Markdown.html(comment));
    }

    private void discovery(ServiceModel service) {
        Discovery discovery = service.discovery();
        Facts facts = new Facts(out);
        facts.add("In Java", service.types().binding().toString());
        if (discovery.name() != null || service.hasCalls()) {
            String name = discovery.name() == null ? Discovery.defaultName(service.fullName()) : discovery.name();
            facts.add("Name in discovery", name);
        }
        facts.add("Version", discovery.version() == null ? "" : discovery.version());
        discovery.metadata().forEach((name, value) -> facts.add("Metadata " + name, value));
        facts.close();
    }

    private void permissions(ServiceModel service) {
        String anchor = service.fullName() + "-permissions";
        out.open("section", "class", "permissions", "id", anchor).line();
        Links.heading("h3", anchor, "Permissions of " + Headline.simpleName(service), out)
                .closeLine();
        out.element(
                        "p",
                        "What each role needs in the configuration of nats-server, and no more. A line with # at the"
                                + " margin is optional: take the # away to have it.")
                .line();
        for (Role role : Role.values()) {
            PermissionsPrinter.print(service, role, permissions).ifPresent(text -> block(role, text));
        }
        out.closeLine();
    }

    private void block(Role role, String text) {
        out.open("details").open("summary");
        out.element("b", role.name().toLowerCase(Locale.ROOT))
                .text(": " + PermissionsPrinter.what(role))
                .closeLine();
        Paste.block(text, out);
        out.closeLine();
    }
}
