package io.github.stubject.generator.internal.reader;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.SourceCodeInfo;
import com.google.protobuf.DescriptorProtos.SourceCodeInfo.Location;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where things are in a file, and the comments there. This is most of a descriptor set, and hardly any of it is ever
 * looked at: it is parsed when somebody asks, and then only for the kind of thing that is asked for.
 */
final class SourceInfo {
    private static final int IN_FILE = delimited(FileDescriptorProto.SOURCE_CODE_INFO_FIELD_NUMBER);
    private static final int LOCATION = delimited(SourceCodeInfo.LOCATION_FIELD_NUMBER);
    private static final int PATH = delimited(Location.PATH_FIELD_NUMBER);

    private final ByteString bytes;

    private SourceInfo(ByteString bytes) {
        this.bytes = bytes;
    }

    private static int delimited(int field) {
        return field << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED;
    }

    /** Takes it out of a serialized {@code FileDescriptorProto}, of which all else is written to the output. */
    static SourceInfo split(ByteString file, ByteString.Output rest) throws IOException {
        ByteString bytes = ByteString.EMPTY;
        CodedInputStream in = read(file);
        for (int start = 0, tag = in.readTag(); tag != 0; start = in.getTotalBytesRead(), tag = in.readTag()) {
            if (tag == IN_FILE) {
                bytes = bytes.concat(in.readBytes());
            } else if (in.skipField(tag)) {
                file.substring(start, in.getTotalBytesRead()).writeTo(rest);
            }
        }
        return new SourceInfo(bytes);
    }

    /** A stream whose {@code readBytes} does not copy. */
    static CodedInputStream read(ByteString bytes) {
        CodedInputStream in = bytes.newCodedInput();
        in.enableAliasing(true);
        return in;
    }

    /** The locations of all in the field of the file, by their paths. */
    Map<List<Integer>, Location> locations(int field) throws IOException {
        Map<List<Integer>, Location> byPath = new HashMap<>();
        CodedInputStream in = read(bytes);
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (tag != LOCATION) {
                in.skipField(tag);
                continue;
            }
            ByteString location = in.readBytes();
            if (startsWith(field, location)) {
                Location parsed = Location.parseFrom(location);
                byPath.putIfAbsent(parsed.getPathList(), parsed);
            }
        }
        return byPath;
    }

    /** The locations with comments, in the order of the file. */
    List<Location> commented() throws IOException {
        List<Location> commented = new ArrayList<>();
        CodedInputStream in = read(bytes);
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (tag != LOCATION) {
                in.skipField(tag);
                continue;
            }
            Location location = Location.parseFrom(in.readBytes());
            if (location.hasLeadingComments()
                    || location.hasTrailingComments()
                    || location.getLeadingDetachedCommentsCount() > 0) {
                commented.add(location);
            }
        }
        return commented;
    }

    /** Locations begin with their path, as protoc writes them; any other may be of the field. */
    private static boolean startsWith(int field, ByteString location) throws IOException {
        CodedInputStream in = location.newCodedInput();
        return in.readTag() != PATH || (in.readRawVarint32() > 0 && in.readRawVarint32() == field);
    }
}
