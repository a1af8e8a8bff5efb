package io.github.stubject.maven;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.maven.plugin.logging.SystemStreamLog;

/** Keeps what is logged: {@code error: <text>}, {@code warning: <text>}, {@code info: <text>}. */
class LogOfLines extends SystemStreamLog {
    private final List<String> lines = new CopyOnWriteArrayList<>();

    List<String> lines() {
        return lines;
    }

    @Override
    public void info(CharSequence content) {
        lines.add("info: " + content);
    }

    @Override
    public void error(CharSequence content) {
        lines.add("error: " + content);
    }

    @Override
    public void warn(CharSequence content) {
        lines.add("warning: " + content);
    }
}
