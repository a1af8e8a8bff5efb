package io.github.stubject.corpus;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import io.github.stubject.generator.served.GeneratedService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What the plugin read and what it wrote in this module's build. */
final class Corpus {
    private static final Path TARGET = Path.of("target");
    private static final String BINDING = "Binding.java";

    private Corpus() {}

    /** The descriptor set of one of the plugin's executions, with all that its files import. */
    static byte[] descriptorSet(String execution) throws IOException {
        return Files.readAllBytes(TARGET.resolve("stubject/generate-" + execution + "/descriptors.binpb"));
    }

    /** All services in the protos that the plugin read, by full name. */
    static Map<String, ServiceDescriptor> services() throws IOException, DescriptorValidationException {
        Map<String, ServiceDescriptor> services = new TreeMap<>();
        for (String execution : List.of("corpus", "etcd", "hbase")) {
            for (FileDescriptor file : link(descriptorSet(execution))) {
                file.getServices().forEach(service -> services.put(service.getFullName(), service));
            }
        }
        return services;
    }

    private static List<FileDescriptor> link(byte[] descriptorSet) throws IOException, DescriptorValidationException {
        Map<String, FileDescriptor> files = new LinkedHashMap<>();
        for (FileDescriptorProto file :
                FileDescriptorSet.parseFrom(descriptorSet).getFileList()) {
            FileDescriptor[] imports =
                    file.getDependencyList().stream().map(files::get).toArray(FileDescriptor[]::new);
            files.put(file.getName(), FileDescriptor.buildFrom(file, imports));
        }
        return List.copyOf(files.values());
    }

    /** The bindings that were generated, by the full name of their service. */
    static Map<String, GeneratedService> generated() throws IOException, ReflectiveOperationException {
        Map<String, GeneratedService> services = new TreeMap<>();
        Path sources = TARGET.resolve("generated-sources");
        List<String> names;
        try (Stream<Path> files = Files.walk(sources)) {
            names = files.filter(file -> file.toString().endsWith(BINDING))
                    .map(file -> sources.relativize(file))
                    .map(file -> file.subpath(1, file.getNameCount()).toString())
                    .map(name ->
                            name.substring(0, name.length() - BINDING.length()).replaceAll("[/\\\\]", "."))
                    .toList();
        }
        for (String name : names) {
            GeneratedService service = GeneratedService.load(name, Corpus.class.getClassLoader());
            services.put(service.fullName(), service);
        }
        return services;
    }
}
