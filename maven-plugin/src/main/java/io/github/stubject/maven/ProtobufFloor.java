package io.github.stubject.maven;

import org.apache.maven.artifact.versioning.ComparableVersion;
import org.jspecify.annotations.Nullable;

/** Knows the oldest protobuf-java that Stubject's own classes and the generated ones run on. */
final class ProtobufFloor {
    static final String VERSION = "3.25.5";

    private ProtobufFloor() {}

    /** What to warn the user of, if the project's protobuf-java is older. */
    static @Nullable String check(String version) {
        return new ComparableVersion(version).compareTo(new ComparableVersion(VERSION)) >= 0
                ? null
                : "protobuf-java has version " + version + " in this project, and the oldest that works is " + VERSION
                        + ". Calls may fail at run time. Manage a newer one in <dependencyManagement>, such as that of"
                        + " com.google.protobuf:protobuf-bom. Who brings the old one is shown by:"
                        + " mvn dependency:tree -Dverbose -Dincludes=com.google.protobuf:protobuf-java";
    }
}
