package io.github.stubject.generator.internal.check;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import io.github.stubject.generator.internal.reader.DescriptorSet;
import io.github.stubject.generator.internal.reader.OptionsFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * Writes what the check needs of a descriptor set, and nothing else: the chosen files' services, the types that they
 * reach, and where all of these are. So a baseline changes only with them.
 */
public final class BaselineWriter {
    private final Map<String, FileDescriptorProto> files = new LinkedHashMap<>();
    private final Set<String> chosen;
    private final Reach reach;

    private BaselineWriter(FileDescriptorSet set, Set<String> chosen, Reach reach) {
        set.getFileList().forEach(file -> files.put(file.getName(), file));
        this.chosen = chosen;
        this.reach = reach;
    }

    /**
     * A descriptor set, which is the same whatever the order of files was.
     *
     * @throws IllegalArgumentException if the descriptor set is not one, or lacks a chosen file
     */
    public static byte[] write(byte[] descriptorSet, Set<String> files) {
        DescriptorSet linked = DescriptorSet.link(descriptorSet);
        Reach reach = new Reach(linked.files());
        linked.files(files).stream()
                .map(FileDescriptor::getServices)
                .flatMap(List::stream)
                .forEach(reach::add);
        linked.files().stream().filter(OptionsFile::isOurs).forEach(reach::addOptions);
        try {
            FileDescriptorSet set = FileDescriptorSet.parseFrom(descriptorSet);
            return new BaselineWriter(set, files, reach).write();
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException("not a descriptor set: " + e.getMessage(), e);
        }
    }

    private byte[] write() {
        Set<String> ordered = new LinkedHashSet<>();
        new TreeSet<>(chosen).forEach(file -> order(file, ordered));
        FileDescriptorSet.Builder set = FileDescriptorSet.newBuilder();
        ordered.stream().map(this::stripped).forEach(set::addFile);
        return deterministic(set.build());
    }

    /** Puts a file behind all that it imports. */
    private void order(String name, Set<String> ordered) {
        if (!ordered.contains(name)) {
            file(name).getDependencyList().forEach(imported -> order(imported, ordered));
            ordered.add(name);
        }
    }

    private FileDescriptorProto file(String name) {
        return Objects.requireNonNull(files.get(name));
    }

    private FileDescriptorProto stripped(String name) {
        FileDescriptorProto file = file(name);
        Kept kept = new Kept(file, reach, chosen.contains(name));
        FileDescriptorProto.Builder stripped = FileDescriptorProto.newBuilder()
                .setName(name)
                .addAllDependency(file.getDependencyList())
                .addAllPublicDependency(file.getPublicDependencyList());
        if (file.hasPackage()) {
            stripped.setPackage(file.getPackage());
        }
        if (file.hasSyntax()) {
            stripped.setSyntax(file.getSyntax());
        }
        if (file.hasEdition()) {
            stripped.setEdition(file.getEdition());
        }
        stripped.setOptions(file.getOptions());
        kept.addTo(stripped);
        return WireOptions.only(stripped.build());
    }

    private static byte[] deterministic(FileDescriptorSet set) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(set.getSerializedSize());
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        out.useDeterministicSerialization();
        try {
            set.writeTo(out);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
