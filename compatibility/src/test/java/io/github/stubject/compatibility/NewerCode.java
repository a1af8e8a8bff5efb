package io.github.stubject.compatibility;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;

/** Loads this build's program as if a plugin of version 9.9 had generated it, which asks for a runtime of that version. */
final class NewerCode extends ClassLoader {
    static final String HANDSHAKE = "needsRuntime9_9OrNewer";
    private static final String HANDSHAKE_NOW = "needsRuntime0_1OrNewer";

    NewerCode() {
        super(NewerCode.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            if (!name.startsWith(KeptRelease.PACKAGE)) {
                return super.loadClass(name, resolve);
            }
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? define(name) : loaded;
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        try (InputStream file = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (file == null) {
                throw new ClassNotFoundException(name);
            }
            // A byte is a character and both names are as long, so that all else in the file keeps its place.
            byte[] code = new String(file.readAllBytes(), ISO_8859_1)
                    .replace(HANDSHAKE_NOW, HANDSHAKE)
                    .getBytes(ISO_8859_1);
            return defineClass(name, code, 0, code.length);
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }
}
