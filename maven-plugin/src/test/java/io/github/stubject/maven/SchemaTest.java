package io.github.stubject.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stubject.generator.Problem;
import io.github.stubject.generator.SchemaException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SchemaTest {
    private static final ModulePaths MODULE = new ModulePaths(Path.of("/app"));

    @Test
    void it_knows_whether_there_are_services() throws Exception {
        assertThat(Schemas.till(MODULE, "cents").hasServices()).isTrue();
        assertThat(Schemas.messages(MODULE).hasServices()).isFalse();
        assertThat(Schema.empty(MODULE).hasServices()).isFalse();
    }

    @Test
    void services_that_are_only_imported_are_somebody_elses() throws Exception {
        Schema till = Schemas.till(MODULE, "cents");

        Schema importer = new Schema(till.descriptorSet(), Set.of(), till.importPath(), List.of());

        assertThat(importer.hasServices()).isFalse();
    }

    @Test
    void problems_are_told_where_they_are_in_the_module() {
        SchemaException problems = new SchemaException(
                List.of(new Problem(Schemas.FILE, 7, 5, "is wrong"), new Problem("", 0, 0, "is odd")));

        assertThat(Schemas.till(MODULE, "cents").refuse(problems))
                .hasMessage(
                        "The protos have 2 problems:\nsrc/main/proto/shop/till.proto:7:5: is wrong\n<javaPackage>: is odd");
    }
}
