package io.github.stubject.benchmarks.generator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A process that has run from its standard input to its end.
 *
 * @param peakMegabytes the most memory that it had at once, as Linux counts (VmHWM)
 */
record ChildRun(double millis, double cpuMillis, long peakMegabytes) {
    private static final int LOOK_EACH_MS = 5;

    static ChildRun of(List<String> command, Path input, Path output) throws IOException, InterruptedException {
        long start = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .redirectInput(input.toFile())
                .redirectOutput(output.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        long peak = 0;
        Duration cpu = Duration.ZERO;
        do {
            peak = Math.max(peak, peakKilobytes(process.pid()));
            cpu = process.info().totalCpuDuration().orElse(cpu);
        } while (!process.waitFor(LOOK_EACH_MS, TimeUnit.MILLISECONDS));
        double millis = (System.nanoTime() - start) / 1e6;
        if (process.exitValue() != 0) {
            throw new IllegalStateException(command.get(0) + " failed with " + process.exitValue());
        }
        return new ChildRun(millis, cpu.toNanos() / 1e6, peak / 1024);
    }

    /** 0 if it has ended. */
    private static long peakKilobytes(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }
}
