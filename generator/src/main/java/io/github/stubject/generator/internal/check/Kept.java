package io.github.stubject.generator.internal.check;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.SourceCodeInfo;
import com.google.protobuf.DescriptorProtos.SourceCodeInfo.Location;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What stays of a file in a baseline, and where it is. */
final class Kept {
    private final FileDescriptorProto file;
    private final Reach reach;
    private final boolean services;

    /** By the number of the field in the file: old index to new index. */
    private final Map<Integer, Map<Integer, Integer>> indexes = new HashMap<>();

    /** Keeps what is reached, and services or not. */
    Kept(FileDescriptorProto file, Reach reach, boolean services) {
        this.file = file;
        this.reach = reach;
        this.services = services;
    }

    void addTo(FileDescriptorProto.Builder to) {
        to.addAllMessageType(keep(
                FileDescriptorProto.MESSAGE_TYPE_FIELD_NUMBER, file.getMessageTypeList(), DescriptorProto::getName));
        file.getMessageTypeList().stream()
                .filter(this::isOnlyExtended)
                .forEach(message -> to.addMessageTypeBuilder()
                        .setName(message.getName())
                        .addAllExtensionRange(message.getExtensionRangeList()));
        to.addAllEnumType(
                keep(FileDescriptorProto.ENUM_TYPE_FIELD_NUMBER, file.getEnumTypeList(), EnumDescriptorProto::getName));
        to.addAllExtension(keep(
                FileDescriptorProto.EXTENSION_FIELD_NUMBER, file.getExtensionList(), FieldDescriptorProto::getName));
        if (services) {
            to.addAllService(file.getServiceList());
            Map<Integer, Integer> all = new HashMap<>();
            for (int i = 0; i < file.getServiceCount(); i++) {
                all.put(i, i);
            }
            indexes.put(FileDescriptorProto.SERVICE_FIELD_NUMBER, all);
        }
        SourceCodeInfo places = places();
        if (places.getLocationCount() > 0) {
            to.setSourceCodeInfo(places);
        }
    }

    private boolean isOnlyExtended(DescriptorProto message) {
        String name = fullName(message.getName());
        return reach.extended().contains(name) && !reach.names().contains(name);
    }

    private String fullName(String name) {
        return file.getPackage().isEmpty() ? name : file.getPackage() + "." + name;
    }

    private <T> List<T> keep(int field, List<T> all, Function<T, String> name) {
        List<T> kept = new ArrayList<>();
        Map<Integer, Integer> ofField = new HashMap<>();
        for (int i = 0; i < all.size(); i++) {
            if (reach.names().contains(fullName(name.apply(all.get(i))))) {
                ofField.put(i, kept.size());
                kept.add(all.get(i));
            }
        }
        indexes.put(field, ofField);
        return kept;
    }

    /** For each declaration where its name is; no comments, and nothing else. */
    private SourceCodeInfo places() {
        SourceCodeInfo.Builder places = SourceCodeInfo.newBuilder();
        for (Location location : file.getSourceCodeInfo().getLocationList()) {
            List<Integer> path = location.getPathList();
            if (!Declarations.isName(path)) {
                continue;
            }
            Integer index = indexes.getOrDefault(path.get(0), Map.of()).get(path.get(1));
            if (index != null) {
                List<Integer> declaration = new ArrayList<>(path.subList(0, path.size() - 1));
                declaration.set(1, index);
                places.addLocation(Location.newBuilder().addAllPath(declaration).addAllSpan(location.getSpanList()));
            }
        }
        return places.build();
    }
}
