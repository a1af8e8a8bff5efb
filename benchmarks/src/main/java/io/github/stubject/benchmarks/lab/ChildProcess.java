package io.github.stubject.benchmarks.lab;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A {@link Child}, as who started it sees it. */
final class ChildProcess implements AutoCloseable {
    /** Where all children write what they complain of. */
    static final Path COMPLAINTS = Path.of("benchmarks", "target", "stderr.log");

    private static final int END_SECONDS = 10;

    private final Process process;
    private final Writer commands;
    private final BufferedReader answers;
    private final String name;
    private final String address;

    private ChildProcess(Process process, String name) throws IOException {
        this.process = process;
        this.name = name;
        commands = process.outputWriter(StandardCharsets.UTF_8);
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        address = answer().substring(Child.READY.length());
    }

    /** Starts one and waits until it is ready. */
    static ChildProcess start(List<String> prefix, Class<?> task, Settings settings) throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(Jvm.command(Child.class));
        command.add(task.getName());
        command.addAll(settings.arguments());
        Files.createDirectories(COMPLAINTS.toAbsolutePath().getParent());
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(COMPLAINTS.toFile()))
                .start();
        return new ChildProcess(process, task.getSimpleName() + settings.values());
    }

    /** Where the service is. */
    String address() {
        return address;
    }

    Figures run(Duration time) throws IOException {
        commands.write(time.toMillis() + "\n");
        commands.flush();
        return Figures.parse(answer());
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    private String answer() throws IOException {
        String line = answers.readLine();
        if (line == null) {
            process.destroyForcibly();
            throw new IOException(name + " has ended; see " + COMPLAINTS);
        }
        return line;
    }

    /** Lets it end, and waits until it has. */
    @Override
    public void close() throws IOException, InterruptedException {
        commands.close();
        if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }
}
