package io.github.stubject.generator.internal.asyncapi;

import io.github.stubject.generator.DocumentRequest;
import io.github.stubject.generator.internal.document.Headline;
import io.github.stubject.generator.internal.model.ServiceModel;
import io.github.stubject.generator.internal.tree.Node;
import java.util.List;

/** What a document says of all its services. */
final class Info {
    private Info() {}

    static Node.Mapping of(DocumentRequest request, List<ServiceModel> services) {
        Headline headline = Headline.of(request, services);
        return new Node.Mapping()
                .put("title", headline.title())
                .put("version", headline.version())
                .putIfSaid("description", services.size() == 1 ? Headline.description(services.get(0)) : "")
                .put("tags", new Node.Sequence(services.stream().map(Info::tag).toList()));
    }

    /** The tag that all that belongs to a service refers to. */
    private static Node tag(ServiceModel service) {
        Node.Mapping tag = new Node.Mapping()
                .put("name", service.fullName())
                .putIfSaid("description", Headline.description(service));
        if (service.discovery().version() != null) {
            tag.put("x-stubject-version", service.discovery().version());
        }
        return tag.putIfTrue("x-stubject-deprecated", service.docs().deprecated());
    }
}
