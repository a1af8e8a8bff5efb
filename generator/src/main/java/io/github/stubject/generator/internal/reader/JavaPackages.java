package io.github.stubject.generator.internal.reader;

import com.google.protobuf.Descriptors.ServiceDescriptor;
import com.google.protobuf.GeneratorNames;
import io.github.stubject.proto.OptionsProto;
import io.github.stubject.proto.ServiceOptions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The Java package of each service's classes: its own option's, else the request's, else its file's. */
final class JavaPackages {
    private final @Nullable String requested;

    JavaPackages(@Nullable String requested) {
        this.requested = requested;
    }

    String of(ServiceDescriptor service) {
        ServiceOptions options = service.getOptions().getExtension(OptionsProto.service);
        if (options.hasJavaPackage()) {
            return options.getJavaPackage();
        }
        return requested != null ? requested : GeneratorNames.getFileJavaPackage(service.getFile());
    }

    /** Checks what was asked for; the packages of files are looked at with the files. */
    void check(List<ServiceDescriptor> services, Problems problems) {
        if (requested != null && !JavaNames.isPackage(requested)) {
            problems.error("\"" + requested + "\", asked for as the Java package of generated classes, is none, since "
                    + JavaNames.faultOfPackage(requested) + "; write one such as com.acme.hello");
        }
        for (ServiceDescriptor service : services) {
            ServiceOptions options = service.getOptions().getExtension(OptionsProto.service);
            if (options.hasJavaPackage() && !JavaNames.isPackage(options.getJavaPackage())) {
                problems.error(
                        Place.ofOption(service, ServiceOptions.JAVA_PACKAGE_FIELD_NUMBER),
                        "service " + service.getFullName() + ": java_package \"" + options.getJavaPackage()
                                + "\" is no Java package, since " + JavaNames.faultOfPackage(options.getJavaPackage())
                                + "; write one such as com.acme.hello");
            }
        }
    }
}
