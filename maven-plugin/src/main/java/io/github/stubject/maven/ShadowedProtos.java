package io.github.stubject.maven;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Notices protos that are there twice with different content, of which protoc takes the first. */
final class ShadowedProtos {
    /** They are in many jars, of many versions, and compatible with each other. */
    private static final String PROTOBUFS_OWN = "google/protobuf/";

    private ShadowedProtos() {}

    /** One line for each that was used: its name and its places, the first of which counts. */
    static List<String> find(ImportPath path, byte[] descriptorSet) throws IOException {
        Map<String, List<Path>> byName = new TreeMap<>();
        for (ProtoDirectory directory : path.directories()) {
            for (String name : directory.names()) {
                byName.computeIfAbsent(name, n -> new ArrayList<>(1))
                        .add(directory.path().resolve(name));
            }
        }
        byName.entrySet()
                .removeIf(
                        entry -> entry.getValue().size() == 1 || entry.getKey().startsWith(PROTOBUFS_OWN));
        if (!byName.isEmpty()) {
            byName.keySet().retainAll(names(descriptorSet));
        }
        List<String> found = new ArrayList<>();
        for (Map.Entry<String, List<Path>> entry : byName.entrySet()) {
            Path first = entry.getValue().get(0);
            for (Path other : entry.getValue().subList(1, entry.getValue().size())) {
                if (Files.mismatch(first, other) != -1) {
                    found.add(entry.getKey() + ": taken from "
                            + path.module().show(first) + ", not from "
                            + path.module().show(other));
                    break;
                }
            }
        }
        return found;
    }

    private static List<String> names(byte[] descriptorSet) throws InvalidProtocolBufferException {
        return FileDescriptorSet.parseFrom(descriptorSet).getFileList().stream()
                .map(FileDescriptorProto::getName)
                .toList();
    }
}
