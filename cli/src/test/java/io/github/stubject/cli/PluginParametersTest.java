package io.github.stubject.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class PluginParametersTest {
    @Test
    void withoutAnyEachFileChoosesItsPackage() {
        assertThat(PluginParameters.parse("").javaPackage()).isNull();
    }

    @Test
    void emptyOnesBetweenCommasArePassedOver() {
        assertThat(PluginParameters.parse(",java_package=com.acme, ").javaPackage())
                .isEqualTo("com.acme");
    }

    @Test
    void theSameTwiceIsNoMistake() {
        assertThat(PluginParameters.parse("java_package=a,java_package=a").javaPackage())
                .isEqualTo("a");
    }

    @Test
    void twoValuesForOneAreRefusedWithBoth() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PluginParameters.parse("java_package=a,java_package=b"))
                .withMessageContainingAll("\"java_package\"", "\"a\"", "\"b\"");
    }

    @Test
    void aParameterWithoutAValueIsRefusedWithAnExample() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PluginParameters.parse("java_package"))
                .withMessageContaining("needs a value, such as java_package=com.acme.hello");
        assertThatIllegalArgumentException().isThrownBy(() -> PluginParameters.parse("java_package="));
    }
}
