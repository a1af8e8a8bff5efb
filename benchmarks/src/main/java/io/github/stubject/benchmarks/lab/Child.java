package io.github.stubject.benchmarks.lab;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;

/**
 * The main class of all processes that are measured. Takes the class of a {@link Service} or {@link Workload} and its
 * settings; says that it is ready; runs a workload for as many milliseconds as each line of its standard input says, and
 * answers with a line of figures; ends with its standard input.
 */
final class Child {
    static final String READY = "ready ";

    private Child() {}

    public static void main(String[] args) {
        int status = 0;
        try {
            run(args[0], Settings.parse(Arrays.asList(args).subList(1, args.length)));
        } catch (Throwable e) {
            e.printStackTrace();
            status = 1;
        }
        System.exit(status); // whatever threads a task has left
    }

    private static void run(String name, Settings settings) throws Exception {
        Object made = Class.forName(name).getConstructor(Settings.class).newInstance(settings);
        try (AutoCloseable task = (AutoCloseable) made;
                BufferedReader commands =
                        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            System.out.println(READY + (task instanceof Service service ? service.address() : ""));
            for (String line = commands.readLine(); line != null; line = commands.readLine()) {
                Duration time = Duration.ofMillis(Long.parseLong(line));
                long before = Allocation.bytes();
                Sample sample = ((Workload) task).run(time);
                System.out.println(Figures.line(sample, Allocation.bytes() - before));
            }
        }
    }
}
