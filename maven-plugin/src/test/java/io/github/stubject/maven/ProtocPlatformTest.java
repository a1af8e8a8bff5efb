package io.github.stubject.maven;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProtocPlatformTest {
    @ParameterizedTest
    @CsvSource({
        "Linux, amd64, linux-x86_64",
        "Linux, i386, linux-x86_32",
        "Linux, aarch64, linux-aarch_64",
        "Linux, ppc64le, linux-ppcle_64",
        "Linux, s390x, linux-s390_64",
        "Mac OS X, x86_64, osx-x86_64",
        "Mac OS X, aarch64, osx-aarch_64",
        "Windows 11, amd64, windows-x86_64",
        "Windows Server 2022, amd64, windows-x86_64",
        "Windows 10, x86, windows-x86_32",
    })
    void the_names_of_java_become_those_of_maven_central(String osName, String osArch, String classifier) {
        assertThat(ProtocPlatform.classifier(osName, osArch)).isEqualTo(classifier);
    }

    @ParameterizedTest
    @CsvSource({"FreeBSD, amd64", "SunOS, sparcv9", "Linux, riscv64", "Mac OS X, ppc", "Windows 11, aarch64"})
    void other_platforms_have_none(String osName, String osArch) {
        assertThat(ProtocPlatform.classifier(osName, osArch)).isNull();
    }
}
