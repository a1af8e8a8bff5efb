package io.github.stubject.maven;

import io.github.stubject.generator.SchemaException;
import io.github.stubject.generator.permissions.Permissions;
import io.github.stubject.generator.permissions.PermissionsRequest;
import io.github.stubject.generator.permissions.Role;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.maven.plugin.MojoFailureException;
import org.jspecify.annotations.Nullable;

/** From the lists in a configuration to what nats-server must allow. */
final class PermissionsText {
    private final Schema schema;
    private final List<String> services;
    private final List<String> roles;
    private final List<String> parameters;

    PermissionsText(
            Schema schema,
            @Nullable List<String> services,
            @Nullable List<String> roles,
            @Nullable List<String> parameters) {
        this.schema = schema;
        this.services = services == null ? List.of() : services;
        this.roles = roles == null ? List.of() : roles;
        this.parameters = parameters == null ? List.of() : parameters;
    }

    /** @param rest completes the request with what is one value each */
    String of(UnaryOperator<PermissionsRequest.Builder> rest) throws MojoFailureException {
        PermissionsRequest.Builder request = PermissionsRequest.builder(schema.descriptorSet(), schema.names());
        List<String> mistakes = new ArrayList<>();
        services.forEach(service -> request.service(service.strip()));
        for (String name : roles) {
            role(name).ifPresentOrElse(request::role, () -> mistakes.add(noSuchRole(name)));
        }
        for (String parameter : parameters) {
            int equals = parameter.indexOf('=');
            if (equals < 0) {
                mistakes.add("<parameters> has \"" + parameter
                        + "\", which gives no value. Write it as field=value, such as customer_id=alice.");
            } else {
                request.parameter(
                        parameter.substring(0, equals).strip(),
                        parameter.substring(equals + 1).strip());
            }
        }
        if (!mistakes.isEmpty()) {
            throw new MojoFailureException(String.join("\n", mistakes));
        }
        return print(rest.apply(request).build());
    }

    private String print(PermissionsRequest request) throws MojoFailureException {
        try {
            return Permissions.print(request);
        } catch (SchemaException e) {
            throw schema.refuse(e);
        } catch (IllegalArgumentException e) {
            throw new MojoFailureException(
                    "Permissions cannot be printed as the configuration wants them:\n" + e.getMessage());
        }
    }

    private static Optional<Role> role(String name) {
        return Arrays.stream(Role.values())
                .filter(role -> role.name().equalsIgnoreCase(name.strip()))
                .findFirst();
    }

    private static String noSuchRole(String name) {
        List<String> there = Arrays.stream(Role.values())
                .map(role -> role.name().toLowerCase(Locale.ROOT))
                .toList();
        return "<roles> has \"" + name + "\", and there is no such role."
                + Suggestion.of(name.strip().toLowerCase(Locale.ROOT), there)
                        .map(nearest -> " Did you mean " + nearest + "?")
                        .orElse("")
                + " There are: " + there.stream().collect(Collectors.joining(", ")) + ".";
    }
}
