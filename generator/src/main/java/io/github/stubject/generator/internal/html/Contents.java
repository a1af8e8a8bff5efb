package io.github.stubject.generator.internal.html;

import io.github.stubject.generator.internal.document.Headline;
import io.github.stubject.generator.internal.model.EventModel;
import io.github.stubject.generator.internal.model.MethodModel;
import io.github.stubject.generator.internal.model.ServiceModel;
import java.util.List;
import java.util.stream.Stream;

/** The list of all that the page has, to navigate by. */
final class Contents {
    /** With more methods than this, services are folded. */
    private static final int MOST_UNFOLDED = 60;

    private final Markup out;

    private Contents(Markup out) {
        this.out = out;
    }

    static void write(List<ServiceModel> services, Types types, Markup out) {
        new Contents(out).write(services, types);
    }

    private void write(List<ServiceModel> services, Types types) {
        out.open("nav", "class", "contents", "aria-label", "Contents").line();
        long methods = services.stream().flatMap(Contents::methods).count();
        boolean unique = services.stream().map(Headline::simpleName).distinct().count() == services.size();
        for (ServiceModel service : services) {
            list(
                    unique ? Headline.simpleName(service) : service.fullName(),
                    service.fullName(),
                    methods <= MOST_UNFOLDED,
                    methods(service)
                            .map(method -> service.fullName() + "." + method)
                            .toList());
        }
        list(
                "Messages and enums",
                Links.TYPES,
                false,
                types.all().stream().map(Links::anchor).toList());
        out.open("p").element("a", "How to call", "href", "#" + Links.CALLING).closeLine();
        if (services.stream().anyMatch(ServiceModel::hasCalls)) {
            out.open("p")
                    .element("a", "How calls fail", "href", "#" + Links.ERRORS)
                    .closeLine();
        }
        out.closeLine();
    }

    private static Stream<String> methods(ServiceModel service) {
        return Stream.concat(
                service.methods().stream().map(MethodModel::protoName),
                service.events().stream().map(EventModel::protoName));
    }

    private void list(String title, String anchor, boolean unfolded, List<String> names) {
        if (unfolded) {
            out.open("details", "open", "");
        } else {
            out.open("details");
        }
        out.open("summary").open("a", "href", "#" + anchor);
        Links.name(title, out).close().closeLine();
        out.open("ul").line();
        for (String name : names) {
            String shown = name.startsWith(anchor + ".") ? name.substring(anchor.length() + 1) : name;
            out.open("li").open("a", "href", "#" + name);
            Links.name(shown, out).close().closeLine();
        }
        out.closeLine().closeLine();
    }
}
