package io.github.stubject.cli;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The ways to a descriptor set: a file that somebody has made, or protos and a protoc. */
final class DescriptorSets {
    static final String HOW_TO_WRITE =
            "write one with:\n  protoc --include_imports --include_source_info -o FILE FILE.proto...";

    private DescriptorSets() {}

    /** A file that protoc wrote; about all of its files with services if none is named. */
    static SchemaFiles read(Path file, List<String> names) throws CommandException {
        byte[] bytes = bytes(file);
        FileDescriptorSet set = parse(file, bytes);
        Set<String> there = set.getFileList().stream()
                .filter(proto -> proto.getServiceCount() > 0)
                .map(FileDescriptorProto::getName)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        if (there.isEmpty()) {
            throw new CommandException("no file in the descriptor set " + file + " has a service");
        }
        Set<String> unknown = new LinkedHashSet<>(names);
        set.getFileList().forEach(proto -> unknown.remove(proto.getName()));
        if (!unknown.isEmpty()) {
            throw new CommandException("the descriptor set " + file + " has no " + String.join(", no ", unknown)
                    + "; it has services in:\n  " + String.join("\n  ", there));
        }
        return new SchemaFiles(bytes, names.isEmpty() ? there : new LinkedHashSet<>(names));
    }

    private static byte[] bytes(Path file) throws CommandException {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new CommandException("there is no descriptor set " + file + "; " + HOW_TO_WRITE, e);
        } catch (IOException e) {
            throw new CommandException("cannot read the descriptor set " + file + ": " + e, e);
        }
    }

    private static FileDescriptorSet parse(Path file, byte[] bytes) throws CommandException {
        try {
            FileDescriptorSet set = FileDescriptorSet.parseFrom(bytes);
            if (set.getFileCount() > 0) {
                return set;
            }
        } catch (InvalidProtocolBufferException e) {
            throw noSet(file, e);
        }
        throw noSet(file, new IllegalArgumentException("no files"));
    }

    private static CommandException noSet(Path file, Exception cause) {
        return new CommandException(file + " is no descriptor set; " + HOW_TO_WRITE, cause);
    }

    /** What protoc makes of protos. */
    static SchemaFiles compile(Path protoc, List<Path> protoPath, List<String> protos) throws CommandException {
        try (WorkDirectory work = WorkDirectory.create()) {
            ProtocProcess process = new ProtocProcess(protoc, protoPath, protos, work.path());
            byte[] all = process.descriptorSet("--include_imports", "--include_source_info");
            // Which of them were asked for: only protoc knows how paths become names.
            List<String> names = new ArrayList<>();
            for (FileDescriptorProto file :
                    FileDescriptorSet.parseFrom(process.descriptorSet()).getFileList()) {
                names.add(file.getName());
            }
            return new SchemaFiles(all, new LinkedHashSet<>(names));
        } catch (IOException e) {
            throw new CommandException("cannot have protoc read the protos: " + e, e);
        }
    }
}
