package io.github.stubject.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stubject.proto.SubjectTemplate;
import io.github.stubject.runtime.test.OrderRequest;
import org.junit.jupiter.api.Test;

/** The examples of the start log; {@code stubject-json}'s tests have those with a body. */
class StartLogTest {
    @Test
    void anExampleSubjectIsOneThatTheMethodTakes() {
        SubjectTemplate template = SubjectTemplate.parse("o.{id}.{priority}.{region}.{urgent}.{customer.number}");
        SubjectParameters parameters = new SubjectParameters(template, OrderRequest.getDefaultInstance());
        String subject = template.render(parameters::exampleToken);

        assertThat(subject).isEqualTo("o.abc.1.REGION_UNSPECIFIED.true.1");
        assertThat(parameters
                        .reconcile(OrderRequest.getDefaultInstance(), subject)
                        .getId())
                .isEqualTo("abc");
    }
}
