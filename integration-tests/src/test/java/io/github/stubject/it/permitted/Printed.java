package io.github.stubject.it.permitted;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.FileDescriptor;
import io.github.stubject.generator.SchemaException;
import io.github.stubject.generator.permissions.Permissions;
import io.github.stubject.generator.permissions.PermissionsRequest;
import io.github.stubject.generator.permissions.Role;
import io.github.stubject.it.DescriptorSets;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What is printed for the services of {@code permitted.proto}. */
final class Printed {
    /** Comments are sentences: they begin with a capital or the name of a service. */
    private static final Pattern OPTIONAL = Pattern.compile("#( {2,}.*| publish: \\[| \\{ .*| ])");

    private Printed() {}

    /** The block for one service and role, as it stands in the printed text. */
    static String block(String service, Role role, UnaryOperator<PermissionsRequest.Builder> said) {
        FileDescriptor file = PermittedProto.getDescriptor();
        PermissionsRequest.Builder request = PermissionsRequest.builder(DescriptorSets.of(file), Set.of(file.getName()))
                .service(service)
                .role(role);
        try {
            String text = Permissions.print(said.apply(request).build());
            assertThat(text).contains("# permitted." + service + ", ");
            return text;
        } catch (SchemaException e) {
            throw new AssertionError(e);
        }
    }

    /** The same with all that is optional. */
    static String withOptions(String block) {
        return block.lines()
                .map(line -> OPTIONAL.matcher(line).matches() ? " " + line.substring(1) : line)
                .collect(Collectors.joining("\n"));
    }
}
