package io.github.stubject.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stubject.generator.permissions.Permissions;
import io.github.stubject.generator.permissions.PermissionsRequest;
import io.github.stubject.generator.permissions.Role;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.Test;

class PermissionsTextTest {
    private final Schema schema = Schemas.till(new ModulePaths(Path.of("/app")), "cents");

    @Test
    void it_is_what_the_engine_prints_for_the_same_wishes() throws Exception {
        String text = new PermissionsText(schema, List.of("Till"), List.of("service", " Client"), null)
                .of(request -> request.prefix("staging"));

        assertThat(text)
                .contains("staging.")
                .isEqualTo(Permissions.print(PermissionsRequest.builder(schema.descriptorSet(), schema.names())
                        .service("Till")
                        .role(Role.CLIENT)
                        .role(Role.SERVICE)
                        .prefix("staging")
                        .build()));
    }

    @Test
    void without_wishes_it_is_all() throws Exception {
        assertThat(new PermissionsText(schema, null, null, null).of(UnaryOperator.identity()))
                .isEqualTo(Permissions.print(PermissionsRequest.builder(schema.descriptorSet(), schema.names())
                        .build()));
    }

    @Test
    void mistakes_in_lists_are_told_all_at_once() {
        assertThatThrownBy(() -> new PermissionsText(schema, null, List.of("clients", "admin"), List.of("customer_id"))
                        .of(UnaryOperator.identity()))
                .isInstanceOf(MojoFailureException.class)
                .hasMessage(
                        "<roles> has \"clients\", and there is no such role. Did you mean client? There are: client, service,"
                                + " publisher, subscriber, exporter, importer.\n"
                                + "<roles> has \"admin\", and there is no such role. There are: client, service, publisher,"
                                + " subscriber, exporter, importer.\n"
                                + "<parameters> has \"customer_id\", which gives no value. Write it as field=value, such as"
                                + " customer_id=alice.");
    }

    @Test
    void what_is_not_there_is_told_with_what_is() {
        assertThatThrownBy(() -> new PermissionsText(schema, List.of("Desk"), null, List.of("customer_id=ann=a"))
                        .of(UnaryOperator.identity()))
                .isInstanceOf(MojoFailureException.class)
                .hasNoCause()
                .hasMessage("""
                        Permissions cannot be printed as the configuration wants them:
                        there is no service "Desk"; there are: shop.Till
                        no subject has the parameter "customer_id"; there are: none""");
    }
}
