package io.github.stubject.maven;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Recognises protos in another encoding, about whose letters protoc complains one by one. */
final class NotUtf8 {
    private NotUtf8() {}

    /** One line for each. */
    static List<String> among(List<ProtoDirectory> directories, Collection<String> protos, ModulePaths module)
            throws IOException {
        List<String> lines = new ArrayList<>();
        for (ProtoDirectory directory : directories) {
            for (String name : directory.names()) {
                Path file = directory.path().resolve(name);
                if (protos.contains(name) && !isUtf8(Files.readAllBytes(file))) {
                    lines.add(module.show(file) + " is not in UTF-8, as protos must be. Save it in that encoding.");
                }
            }
        }
        return lines;
    }

    private static boolean isUtf8(byte[] bytes) {
        try {
            UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
